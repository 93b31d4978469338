"""The element that a page marks as its article's body is read whole, and nothing beside it."""

from __future__ import annotations

import pytest

from tests.ingest.newsroom import PARAGRAPHS, one, page, paragraphs, texts

FIRST, SECOND, THIRD, FOURTH = PARAGRAPHS
OTHER = "같은 날 등대섬에서는 우체통에 담긴 엽서가 구만 통을 넘었다고 섬 우체국이 밝혔다."


BODIES = {
    "id": f"<div id='dic_area'>{paragraphs()}</div>",
    "inner": f"<div class='news_view'><div itemprop='articleBody'>{paragraphs()}</div></div>",
    "paragraphs": f"<div>{''.join(f'<p itemprop=articleBody>{p}</p>' for p in PARAGRAPHS)}</div>",
    "parts": f"<div><div class='news_body'><p>{FIRST}</p><p>{SECOND}</p></div><div>광고</div>"
    f"<div class='news_body'><p>{THIRD}</p><p>{FOURTH}</p></div></div>",
    "lead": f"<div><p class='lead'>{FIRST}</p><div class='article-body'>"
    f"{paragraphs(PARAGRAPHS[1:])}</div></div>",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=[*BODIES])
def test_the_marked_element_is_the_article(body: str) -> None:
    assert texts(one(page(f"{body}<p>{OTHER}</p>"))) == list(PARAGRAPHS)


def test_a_marked_element_that_holds_next_to_nothing_is_passed_over() -> None:
    body = f"<div id='dic_area'>본문</div><div class='x'>{paragraphs()}</div>"
    assert texts(one(page(body))) == list(PARAGRAPHS)


def test_tables_and_lists_of_an_article_are_of_it() -> None:
    table = "<table><tr><th>구간</th><th>시간</th></tr><tr><td>가람</td><td>십 분</td></tr></table>"
    points = "<ul><li>천막 예순 개</li><li>상인 백이십 명</li></ul>"
    body = f"<div id='dic_area'><p>{FIRST}</p>{table}<p>{SECOND}</p>{points}<p>{THIRD}</p></div>"
    assert texts(one(page(body))) == [
        *(FIRST, "구간", "시간", "가람", "십 분", SECOND),
        *("천막 예순 개", "상인 백이십 명", THIRD),
    ]


def test_a_body_in_json_ld_is_read_where_the_page_shows_none() -> None:
    said = "\\n\\n".join(text.replace('"', "") for text in PARAGRAPHS)
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "달빛시장",'
        f'"datePublished": "2023-11-18T09:30:00+09:00", "articleBody": "{said}"}}</script>'
    )
    article = one(
        f"<html><head><title>달빛시장</title>{head}</head><body><div id=app></div></body></html>"
    )
    assert texts(article) == list(PARAGRAPHS)
    assert article.headline == "달빛시장"


def test_a_longer_body_in_json_ld_is_not_believed_over_what_is_shown() -> None:
    """Some sites declare the whole of an article of which they show the first half."""
    said = " ".join([*PARAGRAPHS, OTHER, OTHER])
    said = f'{{"@type": "Article", "articleBody": "{said}"}}'
    head = f'<script type="application/ld+json">{said}</script>'
    assert texts(one(page(paragraphs(), head=head))) == list(PARAGRAPHS)


@pytest.mark.parametrize("name", ["", "part"])
def test_a_body_in_two_elements_without_a_name_is_read_whole(name: str) -> None:
    first = [
        *PARAGRAPHS,
        *(f"{n}번째 천막에서는 호떡과 어묵을 판다고 상인들이 전했다." for n in range(8)),
    ]
    second = [f"{n}일에는 강 건너에서도 북 치는 소리가 들린다고 한다." for n in (3, 4)]
    body = "".join(f"<div class='{name}'>{paragraphs(half)}</div>" for half in (first, second))
    text = page(body).replace(' class="article-view"', "")
    assert texts(one(text)) == [*first, *second]


BELOW = "천막 예순 개<br>자정까지"


@pytest.mark.parametrize("said", ['class="media_end_summary"', 'style="display: block"'])
def test_what_is_shown_as_a_block_ends_a_line_without_a_break(said: str) -> None:
    lines = (f"(가람=한빛통신) 홍길동 기자 = {PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    text = "<br><br>".join(lines)
    article = one(page(f'<article id="dic_area"><strong {said}>{BELOW}</strong>{text}</article>'))
    assert texts(article)[-4:] == list(PARAGRAPHS)
    assert (article.dateline, article.authors) == ("가람", ("홍길동",))
