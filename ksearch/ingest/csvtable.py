"""Which articles does this table of separated values hold?

Comes in: CSV or TSV in UTF-8 or CP949, with a row of names. Goes out: an article for each row.
Invariants: no more than one row is held; a quotation mark that is never closed costs the line that
it stands in, and not what follows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from ksearch.errors import ReadError
from ksearch.ingest.csvdialect import Dialect, beginning_text, dialect_of
from ksearch.ingest.document import Document, Outcome
from ksearch.ingest.table import Row, read_rows

__all__ = ["read_csv"]

LONGEST_ROW = 4 * 2**20  # characters; the longest of 16,321 articles has 30,000


def read_csv(document: Document) -> Iterator[Outcome]:
    """An outcome for each row; an error is named by the line in which its row begins."""
    head = beginning_text(document.head)
    dialect = dialect_of(head, document.source, document.columns) or Dialect()
    return read_rows(_rows(_lines(document.lines), dialect, document.source), document)


def _lines(found: Iterator[bytes]) -> Iterator[str]:
    """The lines as text, without a byte order mark and the line that names the delimiter."""
    first = beginning_text(next(found, b"").removeprefix(b"\xef\xbb\xbf"))
    yield "\n" if first.lower().startswith("sep=") else first
    yield from map(beginning_text, found)


class _Feed:
    """Gives lines to ``csv``, and keeps those of the row under way."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.held: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > LONGEST_ROW:
            raise csv.Error(f"it is longer than {LONGEST_ROW >> 20} Mi characters")
        line = next(self._lines)
        self.held.append(line)
        self._size += len(line)
        return line

    def taken(self) -> list[str]:
        """The lines of the row that ``csv`` has just given."""
        lines, self.held, self._size = self.held, [], 0
        return lines


def _rows(lines: Iterator[str], dialect: Dialect, source: str) -> Iterator[Row | ReadError]:
    """Rows with the number of the line in which each begins; blank ones are left out."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_ROW))
    number = 1
    width = 0
    while True:
        feed = _Feed(lines)
        again: list[str] = []
        reason = ""
        try:
            for cells in _reader(feed, dialect):
                taken = feed.taken()
                is_torn = len(taken) > 1 and (
                    len(cells) != width if width else not _is_closed(taken, dialect)
                )
                if is_torn or (len(taken) > 1 and not _is_closed(taken, dialect)):
                    again, reason = taken, "a quotation mark in it is not closed"
                    break
                if any(map(str.strip, cells)):
                    width = width or len(cells)
                    yield Row(number, cells)
                number += len(taken)
        except csv.Error as error:
            again, reason = feed.held, f"it is no row of a table ({error})"
        if not again:
            return
        yield ReadError(f"{source}:{number}", reason)
        number += 1
        lines = chain(again[1:], lines)


def _reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        escapechar="\\" if dialect.has_backslashes else None,
        doublequote=not dialect.has_backslashes,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        strict=strict,
    )


def _is_closed(lines: list[str], dialect: Dialect) -> bool:
    """Whether the last quotation mark of a row is closed; it may be otherwise faulty."""
    try:
        list(_reader(lines, dialect, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True
