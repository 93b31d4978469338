"""How does a Whoosh index keep articles on disk, and give them back as arrays?

Everything of ours that derives from a Whoosh class lives here: the index with its own table of
contents, the writer that inverts by column, and the codec whose readers let Whoosh's queries run
over the same memory-mapped files. Above this folder nobody knows how a posting is stored.
"""

from ksearch.codec.batch import Batch, FieldTokens, StoredArticle
from ksearch.codec.columns import FieldColumns, Postings, SegmentColumns
from ksearch.codec.fields import FIELDS, KINDS, schema
from ksearch.codec.index import ArticleIndex, Snapshot
from ksearch.codec.writer import ArticleWriter

__all__ = [
    "FIELDS",
    "KINDS",
    "ArticleIndex",
    "ArticleWriter",
    "Batch",
    "FieldColumns",
    "FieldTokens",
    "Postings",
    "SegmentColumns",
    "Snapshot",
    "StoredArticle",
    "schema",
]
