"""A word is one unit: its parts count together and in order, its bigrams all and in a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.analysis import Analyzer
from ksearch.plan import AllPlan, AnyPlan, ExceptPlan, Unit, plan, units
from ksearch.query import AllOf, AnyOf, Node, Quoted, Without, Word
from tests.ranking.reference import document, matches
from tests.samples import NOUNS, VERBS, article, hangul


def _finds(node: Node, analyzer: Analyzer, *body: str) -> bool:
    return matches(plan(node, analyzer), document(article("1", *body), analyzer))


@pytest.mark.parametrize(
    ("node", "body", "found"),
    [
        (Word("스마트시티"), ["스마트 시티를 만든다"], True),
        (Word("스마트시티"), ["시티 스마트"], False),
        (Word("스마트시티"), ["스마트 공장과 시티 투어"], False),
        (Word("스마트시티"), ["스마트", "시티"], False),
        (Word("급여"), ["비급여 진료"], True),  # as a stretch of a run, never as a noun
        (Word("흑산도"), ["흑산과 산도"], False),  # both bigrams, not in a row
        (Word("1월"), ["11월에 열린다"], False),
        (Word("11월"), ["1월에 열린다"], False),
        (Word("대가"), ["20대가 늘었다"], True),
        (Quoted("서울 총회"), ["서울 총회가 열린다"], True),
        (Quoted("서울 총회"), ["서울의 총회"], False),
        (Quoted("서울 총회"), ["서울", "총회"], False),
        (AllOf((Word("서울"), Word("총회"))), ["서울", "총회"], True),
        (AllOf((Word("서울"), Word("총회"))), ["서울에서"], False),
        (AnyOf((Word("서울"), Word("총회"))), ["총회는"], True),
        (AllOf(()), ["서울"], False),
        (AnyOf(()), ["서울"], False),
        (Without(Word("서울"), Word("총회")), ["서울", "총회가"], False),
        (Without(Word("서울"), Word("총회")), ["서울", "시청"], True),
        (Without(Word("서울"), Word("스마트시티")), ["서울 세계스마트시티기구"], False),
    ],
)
def test_a_tree_finds_this_text_or_not(
    *, node: Node, body: list[str], found: bool, analyzer: Analyzer
) -> None:
    """AND, OR, NOT hold over the article, chains inside one section."""
    assert _finds(node, analyzer, *body) is found


@given(st.one_of(st.sampled_from(NOUNS + VERBS), hangul))
def test_every_word_has_a_chain_that_asks_kiwi_nothing(word: str) -> None:
    """The last chain of a word holds each of its syllables by a term of the net."""
    unit = plan(Word(word), Analyzer())
    assert isinstance(unit, Unit)
    exact = unit.chains[-1]
    assert exact.slack is None
    assert {link.field for link in exact.links} == {"net"}
    held = {at for link in exact.links for at in range(link.start, link.start + link.length)}
    assert held == set(range(len(word)))


@given(hangul.filter(lambda word: len(word) > 2), st.data())
def test_a_word_without_one_syllable_does_not_hold_the_word(word: str, data: st.DataObject) -> None:
    """Bigrams match all together and in a row: one syllable less breaks the exact chain."""
    at = data.draw(st.integers(0, len(word) - 1))
    broken = f"{word[:at]} {word[at + 1 :]} {word[:at]}"
    analyzer = Analyzer()
    assert _finds(Quoted(word), analyzer, word)
    assert not _finds(Quoted(word), analyzer, broken)


def test_the_shape_of_the_tree_is_the_shape_of_the_plan(analyzer: Analyzer) -> None:
    """Each node becomes its plan, and the units are those wanted, in the order of the query."""
    tree = Without(AllOf((Word("서울"), AnyOf((Quoted("총회"),)))), Word("부산"))
    made = plan(tree, analyzer)
    assert isinstance(made, ExceptPlan)
    assert isinstance(made.wanted, AllPlan)
    assert isinstance(made.wanted.parts[1], AnyPlan)
    assert [unit.text for unit in units(made)] == ["서울", "총회"]


def test_a_word_without_letters_finds_nothing(analyzer: Analyzer) -> None:
    """Punctuation has no chains, so it neither finds everything nor crashes."""
    unit = plan(Word("…"), analyzer)
    assert unit == Unit("…", (), ())
    assert not _finds(Word("…"), analyzer, "서울…")


def test_a_noun_that_kiwi_reads_as_a_verb_is_ranked_by_its_letters(tmp_path: Path) -> None:
    """가재 is analysed as 가다; the article with 가재 comes before one with 가다 twice."""
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add(
            [
                article("verb", "가서 재운다. 가고 있다."),
                article("noun", "개울에서 가재 둘을 보았다."),
                article("other", "개울에 물이 줄었다."),
            ]
        )
        assert index.search("가재").hits[0].id == "noun"
