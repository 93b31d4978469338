"""The vectorised search and the plain reference agree: matches, order, scores, totals, pages."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.analysis import Analyzer
from ksearch.article import Article, SectionKind
from ksearch.codec import merging
from ksearch.engine import WhooshIndex
from ksearch.plan import Chain, Link, Plan, Unit, plan
from ksearch.query import (
    AllOf,
    AnyOf,
    Boosted,
    Near,
    Node,
    Pattern,
    Quoted,
    Within,
    Without,
    Word,
)
from ksearch.ranking import Bm25f, rank, unit_of
from tests.ranking.reference import document, matches, ranked
from tests.samples import article

WORDS = (  # noqa: SIM905 -- a list of words, not of quotes
    "스마트시티 스마트 시티 스마트시티를 세계스마트시티기구 총회 총회가 서울 서울시 시청에서 물 "
    "물을 갑은 비급여 급여 디지털화 디지털 3월에 3월 13월 20차 KF94마스크 kf94 AI반도체 반도체 "
    "尹대통령 尹은 및 있다"
).split()
texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
quotations = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
dates = st.sampled_from([None, "2022", "2022-07", "2022-07-01T09:00:00+09:00", "2024-05-21"])
articles = st.builds(
    lambda i, head, body, captions, date: article(
        i, *body, headline=head, captions=captions, date=date
    ),
    st.sampled_from("abcdefgh"),
    texts,
    st.lists(texts, max_size=3),
    st.lists(texts, max_size=1),
    dates,
)
# A commit adds articles and deletes some.
commits = st.lists(
    st.tuples(st.lists(articles, max_size=5), st.lists(st.sampled_from("abcdefgh"), max_size=2)),
    min_size=1,
    max_size=5,
)
patterns = st.sampled_from(
    (  # noqa: SIM905 -- a list of patterns, not of quotes
        "스마트* *시티 ?트시티 스?트 시* *시* 총? 총?? kf* *9? 2* *월 ? * ?급여 "
        "ai* AI반* *는 尹* 시*기* 물? ?? *k* 13*월"
    ).split()
)
lettered = patterns.filter(lambda text: text.strip("*?"))
nears = st.builds(
    Near,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple),
    st.integers(0, 5),
)
kinds = st.sets(st.sampled_from(SectionKind), min_size=1).map(tuple)
nodes: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        st.sampled_from(WORDS).map(Word), quotations.map(Quoted), lettered.map(Pattern), nears
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.builds(Without, inner, inner),
        st.builds(Within, kinds, inner),
        st.builds(Boosted, inner, st.sampled_from([0.5, 3.0])),
    ),
    max_leaves=5,
)


def _answers(
    index: WhooshIndex, wanted: Plan, limit: int, offset: int = 0
) -> list[tuple[str, float]]:
    view = index._view
    ranking = rank(view.statistics, wanted, limit, offset)
    segments = view.snapshot.segments
    return [(segments[r.segment].article_id(r.article), r.score) for r in ranking.articles]


@given(
    history=commits,
    asked=st.lists(nodes, min_size=1, max_size=4),
    fan_in=st.sampled_from([2, 8]),
    limit=st.integers(0, 4),
)
def test_the_fast_ranking_is_the_plain_one(
    history: Sequence[tuple[Sequence[Article], Sequence[str]]],
    asked: Sequence[Node],
    fan_in: int,
    limit: int,
    analyzer: Analyzer,
) -> None:
    """Over segments, deletions, updates and merges, both give the same ids, scores and totals."""
    kept: dict[str, Article] = {}
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as name,
        ksearch.open(name, create=True) as index,
    ):
        patch.setattr(merging, "FAN_IN", fan_in)
        for added, deleted in history:
            index.add(added)
            kept |= {a.id: a for a in added}
            there = {i for i in deleted if kept.pop(i, None) is not None}
            assert index.delete(deleted) == len(there)
        docs = [document(a, analyzer) for a in kept.values()]
        assert index.stats().articles == len(kept)
        for node in asked:
            wanted = plan(node, index.analyzer)
            statistics = index._view.statistics
            expected = ranked(wanted, docs, Bm25f(), of_pattern=partial(unit_of, statistics))
            everything = _answers(index, wanted, len(docs) + 1)
            assert [found for found, _ in everything] == [found for found, _ in expected]
            scores = [score for _, score in expected]
            assert [score for _, score in everything] == pytest.approx(scores, abs=2e-6)
            assert rank(index._view.statistics, wanted, 0).total == len(expected)
            for offset in range(0, len(docs) + 1, max(limit, 1)):
                page = _answers(index, wanted, limit, offset)
                assert page == everything[offset : offset + limit]


def test_a_chain_goes_on_from_any_near_place_not_only_the_nearest(analyzer: Analyzer) -> None:
    """A part that stands twice is followed from the place that leads on."""
    wanted = Unit("", (Chain((), _links("집", "물", "표")),), ())
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        texts = ["집 물 물은 표", "집 물에서 더 표", "물 집 표"]
        made = [article(str(number), text) for number, text in enumerate(texts)]
        index.add(made)
        answers = {found for found, _ in _answers(index, wanted, 9)}
    assert answers == {a.id for a in made if matches(wanted, document(a, analyzer))} == {"0"}


def _links(*terms: str) -> tuple[Link, ...]:
    """Each from one to four code points behind the one before."""
    return tuple(Link(term, 1 if at else 0, 4 if at else 0, at, 1) for at, term in enumerate(terms))


def test_equal_scores_are_ordered_by_date_then_by_id(analyzer: Analyzer) -> None:
    """Newest first, undated last, then by id: over segments, and where a page cuts a tie."""
    dated = [
        ("d", "2022"),
        ("a", None),
        ("e", "2024-05-21"),
        ("c", "2022"),
        ("b", None),
        ("f", "2023"),
    ]
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        for article_id, date in dated:
            index.add([article(article_id, "서울 총회", date=date)])
        wanted = plan(Word("총회"), analyzer)
        assert "".join(found for found, _ in _answers(index, wanted, 9)) == "efcdab"
        for limit in range(1, 6):
            pages = [_answers(index, wanted, limit, offset) for offset in range(0, 6, limit)]
            assert "".join(found for page in pages for found, _ in page) == "efcdab"


@pytest.mark.parametrize(("between", "found"), [("", 1), (" ", 1), (" ‘ ", 1), (" ‘‘ ", 0)])
def test_at_most_three_characters_stand_between_the_parts_of_a_word(
    between: str, found: int, analyzer: Analyzer
) -> None:
    """스마트 시티 is 스마트시티 with up to three characters between its parts, and no more."""
    wanted = plan(Word("스마트시티"), analyzer)
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add([article("1", f"스마트{between}시티")])
        assert len(_answers(index, wanted, 9)) == found
