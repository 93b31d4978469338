"""No paragraph between those of the main text is lost, and crossheads are sections of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import SectionKind
from ksearch.ingest.pages.whole import shown_lines, whole_blocks
from ksearch.ingest.trees.markup import parse_html
from tests.ingest.newsroom import PARAGRAPHS, one, page, texts

FIRST, SECOND, THIRD, FOURTH = PARAGRAPHS
LOST = "그 밖에 세 군데에 쉼터를 두고, 비가 오는 날에는 다리 밑으로 자리를 옮긴다고 한다."


@pytest.mark.parametrize(
    "between",
    [
        f"<div>{LOST}</div>",
        f"<figure><img src='1.jpg'></figure><div class='para'>{LOST}</div>",
        f"<div><div>{LOST}</div></div>",
        f"<section>{LOST}</section>",
    ],
)
def test_a_paragraph_in_another_element_than_those_around_it_is_kept(between: str) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p><p>{FOURTH}</p>"
    assert texts(one(page(body))) == [FIRST, SECOND, LOST, THIRD, FOURTH]


@pytest.mark.parametrize(
    "between",
    [
        "<div class='related'><a href='/1'>강변 광장에 나무 천 그루 심었다</a></div>",
        "<div><a href='/1'>강변 광장에 나무 천 그루 심었다</a></div>",
        "<aside><p>가람일보를 구독하면 새벽마다 소식을 받아 볼 수 있습니다.</p></aside>",
        "<div class='ad_box'>지금 회원이 되면 첫 달은 값을 받지 않습니다.</div>",
        "<div>공유하기</div>",
        "<div class='reporter_card'>홍길동 기자는 시장과 골목을 다니며 씁니다.</div>",
        "<form><div>의견을 남기면 열 분에게 책을 드립니다.</div></form>",
    ],
)
def test_what_is_no_paragraph_is_not_put_in(between: str) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p><p>{FOURTH}</p>"
    assert texts(one(page(body))) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "head",
    [
        "<h3>전등 예순 개가 밝힌 강변</h3>",
        "<p><strong>전등 예순 개가 밝힌 강변</strong></p>",
        "<div class='mid_title'>전등 예순 개가 밝힌 강변</div>",
        "<div>전등 예순 개가 밝힌 강변</div>",
    ],
)
def test_a_crosshead_is_a_section_of_its_own_at_its_place(head: str) -> None:
    article = one(page(f"<p>{FIRST}</p><p>{SECOND}</p>{head}<p>{THIRD}</p><p>{FOURTH}</p>"))
    assert [(s.kind, s.text) for s in article.sections[2:5]] == [
        (SectionKind.BODY, SECOND),
        (SectionKind.SUBHEADLINE, "전등 예순 개가 밝힌 강변"),
        (SectionKind.BODY, THIRD),
    ]
    assert article.alternative_headline is None  # which is what stands above the text


@pytest.mark.parametrize(
    "line", ["[앵커]", "◇ 홍길동> 언제 엽니까?", "눈이 왔습니다.", "#달빛시장"]
)
def test_speakers_and_sentences_head_nothing(line: str) -> None:
    article = one(page(f"<p>{FIRST}</p><p><b>{line}</b></p><p>{SECOND}</p><p>{THIRD}</p>"))
    assert not texts(article, SectionKind.SUBHEADLINE)


@given(
    st.lists(st.sampled_from([*PARAGRAPHS, LOST]), min_size=1, unique=True),
    st.lists(st.sampled_from(["p", "div", "section", "blockquote"]), min_size=5, max_size=5),
)
def test_whatever_the_extractor_keeps_stays_in_its_order(kept: list[str], tags: list[str]) -> None:
    """Blocks are neither lost nor moved; what is put in is shown by the element."""
    whole = [*PARAGRAPHS, LOST]
    inner = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, whole, strict=True))
    root = parse_html(f"<html><body><div>{inner}</div></body></html>")
    blocks = [text for text in whole if text in kept]
    found = whole_blocks(blocks, shown_lines(root))
    assert [text for text in found if text in blocks] == blocks
    assert set(found) <= set(whole)
    assert found == [text for text in whole if text in found]
