"""Which articles does this one document hold?

Comes in: the bytes of a file, of whatever format. Goes out: articles, and an error for each record
or line that holds none. Invariants: a JSONL is never held as a whole; a record without id and url
keeps its id when others are written behind it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from ksearch.errors import ReadError
from ksearch.ingest.characters.streams import LONGEST_PAGE, lines
from ksearch.ingest.composing.columns import ColumnMap
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.pages.htmlpage import read_html_page
from ksearch.ingest.pages.textpage import read_text_page
from ksearch.ingest.prose.values import clean
from ksearch.ingest.records.jsondocs import read_json, read_json_lines
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.sniffing.formats import Format, format_of
from ksearch.ingest.sniffing.unread import why_unread
from ksearch.ingest.tables.csvtable import read_csv
from ksearch.ingest.tables.parquet import read_parquet
from ksearch.ingest.tables.xlsx import read_xlsx
from ksearch.ingest.timelimit import PAGE_SECONDS, at_most
from ksearch.ingest.xmlnews.feed import read_feed
from ksearch.ingest.xmlnews.newsml import read_newsml
from ksearch.ingest.xmlnews.newsmlg2 import read_newsml_g2
from ksearch.ingest.xmlnews.nitf import read_nitf
from ksearch.ingest.xmlnews.sitemap import read_sitemap

__all__ = ["articles"]

_HEAD = 16_384  # bytes that are looked at to tell the format


def articles(
    stream: io.BufferedReader,
    source: str,
    file: str,
    notes: ReadNotes,
    *,
    charset: str = "",
    mapping: ColumnMap | None = None,
) -> Iterator[Outcome]:
    """The outcomes of a stream, by its format.

    ``source`` is the file as a person named it, ``file`` as ids are made from it, ``charset`` the
    encoding that whoever sent it said it has, ``mapping`` what a person says of its columns.

    Raises:
        ReadError: it holds no article at all, or cannot be read to its end.
    """
    found = lines(stream, source)
    held, shown = _beginning(found)
    if not shown:
        raise ReadError(source, "the file is empty")
    head = b"".join(held).removeprefix(b"\xef\xbb\xbf")[:_HEAD]
    document = Document(source, file, chain(held, found), head, notes, charset, mapping)
    kind = format_of(head, shown, source, document.columns)
    reader = _READERS.get(kind)
    if reader is None:
        raise ReadError(source, why_unread(kind, document))
    yield from reader(document)


def _beginning(found: Iterator[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The first lines, as many as it takes to tell a format, and those that are not blank."""
    held: list[bytes] = []
    shown: list[bytes] = []
    size = 0
    for line in found:
        held.append(line)
        size += len(line)
        if line.strip():
            shown.append(line.removeprefix(b"\xef\xbb\xbf"))
        if not shown:
            continue
        # Two lines tell a JSONL from JSON, and who writes one line by line may wait for an answer.
        is_braced = shown[0].lstrip().startswith(b"{")
        if len(shown) > 1 if is_braced else size >= _HEAD:
            break
    return held, shown


def _html(document: Document) -> Iterator[Outcome]:
    text = clean(document.text(LONGEST_PAGE))
    source, origin, notes = document.source, document.origin(), document.notes
    work = partial(read_html_page, text, source=source, origin=origin, notes=notes)
    yield at_most(PAGE_SECONDS, source, work)


def _text(document: Document) -> Iterator[Outcome]:
    text = clean(document.text(LONGEST_PAGE))
    work = partial(read_text_page, text, source=document.source, origin=document.origin())
    yield at_most(PAGE_SECONDS, document.source, work)


_READERS: Mapping[Format, Callable[[Document], Iterator[Outcome]]] = {
    Format.JSON_LINES: read_json_lines,
    Format.JSON: read_json,
    Format.HTML: _html,
    Format.FEED: read_feed,
    Format.SITEMAP: read_sitemap,
    Format.NITF: read_nitf,
    Format.NEWSML: read_newsml,
    Format.NEWSML_G2: read_newsml_g2,
    Format.TABLE: read_csv,
    Format.ZIP: read_xlsx,
    Format.PARQUET: read_parquet,
    Format.TEXT: _text,
}
