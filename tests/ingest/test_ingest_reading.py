"""Files, folders and bytes of any kind give articles, or one clear reason each."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read, read_bytes

LINES = '{"id": 1, "title": "첫눈", "body": "눈이 왔다."}\n{"id": 2, "title": "장마"}\n'


def headlines(data: bytes, source: str = "pages/a") -> list[str]:
    return [article.headline for article in read_bytes(data, source)]


def reason(data: bytes, source: str = "pages/a") -> str:
    with pytest.raises(ReadError) as caught:
        list(read_bytes(data, source))
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_json_lines_are_read_in_every_encoding_packed_or_not(
    encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    assert headlines(pack(LINES.encode(encoding))) == ["첫눈", "장마"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_text_is_read_in_every_encoding(encoding: str) -> None:
    text = "첫눈 내린 서울\n\n서울 시청 앞 광장에 올해 첫눈이 내렸다고 기상청이 밝혔다.\n"
    assert headlines(text.encode(encoding)) == ["첫눈 내린 서울"]


def test_the_shapes_of_json_are_told_apart_by_their_content() -> None:
    one = '{"title": "첫눈"}'
    for text in (
        one,
        f"[{one}]",
        f'{{"articles": [{one}]}}',
        f" [\n {one}\n]",
        '{\n"title": "첫눈"}',
    ):
        assert headlines(text.encode()) == ["첫눈"]
    assert headlines(f"[{one}, {one}]".encode()) == ["첫눈", "첫눈"]


def test_a_text_that_begins_with_a_bracket_is_no_json() -> None:
    text = "[서울=한국통신] 홍길동 기자 = 서울 시청 앞 광장에 올해 첫눈이 내렸다."
    (article,) = read_bytes(text.encode(), "a.txt")
    assert (article.dateline, article.publisher, article.authors) == (
        "서울",
        "한국통신",
        ("홍길동",),
    )


def test_a_source_carries_its_position_only_where_the_file_holds_several() -> None:
    assert [a.source for a in read_bytes(LINES.encode(), "a.jsonl")] == ["a.jsonl#1", "a.jsonl#2"]
    assert [a.source for a in read_bytes(b'{"title": "a"}', "a.json")] == ["a.json"]


def test_two_articles_with_one_id_are_both_yielded() -> None:
    assert headlines(b'{"id": 1, "title": "a"}\n{"id": 1, "title": "b"}\n') == ["a", "b"]


def test_a_broken_line_costs_that_line_only() -> None:
    errors: list[ReadError] = []
    notes = ReadNotes()
    data = b'{"title": "a"}\n{broken\n\n[1]\n{"title": "b"}\n'
    found = list(read_bytes(data, "a.jsonl", on_error=errors.append, notes=notes))
    assert [article.headline for article in found] == ["a", "b"]
    assert [error.source for error in errors] == ["a.jsonl:2", "a.jsonl:4"]
    assert (notes.articles, notes.refused) == (2, 2)


def test_a_jsonl_whose_first_line_is_broken_is_still_one() -> None:
    errors: list[ReadError] = []
    data = b'{"title": \n{"title": "b"}\n'
    assert len(list(read_bytes(data, "a", on_error=errors.append))) == 1
    assert errors[0].source == "a:1"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (gzip.compress(b""), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "it is a picture"),
        (b"%PDF-1.7\n\0\1\2\3", "it is a PDF"),
        (gzip.compress(LINES.encode())[:-20], "gzip is damaged"),
        (b'{"title": "a"', "broken JSON"),
        (b'[{"title": "a"}', "broken JSON"),
        (b"[" * 100_000, "it holds no article"),
        (b'{"a":' * 100_000, "too deep"),
        (b"[1, 2]", "no article"),
        (b"<html><body><p></p></body></html>", "no article"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
        (b"----\n====\n", "no article"),
    ],
)
def test_what_cannot_be_read_has_one_clear_reason(data: bytes, expected: str) -> None:
    assert expected in reason(data)


def test_a_gzip_bomb_does_not_fill_the_memory() -> None:
    bomb = gzip.compress(b" " * (65 * 2**20))
    assert "64 MiB" in reason(bomb)


def test_a_folder_is_read_in_order_without_its_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.json").write_text('{"title": "나"}', "utf-8")
    (tmp_path / "a.json").write_text('{"title": "가"}', "utf-8")
    (tmp_path / "c.jsonl").write_text('{"title": "다"}\n', "utf-8")
    (tmp_path / ".gitignore").write_text("*\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.json").write_text('{"title": "숨은 글"}', "utf-8")
    assert [article.headline for article in read(tmp_path)] == ["가", "나", "다"]


def test_a_document_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"")
    (tmp_path / "b.json").write_text('{"title": "나"}', "utf-8")
    errors: list[ReadError] = []
    notes = ReadNotes()
    assert len(list(read(tmp_path, on_error=errors.append, notes=notes))) == 1
    assert [(e.source, e.reason) for e in errors] == [
        (str(tmp_path / "a.json"), "the file is empty")
    ]
    assert (notes.files, notes.articles, notes.refused, notes.undated) == (2, 1, 1, 1)
    with pytest.raises(ReadError, match="empty"):
        list(read(tmp_path))


def test_a_path_that_is_absent_and_a_folder_that_is_empty_are_read_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list(read(tmp_path / "absent"))
    with pytest.raises(ReadError, match="holds no file"):
        list(read(tmp_path))


def test_a_file_name_that_is_no_utf_8_can_be_written(tmp_path: Path) -> None:
    name = b"\xbc\xad.json"
    try:
        path = Path(str(tmp_path) + "/" + name.decode("utf-8", "surrogateescape"))
        path.write_text('{"title": "가"}', "utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (article,) = read(tmp_path)
    assert json.dumps(article.to_json(), ensure_ascii=False).encode()


def test_standard_input_is_read_as_bytes_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO("첫눈\n\n첫눈이 왔다.\n".encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", stream)
    assert [article.headline for article in read("-")] == ["첫눈"]
    assert not stream.closed
    assert not stream.buffer.closed


def test_a_stream_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "가"}\n' * 3 + "{broken\n", "utf-8")
    articles = read(path)
    assert [next(articles).headline for _ in range(3)] == ["가", "가", "가"]
    with pytest.raises(ReadError, match=r"a\.jsonl:4"):
        next(articles)
    articles.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "run",
    ["…", "!", "다.", " ", "\n", "(", "가", "가나 기자 ", "가나다라기자", "[가=", "a@", "<p ",
     "<b>", "입력 2023", "&", "홍길동·", "ⓒ", "\u0301", ".\n", "무단", "• ",
     "<div class=caption>", "| ", " ㅣ ", "가 | ", "정치 | ", "> ", "댓글 | ", "이 기사는 ",
     "▲ 가<img>"],
)  # fmt: skip
def test_no_run_of_one_thing_makes_reading_slow(run: str) -> None:
    """A backtracking expression would take minutes here, and the test would be stopped."""
    whole = run * (100_000 // len(run))
    for text in (whole, f"{whole}x", f"첫눈\n\n첫눈이 내렸다. {whole} 홍길동 기자 a@b.kr"):
        list(read_bytes(text.encode(), "a.txt", on_error=lambda _: None))
        list(read_bytes(json.dumps({"body": text}).encode(), "a.json", on_error=lambda _: None))
        page = f"<html><title>첫눈</title><p>첫눈</p><p>첫눈이 내렸다. {text}</p></html>"
        list(read_bytes(page.encode(), "a.html", on_error=lambda _: None))


PREFIXES = [
    b"",
    b"{",
    b"[",
    b"<html>",
    b"\x1f\x8b",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"<p>",
    b"<rss><channel><item>",
    b"<nitf>",
    b"<?xml version='1.0'?>",
    b"PK\3\4",
    b"PAR1",
    "제목,본문\n".encode(),
    "제목\t본문\n".encode("cp949"),
]


@given(st.sampled_from(PREFIXES), st.binary(max_size=300))
def test_any_bytes_at_all_are_read_or_refused(prefix: bytes, data: bytes) -> None:
    errors: list[ReadError] = []
    articles = list(read_bytes(prefix + data, "a", on_error=errors.append))
    assert articles or errors
    for article in articles:
        json.dumps(article.to_json(), ensure_ascii=False).encode()


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    errors: list[ReadError] = []
    data = text.encode("utf-8", "surrogatepass")
    assert list(read_bytes(data, "a", on_error=errors.append)) or errors


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class=caption>", "<figure>", "<figcaption>", "<a>", "<table>",
             "첫눈이 내렸다. " * 9, "<h1>첫눈</h1>", "<ul><li>", "<title>",
             '<meta property="og:title" content="첫눈">',
             '<script type="application/ld+json">{"@type": ["NewsArticle"], "author": [[1]]}',
             "</script>"]
        ),
        max_size=20,
    )
)  # fmt: skip
def test_any_html_at_all_is_read_or_refused(parts: list[str]) -> None:
    errors: list[ReadError] = []
    page = "<html><body>" + "".join(parts)
    assert list(read_bytes(page.encode(), "a.html", on_error=errors.append)) or errors


def test_a_number_of_too_many_digits_is_refused_in_our_own_words_and_costs_its_line() -> None:
    record = '{"title": "첫눈", "id": %s}\n'
    long = (record % ("9" * 100_000)).encode()
    assert reason(b"[" + long + b"]") == "it holds a number of more than 4,300 digits"
    errors: list[ReadError] = []
    lines = long + (record % 7).encode()
    assert [a.id for a in read_bytes(lines, "a.jsonl", on_error=errors.append)] == ["7"]
    assert [str(e) for e in errors] == ["a.jsonl:1: it holds a number of more than 4,300 digits"]
