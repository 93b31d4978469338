"""Which articles answer the query, best first?

A plan becomes a program, which C runs over one segment after the other; BM25F with the article as
its document gives the score. ``explain`` says of one article how.
"""

from ksearch.ranking.bm25f import Bm25f, FieldWeights
from ksearch.ranking.explain import explain
from ksearch.ranking.explanation import Bonus, Explanation
from ksearch.ranking.program import Program
from ksearch.ranking.search import (
    Order,
    Place,
    Ranked,
    Ranking,
    Recency,
    matching,
    prepare,
    rank,
    run,
)
from ksearch.ranking.statistics import Statistics

__all__ = [
    "Bm25f",
    "Bonus",
    "Explanation",
    "FieldWeights",
    "Order",
    "Place",
    "Program",
    "Ranked",
    "Ranking",
    "Recency",
    "Statistics",
    "explain",
    "matching",
    "prepare",
    "rank",
    "run",
]
