"""Which sketches are of one story?

Two are alike that differ in few bits and whose texts are of like length; what is alike one of a
story belongs to it. So the stories are a function of the set of articles: neither their order nor
the segments that they lie in can matter.
"""

from __future__ import annotations

import numpy as np

from ksearch.copies.kernels import kernels
from ksearch.copies.sketch import BRIEF, LINE, U1, U4
from ksearch.native import address

__all__ = ["first_of_story"]

# Of 96 bits. Two texts that share J of their runs differ in 48 (1 - J) of them: 10 are J = 0.79,
# 4 are 0.92. Pairs of real articles up to these told the same news; at 11 stand two counts of one
# election at different hours, at 5 photographs of two meetings of one party on one day, at 7, of
# headlines alone, photographs of two guests of one debate.
NEAR = 10
NEAR_IF_BRIEF = 4
NEAR_IF_LINE = 6


def first_of_story(sketch: U1, size: U4) -> U4:
    """The first article of each article's story: itself where it is alone.

    ``sketch`` has the articles' sketches one after the other, ``size`` the lengths that ``Texts``
    tells of the same articles.

    >>> sketch = np.array([[7] * 12, [0] * 12, [7] * 12], np.uint8).reshape(-1)
    >>> first_of_story(sketch, np.array([500, 500, 510], np.uint32)).tolist()
    [0, 1, 0]

    Raises:
        MemoryError: there is not enough.
    """
    first = np.empty(len(size), np.uint32)
    near = np.array([NEAR, NEAR_IF_BRIEF, NEAR_IF_LINE], np.uint32)
    below = np.array([BRIEF, LINE], np.uint32)
    held = np.ascontiguousarray(sketch), np.ascontiguousarray(size)
    given = [address(array) for array in held]
    if not kernels().ks_alike(*given, len(size), address(near), address(below), address(first)):
        raise MemoryError("there is not enough memory to find copies")
    return first
