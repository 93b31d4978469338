"""The page that the project was started for: what must find it, what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch

FINDS = (
    "스마트시티",
    "스마트 시티",
    "세계스마트시티기구",
    "스마트도시",
    "WeGO",
    "wego",
    "오세훈",
    "동대문디자인플라자",
    "디자인플라자",
    "서울총회",
    "제5차 총회",
    "팬데믹",
    "뉴노멀",
    "디지털 격차",
)
FINDS_NOTHING = ("속초", "흑산도", "모바일 버전", "백령도 안개", "dance100", "naver", "기상청")


@pytest.mark.parametrize("query", FINDS)
def test_the_page_is_found_with_the_words_marked(page_index: Path, query: str) -> None:
    with ksearch.open(page_index) as index:
        result = index.search(query)
    assert result.total == 1
    marked = {
        snippet.text[start:end].replace(" ", "").lower()
        for snippet in result.hits[0].snippets
        for start, end in snippet.highlights
    }
    wanted = query.replace(" ", "").lower()
    assert any(mark in wanted or wanted in mark for mark in marked), marked


@pytest.mark.parametrize("query", FINDS_NOTHING)
def test_what_is_no_part_of_the_article_finds_nothing(page_index: Path, query: str) -> None:
    with ksearch.open(page_index) as index:
        assert index.search(query).total == 0


def test_the_page_becomes_the_article_that_a_reader_sees(shared: Path) -> None:
    (article,) = ksearch.read(shared / "seeds")
    kinds = [section.kind.value for section in article.sections]
    assert kinds == ["headline", "subheadline", "caption"] + ["body"] * 6
    assert article.headline == "서울시, '세계스마트시티기구 (WeGO)' 10주년 기념 서울총회"
    assert article.article_section == "문화"
    assert article.publisher == "한국복지신문"
    assert article.authors == ("백광석",)
    assert article.dateline == "서울"
    assert article.alternative_headline == article.sections[1].text
    assert article.date_published is None
    assert article.date_retrieved == "2024-05-21"
