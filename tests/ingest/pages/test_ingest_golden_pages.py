"""Pages of invented papers, in the shapes that Korean pages have, beside the articles they hold.

An article is written without its id and source and what is empty, a section as its kind and text.
Where reading changes on purpose: read the page, and then change its article by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ksearch.ingest import read

GOLDEN = Path(__file__).with_name("golden_pages")
PAGES = sorted(GOLDEN.glob("*.html"))
# What a page carries around its article, and no article says.
FURNITURE = (
    *("무단", "재배포", "공유", "구독", "요약봇", "자동요약", "기사 도구 모음", "댓글", "많이 본"),
    *("관련기사", "관련 기사", "주요뉴스", "주요 뉴스", "랭킹", "제보하기", "@", "광고", "로그인"),
)


def test_there_is_an_article_for_each_page_and_a_page_for_each_article() -> None:
    assert len(PAGES) >= 24
    assert [page.stem for page in PAGES] == sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_as_its_article(page: Path) -> None:
    (article,) = read(page)
    said = {name: value for name, value in article.to_json().items() if value}
    del said["id"], said["source"]
    said["sections"] = [f"{section.kind.value}: {section.text}" for section in article.sections]
    assert said == json.loads(page.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_article_carries_what_stands_around_it(page: Path) -> None:
    (article,) = read(page)
    shown = "\n".join(section.text for section in article.sections)
    assert not [word for word in FURNITURE if word in shown]
