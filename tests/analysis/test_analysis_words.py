"""Words, folding and keys: laws over any text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis.words import Keyed, fold, keyed, words
from tests.samples import full_width, nfd

texts = st.text(st.characters(), max_size=80)


def _filled_in(parsed: Keyed) -> str:
    """The key with each mask replaced by the run that it stands for, commas and all."""
    pieces: list[str] = []
    position = at = 0
    for run in parsed.runs:
        ahead = run.start - at
        pieces += parsed.key[position : position + ahead], parsed.folded[run.start : run.end]
        position += ahead + 1
        at = run.end
    return "".join([*pieces, parsed.key[position:]])


@given(texts)
def test_words_are_slices_of_the_text_and_rise(text: str) -> None:
    """Each word stands at its offset, behind the one before it."""
    reached = 0
    for word, offset in words(text):
        assert word
        assert text[offset : offset + len(word)] == word
        assert offset >= reached
        reached = offset + len(word)


@given(texts)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    """What is between the words holds no letter or digit but ㆍ, which stands between words."""
    inside = {at for word, offset in words(text) for at in range(offset, offset + len(word))}
    outside = [c for at, c in enumerate(text) if at not in inside]
    assert not [c for c in outside if c.isalnum() and c != "ㆍ"]


@given(texts)
def test_a_word_is_one_word_by_itself(text: str) -> None:
    """Parting a word again gives the word."""
    for word, _ in words(text):
        assert list(words(word)) == [(word, 0)]


@given(st.text(st.characters()))
def test_folding_keeps_offsets_and_folding_twice_changes_nothing(text: str) -> None:
    """As many code points as before; a fixed point at once."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_a_key_with_its_masks_filled_in_is_the_folded_word(text: str) -> None:
    """Nothing of a word is lost in its key and runs."""
    for word, _ in words(text):
        parsed = keyed(word)
        assert parsed.folded == fold(word)
        assert _filled_in(parsed) == parsed.folded
        assert [run.text for run in parsed.runs] == [
            parsed.folded[run.start : run.end].replace(",", "") for run in parsed.runs
        ]


def test_letters_of_any_width_and_case_have_one_key() -> None:
    """KF94, kf94 and ＫＦ９４ are the same word."""
    assert keyed("KF94").folded == keyed(full_width("KF94")).folded == keyed("kf94").folded


def test_a_circled_number_is_no_number() -> None:
    """① is a letter of its own: it cannot be added to a count of months."""
    assert keyed("①번").key == "A번"
    assert keyed("٣번").key == "0번"


def test_numbers_with_commas_and_points_are_one_number() -> None:
    """A date is three numbers, 3,452 and 1.5 are one each, 1,2345 is two."""
    found = [word for word, _ in words("2024.05.21. 3,452명 1.5배 1,2345 12,345.67")]
    assert found == ["2024", "05", "21", "3,452명", "1.5배", "1", "2345", "12,345.67"]


def test_decomposed_text_has_the_words_of_composed_text_after_normalisation() -> None:
    """Words are made of NFC text, so NFD text is normalised first and has the same words."""
    text = "‘온ㆍ오프라인’ 총회가 3월에"
    assert list(words(unicodedata.normalize("NFC", nfd(text)))) == list(words(text))
