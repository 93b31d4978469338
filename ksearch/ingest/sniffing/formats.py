"""In which format is this document written?

Comes in: its first lines. Goes out: a ``Format``, or the reason why none is read. Invariant: the
content decides; a name's ending only where the content could be either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from ksearch.ingest.packed.packing import NAMES as PACKED_NAMES
from ksearch.ingest.patterns import pattern
from ksearch.ingest.sniffing.csvdialect import beginning_text, dialect_of
from ksearch.ingest.trees.prolog import read_prolog

__all__ = ["Format", "format_of", "is_named_json_lines", "is_office_file"]

_HTML_START = pattern(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|article|section|div|p|h[1-6]|span|table|main"
    r"|script|style|header|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = pattern(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_JSON_START = pattern(r"""\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|-?[0-9]|true|false|null))""")
_HEAD = 4096  # characters in which a page shows that it is HTML


class Format(StrEnum):
    """What a document may be; those of the second half are told apart, but not read."""

    JSON_LINES = "JSONL"
    JSON = "JSON"
    HTML = "HTML"
    FEED = "feed"
    SITEMAP = "sitemap"
    NITF = "NITF"
    NEWSML = "NewsML"
    NEWSML_G2 = "NewsML-G2"
    TABLE = "table"
    PARQUET = "Parquet"
    ZIP = "ZIP"
    TEXT = "text"

    XML = "XML"
    PDF = "PDF"
    OFFICE = "office document"
    PICTURE = "picture"
    SOUND = "sound or film"
    DATABASE = "database"
    RTF = "RTF"
    ARCHIVE = "archive"


# What documents that are no text begin with; ``None`` stands for any four bytes.
_BEGINNINGS: tuple[tuple[Format, tuple[bytes, ...]], ...] = (
    (Format.PDF, (b"%PDF-",)),
    (Format.RTF, (rb"{\rtf",)),
    (Format.OFFICE, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"HWP Document File")),
    (Format.ZIP, (b"PK\3\4", b"PK\5\6")),
    (Format.PARQUET, (b"PAR1",)),
    (Format.PICTURE, (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")),
    (Format.SOUND, (b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"fLaC")),
    (Format.ARCHIVE, (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x04\x22\x4d\x18", b"\x1f\x9d")),
    (Format.DATABASE, (b"SQLite format 3\0",)),
)
_ROOTS = {
    "rss": Format.FEED,
    "feed": Format.FEED,
    "RDF": Format.FEED,
    "urlset": Format.SITEMAP,
    "sitemapindex": Format.SITEMAP,
    "nitf": Format.NITF,
    "NewsML": Format.NEWSML,
    "newsItem": Format.NEWSML_G2,
    "newsMessage": Format.NEWSML_G2,
    "packageItem": Format.NEWSML_G2,
}
_OFFICE_NAMES = (b"[Content_Types].xml", b"_rels/", b"xl/", b"word/", b"ppt/", b"docProps/")


def format_of(
    head: bytes, shown: Sequence[bytes], source: str, columns: Collection[str] = ()
) -> Format:
    """The format of a document that begins with ``head``.

    ``shown`` are its first lines that are not blank, at least two of them where it has two and the
    first begins with a brace: they tell a JSONL from JSON. ``columns`` are names that a person says
    are columns.

    >>> format_of(b"<!doctype html><p>", [], "a").value, format_of(b'[{"id": 1}]', [], "a").value
    ('HTML', 'JSON')
    >>> format_of("[서울=한국통신] 첫눈이 왔다.".encode(), [], "a").value
    'text'
    >>> format_of(b"%PDF-1.7", [], "a").value
    'PDF'
    """
    for binary, beginnings in _BEGINNINGS:
        if head.startswith(beginnings):
            return binary
    if shown and _is_json_lines(shown[0], shown[1] if len(shown) > 1 else b"", source):
        return Format.JSON_LINES
    if head[4:8] == b"ftyp" or head[:4] == b"RIFF":
        is_picture = head[8:12] in {b"WEBP", b"heic", b"heix", b"mif1", b"avif"}
        return Format.PICTURE if is_picture else Format.SOUND
    text = beginning_text(head)
    kind = _text_format(text)
    if kind in {Format.TEXT, Format.JSON} and dialect_of(text, source, columns) is not None:
        return Format.TABLE
    return kind


def is_office_file(head: bytes) -> bool:
    """Whether a ZIP is a document of its own (XLSX, DOCX, HWPX, ODF, EPUB) by its first entry.

    >>> is_office_file(b"PK" + bytes(24) + bytes([8, 0, 0, 0]) + b"mimetype"), is_office_file(b"PK")
    (True, False)
    """
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return head.startswith(b"PK") and (name == b"mimetype" or name.startswith(_OFFICE_NAMES))


def is_named_json_lines(source: str) -> bool:
    """Whether the name says JSONL.

    >>> is_named_json_lines("a.JSONL.gz"), is_named_json_lines("a.json")
    (True, False)
    """
    name = source.lower()
    for packed in PACKED_NAMES:
        name = name.removesuffix(packed)
    return name.endswith((".jsonl", ".ndjson"))


def _is_json_lines(first: bytes, second: bytes, source: str) -> bool:
    """Whether the first two lines that are not blank begin a JSONL.

    A JSONL whose first line is broken is one all the same, by its second line or its name.

    >>> _is_json_lines(b'{"id": 1}', b"", "a"), _is_json_lines(b"{", b'  "id": 1', "a.json")
    (True, False)
    """
    if not first.lstrip().startswith(b"{"):
        return False
    if second.startswith(b"{") or is_named_json_lines(source):
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _text_format(text: str) -> Format:
    prolog = read_prolog(text)
    if known := _ROOTS.get(prolog.root):
        return known
    if prolog.root.lower() == "html" or _HTML_START.match(text):
        return Format.HTML
    if prolog.is_declared and prolog.root:
        return Format.XML
    if _HTML_WITHIN.search(text, 0, _HEAD):
        return Format.HTML
    return Format.JSON if _JSON_START.match(text) else Format.TEXT
