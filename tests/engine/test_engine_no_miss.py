"""A word that stands in an indexed text as typed finds that text, whatever Kiwi thinks of it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

import ksearch
from ksearch.engine import WhooshIndex
from tests.samples import (
    HANJA,
    LATIN,
    NOUNS,
    PARTICLES,
    SEPARATORS,
    UNITS,
    VERBS,
    article,
    full_width,
    hangul,
    nfd,
    numbers,
)

Case = tuple[str, str]  # what stands in the text, and what is asked for


def _stems() -> st.SearchStrategy[str]:
    latin = st.sampled_from(LATIN)
    return st.one_of(
        st.sampled_from(NOUNS),
        hangul,
        latin,
        latin.map(full_width),
        st.sampled_from(HANJA),
        st.builds("{}{}".format, numbers, st.sampled_from(UNITS)),
        st.builds("{}{}".format, latin, st.sampled_from(NOUNS)),
        st.builds("{}{}".format, st.sampled_from(NOUNS), numbers),
        st.builds("{}{}".format, st.sampled_from(HANJA), st.sampled_from(NOUNS)),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An eojeol and a question that it must answer."""
    stem = draw(st.one_of(_stems(), st.sampled_from(VERBS)))
    eojeol = stem + draw(st.sampled_from(["", *PARTICLES]))
    runs = [run for run in re.findall("[가-힣]+", eojeol) if len(run) > 1]
    asked = [eojeol, stem]
    if runs:
        run = draw(st.sampled_from(runs))
        begin = draw(st.integers(0, len(run) - 2))
        asked.append(run[begin : draw(st.integers(begin + 2, len(run)))])
    return eojeol, draw(st.sampled_from(asked))


def _found(index: WhooshIndex, query: str, limit: int) -> set[str]:
    return {hit.id for hit in index.search(query, limit=limit, collapse=False).hits}


@given(
    texts=st.lists(st.lists(cases(), min_size=1, max_size=6), min_size=1, max_size=8),
    separator=st.sampled_from(SEPARATORS),
    decomposed=st.booleans(),
)
def test_what_stands_in_a_text_as_typed_finds_it(
    *, texts: list[list[Case]], separator: str, decomposed: bool
) -> None:
    """Every eojeol, every stem under a particle, every stretch of a Hangul run is found."""
    form = nfd if decomposed else str
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(
            article(str(number), form(separator.join(eojeol for eojeol, _ in line)))
            for number, line in enumerate(texts)
        )
        missed = [
            (eojeol, asked)
            for number, line in enumerate(texts)
            for eojeol, asked in line
            for query in {asked, nfd(asked)}
            if str(number) not in _found(index, query, len(texts))
        ]
    assert missed == []


@given(cases(), st.sampled_from(NOUNS))
@example(("Hermes저출생은", "Hermes저출생"), "시청")  # Kiwi: one unknown noun, then two words
def test_one_unknown_word_between_known_ones_is_found(case: Case, neighbour: str) -> None:
    """A word is found whatever stands before and behind it in its sentence."""
    eojeol, asked = case
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add([article("1", f"{neighbour}의 {eojeol} {neighbour}에서 열렸다.")])
        assert index.search(asked).total == 1


def test_a_word_of_one_syllable_is_found_under_every_particle() -> None:
    """The syllable of a one-syllable noun is a term whatever particle follows it."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(article(particle, f"쿄{particle}") for particle in PARTICLES)
        assert index.search("쿄", limit=0).total == len(PARTICLES)


def test_a_number_and_its_unit_are_found_whatever_ending_follows() -> None:
    """Kiwi sees a unit in 20차는 and none in 20차이나, and both texts hold 20차."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(article(ending, f"20차{ending} 끝났다") for ending in [*PARTICLES, "였는데요"])
        assert index.search("20차", limit=0).total == len(PARTICLES) + 1
        assert index.search('"20차"', limit=0).total == len(PARTICLES) + 1
        assert index.search("0차", limit=0).total == 0


def test_foreign_letters_keep_together_before_a_particle() -> None:
    """Nguyễn and Москва are one term each, with a particle and without."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add([article("1", "Nguyễn은 Москва에서 カラオケ를 불렀다")])
        for word in ("Nguyễn", "Москва", "カラオケ"):
            assert index.search(word).total == 1


def test_parts_and_wholes_of_a_compound_find_one_another() -> None:
    """스마트시티, 스마트 시티, 스마트시티를 and 세계스마트시티기구 find the same articles."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        forms = ("스마트시티", "스마트 시티", "스마트시티를", "세계스마트시티기구", "‘스마트’ 시티")
        index.add(article(form, f"{form} 총회") for form in forms)
        for query in ("스마트시티", "스마트시티를", "스마트시티는"):
            assert index.search(query).total == len(forms)


def test_other_ways_to_write_a_number_load_no_kiwi(tmp_path: Path) -> None:
    """The package knows the words that they are made of, whatever the archive has."""
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add([ksearch.to_article({"id": "a", "body": "금리는 3.5퍼센트다. 3.5% 그대로."})])
    search = """
import sys, ksearch
with ksearch.open(sys.argv[1]) as index:
    for query in ("3.5%", "1.2조", "12·3", "20만", "2024.5.3"):
        index.search(query)
    assert index.search("3.5%").hits
assert "kiwipiepy" not in sys.modules
"""
    subprocess.run(
        [sys.executable, "-c", search, str(tmp_path / "index")],
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
