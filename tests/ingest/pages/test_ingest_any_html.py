"""Any bytes at all are read or refused with one sentence, and in bounded time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest import read_bytes
from tests.ingest.newsroom import PARAGRAPHS, page, paragraphs

PAGES = sorted(Path(__file__).with_name("golden_pages").glob("*.html"))
SENTENCE = PARAGRAPHS[0]
SECONDS = 5  # of a processor, for less than a megabyte; the slowest takes one
TAGS = (
    *("html", "head", "title", "body", "article", "div", "p", "br", "span", "a", "h1", "h3", "ul"),
    *("li", "table", "tr", "td", "figure", "figcaption", "img", "script", "style", "meta", "em"),
    *("section", "iframe", "svg", "math", "template", "noscript", "select", "form", "frameset"),
)
ATTRIBUTES = (
    *("itemprop=articleBody", "class='article-body'", "class='photo caption'", "id=dic_area"),
    *("href='/1'", "property=og:title content='첫눈 - 가람일보'", "type=application/ld+json"),
    *("itemprop=datePublished datetime=2023-11-18", "class=related", "style='", "=", "\0"),
)
TEXTS = (
    *(
        SENTENCE,
        "홍길동 기자",
        "입력 2023.11.18 09:30",
        "[앵커]",
        "무단전재 및 재배포 금지",
        "&#xD800;",
    ),
    *(
        "&nbsp;",
        "▲ 사진=가람시 제공",
        "{",
        '{"@type":"NewsArticle"',
        "<!--",
        "]]>",
        "관련기사",
        "\u202e",
    ),
)


def outcome(data: bytes) -> list[Article]:
    """The articles that are read, or none and one sentence; an English page counts as read."""
    errors: list[ReadError] = []
    began = time.process_time()
    articles = list(read_bytes(data, "any.html", on_error=errors.append, english=True))
    assert time.process_time() - began < SECONDS
    assert len(articles) + len(errors) == 1
    for article in articles:
        assert article.sections
        assert all(section.text.strip() for section in article.sections)
        assert article == article.normalized()
        assert Article.from_json(article.to_json()) == article
    for error in errors:
        assert error.reason
        assert "\n" not in str(error)
    return articles


pieces = st.one_of(
    st.tuples(st.sampled_from(TAGS), st.sampled_from(("", *ATTRIBUTES))).map(
        "<{0[0]} {0[1]}>".format
    ),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(TEXTS),
    st.text(max_size=8),
)


@given(st.lists(pieces, max_size=60))
def test_whatever_tags_stand_in_whatever_order(found: list[str]) -> None:
    outcome(f"<!doctype html>{''.join(found)}".encode("utf-8", "replace"))


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_doctype(data: bytes) -> None:
    outcome(b"<!doctype html><html>" + data)


@given(st.sampled_from(PAGES), st.integers(0, 2**32), st.integers(1, 40))
def test_a_page_with_any_damage(path: Path, seed: int, cuts: int) -> None:
    """Pieces are lost, doubled and moved, bytes changed, the rest cut off."""
    draw = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(cuts):
        a, b = sorted(draw.randrange(len(data) + 1) for _ in range(2))
        b = min(b, a + draw.choice((1, 3, 40, 400)))
        match draw.randrange(4):
            case 0:
                del data[a:b]
            case 1:
                data[a:a] = data[a:b]
            case 2:
                data[a:b] = draw.randbytes(b - a)
            case 3:
                at = draw.randrange(len(data) + 1)
                data[at:at] = data[a:b]
    outcome(bytes(data))
    outcome(bytes(data[: draw.randrange(len(data) + 1)]) or b"<html>")


LARGE = {
    "deep": "<div>" * 20_000 + SENTENCE,
    "tables": "<table><tr><td>" * 3_000 + SENTENCE,
    "unclosed paragraphs": f"<p>{SENTENCE}" * 3_000,
    "short lines": "".join(f"<p>{n}</p>" for n in range(10_000)),
    "spans": f"<p>{'<span>눈</span>' * 20_000}</p>",
    "pictures": paragraphs() + "<div><img src=1.jpg>" * 5_000,
    "figures": paragraphs() + "<figure>" * 3_000,
    "links": "".join(f"<li><a href=/{n}>소식 {n}번째 이야기</a></li>" for n in range(5_000)),
    "bodies": f"<div class=article-body><p>{SENTENCE}</p></div>" * 3_000,
    "nested bodies": "<div class=article-body>" * 12 + f"<p>{SENTENCE}</p>" * 1_000,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(30_000))}>{SENTENCE}</p>",
    "classes": f"<p class='{'photo_' * 30_000}'>{SENTENCE}</p>",
    "brackets": "<" * 200_000 + SENTENCE,
    "entities": "&" * 200_000 + SENTENCE,
    "comments": "<!--" * 50_000 + SENTENCE,
    "quotes": "“" * 100_000 + SENTENCE,
    "dates": "입력 2023.11.18 " * 10_000 + SENTENCE,
    "reporters": "<p>홍길동 기자</p>" * 5_000 + SENTENCE,
    "no spaces": "가" * 300_000,
    "json": f"<script type=application/ld+json>{'[' * 50_000}</script>{SENTENCE}",
    "half a json": f'<script type=application/ld+json>{{"@type":"NewsArticle",'
    f"{chr(34) + 'datePublished' + chr(34) + ':'}{'1' * 50_000}</script>{SENTENCE}",
}


@pytest.mark.parametrize("body", LARGE.values(), ids=[*LARGE])
def test_a_large_page_of_one_kind_takes_a_bounded_time(body: str) -> None:
    outcome(f"<!doctype html><html><head><title>첫눈</title></head><body>{body}".encode())


def test_what_is_damaged_at_its_end_keeps_its_paragraphs() -> None:
    text = page(paragraphs())
    (article,) = outcome(text[: text.index("</main>")].encode())
    assert [section.text for section in article.sections[1:]] == list(PARAGRAPHS)
