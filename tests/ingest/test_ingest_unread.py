"""What ksearch does not read is refused in one sentence that says what it is."""

from __future__ import annotations

import io
import zipfile

import pytest

from ksearch.errors import ReadError
from ksearch.ingest import read_bytes


def packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "application/hwp+zip" if name == "mimetype" else "<a/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it is a PDF, and pages of newspapers are not"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "HWP, DOC or XLS"),
        (b"HWP Document File V3.00 \x1a\1\2\3\4\5", "HWP, DOC or XLS"),
        (packed("[Content_Types].xml", "word/document.xml"), "it is a DOCX"),
        (packed("mimetype", "Contents/section0.xml"), "it is an HWPX"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x20ftypheic\0\0", "picture"),
        (b"\0\0\0\x20ftypisom\0\0", "sound or film"),
        (b"ID3\4\0\0", "sound or film"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (rb"{\rtf1\ansi{\fonttbl}}", "RTF"),
        (b'<?xml version="1.0"?><!-- <rss> --><library><book/></library>', "element is library"),
    ],
)
def test_each_format_that_is_not_read_is_named(data: bytes, expected: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read_bytes(data, "pages/a"))
    assert expected in caught.value.reason
    assert "\n" not in str(caught.value)
