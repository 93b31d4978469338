"""A word is one unit: its parts count together and in order, its bigrams all and in a row."""

from __future__ import annotations

import re
import time
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.analysis import Analyzer
from ksearch.plan import AllPlan, AnyPlan, Chain, ExceptPlan, Planner, Unit, plan, units
from ksearch.plan import compile as compiling
from ksearch.plan.units import word_unit
from ksearch.query import AllOf, AnyOf, Node, Quoted, Without, Word
from tests.ranking.reference import document, matches, stands
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, VERBS, article, hangul, numbers

words = st.one_of(st.sampled_from([*NOUNS, *VERBS, *HANJA, *LATIN[:5]]), hangul, numbers)


def _unit(node: Node, analyzer: Analyzer) -> Unit:
    unit = plan(node, analyzer)
    assert isinstance(unit, Unit)
    return unit


def _written(chain: Chain) -> str:
    """A chain in short: {content terms}, links with their distance from the one before."""
    said = ["{" + " ".join(chain.terms) + "}"] if chain.terms else []
    for at, (term, low, high, _, _) in enumerate(map(astuple, chain.links)):
        distance = "" if not at else f"+{low}" if low == high else f"+{low}..{high}"
        said.append(term + distance)
    return " ".join(said)


def _finds(node: Node, analyzer: Analyzer, *body: str) -> bool:
    return matches(plan(node, analyzer), document(article("1", *body), analyzer))


@pytest.mark.parametrize("piece", ["1만", "가나·", "a가1", "^2"])
def test_a_unit_takes_time_in_proportion_to_its_word(piece: str) -> None:
    """Of 20,000 pieces a second or so, where looking through all for each took minutes."""
    began = time.process_time()
    plan(Word("서울" + piece * 20_000), Analyzer())
    assert time.process_time() - began < 20


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


@given(first=words, particle=st.sampled_from(["", *PARTICLES]), second=words)
def test_every_word_has_a_chain_that_asks_kiwi_nothing(
    first: str, particle: str, second: str, analyzer: Analyzer
) -> None:
    """Some chain has no content terms and stands in any text that holds the word as typed."""
    word = first + particle + second
    chains = _unit(Word(word), analyzer).chains
    text = document(article("1", f"나 {word} 너"), analyzer)
    assert any(not chain.terms and stands(chain, text) for chain in chains) or (
        word.isascii() and matches(plan(Word(word), analyzer), text)
    )


@given(first=words, second=words)
def test_a_quotation_stands_where_its_letters_do(
    first: str, second: str, analyzer: Analyzer
) -> None:
    """Every letter is held, and as few links as can do that hold it."""
    quoted = f"{first} {second}"
    chain, *joined = _unit(Quoted(quoted), analyzer).chains
    held = [at for link in chain.links for at in range(link.start, link.start + link.length)]
    assert set(held) == {at for at, c in enumerate(quoted) if c.isalnum() or c in ",."}
    assert len(held) - len(set(held)) <= quoted.count(" ") + 1 + len(
        re.findall(r"\d+|[a-z]+", quoted)
    )
    assert matches(Unit("", (chain,), ()), document(article("1", f"나 {quoted} 너"), analyzer))
    glued = document(article("1", f"나 {first}{second} 너"), analyzer)
    assert matches(Unit("", tuple(joined), ()), glued) == bool(joined)


@pytest.mark.parametrize(
    ("quoted", "text", "is_found"),
    [
        ("스마트 시티", "스마트시티를", True),
        ("스마트시티", "스마트 시티를", False),
        ("새 건강 보험", "새 건강보험", True),
        ("새 건강 보험", "새건강 보험", True),
        ("새 건강 보험", "새로 건강보험", False),
        ("새 물 값 또 올라", "새물값또올라", True),
        ("새 물 값 또 올라", "새 물값 또 올라", False),
        ("오는 2024 5 월", "오는 20245월", False),
        ("오는 2024 5 월", "오는 2024 5월", True),
        ("건강, 보험", "건강보험", False),
        ("New York", "newyork", True),
    ],
)
def test_spaces_of_a_quotation_may_be_left_out(
    quoted: str, text: str, *, is_found: bool, analyzer: Analyzer
) -> None:
    """Any of up to three, or all; numbers stay apart, and no space is put in."""
    assert _finds(Quoted(quoted), analyzer, text) == is_found


