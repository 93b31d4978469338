"""The same eojeol has the same terms in any text, batch and process, with any lexicon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Tagger,
    UserDictionary,
    fingerprint,
    kiwi,
    starter_lexicon,
    starter_words,
    words,
    write_lexicon,
)
from ksearch.engine.tokens import TokenTable
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, SEPARATORS, UNITS, VERBS, hangul, numbers

WORDS = [f"{noun}{particle}" for noun in NOUNS for particle in ("", "를", "에서는")]
WORDS += [
    *VERBS,
    *HANJA,
    "3월에는",
    "44사이즈",
    "KF94마스크",
    "AI반도체",
    "Nguyễn은",
    "𠮷野家는",
    "ㅋㅋㅋ",
]

eojeols = st.one_of(
    st.sampled_from(WORDS),
    hangul,
    st.builds("{}{}".format, st.sampled_from(LATIN), hangul),
    st.builds("{}{}{}".format, numbers, st.sampled_from(UNITS), st.sampled_from(PARTICLES)),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60),
)
PRINT_TERMS = """
import json, sys
from ksearch.analysis import Analyzer
analyzer = Analyzer()
print(json.dumps([analyzer.word_terms(word) for word in json.load(sys.stdin)]))
"""


def _word(text: str) -> str:
    """The first word of a text in NFC, or one of ours."""
    return next((word for word, _ in words(unicodedata.normalize("NFC", text))), "시청")


@given(
    eojeols.map(_word), st.lists(st.sampled_from(WORDS), max_size=4), st.sampled_from(SEPARATORS)
)
def test_neighbours_do_not_change_the_terms_of_a_word(
    word: str, neighbours: list[str], separator: str
) -> None:
    """A word's terms in a text are its terms alone, moved to where it stands."""
    if separator in "-/" and word[0].isdecimal():  # 5.1 is one number, 5 and 1 are two words
        separator = " "
    analyzer = Analyzer()
    before = "".join(neighbour + separator for neighbour in neighbours)
    text = before + word + "".join(separator + neighbour for neighbour in reversed(neighbours))
    stands = range(len(before), len(before) + len(word))
    found = [span for span in analyzer.terms(text) if span.start in stands]
    alone = Analyzer().word_terms(word)
    moved = [s._replace(start=s.start + len(before), end=s.end + len(before)) for s in alone]
    assert found == moved


@given(st.lists(eojeols.map(_word), min_size=1, max_size=12), st.data())
def test_neither_the_batch_nor_the_lexicon_changes_the_terms(
    batch: list[str], data: st.DataObject
) -> None:
    """Learned in a batch, learned alone, or learned and half forgotten: the terms are the same."""
    together = Analyzer()
    together.learn(batch)
    kept = Lexicon()
    for key, entry in together.lexicon.fresh.items():
        if data.draw(st.booleans()):
            kept.add(key, entry)
    forgetful = Analyzer(kept)
    for word in batch:
        alone = Analyzer().word_terms(word)
        assert together.word_terms(word) == alone
        assert forgetful.word_terms(word) == alone


def test_the_turns_in_which_words_go_to_kiwi_do_not_change_their_terms(
    analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words in turns of three, two to a call: each has its own terms, over-long ones too."""
    monkeypatch.setattr(kiwi, "TURN", 3)
    monkeypatch.setattr(kiwi, "QUEUE", 1)
    words_in_turns = [*WORDS[:20], "국민건강보험공단에서" * 6, *WORDS[20:]]
    for batch in (words_in_turns, WORDS):
        in_turns = Analyzer(tagger=Tagger(workers=2))
        in_turns.learn(batch)
        for word in batch:
            assert in_turns.word_terms(word) == analyzer.word_terms(word)


def test_a_lexicon_that_knows_every_word_never_loads_kiwi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Learning what is known, and a table of known words, ask neither of the two Kiwis."""
    cold = Analyzer()
    cold.learn(WORDS)
    write_lexicon(tmp_path / "lexicon", fingerprint(), cold.lexicon.fresh)

    def refuse(_workers: int, _dictionary: UserDictionary) -> NoReturn:
        pytest.fail("Kiwi was loaded")

    monkeypatch.setattr(kiwi, "_tagging_kiwi", refuse)
    monkeypatch.setattr(kiwi, "_splitting_kiwi", refuse)
    warm = Analyzer(Lexicon([LexiconFile(tmp_path / "lexicon")]))
    warm.learn([])
    warm.learn(WORDS)
    table = TokenTable(warm)
    table.tokens(table.foresee([" ".join(WORDS), "2024 Café"]))


def test_a_saved_lexicon_gives_the_terms_that_were_saved(
    tmp_path: Path, analyzer: Analyzer
) -> None:
    """A process that reads the lexicon from disk has the terms of the one that wrote it."""
    cold = Analyzer()
    cold.learn(WORDS)
    write_lexicon(tmp_path / "lexicon", fingerprint(), cold.lexicon.fresh)
    saved = Lexicon([LexiconFile(tmp_path / "lexicon")])
    warm = Analyzer(saved)
    for word in WORDS:
        assert warm.word_terms(word) == analyzer.word_terms(word)
    assert not saved.fresh


def test_another_process_with_another_hash_seed_has_the_same_terms(analyzer: Analyzer) -> None:
    """No term depends on how strings hash in a process."""
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONHASHSEED": "4242", "PYTHONPATH": str(root)}
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_TERMS],
        input=json.dumps(WORDS),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout) == json.loads(
        json.dumps([analyzer.word_terms(word) for word in WORDS])
    )


def test_the_lexicon_of_the_package_says_what_analysis_says() -> None:
    """``starter.lexicon`` is what ``python -m ksearch.analysis.make_starter`` would make now."""
    starter = starter_lexicon()
    assert starter is not None
    fresh = Analyzer()
    fresh.learn(starter_words())
    assert len(starter) == len(fresh.lexicon.fresh)
    assert {key: starter.get(key) for key in fresh.lexicon.fresh} == fresh.lexicon.fresh


@given(eojeols.map(_word))
@example("A1가A")
def test_every_word_has_terms_that_stand_in_it(word: str) -> None:
    """No word is without a term, no span leaves the word, and equal terms rise."""
    analyzer = Analyzer()
    spans = analyzer.word_terms(word)
    assert spans
    for span in spans + analyzer.net_terms(word):
        assert 0 <= span.start < span.end <= len(word)
        assert span.term
    for term in {span.term for span in spans}:
        starts = [span.start for span in spans if span.term == term]
        assert starts == sorted(starts)


def test_an_over_long_word_is_analysed_and_forgotten() -> None:
    """A run of 500 syllables has terms, and the lexicon does not keep it."""
    analyzer = Analyzer()
    word = "스마트시티총회" * 72
    assert analyzer.word_terms(word) == Analyzer().word_terms(word)
    assert all(len(key) < 100 for key in analyzer.lexicon.fresh)
