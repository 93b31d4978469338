"""What is each query's answer worth? As ir-measures says, which is loaded here and only here.

Comes in: queries with their relevant articles, and a ranking of article ids for each. Goes out: for
each measure a number for each query, in the order of the queries. A query that nothing was found
for counts as zero. Order is what was ranked: scores that tie are not ordered anew by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final

import numpy as np
import numpy.typing as npt

from ksearch.errors import ExtraMissingError
from ksearch.evaluation.queries import JudgedQuery

__all__ = ["MEASURES", "measured", "require_measures"]

# By the names that are printed, ir-measures' own: MRR is its RR, whose mean is what is printed.
MEASURES: Final[Mapping[str, str]] = {
    "nDCG@10": "nDCG@10",
    "MRR@10": "RR@10",
    "R@1": "R@1",
    "R@10": "R@10",
    "R@100": "R@100",
}
Floats = npt.NDArray[np.float64]


def require_measures() -> ModuleType:
    """The library, before the work is done that it would measure.

    Raises:
        ExtraMissingError: it is not installed.
    """
    try:
        import ir_measures  # noqa: PLC0415 -- an extra, which no search needs
    except ImportError as error:
        raise ExtraMissingError("ir-measures", "eval") from error
    return ir_measures


def measured(queries: Sequence[JudgedQuery], ranked: Mapping[str, Sequence[str]]) -> Floats:
    """A row for each measure of ``MEASURES``, a column for each query.

    Raises:
        ExtraMissingError: ir-measures is not installed.
    """
    ir_measures = require_measures()
    asked = [ir_measures.parse_measure(name) for name in MEASURES.values()]
    row = {str(measure): number for number, measure in enumerate(asked)}
    column = {query.qid: number for number, query in enumerate(queries)}
    judgments = {query.qid: dict(query.relevant) for query in queries}
    run = {
        qid: {article: -float(place) for place, article in enumerate(ranked.get(qid, ()))}
        for qid in column
    }
    values = np.zeros((len(asked), len(queries)))
    for found in ir_measures.iter_calc(asked, judgments, run):
        values[row[str(found.measure)], column[found.query_id]] = found.value
    return values
