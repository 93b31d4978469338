"""The articles that come with the project are read whole, and nothing around them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import read

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# What stands around these articles; none of them speaks of such things itself.
FURNITURE = (
    *("기자의 다른 기사", "무단전재", "무단 전재", "재배포", "자동등록방지", "방명록", "많이 본"),
    *("댓글", "답글", "분류했습니다", "글자크기", "공유합니다", "광고문의", "구독하기", "구독신청"),
    *("관련 기사", "개인정보처리", "Copyright", "ⓒ", "@", "℃", "모바일 버전", "조회수"),
    *("주요기사", "독자마당"),
)


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    errors: list[ReadError] = []
    articles = list(read(SEEDS, on_error=errors.append))
    assert errors == []
    return articles


def test_all_seeds_are_read(seeds: list[Article]) -> None:
    assert len(seeds) == 68
    assert len({article.id for article in seeds}) == 68
    assert len({article.headline for article in seeds}) == 68


def test_every_seed_has_a_headline_a_publisher_a_section_and_a_body(seeds: list[Article]) -> None:
    for article in seeds:
        assert article.headline, article.source
        assert article.publisher, article.source
        assert article.article_section, article.source
        assert sum(section.kind is SectionKind.BODY for section in article.sections) >= 1
        assert sum(section.kind is SectionKind.HEADLINE for section in article.sections) == 1


def test_no_publisher_or_headline_of_a_seed_carries_the_name_of_a_site(
    seeds: list[Article],
) -> None:
    for article in seeds:
        assert article.publisher is not None
        assert "|" not in article.publisher
        assert article.publisher not in article.headline


@pytest.mark.parametrize("phrase", FURNITURE)
def test_no_section_of_a_seed_holds_furniture(seeds: list[Article], phrase: str) -> None:
    assert [
        (article.source, section.text)
        for article in seeds
        for section in article.sections
        if phrase in section.text
    ] == []


def test_no_two_sections_of_a_seed_are_the_same(seeds: list[Article]) -> None:
    for article in seeds:
        shown = [section.text for section in article.sections]
        assert len(set(shown)) == len(shown), article.source


def test_no_caption_of_a_seed_begins_with_a_mark(seeds: list[Article]) -> None:
    captions = [s.text for a in seeds for s in a.sections if s.kind is SectionKind.CAPTION]
    assert captions
    assert not [caption for caption in captions if caption[0] in "▲△▶▼◀"]
