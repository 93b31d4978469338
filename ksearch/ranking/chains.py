"""In which sections of a segment does a chain of terms stand? By joins of sorted positions.

Comes in: a chain and a segment's columns. Goes out: section numbers, rising, each once. A section
number and an offset in it make one 64-bit place, so that every join is a search in sorted arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec import SegmentColumns
from ksearch.plan import Chain

__all__ = ["sections_with"]

Integers = npt.NDArray[np.integer[Any]]
# Offsets stay below this, so places of different sections never meet.
STRIDE = 1 << 32
NONE: Integers = np.zeros(0, np.int64)


def sections_with(segment: SegmentColumns, chain: Chain) -> Integers:
    """The sections in which the chain stands."""
    rows = []
    for link in chain.links:
        row = segment.fields[link.field].row(link.term.encode("utf-8", "surrogatepass"))
        if row is None:
            return NONE
        rows.append(row)
    postings = [segment.fields[k.field].postings(r) for k, r in zip(chain.links, rows, strict=True)]
    if len(rows) == 1:
        return np.asarray(postings[0].docnum)
    common = np.asarray(postings[0].docnum)
    for other in sorted(postings[1:], key=lambda p: len(p.docnum)):
        common = common[_holds(np.asarray(other.docnum), common)]
    if not len(common):
        return NONE
    places: list[Integers] = []
    for link, row, posting in zip(chain.links, rows, postings, strict=True):
        section = np.repeat(posting.docnum, posting.tf)
        kept = _holds(common, section)
        position = segment.fields[link.field].positions(row)
        places.append(section[kept].astype(np.int64) * STRIDE + position[kept])
    found = _in_place(chain, places) if chain.slack is None else _in_order(chain, places)
    return np.unique(found // STRIDE)


def _holds(sorted_values: Integers, wanted: Integers) -> npt.NDArray[np.bool_]:
    """Which of ``wanted`` are among the sorted values."""
    if not len(sorted_values):
        return np.zeros(len(wanted), bool)
    at = np.searchsorted(sorted_values, wanted)
    at[at == len(sorted_values)] = 0
    return np.asarray(sorted_values[at] == wanted)


def _in_place(chain: Chain, places: list[Integers]) -> Integers:
    """Where the first link stands when every link stands as typed."""
    begin = chain.links[0].start
    found = places[0]
    for link, place in zip(chain.links[1:], places[1:], strict=True):
        found = found[_holds(place, found + (link.start - begin))]
    return found


def _in_order(chain: Chain, places: list[Integers]) -> Integers:
    """Where the last link stands when each link follows closely on the one before."""
    found = places[0]
    slack = chain.slack or 0
    for before, place in zip(chain.links, places[1:], strict=False):
        if not len(found):
            return found
        earliest = found + before.length
        # Of the places before it, the nearest tells whether any is near enough.
        at = np.searchsorted(earliest, place, side="right") - 1
        found = place[(at >= 0) & (place - earliest[at] <= slack)]
    return found
