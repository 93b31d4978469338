"""Every operator over large made-up archives, against the plain reference and Whoosh's matchers."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import FuzzyTerm, Or, Phrase, Prefix, Query, Term, Wildcard

from ksearch.article import SectionKind
from ksearch.codec import ArticleIndex, Snapshot
from ksearch.engine.chronology import instant
from ksearch.engine.stored import named
from ksearch.plan import (
    AllPlan,
    AnyPlan,
    Chain,
    Dated,
    ExceptPlan,
    Expanded,
    Expansion,
    Link,
    Named,
    Plan,
    Scored,
    Spot,
    Undated,
    Unit,
)
from ksearch.ranking import (
    FACETS,
    Bm25f,
    FieldWeights,
    Order,
    Recency,
    Statistics,
    facet,
    matched,
    prepare,
    run,
    statistics,
)
from tests.ranking.reference import Document, matches, ranked
from tests.ranking.worlds import NET, TERMS, World, made_world, write

# Names that stand in no article are asked for too.
terms = st.sampled_from([*TERMS, "nowhere"])
net = st.sampled_from([*NET, "nowhere"])
shares = st.sampled_from([0.3, 0.5, 1.0])
scored = st.one_of(
    st.builds(Scored, st.just("terms"), terms, shares, st.one_of(st.just(""), terms)),
    st.builds(Scored, st.just("net"), net, shares),
)
spots = st.builds(Spot, net, st.one_of(st.just(""), net), st.integers(0, 4), terms)
# How far the next link stands: as in a phrase, in a compound, near, in any order, anywhere.
reaches = st.sampled_from([(1, 1), (2, 2), (1, 4), (3, 9), (-6, 6), (0, 0), (-(2**31), 2**31 - 1)])


kinds = st.one_of(
    st.just(()), st.just(()), st.sets(st.sampled_from(SectionKind), min_size=1).map(tuple)
)


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """A few content terms, a few links, at least one of either."""
    links = draw(st.lists(st.tuples(net, reaches), max_size=4))
    made = tuple(
        Link(term, *(reach if at else (0, 0)), start=at, length=1)
        for at, (term, reach) in enumerate(links)
    )
    return Chain(tuple(draw(st.lists(terms, min_size=not made, max_size=2))), made)


units = st.builds(
    Unit,
    st.just(""),
    st.lists(chains(), max_size=3).map(tuple),
    st.lists(scored, max_size=5, unique=True).map(tuple),
    st.just(()),
    st.lists(spots, max_size=3).map(tuple),
    kinds,
)
# As the planner makes them: what matches is what scores.
plain_units = terms.map(lambda term: Unit(term, (Chain((term,)),), (Scored("terms", term),)))
expansions = st.one_of(
    st.builds(
        Expanded,
        st.sampled_from(["a", "ab", "말", "b*", "nowhere"]),
        st.just(Expansion.PREFIX),
        kinds,
        st.sampled_from([1.0, 2.5]),
    ),
    st.builds(
        Expanded,
        st.sampled_from(["a*", "*b", "?", "a?b", "*", "말?", "[ab]*", "b*?"]),
        st.just(Expansion.WILDCARD),
    ),
    st.builds(
        Expanded,
        st.sampled_from(["ab", "abc", "bc", "말", "acb", "𝒳", "cab"]),
        st.just(Expansion.FUZZY),
    ),
)
instants = st.sampled_from([None, *map(instant, ("2022", "2022-07", "2022-07-02", "2030"))])
dated = st.builds(Dated, instants, instants)
NAMES = (
    "한빛일보",
    "한빛",
    "누리",
    "daily",
    "일보",
    "빛",
    "*빛*",
    "누?",
    "",
    "가나다",
    "라마바기자",
    "사회",
)
names = st.builds(
    Named, st.sampled_from(["publisher", "author", "section"]), st.sampled_from(NAMES)
)
masks = st.one_of(dated, names, st.just(Undated()))
plans: st.SearchStrategy[Plan] = st.recursive(
    st.one_of(units, plain_units, plain_units, expansions, masks),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: AnyPlan(tuple(parts))),
        st.lists(inner, max_size=4).map(lambda parts: AnyPlan(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AllPlan(tuple(parts))),
        st.builds(ExceptPlan, inner, inner),
    ),
    max_leaves=8,
)
KINDS = tuple(SectionKind)
parameters = st.sampled_from(
    [
        Bm25f(),
        Bm25f(k1=0.1, passage_weight=2.0, passage_width=5, lead_weight=2.0, lead_reach=9.0),
        Bm25f(k1=5.0, with_passages=3, letters_share=0.9, next_weight=3.0, next_reach=2.0),
        Bm25f(kinds={kind: FieldWeights(1.0, 0.0) for kind in KINDS}),
        Bm25f(kinds={kind: FieldWeights(1.0, 1.0) for kind in KINDS}),
        Bm25f(kinds={kind: FieldWeights(9.0 / (n + 1), 0.3 * n) for n, kind in enumerate(KINDS)}),
        Bm25f(kinds={kind: FieldWeights(0.1 * n, 0.75) for n, kind in enumerate(KINDS)}),
    ]
)


@lru_cache(maxsize=256)
def _made(folder: Path, options: tuple[tuple[str, Any], ...]) -> World:
    return made_world(folder / str(len(list(folder.iterdir()))), **dict(options))


def _world(folder: Path, options: dict[str, Any]) -> World:
    return _made(folder, tuple(options.items()))


@pytest.fixture(scope="module")
def worlds() -> Iterator[Path]:
    """A folder for the worlds of this module; those that come again are not made again."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


