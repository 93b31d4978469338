"""Highlights are offsets into the text as shown, and cover what matched and nothing else."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.analysis import Analyzer
from ksearch.article import Article, Section, SectionKind
from ksearch.plan import Chain, Link, Unit, plan, units
from ksearch.plan.compile import SLACK
from ksearch.query import AllOf, Node, Quoted, Word, parse
from ksearch.snippets import (
    Snippet,
    StoredPlaces,
    highlight,
    linked_terms,
    snippets,
    text_places,
)
from ksearch.snippets.select import ELLIPSIS, MOST, WIDTH
from tests.ranking.reference import document, matches
from tests.samples import (
    HANJA,
    LATIN,
    NOUNS,
    PARTICLES,
    SEPARATORS,
    VERBS,
    article,
    full_width,
    hangul,
    nfd,
)

pieces = st.one_of(
    st.builds("{}{}".format, st.sampled_from(NOUNS), st.sampled_from(PARTICLES)),
    st.sampled_from(VERBS).map("{}.".format),
    st.sampled_from([*LATIN, *HANJA, "3월에", "44사이즈", *map(full_width, LATIN)]),
    hangul,
)
long_texts = st.builds(
    lambda separator, words: separator.join(words),
    st.sampled_from(SEPARATORS),
    st.lists(pieces, max_size=120),
)
queries = st.lists(
    st.one_of(st.sampled_from([*NOUNS, *LATIN, *HANJA, "3월", "44사이즈"]), hangul),
    min_size=1,
    max_size=3,
)


def _units(node: Node, analyzer: Analyzer) -> tuple[Unit, ...]:
    return tuple(units(plan(node, analyzer)))


def _cuts(found: Article, node: Node, analyzer: Analyzer) -> tuple[Snippet, ...]:
    wanted = _units(node, analyzer)
    return snippets(found.sections, wanted, [1.0] * len(wanted), analyzer)


def _marks(text: str, node: Node, analyzer: Analyzer) -> tuple[tuple[int, int], ...]:
    return highlight(text_places(text, analyzer), _units(node, analyzer))


def _check_spans(text: str, spans: Sequence[tuple[int, int]]) -> None:
    assert list(spans) == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert ELLIPSIS not in "".join(text[a:b] for a, b in spans)


@given(texts=st.lists(long_texts, min_size=1, max_size=5), words=queries, decomposed=st.booleans())
def test_snippets_are_pieces_of_their_sections_with_marks_inside(
    *, texts: list[str], words: list[str], decomposed: bool, analyzer: Analyzer
) -> None:
    """Every snippet stands in its section, is short, and shows something of the query."""
    made = article("1", *(nfd(text) if decomposed else text for text in texts)).normalized()
    cut = _cuts(made, AllOf(tuple(map(Word, words))), analyzer)
    assert len(cut) <= MOST
    for snippet in cut:
        assert any(
            snippet.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in s.text
            for s in made.sections
            if s.kind is snippet.section
        )
        assert len(snippet.text) <= WIDTH + 2 * len(ELLIPSIS)
        assert snippet.highlights
        _check_spans(snippet.text, snippet.highlights)


@given(text=long_texts, words=queries)
def test_a_text_is_marked_where_and_only_where_the_plan_matches_it(
    text: str, words: list[str], analyzer: Analyzer
) -> None:
    """A word that the plan finds in a text has marks there, and one that it does not has none."""
    shown = unicodedata.normalize("NFC", text)
    for word in words:
        marks = _marks(shown, Word(word), analyzer)
        _check_spans(shown, marks)
        there = matches(plan(Word(word), analyzer), document(article("1", shown), analyzer))
        assert bool(marks) is there


@given(
    before=long_texts,
    quoted=st.lists(pieces, min_size=1, max_size=3).map(" ".join),
    after=long_texts,
)
def test_a_quotation_is_marked_letter_by_letter(
    before: str, quoted: str, after: str, analyzer: Analyzer
) -> None:
    """Each letter of what was quoted is covered where it stands."""
    text = f"{before} {quoted} {after}"
    marks = _marks(text, Quoted(quoted), analyzer)
    covered = {at for start, end in marks for at in range(start, end)}
    begin = len(before) + 1
    letters = [begin + at for at, c in enumerate(quoted) if c.isalnum()]
    assert covered >= set(letters)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("스마트시티", "서울시가 스마트시티를 만든다", ["스마트시티"]),
        ("스마트시티", "스마트 시티의 날", ["스마트", "시티"]),
        ("스마트시티", "세계스마트시티기구가", ["스마트시티"]),
        ("시청", "시청에서는 시청률을", ["시청", "시청"]),
        ("3월", "13월 3월에는 3월", ["3월", "3월"]),
        ("Hermes", "ＨＥＲＭＥＳ는 hermes의", ["ＨＥＲＭＥＳ", "hermes"]),
        ('"서울 총회"', "서울 총회가 서울의 총회", ["서울", "총회"]),
        ("시청 -총회", "시청 총회", ["시청"]),
    ],
)
def test_what_is_marked_is_what_was_found_without_its_particle(
    query: str, text: str, marked: list[str], analyzer: Analyzer
) -> None:
    """These texts are marked in these places for these queries."""
    spans = _marks(text, parse(query), analyzer)
    assert [text[start:end] for start, end in spans] == marked


def test_a_chain_goes_on_from_any_near_place_not_only_the_nearest() -> None:
    """나 stands twice behind 가, and only from the second is 다 near."""
    links = tuple(Link("terms", term, at, 1) for at, term in enumerate("가나다"))
    unit = Unit("가나다", (Chain(links, SLACK),), ())
    places = {
        ("terms", "가"): [(0, 1)],
        ("terms", "나"): [(1, 2), (4, 5)],
        ("terms", "다"): [(8, 9)],
    }
    assert highlight(places, [unit]) == ((0, 1), (4, 5), (8, 9))


def test_the_headline_is_a_snippet_only_where_nothing_else_shows_the_query(
    analyzer: Analyzer,
) -> None:
    """The headline is shown above the snippets anyway."""
    both = article("1", "총회가 열린다", headline="총회")
    alone = article("2", "시청이 쉰다", headline="총회")
    assert [s.section for s in _cuts(both, Word("총회"), analyzer)] == [SectionKind.BODY]
    assert [s.section for s in _cuts(alone, Word("총회"), analyzer)] == [SectionKind.HEADLINE]


def test_the_pieces_that_show_most_come_in_reading_order(analyzer: Analyzer) -> None:
    """Three of five sections are shown: those with both words, as they stand in the article."""
    bodies = ["총회", "시청 총회 하나", "시청", "시청 총회 둘", "시청 총회 셋"]
    made = Article("1", sections=tuple(Section(SectionKind.BODY, text) for text in bodies))
    cut = _cuts(made, AllOf((Word("시청"), Word("총회"))), analyzer)
    assert [s.text for s in cut] == ["시청 총회 하나", "시청 총회 둘", "시청 총회 셋"]


@given(bodies=st.lists(st.lists(long_texts, max_size=3), min_size=1, max_size=4), words=queries)
def test_the_places_in_the_index_are_the_places_in_the_text(
    bodies: list[list[str]], words: list[str], analyzer: Analyzer
) -> None:
    """What the positions say of a term in a section is what analysing the section again says."""
    wanted = _units(AllOf(tuple(map(Word, words))), analyzer)
    keys = linked_terms(wanted)
    made = [article(str(number), *body).normalized() for number, body in enumerate(bodies)]
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(made)
        (segment,) = index._view.snapshot.segments
        stored = StoredPlaces(segment, keys, analyzer)
        for number, one in enumerate(made):
            for section, found in zip(one.sections, stored.of(number, one.sections), strict=True):
                places = text_places(section.text, analyzer)
                expected = {key: set(places[key]) for key in keys if key in places}
                assert {key: set(spans) for key, spans in found.items()} == expected
                assert all(list(spans) == sorted(spans) for spans in found.values())


def test_a_hit_shows_the_decomposed_text_composed_and_marked() -> None:
    """An NFD article is shown in NFC, and the marks are offsets into what is shown."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(
            [article("1", nfd("서울시가 스마트시티를 만든다"), headline=nfd("스마트시티의 날"))]
        )
        (hit,) = index.search(nfd("스마트시티")).hits
    assert hit.headline == "스마트시티의 날"
    assert hit.headline_highlights == ((0, 5),)
    (snippet,) = hit.snippets
    assert snippet.text == "서울시가 스마트시티를 만든다"
    assert snippet.highlights == ((5, 10),)


