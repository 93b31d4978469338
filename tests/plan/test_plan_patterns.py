"""A pattern means the words that a shell would mean by it, in time that does not explode."""

from __future__ import annotations

import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.plan.patterns import word_pattern
from ksearch.ranking.bitmaps import is_called

letters = st.text("궁녹닭", max_size=8)
patterns = st.text("궁녹*?", min_size=1, max_size=8).filter(lambda text: text.strip("*?"))


@given(patterns, letters)
def test_a_pattern_means_what_it_means_to_a_shell(pattern: str, word: str) -> None:
    """None of these letters is a particle, so that a word is meant as it stands."""
    assert (word_pattern(pattern).stem(word) is not None) == fnmatchcase(word, pattern)


@given(patterns, letters, letters)
def test_what_a_text_is_stored_as_lets_no_word_escape(pattern: str, word: str, more: str) -> None:
    if fnmatchcase(word, pattern):
        assert word_pattern(pattern).may_be_in(f'{{"body":"{more} {word}"}}'.encode())


@pytest.mark.parametrize("pattern", ["*궁*궁*궁*궁*궁*궁*녹", "궁*" * 12 + "녹", "*?가?*?가?*나"])
def test_stars_do_not_try_every_way_to_part_a_word(pattern: str) -> None:
    """Of 2,000 letters: a second by far, where trying all ways would take years."""
    began = time.perf_counter()
    found = word_pattern(pattern)
    assert found.stem("궁" * 2000) is None
    assert found.place.search("궁" * 2000) is None
    found.may_be_in(("궁" * 2000).encode())
    assert not is_called(pattern)("궁" * 2000)
    assert time.perf_counter() - began < 10
