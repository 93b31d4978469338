"""How do texts become tokens by the million? Each distinct word is expanded once.

Comes in: section texts. Goes out: for each field, parallel arrays of term, section and position.
Words are looked up in a table; numpy expands them to their terms. No Python runs for a token.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ksearch.analysis import Analyzer, TermSpan, words
from ksearch.codec import FIELDS, FieldTokens

__all__ = ["TokenTable"]


class _Expansion:
    """One field: the terms of each word in the table, one word after the other."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.vocabulary: list[str] = []
        self.term = array("I")
        self.start = array("I")
        self.end = array("Q")

    def append(self, spans: Sequence[TermSpan]) -> None:
        for term, start, _, _ in spans:
            number = self.numbers.get(term)
            if number is None:
                number = self.numbers[term] = len(self.vocabulary)
                self.vocabulary.append(term)
            self.term.append(number)
            self.start.append(start)
        self.end.append(len(self.term))

    def expand(
        self,
        word: npt.NDArray[np.int64],
        section: npt.NDArray[np.int64],
        offset: npt.NDArray[np.int64],
    ) -> FieldTokens:
        end = np.frombuffer(self.end, np.uint64).astype(np.int64)
        counts = np.diff(end, prepend=0)[word]
        first = end[word] - counts
        place = np.arange(int(counts.sum())) + np.repeat(
            first - (np.cumsum(counts) - counts), counts
        )
        term = np.frombuffer(self.term, np.uint32)[place] if len(self.term) else place
        start = np.frombuffer(self.start, np.uint32)[place] if len(self.start) else place
        return FieldTokens(
            term=term.astype(np.int32),
            section=np.repeat(section, counts).astype(np.int32),
            position=(np.repeat(offset, counts) + start).astype(np.int32),
        )


class TokenTable:
    """The words seen so far and their terms; one table serves one writer."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._numbers: dict[str, int] = {}
        self._fields = {name: _Expansion() for name in FIELDS}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def vocabulary(self) -> dict[str, Sequence[str]]:
        """By field: the term of each number. It grows with every call of ``tokens``."""
        return {name: field.vocabulary for name, field in self._fields.items()}

    def tokens(self, texts: Sequence[str]) -> dict[str, FieldTokens]:
        """The tokens of some sections, numbered from 0 in their order."""
        found: list[str] = []
        offsets: list[int] = []
        counts: list[int] = []
        for text in texts:
            before = len(found)
            for word, offset in words(text):
                found.append(word)
                offsets.append(offset)
            counts.append(len(found) - before)
        self._learn(found)
        numbers = self._numbers
        word_numbers = np.fromiter((numbers[word] for word in found), np.int64, len(found))
        section = np.repeat(np.arange(len(texts)), counts)
        offset_array = np.array(offsets, np.int64)
        return {
            name: field.expand(word_numbers, section, offset_array)
            for name, field in self._fields.items()
        }

    def _learn(self, found: Sequence[str]) -> None:
        # Sorted, so that the numbers do not depend on how strings happen to hash in this process.
        unseen = sorted(set(found).difference(self._numbers))
        self.analyzer.learn(unseen)
        for word in unseen:
            self._numbers[word] = len(self._numbers)
            self._fields["terms"].append(self.analyzer.word_terms(word))
            self._fields["net"].append(self.analyzer.net_terms(word))
