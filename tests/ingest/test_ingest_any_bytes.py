"""Any bytes at all are read or refused with one sentence each, in bounded time and memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read, read_bytes
from tests.ingest.apart import read_apart
from tests.ingest.newsroom import page, paragraphs
from tests.ingest.packs import PACKERS, SNOW, record, tarred, zipped

PAGE = page(paragraphs()).encode()
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>가람일보</title><item>'
    "<title>첫눈</title><link>https://n.example/1</link><description>왔다.</description>"
    "</item></channel></rss>"
).encode()
TABLE = "제목,본문,일자\n첫눈,눈이 왔다.,20240521\n".encode()
# What files begin with, so that damage gets as far as the readers.
WHOLE = {
    "html": PAGE,
    "cp949": page(paragraphs()).replace("utf-8", "euc-kr").encode("cp949"),
    "utf-16": page(paragraphs()).encode("utf-16"),
    "text": "첫눈\n\n[서울=한국통신] 홍길동 기자 = 서울에 첫눈이 왔다.\n".encode(),
    "json": SNOW["b/snow.json"],
    "jsonl": SNOW["a.jsonl"],
    "feed": RSS,
    "table": TABLE,
    "warc": record("https://n.example/1", PAGE) * 2,
    "zip": zipped(SNOW),
    "zip in zip": zipped({"a.zip": zipped(SNOW), "b.html": PAGE}),
    "tar": tarred(SNOW),
    "warc in tar.gz": PACKERS["gz"](tarred({"a.warc": record("https://n.example/1", PAGE)})),
    **{packer: pack(SNOW["a.jsonl"]) for packer, pack in PACKERS.items()},
}


def read_all(data: bytes, source: str = "pages/a") -> tuple[list[Article], list[ReadError]]:
    errors: list[ReadError] = []
    notes = ReadNotes()
    found = list(read_bytes(data, source, on_error=errors.append, notes=notes))
    for error in errors:
        assert error.source.startswith(source)
        assert len(str(error).splitlines()) == 1
        assert error.reason
    for article in found:
        assert article.normalized() == article
        json.dumps(article.to_json(), ensure_ascii=False).encode()
    assert found or errors
    assert (notes.articles, notes.refused) == (len(found), len(errors))
    return found, errors


def test_the_files_that_are_to_be_damaged_are_whole() -> None:
    for name, data in WHOLE.items():
        found, errors = read_all(data)
        assert found, name
        assert not errors, (name, errors)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read_all(data)


@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=60), st.integers(0, 2))
def test_any_bytes_behind_a_beginning(name: str, data: bytes, half: int) -> None:
    whole = WHOLE[name]
    read_all(whole[: len(whole) * half // 2 or 16] + data)


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_damage(name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=20))
    read_all(whole[:at] + put + whole[at + cut :])


@given(st.text(alphabet="<>/=\"'!-[]{}&;:,\n \tap입력기자ⓒ@.|\ufffd", max_size=200))
def test_any_text_of_marks(text: str) -> None:
    if text.strip():
        read_all(text.encode())
        read_all(f"<html><body>{text}".encode())
        read_all(f'{{"title": {text}'.encode())


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_beginning_of_a_file_is_read_or_refused(name: str) -> None:
    whole = WHOLE[name]
    for end in range(1, len(whole), max(1, len(whole) // 40)):
        read_all(whole[:end])


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 200_000,
        b"<p>a" * 200_000,
        b"<!--" * 200_000,
        b"<a href='" * 100_000,
        b"&" * 500_000,
        b'{"a":[' * 200_000,
        b'{"title": "' + b"\\u0041" * 300_000 + b'"}',
        ("가 " * 300_000).encode(),
        ("가" * 500_000).encode(),
        b"\n" * 200_000 + b"a",
        "눈\n".encode() * 2_000_000,
        "첫눈 내린 날\n".encode() * 190_000,
        b"WARC/1.0\r\n" * 50_000,
        b"a,b,c\n" * 20_000,
        zipped({f"{n}.json": b"{" for n in range(2_000)}),
        PACKERS["gz"](b"0" * 50_000_000),
    ],
)
def test_nothing_takes_long_or_much(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    found = read_apart(file, page_seconds=5.0)
    assert found.articles or found.errors
    assert found.seconds < 15
    assert found.size < 600 * 2**20


def test_a_folder_of_broken_files_is_read_to_its_end(tmp_path: Path) -> None:
    for name, whole in WHOLE.items():
        for n, part in enumerate((whole[: len(whole) // 3], whole[::-1], whole[7:])):
            (tmp_path / f"{name} {n}").write_bytes(part)
    (tmp_path / "zz.json").write_bytes(SNOW["b/snow.json"])
    errors: list[ReadError] = []
    found = list(read(tmp_path, on_error=errors.append))
    assert found[-1].headline == "첫눈"
    assert len(errors) >= len(WHOLE)
