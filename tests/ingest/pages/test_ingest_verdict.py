"""What is no Korean article is refused, and the sentence says what it is instead."""

from __future__ import annotations

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from tests.ingest.newsroom import HEADLINE, PARAGRAPHS, one, page, paragraphs, texts

ENGLISH = (
    "GARAM, Nov. 18 (Garam Ilbo) -- The moonlight market opens again on the riverside next month.",
    "A hundred and twenty merchants share sixty tents that are lit from sunset until midnight.",
    "The city said that every tent has a lamp so that visitors can see the market from the bridge.",
)
TITLES = (
    "강변 광장에 나무 천 그루 심었다",
    "등대섬 우체통, 엽서 구만 통 품었다",
    "가람시 도서관 밤에도 문 연다",
    "첫눈 내린 새벽, 버스는 제때 왔다",
    "골목 빵집 주인이 쓴 동화책",
    "소금밭에 내린 노을, 사진전 열린다",
    "자전거 다리 내년 봄 놓인다",
)
CARDS = "".join(
    f"<div class='card'><h3><a href='/news/{n}'>{title}</a></h3><p>{PARAGRAPHS[n % 4][:40]}…</p>"
    f"<span>2023.11.{n + 10}</span></div>"
    for n, title in enumerate(TITLES)
)
BOARD = "".join(
    f"<tr><td>{n}</td><td><a href='/view?no={n}'>{title}</a></td><td>홍보담당관</td>"
    f"<td>2023-11-{n + 10}</td></tr>"
    for n, title in enumerate(TITLES)
)
LINKS = "".join(f"<li><a href='/news/{n}'>{title}</a></li>" for n, title in enumerate(TITLES))


@pytest.mark.parametrize(
    "body",
    [
        CARDS,
        f"<table><tr><th>번호</th><th>제목</th><th>부서</th><th>날짜</th></tr>{BOARD}</table>",
        f"<ul>{LINKS}</ul>",
    ],
    ids=["cards", "board", "links"],
)
def test_a_list_is_said_to_be_one(body: str) -> None:
    with pytest.raises(ReadError, match="it is a list of links to articles, no article"):
        one(page(body, headline="전체기사"))


def test_an_article_above_a_list_of_others_is_an_article() -> None:
    below = f"<div><h2>많이 본 뉴스</h2><ol>{LINKS}</ol></div>"
    assert texts(one(page(paragraphs(), below=below))) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("가람일보", "요청하신 페이지를 찾을 수 없습니다. 주소를 다시 확인해 주세요."),
        ("오류 안내", "이용에 불편을 드려 죄송합니다. 잠시 뒤 다시 찾아 주시기 바랍니다."),
        ("가람일보", "삭제된 기사입니다."),
        ("가람일보", "존재하지 않는 기사입니다. 3초 뒤 첫 화면으로 갑니다."),
        ("404 Not Found", "nginx"),
        ("가람일보", "현재 서비스 점검 중입니다. 새벽 다섯 시부터 다시 볼 수 있습니다."),
        ("가람일보", "잘못된 접근입니다."),
    ],
)
def test_an_error_page_is_said_to_be_one(title: str, said: str) -> None:
    text = (
        f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1><p>{said}</p>"
        "<a href='/'>처음으로</a></div></body></html>"
    )
    with pytest.raises(ReadError, match="it is an error page, no article"):
        one(text)


def test_a_dated_page_whose_article_is_gone_is_an_error_page() -> None:
    head = '<meta property="article:published_time" content="2023-11-18T09:30:00+09:00">'
    with pytest.raises(ReadError, match="it is an error page, no article"):
        one(page("<p>언론사의 요청으로 삭제된 기사입니다.</p>", head=head))


def test_an_article_about_errors_is_an_article() -> None:
    said = (
        "페이지를 찾을 수 없다는 안내가 두 시간 동안 나왔고, 시는 서버 오류 탓이라고 18일 밝혔다."
    )
    head = '<meta property="article:published_time" content="2023-11-18T09:30:00+09:00">'
    assert texts(one(page(f"<p>{said}</p>", head=head))) == [said]
    assert said in texts(one(page(paragraphs([said, *PARAGRAPHS]) + paragraphs(ENGLISH * 3))))


def test_an_english_page_is_read_only_if_asked_for() -> None:
    text = page(paragraphs(ENGLISH), headline="Moonlight Market to Reopen")
    with pytest.raises(ReadError, match="it is in English, no Korean article: --english"):
        one(text)
    article = one(text, english=True)
    assert type(article) is Article
    assert (article.language, texts(article)[1:]) == ("en", list(ENGLISH[1:]))


def test_a_korean_page_whose_template_says_english_is_korean() -> None:
    article = one(page(paragraphs()).replace('lang="ko"', 'lang="en"'))
    assert article.language == "ko"


def test_a_page_in_another_language_is_said_to_be_one() -> None:
    said = "来月の第一金曜日から川辺の広場で月光市場が三年ぶりに再開されると市が発表しました。" * 4
    with pytest.raises(ReadError, match="another language"):
        one(page(f"<p>{said}</p>", headline="月光市場、三年ぶり再開へ"))


def test_a_page_of_one_picture_is_its_caption() -> None:
    head = '<meta property="article:published_time" content="2023-11-18T09:30:00+09:00">'
    caption = "18일 밤 가람시 강변 광장에서 상인들이 천막에 전등을 달고 있다."
    figure = f"<figure><img src='1.jpg'><figcaption>{caption}</figcaption></figure>"
    article = one(page(figure, head=head))
    assert article.headline == HEADLINE
    assert texts(article, SectionKind.CAPTION) == [caption]
