"""How does a Whoosh index keep articles on disk, and give them back as arrays?

Everything that derives from Whoosh lives here: the schema, an index whose files are ours, its table
of contents, the writer that inverts by counting, and the codec whose readers let Whoosh's queries
run over the same memory-mapped files. Above this folder nobody knows how a posting is stored.
"""

from ksearch.codec.attributes import ATTRIBUTES, AttributeColumn
from ksearch.codec.batch import Batch, FieldTerms, StoredArticle, Vocabulary, WordTokens
from ksearch.codec.bounds import scales
from ksearch.codec.columns import FieldColumns, Postings, SegmentColumns
from ksearch.codec.expansion import expanded_terms
from ksearch.codec.fields import FIELDS, GAP, KINDS, schema
from ksearch.codec.index import ArticleIndex, Snapshot
from ksearch.codec.inversion import Sections
from ksearch.codec.stories import Stories, texts_of
from ksearch.codec.writer import ArticleWriter

__all__ = [
    "ATTRIBUTES",
    "FIELDS",
    "GAP",
    "KINDS",
    "ArticleIndex",
    "ArticleWriter",
    "AttributeColumn",
    "Batch",
    "FieldColumns",
    "FieldTerms",
    "Postings",
    "Sections",
    "SegmentColumns",
    "Snapshot",
    "StoredArticle",
    "Stories",
    "Vocabulary",
    "WordTokens",
    "expanded_terms",
    "scales",
    "schema",
    "texts_of",
]
