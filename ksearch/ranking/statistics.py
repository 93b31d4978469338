"""What must be known of the whole archive to score one article? Counted in live articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec import KINDS, SegmentColumns, Snapshot
from ksearch.ranking.bm25f import Bm25f
from ksearch.ranking.memory import Memory

__all__ = ["Statistics"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Statistics:
    """Counts of one snapshot, and the length norms of its articles.

    A kind's average length is over the articles that have sections of that kind, so that the few
    with captions are compared with one another.
    """

    snapshot: Snapshot
    parameters: Bm25f
    memory: Memory = field(default_factory=Memory)
    _norms: dict[tuple[str, str], Floats] = field(default_factory=dict)
    _averages: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def article_count(self) -> int:
        """N: the number of live articles."""
        return self.snapshot.article_count

    def average_lengths(self, name: str) -> dict[str, float]:
        """By kind of section: the average number of tokens of field ``name`` in an article."""
        known = self._averages.get(name)
        if known is None:
            total = dict.fromkeys(KINDS, 0.0)
            having = dict.fromkeys(KINDS, 0)
            for segment in self.snapshot.segments:
                for kind in KINDS:
                    length = segment.fields[name].length(kind)[segment.live]
                    total[kind] += float(length.sum(dtype=np.int64))
                    having[kind] += int(np.count_nonzero(length))
            known = {kind: total[kind] / having[kind] if having[kind] else 1.0 for kind in KINDS}
            self._averages[name] = known
        return known

    def norms(self, segment: SegmentColumns, name: str) -> Floats:
        """What one occurrence is worth, by kind code and article: shape (kinds, articles)."""
        key = (segment.segment.segid, name)
        known = self._norms.get(key)
        if known is None:
            average = self.average_lengths(name)
            rows: list[npt.NDArray[Any]] = []
            for kind in KINDS:
                weights = self.parameters.kinds[kind]
                relative = segment.fields[name].length(kind) / average[kind]
                rows.append(weights.weight / (1.0 - weights.b + weights.b * relative))
            known = np.stack(rows)
            self._norms[key] = known
        return known
