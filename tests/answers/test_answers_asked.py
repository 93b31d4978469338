"""What is asked beside the words: order and age; what is said of words that are read loosely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ksearch.ranking.explanation import How
from tests.answers.cases import Topic, found, holds, opened

TODAY = datetime.now(UTC)


def _ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat(timespec="seconds")


FLOODS = Topic(
    {
        "best": "홍수 홍수 대책\n홍수 대책을 시가 내놓았다. 홍수 때 물길을 돌린다.",
        "new": "시가 홍수를 걱정하며 둑을 살폈다.",
        "week": "시가 홍수를 걱정하며 다리를 살폈다.",
        "old": "시가 홍수를 걱정하며 수문을 살폈다.",
        "undated": "시가 홍수를 걱정하며 하천을 살폈다.",
        "future": "시가 홍수를 걱정하며 저수지를 살폈다.",
    },
    (),
    {
        "best": _ago(400),
        "new": _ago(1),
        "week": _ago(7),
        "old": _ago(4000),
        "future": _ago(-2),
    },
)


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({}, "best > future new week old undated"),
        ({"sort": "date"}, "future > new > week > best > old > undated"),
        ({"sort": "oldest"}, "old > best > week > new > future > undated"),
        ({"recency": timedelta(days=7)}, "future new > week > best > old undated"),
        ({"recency": timedelta(days=36500)}, "best > future new week old > undated"),
        (
            {"recency": timedelta(days=7), "sort": "oldest"},
            "old > best > week > new > future > undated",
        ),
    ],
)
def test_order_and_age_are_a_choice(options: dict[str, Any], answer: str, tmp_path: Path) -> None:
    """Of equal scores the newer comes first; what has no date comes last, in either order."""
    with opened(FLOODS, tmp_path) as index:
        assert holds(found(index, "홍수", **options), answer), found(index, "홍수", **options)


STRICT = Topic(
    {
        "both": "새 항구에 등대가 섰다.",
        "both-far": "등대가 켜졌다.\n새 항구로 배가 들어왔다.",
        "harbour": "새 항구에 창고가 섰다.",
        "light": "낡은 등대가 헐렸다.",
        "compound": "등대지기가 책을 썼다.",
    },
    (),
)


@pytest.mark.parametrize(
    ("query", "answer", "strict"),
    [
        ("항구 등대", "both both-far > harbour light compound", 2),
        ("항구", "both both-far harbour", None),
        ("항구 등대 없는낱말", "both both-far > harbour light compound", 0),
        ("항구 등대 -창고", "both both-far > light compound", 2),
        ('"항구에 등대가"', "both", None),
        ("없는낱말 뷁뷁", "", None),
        ("등대 켜졌다 항구 배가", "both-far > both ? harbour light compound", 1),
        # From five words on, the more the better, and nothing is relaxed.
        ("등대 켜졌다 항구 배가 들어왔다", "both-far > both > harbour light compound", None),
    ],
)
def test_short_queries_want_all_words_and_say_when_they_do_not_get_them(
    query: str, answer: str, strict: int | None, tmp_path: Path
) -> None:
    """What an article has decides its place, and that words were left out is said."""
    with opened(STRICT, tmp_path) as index:
        result = index.search(query, limit=100)
        assert holds(found(index, query), answer), found(index, query)
        assert (result.relaxed, result.strict) == (strict is not None, strict or 0)


def test_what_is_relaxed_is_said_of_a_page_smaller_than_what_has_all_words(tmp_path: Path) -> None:
    """Of three words the articles with all are not put first, so that a page may show others."""
    verbs = ["섰다", "보인다", "생겼다"]
    texts = {f"all-{n}": f"새 항구에 등대가 {verb}. 시장도." for n, verb in enumerate(verbs)}
    topic = Topic({**texts, "half": "항구에 창고가 섰다."}, ())
    with opened(topic, tmp_path) as index:
        for limit in (0, 1, 2, 3, 100):
            for collapse in (True, False):
                result = index.search("항구 등대 시장", limit=limit, collapse=collapse)
                told = (result.relaxed, result.strict, result.total)
                assert told == (True, len(verbs), len(verbs) + 1), (limit, collapse)


@pytest.mark.parametrize("query", ["3,452명", "3452명", "1.2조"])
def test_scraps_of_a_number_written_otherwise_are_no_parts_of_it(
    query: str, tmp_path: Path
) -> None:
    """452 and 명 stand in 3천452명, and 2 in 1조 2000억: they say nothing of these numbers."""
    topic = Topic({"others": "3천 명 가운데 452명이 남았고, 2천억 원과 2가 적혔다."}, ())
    with opened(topic, tmp_path) as index:
        assert found(index, query) == []


QUOTED = Topic(
    {
        "said": "시장은 새 항구를 열겠다고 말했다. 등대도 짓는다.",
        "apart": "항구를 새로 열겠다는 시장의 말에 등대 이야기가 이어졌다. 등대, 등대, 항구, 시장.",
        "none": "창고가 헐렸다.",
    },
    (),
)


@pytest.mark.parametrize(
    ("query", "answer", "strict"),
    [
        # As typed first, however often others have the words; then those.
        ('"새 항구를 열겠다" 시장 등대 이야기', "said > apart", 1),
        ('시장 "항구를 닫겠다" 등대 이야기', "apart > said", 0),
        ('"시장은 항구를 열겠다고 말했다 등대도"', "said apart", 0),
        # Of few words by itself it is always as typed.
        ('"항구를 닫겠다"', "", None),
        ('"새 항구를 열겠다고"', "said", None),
    ],
)
def test_quotations_of_many_words_are_read_loosely_where_none_has_them(
    query: str, answer: str, strict: int | None, tmp_path: Path
) -> None:
    with opened(QUOTED, tmp_path) as index:
        result = index.search(query, limit=100)
        assert holds(found(index, query), answer), found(index, query)
        assert (result.relaxed, result.strict) == (strict is not None, strict or 0)
        assert result.relaxed_quotations == (strict is not None)


def test_words_that_ask_count_little_and_are_not_wanted(tmp_path: Path) -> None:
    """Who answers a question says something else than 누구."""
    topic = Topic(
        {
            "answer": "등대를 지은 사람은 김바다 씨다.",
            "asks": "누구인가 묻는 사람이 있었다. 누구나 궁금해한다. 등대가 보인다.",
        },
        (),
    )
    with opened(topic, tmp_path) as index:
        assert holds(found(index, "등대를 지은 누구"), "answer > asks")
        assert index.search("등대를 지은 누구").strict == 1
        assert found(index, "누구") == ["asks"]


def test_ten_articles_with_all_words_are_enough(tmp_path: Path) -> None:
    """Then nothing else is shown, and nothing is said."""
    verbs = ["섰다", "보인다", "생겼다", "낡았다", "밝다", "높다", "작다", "크다", "멀다", "붐빈다"]
    texts = {f"both-{n}": f"항구에 등대가 {verb}." for n, verb in enumerate(verbs)}
    topic = Topic({**texts, "half": "항구에 창고가 섰다."}, ())
    with opened(topic, tmp_path) as index:
        result = index.search("항구 등대", limit=100)
        assert sorted(found(index, "항구 등대")) == sorted(texts)
        assert (result.relaxed, result.strict, result.total) == (False, 0, len(texts))


def test_an_explanation_says_how_each_word_stands_and_what_it_adds(tmp_path: Path) -> None:
    """For each way to stand; its sum is the score that the search gives."""
    topic = Topic(
        {
            "whole": "스마트시티가 섰다.",
            "apart": "스마트 시티가 섰다.",
            "other": "컨텐츠가 늘었다.",
            "none": "창고가 섰다.",
        },
        (),
    )
    with opened(topic, tmp_path) as index:
        scores = {hit.id: hit.score for hit in index.search("스마트시티 콘텐츠").hits}
        told = {name: index.explain("스마트시티 콘텐츠", name) for name in topic.articles}
        for name, explanation in told.items():
            assert explanation is not None
            assert explanation.matches == (name in scores)
            assert (explanation.score or 0.0) == pytest.approx(scores.get(name, 0.0), abs=2e-6)
        ways = {
            (name, word.text, way.how)
            for name, explanation in told.items()
            if explanation is not None
            for word in explanation.words
            for way in word.ways
        }
    assert ("whole", "스마트시티", How.TERM) in ways
    assert ("apart", "스마트시티", How.APART) in ways
    assert any(name == "other" and text == "콘텐츠" for name, text, _ in ways)
    assert not any(name == "none" for name, _, _ in ways)
