"""Of which class is each code point, as far as the shown texts need it?

Comes in: whether a text goes beyond the first 65,536 code points. Goes out: the table that C looks
letters up in. All of it takes 50 ms to make, its beginning 3 ms, and that is enough for most news.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from ksearch.analysis.scan import DIGIT, HANGUL_SYLLABLE, LETTER, SYLLABLE, classes
from ksearch.analysis.words import HANGUL, HANJA
from ksearch.native.library import address

__all__ = ["class_table"]

_BASIC = 0x10000
_ALL = 0x110000


def class_table(*, beyond: bool) -> int:
    """The address of a table of all code points, which lives as long as the process.

    Unless texts go ``beyond`` the basic plane, nothing is said of the code points of the others.
    """
    return _all_address() if beyond else _basic_address()


@cache
def _all_address() -> int:
    return address(classes()).value or 0


@cache
def _basic_address() -> int:
    return address(basic_classes()).value or 0


@cache
def basic_classes() -> npt.NDArray[np.uint8]:
    """The table of ``classes``, with 0 for what is beyond the basic plane."""
    every = np.arange(_BASIC, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    table = np.zeros(_ALL, np.uint8)
    letters = np.zeros(_ALL, np.bool_)
    for match in re.finditer(r"[^\W\d_ㆍ]+", every):
        letters[match.start() : match.end()] = True
    table[letters] = LETTER
    for pattern, kind in ((f"[{HANGUL}{HANJA}]+", SYLLABLE), (f"[{HANGUL}]+", HANGUL_SYLLABLE)):
        for match in re.finditer(pattern, every):
            table[match.start() : match.end()] |= kind
    # A range of hanja holds code points that are no letters yet.
    table[~letters] = 0
    for match in re.finditer(r"\d+", every):
        table[match.start() : match.end()] = DIGIT
    return table
