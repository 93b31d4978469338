"""Full-text search for Korean news.

    import ksearch

    with ksearch.open("index", create=True) as index:
        index.add(ksearch.read("pages"))
        for hit in index.search("스마트시티").hits:
            print(hit.headline)

Importing this defines names and does nothing else: Kiwi and the readers of pages are loaded when
they are first needed.
"""

import importlib
from typing import TYPE_CHECKING, Any

from ksearch.article import Article, Section, SectionKind
from ksearch.engine import AddReport, Correction, Engine, Hit, IndexStats, SearchResult
from ksearch.engine import open_index as open  # noqa: A004 -- ksearch.open, as gzip.open
from ksearch.errors import (
    AnalysisMismatchError,
    ArgumentError,
    AttributesMissingError,
    ColumnError,
    DictionaryMismatchError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexVersionError,
    KsearchError,
    QueryError,
    ReadError,
    WordListError,
)
from ksearch.snippets import Snippet

if TYPE_CHECKING:
    from ksearch import evaluation
    from ksearch.ingest import read, read_columns, to_article
    from ksearch.ranking.explanation import Explanation
    from ksearch.suggest.completing import Suggestion

__all__ = [
    "AddReport",
    "AnalysisMismatchError",
    "ArgumentError",
    "Article",
    "AttributesMissingError",
    "ColumnError",
    "Correction",
    "DictionaryMismatchError",
    "Engine",
    "Explanation",
    "Hit",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStats",
    "IndexVersionError",
    "KsearchError",
    "QueryError",
    "ReadError",
    "SearchResult",
    "Section",
    "SectionKind",
    "Snippet",
    "Suggestion",
    "WordListError",
    "evaluation",
    "open",
    "read",
    "read_columns",
    "to_article",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever has that name
    """The readers of pages, suggestions and so on, when asked for: no search needs them."""
    if name in {"read", "read_columns", "to_article"}:
        from ksearch import ingest  # noqa: PLC0415 -- 20 ms

        return getattr(ingest, name)
    if name == "evaluation":
        return importlib.import_module("ksearch.evaluation")  # 10 ms
    if name == "Suggestion":
        from ksearch.suggest.completing import Suggestion  # noqa: PLC0415 -- 5 ms

        return Suggestion
    if name == "Explanation":
        from ksearch.ranking.explanation import Explanation  # noqa: PLC0415 -- 3 ms

        return Explanation
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
