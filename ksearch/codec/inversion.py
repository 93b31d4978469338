"""How do tokens become postings? By sorting, never by a loop over postings.

Comes in: tokens as parallel arrays, in the order of their sections. Goes out: for each term, in the
byte order of its UTF-8, the sections that hold it, how often, and at which offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec.batch import FieldTokens, IntArray

__all__ = ["Inverted", "ends", "gather", "invert", "narrow"]


@dataclass(frozen=True, slots=True)
class Inverted:
    """One field, inverted; ``*_end`` arrays say where each row's part of the next array ends."""

    terms: list[bytes]
    post_end: IntArray  # by term, into docnum and tf
    docnum: IntArray
    tf: IntArray
    place_end: IntArray  # by term, into position
    position: IntArray


def invert(tokens: FieldTokens, vocabulary: Sequence[str]) -> Inverted:
    """Invert one field. Terms that no token uses are left out."""
    used = np.unique(tokens.term)
    encoded = [vocabulary[number].encode("utf-8", "surrogatepass") for number in used.tolist()]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.zeros(len(vocabulary), np.int64)
    rank[used[order]] = np.arange(len(order))
    term = rank[tokens.term]
    # Sorting is stable and tokens come section by section, so sections rise within a term; within
    # a section, offsets rise where the word order does.
    by_term = np.lexsort((tokens.position, tokens.section, term))
    term, section = term[by_term], np.asarray(tokens.section)[by_term]
    position = np.asarray(tokens.position)[by_term]
    begins = np.ones(len(term), bool)
    begins[1:] = (term[1:] != term[:-1]) | (section[1:] != section[:-1])
    first = np.flatnonzero(begins)
    tf = np.diff(np.append(first, len(term)))
    count = len(order)
    return Inverted(
        terms=[encoded[number] for number in order],
        post_end=np.searchsorted(term[first], np.arange(count), side="right"),
        docnum=section[first],
        tf=tf,
        place_end=np.searchsorted(term, np.arange(count), side="right"),
        position=position,
    )


def gather(begin: IntArray, end: IntArray) -> IntArray:
    """The indices of several ranges, one after the other.

    >>> gather(np.array([5, 0]), np.array([7, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    counts = np.asarray(end, np.int64) - np.asarray(begin, np.int64)
    starts = np.cumsum(counts) - counts
    total = int(counts.sum())
    return np.arange(total, dtype=np.int64) + np.repeat(
        np.asarray(begin, np.int64) - starts, counts
    )


def ends(texts: Sequence[bytes]) -> npt.NDArray[np.int64]:
    """Where each text ends when they are written one after the other."""
    return np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))


def narrow(values: IntArray) -> npt.NDArray[Any]:
    """The same non-negative numbers in the narrowest of 8, 16, 32 and 64 bits.

    >>> narrow(np.array([1, 300])).dtype
    dtype('uint16')
    """
    top = int(values.max()) if len(values) else 0
    for dtype in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(dtype).max:
            return np.asarray(values).astype(dtype)
    return np.asarray(values).astype(np.uint64)
