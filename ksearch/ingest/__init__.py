"""Which articles does this page hold?

Comes in: files of Korean news in any shape people keep them: saved pages as HTML or text, JSON,
JSONL, tables, feeds, wire formats, packed or not, UTF-8, UTF-16 or CP949. Goes out:
``ksearch.article.Article``, one by one.

    for article in read("pages", on_error=print):
        ...

Invariants: all text is NFC; no paragraph of a body is lost or doubled; a date is what the page says
and no more; whatever bytes come in, articles or ``ReadError`` come out.
"""

from ksearch.ingest.composing.columns import ColumnMap, read_columns
from ksearch.ingest.composing.record import to_article
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.pages.sites import Sites
from ksearch.ingest.paths import files_in, size_of
from ksearch.ingest.prose.dates import parse_date
from ksearch.ingest.reading import read, read_bytes

__all__ = [
    "ColumnMap",
    "ReadNotes",
    "Sites",
    "files_in",
    "parse_date",
    "read",
    "read_bytes",
    "read_columns",
    "size_of",
    "to_article",
]
