"""Of which class is each code point, as far as the shown texts need it?

Comes in: whether a text goes beyond the first 65,536 code points. Goes out: the table that C looks
letters up in. All of it takes 50 ms to make, its beginning 3 ms, and that is enough for most news.
"""

from __future__ import annotations

from functools import cache

from ksearch.analysis.scan import classes
from ksearch.native.library import address

__all__ = ["BASIC", "class_table"]

BASIC = 0x10000


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
    return address(classes(BASIC)).value or 0