@pytest.mark.parametrize(
    ("word", "chains"),
    [
        ("정부의", ["{정부}", "정부 부의+1"]),
        ("스마트시티를", ["{스마트시티}", "스마 마트+1 시티+2..5"]),
        ("아파트값", ["{아파트값}", "아파 트값+2", "아파 파트+1 값+2..5"]),
        (
            "아파트값상승",
            [
                "아파 트값+2 상승+2..5",
                "아파 파트+1 값상+2..5 상승+1",
                "아파 파트+1 값+2..5 상승+1..4",
            ],
        ),
        ("대통령선거", ["대통 통령+1 선거+2..5"]),
        ("밝혔다", ["{밝히다}", "밝혔 혔다+1"]),
        ("늘어난재산", ["{늘어나다 재산}", "늘어 난재+2 재산+1"]),
        ("서울-부산", ["서울 부산+2..5"]),
        ("서울----부산", ["서울 부산+2..5", "서울 부산+6"]),
        ("3월", ["{3월}", "3 월+1"]),
        ("2024", ["{2024}"]),
        ("hermes", ["{hermes}"]),
        ("KF94마스크", ["kf 94+2 마스+2..5 스크+1"]),
        ("AI주", ["ai 주+2..5"]),
        ("1,200명은", ["{1200명}", "1200 명은+4"]),
        ("물", ["{물}", "물"]),
        ("中企", ["{中企}", "{중기}", "{중소기업}", "中企"]),
        ("韓美", ["{韓美}", "{한미}", "韓美"]),
        ("國情院", ["{國情院}", "{국정원}", "{국가 정보원}", "國情 情院+1"]),
        ("美대통령", ["美대 통령+2", "美 대통+1..4 통령+1", "{미국 대통령}"]),
        ("…", []),
    ],
)
def test_a_word_has_these_chains(word: str, chains: list[str], analyzer: Analyzer) -> None:
    """Those that decide at once come first, and none that another one includes."""
    assert [_written(chain) for chain in _unit(Word(word), analyzer).chains] == chains


@given(first=words, second=words)
def test_no_chain_of_a_word_is_included_in_another(
    first: str, second: str, analyzer: Analyzer
) -> None:
    """A chain that has the links of another one has them elsewhere."""
    chains = _unit(Word(first + second), analyzer).chains
    linked = [c for c in chains if not c.terms]
    said = [tuple(link.term for link in c.links) for c in linked]
    assert len(set(said)) == len(said)
    assert len(set(chains)) == len(chains)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("1200명은", "1,200명은", True),
        ("1,200명은", "1200명은", True),
        ("제1200호실", "제1,200호실", True),
        ("제1,200호실", "제1200호실", True),
        ("제1200호실", "제11,200호실", False),
        ("제1200호실", "제200호실", False),
        ("20차이나", "20차이나", True),
        ("20차", "20차이나", True),
        ("20차", "120차이나", False),
        ("아파트값", "아파트 값이", True),
        ("아파트값이", "아파트값상승률", True),
        ("아파트값상승", "아파트값 상승", True),
        ("아파트값상승", "아파트 값상승", True),
        ("Hermes의", "ＨＥＲＭＥＳ의", True),
    ],
)
def test_a_word_finds_this_text_or_not(
    *, typed: str, text: str, found: bool, analyzer: Analyzer
) -> None:
    """Commas in numbers, and parts of one syllable, are found however they are written."""
    assert _finds(Word(typed), analyzer, text) is found


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("스마트시티를", [("스마", "마트", 1), ("시티", "", 0)]),
        ("아파트값은", [("아파", "파트", 1)]),
        ("살고", [("살고", "", 0)]),
        ("물을", [("물", "", 0)]),
        ("몬크의", [("몬크", "", 0)]),
        ("볼빗은", [("볼빗", "", 0)]),
        ("누구", []),
    ],
)
def test_the_letters_of_a_word_are_looked_for_in_passages(
    word: str, letters: list[tuple[str, str, int]], analyzer: Analyzer
) -> None:
    """Lone syllables with a neighbour, unless they stand alone or belong to a longer part."""
    assert [spot[:3] for spot in word_unit(word, analyzer).spots] == letters


def test_a_unit_is_made_once(analyzer: Analyzer) -> None:
    """Planning the same words again gives the same objects; another planner has its own."""
    tree = AnyOf((Word("스마트시티"), Quoted("서울 총회")))
    planner = Planner(analyzer)
    first, again, other = (p.plan(tree) for p in (planner, planner, Planner(Analyzer())))
    assert all(a is b for a, b in zip(units(first), units(again), strict=True))
    assert first == other
    assert not any(a is b for a, b in zip(units(first), units(other), strict=True))


def test_units_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When there are too many all are forgotten, and long texts are not remembered at all."""
    monkeypatch.setattr(compiling, "MOST_UNITS", 2)
    planner = Planner(Analyzer())
    made = [planner.plan(Word(f"a{number}")) for number in range(5)]
    assert len(planner._words) <= 2
    assert made == [planner.plan(Word(f"a{number}")) for number in range(5)]
    planner.plan(Word("a" * 99))
    assert ("a" * 99, ()) not in planner._words


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
