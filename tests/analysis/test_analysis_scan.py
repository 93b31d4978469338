"""The scan by column finds the words and bigrams that the plain definitions find."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ksearch.analysis import Origin, bigram, scan_bigrams, scan_words, words
from ksearch.analysis.net import net_spans
from ksearch.analysis.words import keyed
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, SEPARATORS, UNITS, numbers

pieces = st.one_of(
    st.sampled_from(
        [*NOUNS, *LATIN, *HANJA, *PARTICLES, *SEPARATORS, *UNITS, ".", ",", "_", "𠮷𠀀", "𝐀"]
    ),
    numbers,
    st.text(st.characters(), max_size=3),
)
texts = st.lists(st.lists(pieces, max_size=12).map("".join), max_size=5)


@given(texts)
@example([])
@example([""])
@example(["", "1.5", "", ".5", "1,234", "2024.05.21", "\ud800", "1."])
def test_scanned_words_are_the_words(given_texts: list[str]) -> None:
    """Word for word, with section and offset, in the same order; equal hashes are equal words."""
    scan = scan_words(given_texts)
    spans = zip(scan.start.tolist(), scan.end.tolist(), strict=True)
    found = [scan.text[start:end] for start, end in spans]
    places = zip(scan.section.tolist(), found, scan.offset.tolist(), strict=True)
    assert list(places) == [
        (section, word, offset)
        for section, text in enumerate(given_texts)
        for word, offset in words(text)
    ]
    hashes = scan.hash.tolist()
    assert len(set(hashes)) == len(set(found))
    assert len(set(zip(hashes, found, strict=True))) == len(set(found))


@given(texts)
@example(["가1나", "가,나", "가.나"])
@example(["시티\U0002ebe1", "시티\ufade"])  # in a range of hanja, and no letter
def test_scanned_bigrams_are_the_bigrams_of_the_words(given_texts: list[str]) -> None:
    """The same bigrams at the same offsets, in the order of sections and offsets."""
    found = scan_bigrams(scan_words(given_texts))
    numbered = zip(
        found.section.tolist(), map(bigram, found.term.tolist()), found.offset.tolist(), strict=True
    )
    assert list(numbered) == [
        (section, span.term, offset + span.start)
        for section, text in enumerate(given_texts)
        for word, offset in words(text)
        for span in net_spans(keyed(word).folded)
        if span.origin is Origin.BIGRAM
    ]


@pytest.mark.parametrize("length", [64, 256, 1024])
def test_words_made_to_collide_do_not(length: int) -> None:
    """Thue-Morse words have one polynomial hash modulo 2**64, whatever its base, and two here."""
    morse = [at.bit_count() % 2 for at in range(length)]
    one, other = ("".join(pair[bit] for bit in morse) for pair in ("가나", "나가"))
    first, second = scan_words([one, other]).hash.tolist()
    assert first != second
