"""Where are the words of many texts? By column, in C, without a Python loop over words.

Comes in: texts. Goes out: what ``words`` finds in each of them, as parallel arrays, and which words
are the same: words are compared by their letters.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ksearch.analysis.kernels import NONE, kernels
from ksearch.analysis.words import HANGUL, HANJA
from ksearch.native.library import address

__all__ = ["WordScan", "classes", "scan_words"]

U4 = npt.NDArray[np.uint32]

# As in analysis.h. A digit is no letter; a syllable is one.
DIGIT, LETTER, SYLLABLE = 1, 2, 4
_CODES = 0x110000


@dataclass(frozen=True, slots=True)
class WordScan:
    """The words of some texts, one after the other.

    ``codes`` are the code points of all texts; word w is ``codes[start[w]:end[w]]`` and stands at
    ``offset[w]`` of the text whose number is ``section[w]``. ``number[w]`` says which of the
    distinct words it is, of which number n was first seen as word ``first[n]``.
    """

    codes: U4
    start: U4
    end: U4
    section: U4
    offset: U4
    number: U4
    first: U4

    def word(self, place: int) -> str:
        """The letters of the word at a place of the parallel arrays."""
        return self.codes[self.start[place] : self.end[place]].tobytes().decode(*_UTF32)


_UTF32 = ("utf-32-le", "surrogatepass")


def scan_words(texts: Sequence[str]) -> WordScan:
    """The words of each text, as ``words`` finds them.

    Raises:
        ValueError: the texts have 4 G code points or more.
        MemoryError: there is not enough memory.
    """
    # A line feed behind each text, since no word and no number reaches over it.
    codes = np.frombuffer("\n".join(texts).encode(*_UTF32), np.uint32)
    if len(codes) >= NONE:
        raise ValueError(f"texts of {len(codes):,} code points do not fit one batch")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    section_start = (np.cumsum(lengths + 1) - lengths - 1).astype(np.uint32)
    found = [np.empty(len(codes) // 2 + 1, np.uint32) for _ in range(4)]
    count = kernels().ks_scan(
        address(codes),
        len(codes),
        address(classes()),
        address(section_start),
        len(section_start),
        *map(address, found),
    )
    start, end, section, offset = (array[:count].copy() for array in found)
    number, first = np.empty(count, np.uint32), np.empty(count, np.uint32)
    distinct = kernels().ks_distinct(
        *map(address, (codes, start, end)), count, _seed(), address(number), address(first)
    )
    if distinct == NONE:
        raise MemoryError
    return WordScan(codes, start, end, section, offset, number, first[:distinct].copy())


@cache
def _seed() -> int:
    """Nobody who does not know it can write words that collide."""
    return secrets.randbits(64)


@cache
def classes(codes: int = _CODES) -> npt.NDArray[np.uint8]:
    """The class of each code point, as the expressions in ``words`` have it.

    Those beyond the first ``codes`` have class 0 without a look: all take 50 ms, and the first
    65,536 of them 3.
    """
    every = np.arange(codes, dtype=np.uint32).tobytes().decode(*_UTF32)
    table = np.zeros(_CODES, np.uint8)
    for pattern, kind in ((r"[^\W\d_ㆍ]+", LETTER), (r"\d+", DIGIT)):
        for match in re.finditer(pattern, every):
            table[match.start() : match.end()] = kind
    letters = table == LETTER
    for match in re.finditer(f"[{HANGUL}{HANJA}]+", every):
        table[match.start() : match.end()] |= SYLLABLE
    # A range of hanja holds code points that are no letters yet.
    table[~letters] &= DIGIT
    return table
