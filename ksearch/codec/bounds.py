"""How high can a term's frequency in a block of postings be? What the bounds in a file stand for.

A bound is of BM25F's frequency under the weights below and the average lengths of the segment when
it was written. Who ranks with other weights, or over more segments, scales it: the ratio of the two
frequencies is greatest where a section is empty or endless, since it is a ratio of linear functions
of the length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["BOUND_B", "BOUND_WEIGHT", "scales"]

# By kind, in the order of KINDS. Any numbers give bounds that hold; those of the ranking give tight
# ones.
BOUND_WEIGHT = (1.6, 1.3, 1.0, 0.8)
BOUND_B = (0.4, 0.4, 0.75, 0.4)


def scales(
    average: Sequence[float],
    weight: Sequence[float],
    b: Sequence[float],
    average_now: Sequence[float],
) -> tuple[float, float]:
    """By how much frequencies under these weights may fall short of those in the file, and exceed.

    ``average`` is what the file's were made with; floors are scaled by the first, bounds by the
    second number.

    >>> scales((8.0,) * 4, BOUND_WEIGHT, BOUND_B, (8.0,) * 4)
    (1.0, 1.0)
    >>> scales((8.0,) * 4, BOUND_WEIGHT, BOUND_B, (16.0,) * 4)
    (1.0, 2.0)
    """
    ratios = [
        new_weight / old_weight * ratio
        for old_weight, old_b, old, new_weight, new_b, new in zip(
            BOUND_WEIGHT, BOUND_B, average, weight, b, average_now, strict=True
        )
        if old  # a kind that the segment has none of does not count
        for ratio in (_ratio(1 - old_b, 1 - new_b), _ratio(old_b * new, new_b * old))
    ]
    return (min(ratios), max(ratios)) if ratios else (1.0, 1.0)


def _ratio(above: float, below: float) -> float:
    if below:
        return above / below
    return math.inf if above else 1.0
