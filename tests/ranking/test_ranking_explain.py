"""An explanation tells of every article what the search does: whether it matches, which score."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import ksearch
from ksearch.article import SectionKind
from ksearch.engine import WhooshIndex
from ksearch.plan import Chain, Expanded, Expansion, Link, Plan, Unit
from ksearch.ranking import Bm25f, Statistics, rank
from ksearch.ranking.explain import explain
from ksearch.ranking.explanation import Bonus, Explanation, How, Share
from tests.ranking.test_ranking_worlds import made, parameters, plans
from tests.ranking.worlds import World, made_world
from tests.samples import article


@lru_cache(maxsize=64)
def _made(folder: Path, options: tuple[tuple[str, Any], ...]) -> World:
    return made_world(folder / str(len(list(folder.iterdir()))), **dict(options))


@pytest.fixture(scope="module")
def worlds() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _explained(known: Statistics, plan: Plan, article_id: str) -> Explanation:
    place = known.snapshot.find(article_id)
    assert place is not None
    matches, words, told = explain(known, plan, *place)
    first = rank(known, plan, known.parameters.with_passages).articles
    bonuses = told if any((r.segment, r.article) == place for r in first) else ()
    return Explanation("", article_id, "", matches, known.article_count, words, bonuses)


@given(made, plans, parameters)
def test_the_sum_of_an_explanation_is_the_score_of_the_search(
    worlds: Path, options: dict[str, Any], plan: Plan, weighing: Bm25f
) -> None:
    """Of every article of any archive: those found with their scores, all others as no match."""
    world = _made(worlds, tuple(options.items()))
    known = Statistics(world.snapshot(), weighing)
    segments = known.snapshot.segments
    ranking = rank(known, plan, len(world.docs) + 1)
    found = {segments[r.segment].article_id(r.article): r.score for r in ranking.articles}
    ids = [doc.article.id for doc in world.docs]
    for article_id in ids[:: 1 + len(ids) // 40]:
        told = _explained(known, plan, article_id)
        assert told.matches == (article_id in found)
        if told.matches:
            assert told.score == pytest.approx(found[article_id], abs=2e-6)
        else:
            assert told.score is None


BODY = (
    "서울시가 스마트시티를 만든다. 스마트 시티라는 말은 낯설다.",
    "국내 매출은 3,452억원이었다. 회의에서 계획을 밝혔다.",
)


@pytest.fixture(scope="module")
def index() -> Iterator[WhooshIndex]:
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as opened:
        opened.add(
            [
                article("1", *BODY, headline="스마트시티의 날", captions=["서울시청"]),
                article("2", "스마트 시티 총회가 열렸다.", headline="총회"),
                article("3", "부산의 시티투어는 스마트하다.", headline="부산"),
            ]
        )
        yield opened


def _told(index: WhooshIndex, query: str, article_id: str) -> Explanation:
    told = index.explain(query, article_id)
    assert told is not None
    return told


@pytest.mark.parametrize(
    "query",
    ["스마트시티", "서울의 총회 -부산", "스마트 시티를", '"시티투어는 스마트"', "3452억원 밝히다"],
)
def test_every_hit_is_explained_with_the_score_that_is_shown(
    index: WhooshIndex, query: str
) -> None:
    hits = {hit.id: hit.score for hit in index.search(query).hits}
    assert hits
    for article_id in "123":
        assert _told(index, query, article_id).score == hits.get(article_id)


def _ways(told: Explanation) -> list[list[tuple[How, str]]]:
    return [[(way.how, way.text) for way in word.ways] for word in told.words]


def test_an_explanation_says_how_a_word_stands_and_where(index: WhooshIndex) -> None:
    """As typed, as a compound written apart, or by a term: with what is written there."""
    assert (How.AS_TYPED, "스마트시티") in _ways(_told(index, "스마트시티", "1"))[0]
    assert _ways(_told(index, "스마트시티", "2")) == [[(How.APART, "스마트 시티")]]
    assert _ways(_told(index, "3452억", "1"))[0][-1] == (How.AS_TYPED, "3,452억")
    (way,) = _told(index, "밝히다", "1").words[0].ways
    assert (way.how, way.terms, way.kinds) == (How.TERM, ("밝히다",), (SectionKind.BODY,))
    assert not _told(index, "스마트시티", "3").matches


def test_a_word_that_is_not_wanted_adds_nothing_and_is_named(index: WhooshIndex) -> None:
    told = _told(index, "시티 -부산", "3")
    assert [(word.text, word.wanted) for word in told.words] == [("시티", True), ("부산", False)]
    assert not told.matches
    assert not told.words[1].terms
    assert told.sentence == "does not match: left out by -부산"


def test_a_term_of_two_words_counts_once(index: WhooshIndex) -> None:
    """And says with which word: what is said twice is not worth twice."""
    first, second = _told(index, "스마트시티 시티를", "2").words
    counted = {part.term: part.counted_with for part in second.terms if part.share is Share.TERM}
    assert counted == {"시티": "스마트시티"}
    assert first.contribution > second.contribution  # of which only the bigram is its own


def test_bonuses_are_part_of_the_sum() -> None:
    bonuses = (Bonus("near", 1.25, "…"), Bonus("new", 0.5, "…"))
    told = Explanation("", "1", "", matches=True, articles=1, words=(), bonuses=bonuses)
    assert told.score == 1.75


def test_an_article_that_is_not_there_has_no_explanation(index: WhooshIndex) -> None:
    assert index.explain("서울", "no-such-id") is None


def test_an_explanation_is_json(index: WhooshIndex) -> None:
    told = _told(index, "스마트시티 없는말", "1").to_json()
    assert list(told) == [
        "query",
        "id",
        "headline",
        "matches",
        "score",
        "articles",
        "words",
        "bonuses",
    ]
    first, second = told["words"]
    assert (first["stands"], second["stands"]) == (True, False)
    terms = [term for word in told["words"] for term in word["terms"]]
    parts = [term["contribution"] for term in terms] + [b["value"] for b in told["bonuses"]]
    assert round(sum(parts), 6) == pytest.approx(told["score"], abs=2e-6)
    for term in terms:
        assert term["contribution"] == term["weight"] * term["idf"] * term["saturation"]
        assert term["df"] >= bool(term["occurrences"])


def test_the_closest_of_several_places_is_quoted() -> None:
    """Where a compound stands together and apart in one section, it stands as typed."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as opened:
        opened.add([article("1", "스마트 시티는 스마트시티다")])
        unit = Unit("", (Chain((), (Link("스마", 0, 0, 0, 2), Link("시티", 3, 6, 3, 2))),), ())
        view = opened._view
        told = explain(view.statistics, unit, 0, 0, ["스마트 시티는 스마트시티다"])
    assert [(way.how, way.text) for way in told.words[0].ways] == [(How.AS_TYPED, "스마트시티")]


def test_a_pattern_tells_only_the_terms_that_stand(worlds: Path) -> None:
    """Of a thousand terms that a prefix may stand for, an article has few."""
    world = _made(worlds, (("seed", 1), ("commits", (64,))))
    known = Statistics(world.snapshot(), Bm25f())
    plan = Expanded("a", Expansion.PREFIX)
    for doc in world.docs[:20]:
        (word,) = _explained(known, plan, doc.article.id).words
        terms = {part.term for part in word.terms}
        assert terms == {term for term in doc.terms() if term.startswith("a")}
