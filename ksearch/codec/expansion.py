"""Which content terms of a snapshot does a pattern stand for? Whoosh's own queries expand it."""

from __future__ import annotations

from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.query import FuzzyTerm, Prefix, Wildcard
from whoosh.reading import SegmentReader

from ksearch.codec.columns import SegmentColumns
from ksearch.codec.fields import schema
from ksearch.codec.index import Snapshot
from ksearch.codec.whoosh_codec import ArrayCodec

__all__ = ["MOST_TERMS", "expanded_terms"]

# Whoosh's limit too: beyond it a pattern stands for those terms that most articles hold.
MOST_TERMS = 1024
_QUERIES = {"prefix": Prefix, "wildcard": Wildcard, "fuzzy": FuzzyTerm}


def expanded_terms(snapshot: Snapshot, pattern: str, how: str) -> tuple[str, ...]:
    """The terms for a ``prefix``, ``wildcard`` or ``fuzzy`` pattern, in byte order.

    Of more than ``MOST_TERMS`` those that most articles hold, by segment.
    """
    query = _QUERIES[how]("terms", pattern)
    df: dict[bytes, int] = {}
    for columns in snapshot.segments:
        for _, found in query.expanded_terms(_reader(columns)):
            # Whoosh gives bytes, but of a fuzzy term text.
            term = found if isinstance(found, bytes) else found.encode("utf-8", "surrogatepass")
            entry = columns.fields["terms"].find(term)
            df[term] = df.get(term, 0) + (0 if entry is None else entry.df)
    most = sorted(df, key=lambda term: (-df[term], term))[:MOST_TERMS]
    return tuple(term.decode("utf-8", "surrogatepass") for term in sorted(most))


def _reader(columns: SegmentColumns) -> SegmentReader:
    storage = FileStorage(str(Path(columns.path).parent))
    return SegmentReader(storage, schema(), columns.segment, codec=ArrayCodec(columns))
