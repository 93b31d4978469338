"""How good are the answers?

Comes in: an open index, and queries of which it is known which articles answer them. Goes out:
nDCG@10 and its like, each with how sure it is, and whether another ranking differs by more than
chance. Measures are those of ir-measures, which is loaded when something is measured (extra
``eval``). Near-copies of a story are articles of their own here, as the judgments have them.
"""

from ksearch.evaluation.evaluate import (
    Difference,
    Evaluation,
    compare,
    evaluate,
    judge,
    search_all,
)
from ksearch.evaluation.measures import MEASURES, require_measures
from ksearch.evaluation.queries import JudgedQuery, read_queries
from ksearch.evaluation.runs import Run, is_of_run, read_run, trec_id, write_run
from ksearch.evaluation.significance import Interval

__all__ = [
    "MEASURES",
    "Difference",
    "Evaluation",
    "Interval",
    "JudgedQuery",
    "Run",
    "compare",
    "evaluate",
    "is_of_run",
    "judge",
    "read_queries",
    "read_run",
    "require_measures",
    "search_all",
    "trec_id",
    "write_run",
]