SIZES = ((), (0,), (1,), (9,), (64,), (65, 1), (130,), (300,), (90, 40, 200), (5, 5, 5, 5, 5))
blocks = st.sampled_from([1, 2, 3, 128])
windows = st.sampled_from([64, 128, 4096])


@contextmanager
def _window(articles: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, "WINDOW", articles)
        yield


Found = list[tuple[str, float]]


def _found(known: Statistics, plan: Plan, limit: int, offset: int = 0, *, counted: bool) -> Found:
    ranking = run(known, prepare(known, plan), limit, offset, counted=counted)
    segments = known.snapshot.segments
    return [(segments[r.segment].article_id(r.article), r.score) for r in ranking.articles]


def _is_ranking_of(found: Found, expected: Found, docs: Sequence[Document]) -> None:
    """The same articles and scores, in the order of these scores, then of date and id."""
    scores = dict(expected)
    assert sorted(article for article, _ in found) == sorted(scores)
    assert [score for _, score in found] == pytest.approx([scores[i] for i, _ in found], abs=2e-6)
    dates = {doc.article.id: instant(doc.article.date_published) for doc in docs}
    assert found == sorted(found, key=lambda row: (-row[1], -dates[row[0]], row[0]))


def _assert_ranks_as_said(
    snapshot: Snapshot, docs: Sequence[Document], plan: Plan, weighing: Bm25f, window: int
) -> None:
    with _window(window):
        known = Statistics(snapshot, weighing)
        everything = _found(known, plan, len(docs) + 1, counted=True)
        _is_ranking_of(everything, ranked(plan, docs, weighing), docs)
        assert run(known, prepare(known, plan), 0).total == len(everything)
        for limit in (1, 2, 7, 10, 11):
            for counted in (True, False):
                assert _found(known, plan, limit, counted=counted) == everything[:limit]
        for offset in (1, 9, len(docs)):
            assert _found(known, plan, 3, offset, counted=False) == everything[offset : offset + 3]


made = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 3),
        "commits": st.sampled_from(SIZES),
        "block": blocks,
        "deleted": st.sampled_from([0.0, 0.0, 0.1, 0.7]),
        "merged": st.booleans(),
    }
)


@given(made, st.lists(plans, min_size=1, max_size=4), parameters, windows)
def test_every_operator_ranks_as_the_plain_reference(
    worlds: Path, options: dict[str, Any], asked: Sequence[Plan], weighing: Bm25f, window: int
) -> None:
    """Whatever the blocks, windows, segments, deletions and weights: ids, scores, totals, pages."""
    world = _world(worlds, options)
    for plan in asked:
        _assert_ranks_as_said(world.snapshot(), world.docs, plan, weighing, window)


@given(made, plans, st.sampled_from([Order.NEWEST, Order.OLDEST]), st.integers(0, 12))
def test_articles_come_in_the_order_of_their_dates(
    worlds: Path, options: dict[str, Any], plan: Plan, order: Order, offset: int
) -> None:
    """Undated ones last, ties by id, on every page; with the scores of the first look."""
    world = _world(worlds, options)
    known = Statistics(world.snapshot(), Bm25f())
    plain = dict(ranked(plan, world.docs, Bm25f(with_passages=0)))
    dates = {doc.article.id: instant(doc.article.date_published) for doc in world.docs}
    sign = -1 if order is Order.NEWEST else 1
    for page, begin in ((len(plain) + 1, 0), (4, offset)):
        ranking = run(known, prepare(known, plan), page, begin, order=order)
        segments = known.snapshot.segments
        found = [(segments[r.segment].article_id(r.article), r.score) for r in ranking.articles]
        assert ranking.total == len(plain)
        expected = sorted(plain, key=lambda i: (dates[i] == 0, sign * dates[i], i))
        assert [i for i, _ in found] == expected[begin : begin + page]
        assert [score for _, score in found] == pytest.approx(
            [plain[i] for i, _ in found], abs=2e-6
        )


