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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


class FoundWords(NamedTuple):
    """The words of some texts, and the number of each distinct one; NONE where it is unknown."""

    scan: WordScan
    number: U4


class TokenTable:
    """The words seen so far and their terms; one table serves one writer.

    ``foresee`` may run in one thread while ``tokens`` runs in another.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._lock = threading.Lock()  # guards the handle
        made: int | None = kernels().ks_table_new(secrets.randbits(64))
        if made is None:
            raise MemoryError
        self._handle = made
        weakref.finalize(self, kernels().ks_table_free, self._handle)

    def __len__(self) -> int:
        """How many words there are."""
        return int(brief_kernels().ks_table_count(self._handle))

    def foresee(self, texts: Sequence[str]) -> FoundWords:
        """Find the words of some sections, number those that are known, have the others analysed.

        Another thread may call ``tokens`` meanwhile: what is known waits for nothing.
        """
        scan = scan_words(texts)
        number = self._registered(scan, scan.first)
        self._learn(scan, scan.first[number == NONE])
        return FoundWords(scan, number)

    def tokens(self, found: FoundWords) -> WordTokens:
        """Which words stand in some sections, numbered from 0 in their order.

        Raises:
            MemoryError: there is not enough memory; the table is as it was, or has some words more.
        """
        scan, number = found
        missing = number == NONE
        number[missing] = self._registered(scan, scan.first[missing])
        for place in np.flatnonzero(number == NONE).tolist():
            number[place] = self._add(scan.word(scan.first[place]))
        return WordTokens(number[scan.number], scan.section, scan.offset)

    @contextmanager
    def held(self) -> Iterator[int]:
        """Where C has the words, which stay as they are meanwhile."""
        with self._lock:
            yield self._handle

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

    def _learn(self, scan: WordScan, first: U4) -> None:
        """Have words analysed that the lexicons do not know; ``first`` says where each stands."""
        start, end = scan.start[first], scan.end[first]
        said = np.empty(len(start), np.uint8)
        keys = np.empty(len(start) * (MAX_KEY_BYTES + 1), np.uint8)
        with self.analyzer.lexicon.sources() as sources:
            size = kernels().ks_unknown(
                *map(address, (scan.codes, start, end)),
                len(start),
                address(classes()),
                *sources,
                address(said),
                address(keys),
            )
        lines = keys[:size].tobytes().decode("utf-8", "surrogatepass").split("\n")
        self.analyzer.learn_keys(lines[:-1])
        self.analyzer.learn([scan.word(place) for place in first[said == _PYTHONS].tolist()])

    def _registered(self, scan: WordScan, first: U4) -> U4:
        """The numbers of words, those of unknown terms NONE; ``first`` says where each stands."""
        start, end = scan.start[first], scan.end[first]
        number = np.empty(len(start), np.uint32)
        with self._lock, self.analyzer.lexicon.sources() as sources:
            kernels().ks_table_register(
                self._handle,
                *map(address, (scan.codes, start, end)),
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
