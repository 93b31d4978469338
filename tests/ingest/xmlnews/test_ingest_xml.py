"""Feeds, sitemaps and wire formats: nothing is fetched or blown up, and what is missing is said."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read, read_bytes

ITEM = "<item><title>첫눈 {n}</title><link>https://n.example/{n}</link></item>"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "하하하하하하하하하하"}">' for n in range(10)
)


def rss(inside: str, *, doctype: str = "") -> bytes:
    whole = f'{doctype}<rss version="2.0"><channel>{inside}</channel></rss>'
    return f'<?xml version="1.0"?>{whole}'.encode()


def articles(data: bytes) -> tuple[list[Article], list[ReadError]]:
    errors: list[ReadError] = []
    return list(read_bytes(data, "a.xml", on_error=errors.append)), errors


def reason(data: bytes) -> str:
    found, (error,) = articles(data)
    assert not found
    assert "\n" not in str(error)
    return error.reason


@pytest.mark.parametrize("name", ["rss", "nitf", "NewsML", "newsItem", "urlset", "feed"])
def test_a_billion_laughs_are_refused(name: str) -> None:
    text = f'<?xml version="1.0"?><!DOCTYPE {name} [{LAUGHS}]><{name}><item>&l9;</item></{name}>'
    assert reason(text.encode()) == "its XML declares entities, which may hide texts of any length"


def test_no_file_is_read_and_no_host_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Any:  # noqa: ANN401 -- never returns
        raise AssertionError("a host was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    secret = tmp_path / "secret"
    secret.write_text("비밀")
    for doctype in (
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">',
        f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]>',
        '<!DOCTYPE rss PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd">',
    ):
        (found,), errors = articles(rss("<item><title>가 &x; 나</title></item>", doctype=doctype))
        assert not errors
        assert "비밀" not in found.headline
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert "entities" in reason(rss("<item><title>&x;</title></item>", doctype=entity))


def test_a_document_type_that_hides_its_entities_behind_brackets_is_refused() -> None:
    hidden = '<!DOCTYPE rss [<!ATTLIST a b CDATA "]>"><!-- ]> --><!ENTITY x "y">]>'
    assert "entities" in reason(rss("<item><title>&x;</title></item>", doctype=hidden))


@pytest.mark.parametrize(
    "part",
    ["<a>", "<a/>", "<a b='' c=''/>", "<item>", "<item/>", "<!--", "<![CDATA[", "&a;", "&", "]"],
)
def test_no_run_of_markup_takes_long(part: str) -> None:
    data = rss(ITEM.format(n=1) + part * (400_000 // len(part)))
    began = time.process_time()
    articles(data)
    assert time.process_time() - began < 10


def test_too_much_markup_is_refused() -> None:
    assert "elements and attributes" in reason(rss("<a/>" * 2_000_001))


def test_a_feed_that_breaks_off_gives_what_is_whole() -> None:
    whole = rss("".join(ITEM.format(n=n) for n in range(3)))
    found, (error,) = articles(whole[: whole.rindex(b"</title>") - 1])
    assert [article.headline for article in found] == ["첫눈 0", "첫눈 1"]
    assert (error.source, error.reason) == ("a.xml#3", "the feed breaks off in this entry")


def test_bare_ampersands_and_names_of_html_are_read() -> None:
    title = "R&D 예산&nbsp;&middot; S&amp;P&copy; 3 &#8211; &unknown; &#x0;끝"
    (found,), errors = articles(rss(f"<item><title>{title}</title></item>"))
    assert (found.headline, errors) == ("R&D 예산 · S&P© 3 – &unknown; 끝", [])


def test_an_entry_without_anything_costs_that_entry() -> None:
    found, (error,) = articles(
        rss(ITEM.format(n=1) + "<item><link>https://n.example/2</link></item>")
    )
    assert len(found) == 1
    assert (error.source, error.reason) == ("a.xml#2", "it has neither a headline nor a text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss><channel><title>가</title></channel></rss>", "a feed without an entry"),
        ("<sitemapindex><sitemap><loc>https://n.example/1.xml</loc></sitemap></sitemapindex>",
         "it is a list of sitemaps, which are not fetched"),
        ("<urlset><url><loc>https://n.example/1</loc></url></urlset>",
         "it is a sitemap of 1 addresses without headlines"),
        ("<NewsML><NewsEnvelope/></NewsML>", "NewsML without a news item"),
        ('<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet/></packageItem>',
         "packages only name what other files hold"),
        ("<nitf><head/><body/></nitf>", "neither a headline nor a text"),
        ('<?xml version="1.0"?><opml><body/></opml>', "it is XML of an unknown kind"),
        ("<rss", "it is a feed without an entry"),
        ("<nitf", "neither a headline nor a text"),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_said(text: str, expected: str) -> None:
    assert expected in reason(text.encode())


def test_a_real_feed_is_read_well(shared: Path) -> None:
    notes = ReadNotes()
    found = list(read(shared / "data/feeds/lawtimes_opinion_rss.xml", notes=notes))
    assert (len(found), notes.refused, notes.undated) == (12, 0, 0)
    for article in found:
        assert article.id == article.url
        assert article.url.startswith("https://www.lawtimes.co.kr/opinion/")
        assert len(article.authors) == 1
        assert article.article_section == "opinion"
        assert not article.is_excerpt
        assert "\n" not in article.headline
        body = [s.text for s in article.sections if s.kind is SectionKind.BODY]
        assert len(body) >= 5
        assert not any(mark in text for text in body for mark in ("<", "&nbsp;", "&lt;", "img src"))
        assert sum(map(len, body)) > 1000
