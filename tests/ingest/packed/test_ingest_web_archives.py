"""Of a crawl the HTML pages are read, each under its own address, whatever else it holds."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest import read_bytes
from ksearch.ingest.characters.streams import LONGEST_PAGE
from ksearch.ingest.packed import budget
from ksearch.ingest.packed.packing import looked_at
from ksearch.ingest.packed.webarchive import SavedPage, saved_pages
from tests.ingest.newsroom import HEADLINE, page, paragraphs
from tests.ingest.packs import bare_record, record

PAGE = page(paragraphs())
ADDRESS = "https://news.example/view/1"


def outcomes(data: bytes) -> tuple[list[Article], list[str]]:
    errors: list[ReadError] = []
    return list(read_bytes(data, "c.warc", on_error=errors.append)), [str(e) for e in errors]


def pages(data: bytes) -> list[SavedPage | ReadError]:
    return list(saved_pages(looked_at(io.BytesIO(data)), "c"))


def body(data: bytes) -> bytes:
    (found,) = pages(data)
    assert isinstance(found, SavedPage)
    return found.data


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_pages_of_a_crawl_have_their_address_and_when_they_were_saved(
    *, is_packed: bool
) -> None:
    records = [
        record(ADDRESS, b"", kind="request"),
        record(ADDRESS, PAGE.encode()),
        record("https://news.example/logo.png", b"\x89PNG\r\n", content="image/png"),
        record("https://news.example/gone", b"<p>404</p>", status="404 Not Found"),
        record("https://news.example/view/2", page(paragraphs(), headline="둘째").encode()),
        record(ADDRESS, b"", kind="revisit"),
        record("dns:news.example", b"x", kind="resource", content="text/html"),
    ]
    data = b"".join(map(gzip.compress, records)) if is_packed else b"".join(records)
    found, errors = outcomes(data)
    assert errors == []
    assert [article.id for article in found] == [ADDRESS, "https://news.example/view/2"]
    assert [article.url for article in found] == [article.id for article in found]
    assert found[0].source == f"c.warc!/{ADDRESS}"
    assert found[0].headline == HEADLINE
    assert found[0].date_retrieved == "2024-05-21T01:02:03+00:00"
    assert found[0].date_published is None


def test_what_the_page_says_of_itself_comes_before_what_the_crawl_knows() -> None:
    head = '<meta property="og:url" content="https://news.example/view/20240521">'
    (article,) = outcomes(record(ADDRESS, page(paragraphs(), head=head).encode()))[0]
    assert (article.id, article.url) == (
        "https://news.example/view/20240521",
        "https://news.example/view/20240521",
    )


def test_pages_that_a_crawler_kept_as_resources_are_read_by_their_type_or_their_looks() -> None:
    text = PAGE.replace('<meta charset="utf-8">', "").encode("cp949")
    data = b"".join(
        [
            bare_record(ADDRESS, PAGE.encode(), content="text/html"),
            bare_record(f"{ADDRESS}2", text, content="text/html; charset=euc-kr"),
            bare_record(f"{ADDRESS}3", b"<!-- saved -->\n" + PAGE.encode()),
            bare_record("file:///home/a.html", PAGE.encode(), content="application/octet-stream"),
            bare_record("metadata://gnu.org/wget.log", PAGE.encode(), content="text/plain"),
            bare_record("https://news.example/a.png", b"\x89PNG\r\n", content="image/png"),
            bare_record("https://news.example/a.bin", b"\0\1\2"),
            bare_record(ADDRESS, PAGE.encode(), kind="metadata", content="text/html"),
        ]
    )
    found, errors = outcomes(data)
    assert errors == []
    assert [article.url for article in found] == [ADDRESS, f"{ADDRESS}2", f"{ADDRESS}3", None]
    assert {article.headline for article in found} == {HEADLINE}
    assert found[0].date_retrieved == "2024-05-21T01:02:03+00:00"
    large = bare_record(ADDRESS, b" " * (LONGEST_PAGE + 1), content="text/html")
    assert outcomes(large)[1] == [f"c.warc!/{ADDRESS}: it is larger than 16 MiB"]


def test_the_encoding_is_what_the_server_said() -> None:
    text = PAGE.replace('<meta charset="utf-8">', "").encode("cp949")
    (article,) = outcomes(record(ADDRESS, text, content="text/html; charset=euc-kr"))[0]
    assert article.headline == HEADLINE


def test_bodies_are_joined_and_unpacked_unless_the_crawler_did_so_before() -> None:
    chunked = "Transfer-Encoding: chunked\r\n"
    assert (
        body(record(ADDRESS, b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", headers=chunked)) == b"abcde"
    )
    assert body(record(ADDRESS, b"3\r\nabc\r\n9\r\nde", headers=chunked)) == b"abcde"
    assert body(record(ADDRESS, b"<html>abc", headers=chunked)) == b"<html>abc"
    raw = zlib.compressobj(wbits=-15)
    for name, data in {
        "gzip": gzip.compress(b"abc"),
        "x-gzip": gzip.compress(b"abc"),
        "deflate": zlib.compress(b"abc"),
        "Deflate": raw.compress(b"abc") + raw.flush(),
    }.items():
        named = f"Content-Encoding: {name}\r\n"
        assert body(record(ADDRESS, data, headers=named)) == b"abc"
        assert body(record(ADDRESS, b"<html>abc", headers=named)) == b"<html>abc"


def test_pages_that_are_too_large_or_packed_in_other_ways_are_named_by_their_address() -> None:
    packed = "Content-Encoding: gzip\r\n"
    large = b" " * (LONGEST_PAGE + 1)
    data = b"".join(
        [
            record(ADDRESS, large),
            record(ADDRESS, gzip.compress(large), headers=packed),
            record(ADDRESS, gzip.compress(b"")[:10] + b"\xff" * 99, headers=packed),
            record(ADDRESS, b"\x8b\0\x80abc\x03", headers="Content-Encoding: br\r\n"),
        ]
    )
    found, errors = outcomes(data + record(ADDRESS, PAGE.encode()))
    assert len(found) == 1
    for error, reason in zip(errors, ("16 MiB", "16 MiB", "damaged", "packed by br"), strict=True):
        assert error.startswith(f"c.warc!/{ADDRESS}: ")
        assert reason in error


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (b"some bytes\r\nthat are no record\r\n", "28 bytes behind record 1 are damaged"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n", "c.warc#2: its record is damaged"),
        (b"WARC/1.0\r\nContent-Length: -1\r\n\r\n\r\n", "c.warc#2: its record is damaged"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 999 + b"\r\n", "c.warc#2: its record is damaged"),
        (b"WARC/1.0\r\nX: " + b"a" * 99_999 + b"\r\n\r\n", "c.warc#2: its record is damaged"),
    ],
)
def test_a_damaged_record_costs_what_is_up_to_the_next(odd: bytes, reason: str) -> None:
    good = record(ADDRESS, PAGE.encode())
    found, errors = outcomes(good + odd + record("https://news.example/2", PAGE.encode()))
    assert len(found) == 2
    assert reason in errors[0]


def test_a_crawl_that_is_cut_off_is_said_to_be() -> None:
    good = record(ADDRESS, PAGE.encode())
    found, errors = outcomes(good + good[:-400])
    assert (len(found), errors) == (1, ["c.warc#2: its record is damaged (it ends too early)"])
    assert outcomes(record(ADDRESS, b"", kind="request"))[1] == [
        "c.warc: the crawl holds no HTML page"
    ]


GOOD = b"".join(record(f"https://a.kr/{n}", b"<p>%d</p>" % n) for n in range(4))


@given(st.integers(0, len(GOOD)), st.integers(0, 60), st.binary(max_size=40))
def test_any_damage_is_said_and_leaves_what_is_far_from_it(at: int, cut: int, put: bytes) -> None:
    found = pages(GOOD[:at] + put + GOOD[at + cut :] + record("https://a.kr/5", b"<p>5</p>"))
    assert all("\n" not in str(one) for one in found if isinstance(one, ReadError))
    whole = sum(isinstance(one, SavedPage) for one in found)
    assert whole >= at // (len(GOOD) // 4)  # those before the damage


def test_what_servers_packed_is_counted_over_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_FREE", 0)
    data = gzip.compress(b"<html>" + b" " * 2**20)
    crawl = record(ADDRESS, data, headers="Content-Encoding: gzip\r\n") * 4
    found, errors = outcomes(crawl)
    assert not found
    assert errors[-1].endswith(f"it unpacks to more than {budget.RATIO} times its size")


def test_a_packed_crawl_that_breaks_off_gives_the_pages_before_and_one_reason() -> None:
    data = b"".join(gzip.compress(record(f"{ADDRESS}{n}", PAGE.encode())) for n in range(4))
    found, errors = outcomes(data[:-200])
    assert [article.url for article in found] == [f"{ADDRESS}{n}" for n in range(3)]
    assert [error.split(":")[0] for error in errors] == ["c.warc"]
