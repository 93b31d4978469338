"""An HTML page gives its article: what its head declares, and its main text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import read_bytes

PARAGRAPHS = [
    "서울시는 다음 달부터 한강 둔치에 새로 만든 자전거길을 시민에게 연다고 18일 밝혔다.",
    "새 길은 모두 십이 킬로미터에 이르며, 어두운 곳마다 등을 달아 밤에도 안전하게 달릴 수 있다.",
    "시 관계자는 “자전거로 출근하는 시민이 늘어 길을 넓혔다”며 “쉼터도 세 곳을 둔다”고 말했다.",
]
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "한국통신"},
        {
            "@type": ["NewsArticle"],
            "headline": "한강 자전거길 열린다",
            "datePublished": "2023-11-18T09:30:00+09:00",
            "author": [{"@type": "Person", "name": "홍길동 기자"}],
            "publisher": {"@type": "Organization", "name": "한국통신"},
            "articleSection": "사회",
        },
    ],
}


def page(head: str = "", before: str = "", after: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="ko"><head>
<title>한강 자전거길 열린다 - 한국통신</title>{head}</head><body>
<nav><ul><li><a href="/1">정치</a></li><li><a href="/2">경제</a></li></ul></nav>
<article><h1>한강 자전거길 열린다</h1>{before}
<div class="article-body">{body}{after}</div></article>
<footer>회사소개</footer></body></html>"""


def one(text: str, encoding: str = "utf-8") -> Article:
    (article,) = read_bytes(text.encode(encoding), "pages/page.html")
    return article


def texts(article: Article, kind: SectionKind) -> list[str]:
    return [section.text for section in article.sections if section.kind is kind]


def test_the_main_text_is_the_body_and_the_title_loses_the_site() -> None:
    article = one(page())
    assert article.headline == "한강 자전거길 열린다"
    assert article.publisher == "한국통신"
    assert texts(article, SectionKind.BODY) == PARAGRAPHS


def test_json_ld_is_believed_first() -> None:
    head = (
        f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
        '<meta property="article:published_time" content="2020-01-01T00:00:00+09:00">'
    )
    article = one(page(head))
    assert article.date_published == "2023-11-18T09:30:00+09:00"
    assert article.authors == ("홍길동",)
    assert article.article_section == "사회"


def test_broken_json_ld_counts_as_absent() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        '<meta property="article:published_time" content="2023-11-18T09:30:00+09:00">'
    )
    assert one(page(head)).date_published == "2023-11-18T09:30:00+09:00"


def test_a_time_in_seoul_that_is_marked_as_utc_is_corrected_by_another_date_of_the_page() -> None:
    utc = '<meta property="article:published_time" content="2023-11-18T09:30:00Z">'
    seoul = '<meta property="dd:published_time" content="2023-11-18T09:30:00+09:00">'
    assert one(page(utc)).date_published == "2023-11-18T09:30:00+00:00"
    assert one(page(utc + seoul)).date_published == "2023-11-18T09:30:00+09:00"


def test_dates_that_only_the_text_says_are_read() -> None:
    article = one(page(before="<p>입력 2023.11.18 09:30 수정 2023.11.18 10:00</p>"))
    assert article.date_published == "2023-11-18T09:30+09:00"
    assert article.date_modified == "2023-11-18T10:00+09:00"


def test_captions_and_subheadlines_are_sections_of_their_own() -> None:
    before = '<h2 class="sub-title">등 달아 밤에도 안전<br>쉼터 세 곳</h2>'
    after = "<figure><img src=x.jpg><figcaption>자전거길을 달리는 시민들.</figcaption></figure>"
    article = one(page(before=before, after=after))
    assert texts(article, SectionKind.SUBHEADLINE) == ["등 달아 밤에도 안전", "쉼터 세 곳"]
    assert article.alternative_headline == "등 달아 밤에도 안전 쉼터 세 곳"
    assert texts(article, SectionKind.CAPTION) == ["자전거길을 달리는 시민들."]
    assert texts(article, SectionKind.BODY) == PARAGRAPHS


def test_bylines_and_notices_are_no_body() -> None:
    after = "<p>홍길동 기자 hong@news.kr</p><p>저작권자 © 한국통신 무단전재 및 재배포 금지</p>"
    article = one(page(after=after))
    assert article.authors == ("홍길동",)
    assert texts(article, SectionKind.BODY) == PARAGRAPHS


def test_the_address_of_a_front_page_is_no_address_of_an_article() -> None:
    front = '<meta property="og:url" content="http://news.kr/www">'
    assert one(page(front)).url is None
    canonical = '<link rel="canonical" href="https://news.kr/2023/11/18/0001">'
    article = one(page(front + canonical))
    assert article.url == article.id == "https://news.kr/2023/11/18/0001"


@pytest.mark.parametrize("path", ["1", "둘", "n/view.php?no=7", "?p=7", "정치/첫눈"])
def test_a_short_address_names_its_article(path: str) -> None:
    article = one(page(f'<link rel="canonical" href="https://paper.kr/{path}">'))
    assert article.url == article.id == f"https://paper.kr/{path}"


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/index.html", "/ko/main.do?lang=ko", "/?utm_source=s1"),
        *("/news/articleView.html", "/read", "/show.php"),
    ],
)
def test_what_is_no_address_of_one_article_names_none_also_in_records_and_feeds(path: str) -> None:
    front = f"https://paper.kr{path}"
    assert one(page(f'<link rel="canonical" href="{front}">')).url is None
    records = (json.dumps({"title": title, "url": front}) for title in ("첫눈", "첫서리"))
    first, second = read_bytes("\n".join(records).encode(), "a.jsonl")
    assert first.url == second.url == front
    assert len({first.id, second.id, front}) == 3
    items = (f"<item><title>{n}</title><link>{front}</link></item>" for n in ("첫눈", "첫서리"))
    first, second = read_bytes(f"<rss><channel>{''.join(items)}</channel></rss>".encode(), "a.xml")
    assert len({first.id, second.id, front}) == 3


@pytest.mark.parametrize("declared", ['<meta charset="euc-kr">', ""])
def test_old_pages_in_euc_kr_are_read_whether_they_say_so_or_not(declared: str) -> None:
    assert texts(one(page(declared), "cp949"), SectionKind.BODY) == PARAGRAPHS


def test_a_page_that_says_euc_kr_and_is_utf_8_is_read_as_utf_8() -> None:
    assert one(page('<meta charset="euc-kr">')).headline == "한강 자전거길 열린다"


def test_a_page_of_links_is_no_article() -> None:
    links = "".join(
        f'<li><a href="/news/{n}">{n}번째 소식</a><p>{PARAGRAPHS[n % 3]}</p></li>'
        for n in range(12)
    )
    listing = f"<html><body><main><h1>소식 목록</h1><ul>{links}</ul></main></body></html>"
    with pytest.raises(ReadError, match="links"):
        one(listing)


def test_no_entity_of_a_page_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀", "utf-8")
    doctype = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    article = one(page(after="<p>&x;</p>").replace("<!DOCTYPE html>", doctype))
    assert "비밀" not in json.dumps(article.to_json(), ensure_ascii=False)
