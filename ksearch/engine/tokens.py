"""How do texts become tokens by the million? Each distinct word gets a number, and its terms once.

Comes in: section texts. Goes out: which word stands where, and as the vocabulary of a batch, the
terms of each word. Words are found, told apart and for the most part resolved to their terms in C;
Python runs for new words that are not of Hangul, hanja, ASCII letters and digits only.
"""

from __future__ import annotations

import ctypes
import secrets
import threading
import weakref
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ksearch.analysis import Analyzer, WordScan, scan_words
from ksearch.analysis.entries import encoded
from ksearch.analysis.kernels import MAX_KEY_BYTES, NONE, brief_kernels, kernels
from ksearch.analysis.scan import classes
from ksearch.analysis.words import fold
from ksearch.codec.batch import FieldTerms, WordTokens
from ksearch.native.library import address

__all__ = ["FoundWords", "TokenTable"]

U4 = npt.NDArray[np.uint32]
# In the order in which the C file numbers them.
_FIELDS = ("terms", "net")
_FIELD_ARRAYS = 5
# What ks_unknown says of a word that is resolved in Python.
_PYTHONS = 2

FoundWords = WordScan


class _Unknown(NamedTuple):
    """Keys and words whose terms nobody knows yet."""

    keys: list[str]
    words: list[str]


class TokenTable:
    """The words seen so far and their terms; one table serves one writer.

    ``foresee`` may run in one thread while ``tokens`` runs in another.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._lock = threading.Lock()  # guards the handle
        self._handle: int | None = kernels().ks_table_new(secrets.randbits(64))
        if self._handle is None:
            raise MemoryError
        weakref.finalize(self, kernels().ks_table_free, self._handle)

    def __len__(self) -> int:
        """How many words there are."""
        return int(brief_kernels().ks_table_count(self._handle))

    def foresee(self, texts: Sequence[str]) -> FoundWords:
        """Find the words of some sections, and have those that are new analysed.

        Changes nothing but the lexicon, so another thread may do it while ``tokens`` is at work.
        """
        found = scan_words(texts)
        unknown = self._unknown(found)
        self.analyzer.learn_keys(unknown.keys)
        self.analyzer.learn(unknown.words)
        return found

    def tokens(self, found: FoundWords) -> WordTokens:
        """Which words stand in some sections, numbered from 0 in their order.

        Raises:
            MemoryError: there is not enough memory; the table is as it was, or has some words more.
        """
        number = self._registered(found)
        for place in np.flatnonzero(number == NONE).tolist():
            number[place] = self._add(found.word(found.first[place]))
        return WordTokens(number[found.number], found.section, found.offset)

    def field(self, name: str) -> FieldTerms:
        """The terms of every word in a field, as they are now.

        Raises:
            ValueError: there is no such field.
        """
        places = (ctypes.c_void_p * _FIELD_ARRAYS)()
        sizes = (ctypes.c_uint64 * _FIELD_ARRAYS)()
        with self._lock:
            kernels().ks_table_field(self._handle, _FIELDS.index(name), places, sizes)
            text, *numbers = (
                _copied(place, size) for place, size in zip(places, sizes, strict=True)
            )
        return FieldTerms(text, *(part.view(np.uint32) for part in numbers))

    def _unknown(self, found: FoundWords) -> _Unknown:
        """Which distinct words neither the table has nor the lexicons know."""
        start, end = found.start[found.first], found.end[found.first]
        number = np.empty(len(start), np.uint32)
        with self._lock:
            kernels().ks_table_find(
                self._handle, *map(address, (found.codes, start, end)), len(start), address(number)
            )
        new = number == NONE
        start, end, first = start[new], end[new], found.first[new]
        said = np.empty(len(start), np.uint8)
        keys = np.empty(len(start) * (MAX_KEY_BYTES + 1), np.uint8)
        with self.analyzer.lexicon.sources() as sources:
            size = kernels().ks_unknown(
                *map(address, (found.codes, start, end)),
                len(start),
                address(classes()),
                *sources,
                address(said),
                address(keys),
            )
        lines = keys[:size].tobytes().decode("utf-8", "surrogatepass").split("\n")
        return _Unknown(
            lines[:-1], [found.word(place) for place in first[said == _PYTHONS].tolist()]
        )

    def _registered(self, found: FoundWords) -> U4:
        """The number of each distinct word; NONE for those that are Python's."""
        start, end = found.start[found.first], found.end[found.first]
        number = np.empty(len(start), np.uint32)
        with self._lock, self.analyzer.lexicon.sources() as sources:
            kernels().ks_table_register(
                self._handle,
                *map(address, (found.codes, start, end)),
                len(start),
                address(classes()),
                *sources,
                address(number),
            )
        return number

    def _add(self, word: str) -> int:
        """Add one word with the terms that Python finds; its number."""
        terms, net = self.analyzer.all_terms(word)
        texts = [encoded(span.term) for span in chain(terms, net)]
        text_end = np.array([*accumulate(map(len, texts))], np.uint32)
        start = np.array([*(s.start for s in terms), *(s.anchor for s in net)], np.uint32)
        field_end = np.array([len(terms), len(texts)], np.uint32)
        with self._lock:
            number: int = brief_kernels().ks_table_add(
                self._handle,
                word.encode("utf-32-le", "surrogatepass"),
                fold(word).encode("utf-32-le", "surrogatepass"),
                len(word),
                b"".join(texts),
                *map(address, (text_end, start, field_end)),
            )
        if number == NONE:
            raise MemoryError
        return number


def _copied(place: int | None, size: int) -> npt.NDArray[np.uint8]:
    """Bytes of the table, whose arrays move when it grows."""
    copy = np.empty(size, np.uint8)
    if place is not None:
        ctypes.memmove(address(copy), place, size)
    return copy
