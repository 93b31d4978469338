"""How do texts become tokens by the million? Each distinct word is expanded once.

Comes in: section texts. Goes out: for each field, parallel arrays of term, section and position.
Words are found by column and looked up in a table; numpy expands them to their terms, and bigrams
are numbers until they are new. No Python runs for a token.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ksearch.analysis import Analyzer, TermSpan, WordScan, bigram, scan_bigrams, scan_words
from ksearch.codec import FieldTokens

__all__ = ["FoundWords", "TokenTable"]

Integers = npt.NDArray[np.int64]


class _Vocabulary:
    """The terms of one field and their numbers, in the order in which they came."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, term: str) -> int:
        known = self._numbers.get(term)
        if known is None:
            known = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return known


class _Expansion:
    """The terms of each word in the table, one word after the other."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._term = array("I")
        self._start = array("I")
        self._end = array("Q")

    def append(self, spans: Sequence[TermSpan]) -> None:
        for span in spans:
            self._term.append(self._vocabulary.number(span.term))
            self._start.append(span.start)
        self._end.append(len(self._term))

    def expand(self, word: Integers, section: Integers, offset: Integers) -> FieldTokens:
        end = np.array(self._end, np.int64)
        counts = np.diff(end, prepend=0)[word]
        shift = np.repeat(end[word] - np.cumsum(counts), counts)
        place = np.arange(int(counts.sum())) + shift
        return FieldTokens(
            term=np.array(self._term, np.int32)[place],
            section=np.repeat(section, counts).astype(np.int32),
            position=np.repeat(offset.astype(np.int32), counts)
            + np.array(self._start, np.int32)[place],
        )


class FoundWords(NamedTuple):
    """The words of some sections: each distinct one by its hash, and where it first stands."""

    scan: WordScan
    hashes: list[int]
    first: Integers
    inverse: Integers


class TokenTable:
    """The words seen so far and their terms; one table serves one writer."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._words: dict[int, int] = {}  # by hash
        self._bigrams: dict[int, int] = {}  # by bigram's number
        self._terms, self._net = _Vocabulary(), _Vocabulary()
        self._word_terms = _Expansion(self._terms)
        self._word_syllables = _Expansion(self._net)

    def __len__(self) -> int:
        return len(self._words)

    @property
    def vocabulary(self) -> dict[str, Sequence[str]]:
        """By field: the term of each number. It grows with every call of ``tokens``."""
        return {"terms": self._terms.terms, "net": self._net.terms}

    def foresee(self, texts: Sequence[str]) -> FoundWords:
        """Find the words of some sections, and have those that are new analysed.

        Changes nothing but the lexicon, so another thread may do it while ``tokens`` is at work.
        """
        scan = scan_words(texts)
        hashes, first, inverse = np.unique(scan.hash, return_index=True, return_inverse=True)
        found = FoundWords(scan, hashes.tolist(), first, inverse)
        self.analyzer.learn([word for _, word in self._unseen(found)])
        return found

    def tokens(self, found: FoundWords) -> dict[str, FieldTokens]:
        """The tokens of some sections, numbered from 0 in their order."""
        for value, word in self._unseen(found):
            self._words[value] = len(self._words)
            self._word_terms.append(self.analyzer.word_terms(word))
            self._word_syllables.append(self.analyzer.syllable_terms(word))
        scan = found.scan
        numbers = np.fromiter(map(self._words.__getitem__, found.hashes), np.int64)
        number = numbers[found.inverse]
        syllables = self._word_syllables.expand(number, scan.section, scan.offset)
        return {
            "terms": self._word_terms.expand(number, scan.section, scan.offset),
            "net": FieldTokens.joined([self._bigram_tokens(scan), syllables]),
        }

    def _unseen(self, found: FoundWords) -> list[tuple[int, str]]:
        """The words that the table does not have yet, with their hashes."""
        places = [n for n, value in enumerate(found.hashes) if value not in self._words]
        first = found.first[places]
        starts, ends = found.scan.start[first].tolist(), found.scan.end[first].tolist()
        return [
            (found.hashes[place], found.scan.text[start:end])
            for place, start, end in zip(places, starts, ends, strict=True)
        ]

    def _bigram_tokens(self, scan: WordScan) -> FieldTokens:
        found = scan_bigrams(scan)
        codes, inverse = np.unique(found.term, return_inverse=True)
        known = codes.tolist()
        for code in known:
            if code not in self._bigrams:
                self._bigrams[code] = self._net.number(bigram(code))
        numbers = np.fromiter(map(self._bigrams.__getitem__, known), np.int32, len(known))
        return FieldTokens(
            numbers[inverse], found.section.astype(np.int32), found.offset.astype(np.int32)
        )