def test_a_very_long_word_that_repeats_itself_is_marked(analyzer: Analyzer) -> None:
    """Thousands of links in a chain, each with many places, are followed one by one."""
    word = "총회" * 700
    assert _marks(word, Word(word), analyzer) == ((0, len(word)),)
    assert _marks(word[:-1], Word(word), analyzer) == ()
    spaced = " ".join(["총회"] * 60)
    units_of = (
        Unit("", (Chain(tuple(Link("terms", "총회", 0, 2) for _ in range(60)), SLACK),), ()),
    )
    assert len(highlight(text_places(spaced, analyzer), units_of)) == 60
    assert highlight(text_places(spaced[:-3], analyzer), units_of) == ()


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("총회에서", "서울 총회에서 만났다", ["총회"]),
        ("스마트시티를", "그는 스마트시티를 만든다", ["스마트시티"]),
        ("Hermes는", "Hermes는 조용하다", ["Hermes"]),
        ("한동훈은", "한동훈은 말했다", ["한동훈"]),
        ('"총회에서 만났다"', "서울 총회에서 만났다", ["총회", "에서", "만났다"]),
    ],
)
def test_a_typed_particle_is_not_marked_but_in_a_quotation(
    query: str, text: str, marked: list[str], tmp_path: Path
) -> None:
    """What was typed with its particle is marked as what was typed without."""
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add([article("a", text)])
        (hit,) = index.search(query).hits
    seen = [s.text[a:b] for s in hit.snippets for a, b in s.highlights]
    assert "".join(seen).replace(" ", "") == "".join(marked)
