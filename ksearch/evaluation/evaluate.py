"""An index and queries become a run, a run and judgments become figures, two runs a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ksearch.engine import Engine
from ksearch.errors import QueryError
from ksearch.evaluation.measures import MEASURES, measured
from ksearch.evaluation.queries import JudgedQuery
from ksearch.evaluation.runs import Run, trec_id
from ksearch.evaluation.significance import Interval, mean_interval, p_value

__all__ = [
    "DEPTH",
    "Difference",
    "Evaluation",
    "compare",
    "evaluate",
    "judge",
    "search_all",
]

DEPTH = 100  # articles that are asked for: what R@100 looks at
Floats = npt.NDArray[np.float64]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """How good a run is: a row of ``values`` for each measure of ``MEASURES``, a column a query."""

    queries: tuple[JudgedQuery, ...]
    values: Floats

    def mean(self, measure: str) -> float:
        """The mean of one measure over the queries, 0 where there are none.

        Raises:
            ValueError: there is no such measure.
        """
        row = self.values[[*MEASURES].index(measure)]
        return float(row.mean()) if len(row) else 0.0

    def intervals(self) -> dict[str, Interval]:
        """Of each measure the mean, and between what it lies with 95% (bootstrap)."""
        return {name: mean_interval(row) for name, row in zip(MEASURES, self.values, strict=True)}


class Difference(NamedTuple):
    """A measure's mean for two runs, and how likely chance makes such a difference."""

    ours: float
    theirs: float
    p: float


def evaluate(
    index: Engine, queries: Iterable[JudgedQuery], *, progress: Progress | None = None
) -> Evaluation:
    """Ask an index every query that has a relevant article, and measure what it answers.

    A query that is refused (it holds no word) counts as zero.

    Raises:
        ExtraMissingError: ir-measures is not installed.
    """
    judged = [query for query in queries if query.is_judged]
    run, _ = search_all(index, judged, progress=progress)
    return judge(judged, run)


def search_all(
    index: Engine,
    queries: Sequence[JudgedQuery],
    *,
    depth: int = DEPTH,
    progress: Progress | None = None,
) -> tuple[Run, dict[str, str]]:
    """What an index answers: the run, and by qid why queries were refused, which find nothing."""
    run: dict[str, list[tuple[str, float]]] = {}
    refused: dict[str, str] = {}
    for done, query in enumerate(queries, 1):
        try:
            run[query.qid] = _found(index, query.text, depth)
        except QueryError as error:
            run[query.qid] = []
            refused[query.qid] = error.reason
        if progress is not None:
            progress(done)
    return run, refused


def _found(index: Engine, text: str, depth: int) -> list[tuple[str, float]]:
    """One query's answer: every article that was found, near-copies too."""
    return [(hit.id, hit.score) for hit in index.search(text, limit=depth, collapse=False).hits]


def judge(queries: Sequence[JudgedQuery], run: Run) -> Evaluation:
    """Measure a run; of queries that it does not hold, nothing was found.

    Ids are compared as TREC's files have them, so that a run from a file is measured like its own.

    Raises:
        ExtraMissingError: ir-measures is not installed.
    """
    written = [
        JudgedQuery(
            trec_id(query.qid),
            query.text,
            {trec_id(article): grade for article, grade in query.relevant.items()},
        )
        for query in queries
    ]
    ranked = {
        trec_id(qid): [*dict.fromkeys(trec_id(article) for article, _ in found)]
        for qid, found in run.items()
    }
    return Evaluation(tuple(queries), measured(written, ranked))


def compare(ours: Evaluation, theirs: Evaluation) -> Mapping[str, Difference]:
    """Two runs of the same queries, measure by measure.

    Raises:
        ValueError: they are not of the same queries.
    """
    if [query.qid for query in ours.queries] != [query.qid for query in theirs.queries]:
        raise ValueError("only runs of the same queries can be compared")
    return {
        name: Difference(ours.mean(name), theirs.mean(name), p_value(a, b))
        for name, a, b in zip(MEASURES, ours.values, theirs.values, strict=True)
    }
