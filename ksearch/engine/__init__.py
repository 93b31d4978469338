"""What does a program hold to index and search? One object, whatever engine is below it."""

from ksearch.engine.protocol import Engine
from ksearch.engine.result import AddReport, Correction, Hit, IndexStats, SearchResult
from ksearch.engine.whoosh_index import WhooshIndex, open_index

__all__ = [
    "AddReport",
    "Correction",
    "Engine",
    "Hit",
    "IndexStats",
    "SearchResult",
    "WhooshIndex",
    "open_index",
]
