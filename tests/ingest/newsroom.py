"""Pages of an invented paper: paragraphs, a page around them, and what is read from it."""

from __future__ import annotations

from collections.abc import Sequence

from ksearch.article import Article, SectionKind
from ksearch.ingest import read_bytes

HEADLINE = "달빛시장, 삼 년 만에 다시 연다"
PARAGRAPHS = (
    "가람시는 다음 달 첫 금요일부터 달빛시장을 강변 광장에서 다시 연다고 18일 밝혔다.",
    "시장은 해가 진 뒤부터 자정까지 이어지며, 상인 백이십 명이 천막 예순 개를 나누어 쓴다.",
    "시 관계자는 “천막마다 전등을 달아 멀리서도 보인다”며 “쓰레기통도 두 배로 늘렸다”고 말했다.",
    "지난달 시범 운영에는 시민 이만 명이 찾았고, 가까운 식당의 매출도 한 해 전보다 삼 할 늘었다.",
)


def page(body: str, *, head: str = "", headline: str = HEADLINE, below: str = "") -> str:
    """A page of today: a head, a menu, the article, and what stands below it."""
    return f"""<!doctype html><html lang="ko"><head><meta charset="utf-8">
<title>{headline} - 가람일보</title>{head}</head><body>
<header><nav><ul><li><a href="/p">정치</a></li><li><a href="/e">경제</a></li></ul></nav></header>
<main><h1>{headline}</h1><div class="article-view">{body}</div>{below}</main>
<footer><p>가람일보 | 등록번호 가람 아00000 | 발행인 홍길동</p></footer></body></html>"""


def paragraphs(texts: Sequence[str] = PARAGRAPHS) -> str:
    """Texts, each a ``<p>``."""
    return "".join(f"<p>{text}</p>" for text in texts)


def one(text: str, *, english: bool = False) -> Article:
    """The article of a page."""
    (article,) = read_bytes(text.encode(), "pages/page.html", english=english)
    return article


def texts(article: Article, kind: SectionKind = SectionKind.BODY) -> list[str]:
    """The texts of an article's sections of a kind."""
    return [section.text for section in article.sections if section.kind is kind]
