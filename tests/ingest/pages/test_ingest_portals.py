"""A portal shows what others publish, and is never an article's publisher."""

from __future__ import annotations

import pytest

from ksearch.ingest import read_bytes, to_article
from tests.ingest.newsroom import PARAGRAPHS, one, page, paragraphs

PORTALS = (
    "네이버 뉴스",
    "NAVER",
    "다음뉴스",
    "Daum",
    "네이트 뉴스",
    "Google 뉴스",
    "MSN",
    "ZUM 뉴스",
)


def shown_by(portal: str, body: str, *, head: str = "", below: str = "") -> str:
    """A page of a portal, which names itself wherever pages name their paper."""
    named = f'<meta property="og:site_name" content="{portal}">{head}'
    return page(body, head=named, below=below).replace("- 가람일보</title>", f": {portal}</title>")


@pytest.mark.parametrize("portal", PORTALS)
def test_the_dateline_names_the_publisher(portal: str) -> None:
    first = "(가람=한빛통신) 홍길동 기자 = " + PARAGRAPHS[0]
    article = one(shown_by(portal, paragraphs([first, *PARAGRAPHS[1:]])))
    assert article.publisher == "한빛통신"
    assert portal not in article.headline


@pytest.mark.parametrize("portal", PORTALS)
def test_the_copyright_line_names_the_publisher_also_where_it_is_no_part_of_the_text(
    portal: str,
) -> None:
    below = '<p class="copyright">Copyright ⓒ 한빛통신. All rights reserved. 무단 전재 금지.</p>'
    assert one(shown_by(portal, paragraphs(), below=below)).publisher == "한빛통신"


@pytest.mark.parametrize("portal", PORTALS)
def test_where_nothing_else_is_named_there_is_none(portal: str) -> None:
    below = f"<p>Copyright ⓒ {portal} Corp. All rights reserved.</p>"
    assert one(shown_by(portal, paragraphs(), below=below)).publisher is None


def test_the_paper_is_known_by_where_portals_declare_it() -> None:
    for head in (
        '<meta property="og:article:author" content="가람일보 | 네이버">',
        '<meta property="article:media_name" content="가람일보">',
        '<meta name="twitter:creator" content="가람일보">',
    ):
        assert one(shown_by("네이버 뉴스", paragraphs(), head=head)).publisher == "가람일보", head


def test_papers_with_a_portals_name_in_theirs_keep_it() -> None:
    for paper in ("다음세대신문", "줌인뉴스", "한국네이버저널"):
        assert one(shown_by(paper, paragraphs())).publisher == paper


def test_a_portal_in_a_record_or_a_feed_gives_way_to_what_the_text_says() -> None:
    text = "(가람=한빛통신) 눈이 왔다."
    record = {"title": "첫눈", "content": text, "source": "네이버뉴스"}
    assert to_article(record).publisher == "한빛통신"
    feed = f"""<rss version="2.0"><channel><title>Google 뉴스</title><item><title>첫눈</title>
<link>https://n.example/1</link><description>{text}</description></item></channel></rss>"""
    (article,) = read_bytes(feed.encode(), "feed.xml")
    assert article.publisher == "한빛통신"
