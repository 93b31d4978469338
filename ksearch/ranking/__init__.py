"""Which articles answer the query, best first?

A plan becomes a program, which C runs over one segment after the other; BM25F with the article as
its document gives the score. ``ksearch.ranking.explain`` says of one article how; it is imported
where it is asked for.
"""

from ksearch.ranking.bitmaps import Bits
from ksearch.ranking.bm25f import Bm25f, FieldWeights
from ksearch.ranking.facets import FACETS, Facet, facet
from ksearch.ranking.program import Program
from ksearch.ranking.search import (
    Order,
    Place,
    Ranked,
    Ranking,
    Recency,
    matched,
    matching,
    prepare,
    rank,
    run,
    unit_of,
)
from ksearch.ranking.statistics import Statistics

__all__ = [
    "FACETS",
    "Bits",
    "Bm25f",
    "Facet",
    "FieldWeights",
    "Order",
    "Place",
    "Program",
    "Ranked",
    "Ranking",
    "Recency",
    "Statistics",
    "facet",
    "matched",
    "matching",
    "prepare",
    "rank",
    "run",
    "unit_of",
]
