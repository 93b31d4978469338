"""How do tokens become postings? By sorting, never by a loop over postings.

Comes in: tokens as parallel arrays, in any order. Goes out: for each term, in the
byte order of its UTF-8, the sections that hold it, how often, and at which offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec.batch import FieldTokens, IntArray

__all__ = ["Inverted", "ends", "invert", "narrow"]


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
    """Invert one field, its tokens in any order. Terms that no token uses are left out."""
    used = np.flatnonzero(np.bincount(tokens.term, minlength=len(vocabulary)))
    encoded = [vocabulary[number].encode("utf-8", "surrogatepass") for number in used.tolist()]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.zeros(len(vocabulary), np.int64)
    rank[used[order]] = np.arange(len(order))
    term, section, position = _sorted(rank[tokens.term], tokens.section, tokens.position)
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


def _sorted(
    term: IntArray, section: IntArray, position: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """The tokens by term, section and position.

    As one number each they sort three times as fast as by three keys; where 64 bits do not hold
    them (never seen: terms, sections and offsets of a full segment take 20 + 24 + 16) they do not.
    """
    widths = [int(values.max(initial=0)).bit_length() for values in (term, section, position)]
    if sum(widths) > 64:  # noqa: PLR2004 -- bits of the key
        by_term = np.lexsort((position, section, term))
        return term[by_term], section[by_term], position[by_term]
    low, middle = widths[2], widths[1] + widths[2]
    key = term.astype(np.uint64) << np.uint64(middle)
    key |= section.astype(np.uint64) << np.uint64(low)
    key |= position.astype(np.uint64)
    key.sort()
    mask = np.uint64((1 << widths[1]) - 1)
    return (
        (key >> np.uint64(middle)).astype(np.int32 if widths[0] < 32 else np.int64),  # noqa: PLR2004
        ((key >> np.uint64(low)) & mask).astype(np.uint32 if widths[1] <= 32 else np.uint64),  # noqa: PLR2004
        (key & np.uint64((1 << low) - 1)).astype(np.uint32 if low <= 32 else np.uint64),  # noqa: PLR2004
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
