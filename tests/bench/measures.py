"""Which few numbers stand for many?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tests.bench.crew import Samples

__all__ = ["MILLI", "Row", "latency", "percentile"]

MILLI = 1000.0
MEDIAN, TAIL = 50, 99


@dataclass(frozen=True, slots=True)
class Row:
    """One benchmark: the question it answers, and by engine the measures, by their names."""

    number: str
    question: str
    corpus: str
    values: dict[str, dict[str, float]]
    note: str = field(default="")

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return asdict(self)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least ``percent`` in a hundred do not exceed (nearest rank).

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50), percentile([4.0, 1.0, 3.0, 2.0], 99)
    (2.0, 4.0)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * percent // 100) - 1)]


def latency(samples: Samples) -> dict[str, float]:
    """Milliseconds of the rounds after the first.

    ``min p50`` and ``min p99`` take each query's fastest round, and so leave out what the machine
    did besides; ``p50`` and ``p99`` take all rounds.
    """
    warm = samples[1:] or samples
    fastest = [min(seconds) for seconds in zip(*warm, strict=True)]
    everything = [seconds for one in warm for seconds in one]
    return {
        "min p50 ms": median(fastest) * MILLI,
        "p50 ms": percentile(everything, MEDIAN) * MILLI,
        "min p99 ms": percentile(fastest, TAIL) * MILLI,
        "p99 ms": percentile(everything, TAIL) * MILLI,
    }