@given(made, plans, st.sampled_from([1.0, 86400.0, 3e7, 1e12]), windows)
def test_scores_fade_with_age(
    worlds: Path, options: dict[str, Any], plan: Plan, half_life: float, window: int
) -> None:
    """By half in each half-life; what has no date is left nothing."""
    world = _world(worlds, options)
    recency = Recency(instant("2023-01-01"), half_life)
    with _window(window):
        known = Statistics(world.snapshot(), Bm25f())
        expected = ranked(plan, world.docs, Bm25f(), recency)
        for counted, limit in ((True, len(expected) + 1), (False, 5)):
            ranking = run(known, prepare(known, plan), limit, counted=counted, recency=recency)
            segments = known.snapshot.segments
            found = [(segments[r.segment].article_id(r.article), r.score) for r in ranking.articles]
            scores = [score for _, score in expected[:limit]]
            assert [score for _, score in found] == pytest.approx(scores, abs=2e-6)
            assert {i for i, s in found if s > min(scores, default=0) + 2e-6} == {
                i for i, s in expected[:limit] if s > min(scores, default=0) + 2e-6
            }


@given(made, plans)
def test_facets_count_every_match(worlds: Path, options: dict[str, Any], plan: Plan) -> None:
    """Each name with how many articles that match have it, whatever the segments and deletions."""
    world = _world(worlds, options)
    known = Statistics(world.snapshot(), Bm25f())
    found = matched(known, prepare(known, plan))
    answers = [doc.article for doc in world.docs if matches(plan, doc)]
    for place, attribute in enumerate(FACETS):
        expected = Counter(name for article in answers for name in {*named(article)[place]})
        counted = facet(known, attribute, found)
        assert dict(counted) == expected
        by_name = sorted(counted)
        in_order = sorted(by_name, key=lambda row: -row[1]) if attribute != "month" else by_name
        assert list(counted) == in_order


made_larger = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 3),
        "commits": st.sampled_from([(600,), (300, 300), (20, 500), (500, 20)]),
        "block": blocks,
        "deleted": st.sampled_from([0.0, 0.0, 0.05]),
    }
)


@given(
    made_larger,
    st.lists(terms, min_size=1, max_size=5, unique=True),
    st.lists(scored, max_size=3, unique=True),
    parameters,
    windows,
)
def test_what_bounds_and_floors_leave_out_is_never_among_the_first(
    worlds: Path,
    options: dict[str, Any],
    wanted: Sequence[str],
    beside: Sequence[Scored],
    weighing: Bm25f,
    window: int,
) -> None:
    """Unions of single terms, where pruning works most; averages are not those of the bounds."""
    world = _world(worlds, options)
    parts = [Unit(t, (Chain((t,)),), (Scored("terms", t),)) for t in wanted]
    for plan in (
        AnyPlan(tuple(parts)),
        AnyPlan((*parts, Unit("", (), tuple(beside)))),
        ExceptPlan(AnyPlan(tuple(parts)), Unit("", (Chain(("c",)),), ())),
    ):
        with _window(window):
            known = Statistics(world.snapshot(), weighing)
            everything = _found(known, plan, len(world.docs) + 1, counted=True)
            for limit in (1, 3, 10, 11, 50):
                for counted in (True, False):
                    assert _found(known, plan, limit, counted=counted) == everything[:limit]


@given(
    made,
    st.lists(st.sampled_from(NET[:6]), min_size=2, max_size=3),
    st.lists(reaches, min_size=2, max_size=2),
)
def test_links_stand_in_one_section_and_as_far_apart_as_is_said(
    worlds: Path,
    options: dict[str, Any],
    named: Sequence[str],
    gaps: Sequence[tuple[int, int]],
) -> None:
    """Chains of common terms: what stands in two sections, or elsewhere, does not match."""
    world = _world(worlds, options)
    reach = [(0, 0), *gaps]
    links = tuple(Link(t, *reach[at], start=at, length=1) for at, t in enumerate(named))
    plan = Unit("", (Chain((), links),), ())
    found = _found(Statistics(world.snapshot(), Bm25f()), plan, 999, counted=True)
    expected = [doc.article.id for doc in world.docs if matches(plan, doc)]
    assert sorted(article for article, _ in found) == sorted(expected)


