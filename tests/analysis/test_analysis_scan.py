"""The scan by column finds the words that the plain definition finds."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ksearch.analysis import scan_words, words
from ksearch.analysis.scan import DIGIT, LETTER, SYLLABLE, classes
from ksearch.analysis.words import fold
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, SEPARATORS, UNITS, nfd, numbers

pieces = st.one_of(
    st.sampled_from(
        [*NOUNS, *LATIN, *HANJA, *PARTICLES, *SEPARATORS, *UNITS, ".", ",", "_", "𠮷𠀀", "𝐀"]
    ),
    st.sampled_from([nfd("스마트시티"), "\ud800", "\udc00", "٣", "²", "①", "𝟘"]),
    numbers,
    st.text(st.characters(), max_size=3),
)
texts = st.lists(st.lists(pieces, max_size=12).map("".join), max_size=5)
# Where the grammar of numbers decides: digits of two scripts, points and commas.
numeric = st.lists(st.text(st.sampled_from("1234567890٣.,, 가a"), max_size=24), max_size=3)


@given(st.one_of(texts, numeric))
@example([])
@example([""])
@example(["", "1.5", "", ".5", "1,234", "2024.05.21", "\ud800", "1."])
@example(["1,234,5678", "12,345.67.8", "1234,567", "1.2,345", "온ㆍ오프라인"])
def test_scanned_words_are_the_words(given_texts: list[str]) -> None:
    """Word for word, with section and offset, in the same order."""
    scan = scan_words(given_texts)
    found = [scan.word(place) for place in range(len(scan.start))]
    places = zip(scan.section.tolist(), found, scan.offset.tolist(), strict=True)
    assert list(places) == [
        (section, word, offset)
        for section, text in enumerate(given_texts)
        for word, offset in words(text)
    ]


@given(texts)
def test_equal_words_have_one_number_and_others_another(given_texts: list[str]) -> None:
    """Numbers rise in the order in which distinct words come, and name their first place."""
    scan = scan_words(given_texts)
    found = [scan.word(place) for place in range(len(scan.start))]
    distinct = list(dict.fromkeys(found))
    assert scan.number.tolist() == [distinct.index(word) for word in found]
    assert scan.first.tolist() == [found.index(word) for word in distinct]


@pytest.mark.parametrize("length", [64, 256, 1024])
def test_words_whose_polynomial_hashes_collide_are_told_apart(length: int) -> None:
    """Thue-Morse words have one such hash modulo 2**64, whatever its base, and are two words."""
    morse = [at.bit_count() % 2 for at in range(length)]
    one, other = ("".join(pair[bit] for bit in morse) for pair in ("가나", "나가"))
    assert scan_words([one, other, one]).number.tolist() == [0, 1, 0]


def test_words_are_told_apart_by_their_letters_where_hashes_are_equal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table of 1,024 slots and thousands of words: every look-up meets others on its way."""
    monkeypatch.setattr("ksearch.analysis.scan._seed", lambda: 0)
    text = " ".join(f"{chr(0xAC00 + n // 60)}{chr(0xAC00 + n % 60)}" for n in range(9000))
    scan = scan_words([text, text])
    assert scan.number.tolist() == [*range(9000)] * 2


def test_the_classes_of_code_points_are_those_of_single_letters() -> None:
    """A letter or digit is a word by itself; a syllable is a letter that folding leaves alone."""
    table = classes().tolist()
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        is_word = character.isalnum() and character != "ㆍ"
        assert bool(table[code] & (LETTER | DIGIT)) == is_word
        assert bool(table[code] & DIGIT) == character.isdecimal()
        if table[code] & SYLLABLE:
            assert table[code] & LETTER
            assert fold(character) == character