@pytest.mark.parametrize("limit", range(1, 13))
@pytest.mark.parametrize("deleted", [0, 1, 5, 12])
def test_a_floor_holds_for_the_live_articles_only(limit: int, deleted: int, tmp_path: Path) -> None:
    """Of articles with ever lower frequencies the best are deleted: the others fill the page."""
    rare, filler = 11, 2
    made = {
        f"{at:02d}": (None, [(2, [rare, *[filler] * (3 * at * at)])]) for at in range(3, 3 + 24)
    }
    made |= {f"without-{at}": (None, [(2, [filler])]) for at in range(200)}
    gone = list(made)[:deleted]
    index = ArticleIndex.create(tmp_path, {})
    docs = [doc for i, doc in write(index, made, gone).items() if i not in gone]
    plan = Unit("rare", (Chain(("rare",)),), (Scored("terms", "rare"),))
    known = Statistics(index.snapshot({}), Bm25f())
    for counted in (True, False):
        found = _found(known, plan, limit, counted=counted)
        assert [i for i, _ in found] == [i for i, _ in ranked(plan, docs, Bm25f())[:limit]]


PAIRS: list[tuple[Query, Plan]] = [
    *((Term("terms", term), Unit("", (Chain((term,)),), ())) for term in TERMS),
    *((Term("net", term), Unit("", (Chain((), (Link(term, 0, 0, 0, 1),)),), ())) for term in NET),
    *(
        (
            Phrase("net", [one, other], slop=slop),
            Unit("", (Chain((), (Link(one, 0, 0, 0, 1), Link(other, 1, slop, 1, 1))),), ()),
        )
        for one, other in (("ab", "bc"), ("ab", "ab"), ("c", "ab"), ("말말", "말"), ("re", "ab"))
        for slop in (1, 3, 8)
    ),
    *((Prefix("terms", text), Expanded(text, Expansion.PREFIX)) for text in ("a", "말", "z")),
    *((Wildcard("terms", text), Expanded(text, Expansion.WILDCARD)) for text in ("a*", "?", "*c*")),
    *((FuzzyTerm("terms", text), Expanded(text, Expansion.FUZZY)) for text in ("ab", "acb", "말")),
    (
        Or([Term("terms", "ab"), Term("terms", "rare")]),
        AnyPlan((Unit("", (Chain(("ab",)),), ()), Unit("", (Chain(("rare",)),), ()))),
    ),
]


@pytest.mark.parametrize("block", [1, 2, 128])
@pytest.mark.parametrize(("commits", "deleted"), [((200,), 0.0), ((70, 150), 0.2)])
def test_whoosh_finds_the_same_articles(
    commits: tuple[int, ...], deleted: float, block: int, tmp_path: Path
) -> None:
    """Where an article is one section, Whoosh's matchers, ours and the reference agree."""
    world = made_world(tmp_path, 5, commits, block=block, deleted=deleted, lone=True)
    snapshot = world.snapshot()
    owners = [
        columns.article_id(article)
        for columns in snapshot.segments
        for article in columns.section_article.tolist()
    ]
    known = Statistics(snapshot, Bm25f())
    with ArticleIndex(tmp_path).searcher() as searcher:
        for query, plan in PAIRS:
            by_whoosh = sorted(owners[docnum] for docnum in query.docs(searcher))
            ours = sorted(article for article, _ in _found(known, plan, 999, counted=True))
            expected = sorted(doc.article.id for doc in world.docs if matches(plan, doc))
            assert ours == by_whoosh == expected, query


def test_a_merged_archive_ranks_as_it_did_in_parts(tmp_path: Path) -> None:
    """Ids, order and scores do not depend on how articles are parted into segments."""
    parted = made_world(tmp_path / "parted", 3, (80, 1, 120), deleted=0.1)
    joined = made_world(tmp_path / "joined", 3, (80, 1, 120), deleted=0.1, merged=True)
    assert (len(parted.snapshot().segments), len(joined.snapshot().segments)) == (3, 1)
    for term in TERMS:
        plan = Unit(term, (Chain((term,)),), (Scored("terms", term), Scored("net", "ab")))
        found = [
            _found(Statistics(world.snapshot(), Bm25f()), plan, 300, counted=True)
            for world in (parted, joined)
        ]
        assert found[0] == found[1]


@pytest.mark.parametrize("limit", [10**6, 10**9, 2**64 + 1])
def test_a_limit_beyond_all_articles_costs_nothing(limit: int, tmp_path: Path) -> None:
    """Who asks for everything gets everything, and memory for no more."""
    world = made_world(tmp_path, 2, (40,))
    known = Statistics(world.snapshot(), Bm25f())
    plan = Unit("ab", (Chain(("ab",)),), (Scored("terms", "ab"),))
    everything = _found(known, plan, 40, counted=True)
    assert len(everything) > 5
    assert _found(known, plan, limit, counted=True) == everything
    assert _found(known, plan, 3, limit, counted=True) == []
