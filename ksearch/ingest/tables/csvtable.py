"""Which articles does this table of separated values hold?

Comes in: CSV or TSV in UTF-8 or CP949, with a row of names. Goes out: an article for each row.
Invariants: no more than one row is held; a quotation mark that is never closed costs the line that
it stands in, and not what follows.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ksearch.errors import ReadError
from ksearch.ingest.patterns import pattern
from ksearch.ingest.sniffing.csvdialect import Dialect, beginning_text, dialect_of
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.tables.table import Row, read_rows

__all__ = ["read_csv"]

_RETURN = pattern(r"(?<=\r)(?!\n)")
LONGEST_ROW = 4 * 2**20  # characters; the longest of 16,321 articles has 30,000
MOST_AGAIN = 4 * LONGEST_ROW  # characters that are looked at once more, of a whole file


def read_csv(document: Document) -> Iterator[Outcome]:
    """An outcome for each row; an error is named by the line in which its row begins."""
    head = beginning_text(document.head)
    dialect = dialect_of(head, document.source, document.columns) or Dialect()
    return read_rows(_rows(_lines(document.lines), dialect, document.source), document)


def _lines(found: Iterator[bytes]) -> Iterator[str]:
    """The lines as text, without a byte order mark and the line that names the delimiter."""
    first = beginning_text(next(found, b"").removeprefix(b"\xef\xbb\xbf"))
    if first.lower().startswith("sep="):
        first = "\n"
    for line in chain([first], map(beginning_text, found)):
        if line.find("\r", 0, -2) < 0:
            yield line
        else:  # ends of lines as old Macintoshes had them, or as a cell has them
            yield from filter(None, _RETURN.split(line))


class _Feed:
    """Gives lines to ``csv``, and keeps those of the row under way: they may be given again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._held: list[str] = []
        self._size = 0
        self.given_again = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > LONGEST_ROW:
            raise csv.Error(f"it is longer than {LONGEST_ROW >> 20} Mi characters")
        line = self._again.popleft() if self._again else next(self._lines)
        self._held.append(line)
        self._size += len(line)
        return line

    def taken(self) -> list[str]:
        """The lines of the row that ``csv`` has just given, or failed to give."""
        lines, self._held, self._size = self._held, [], 0
        return lines

    def give_again(self, lines: Sequence[str]) -> None:
        """Give these lines before the others.

        Raises:
            ReadError: so much was given again that it would go on for ever.
        """
        self.given_again += sum(map(len, lines))
        if self.given_again > MOST_AGAIN:
            raise ReadError("", "too many of its quotation marks are not closed")
        self._again.extendleft(reversed(lines))


def _rows(lines: Iterator[str], dialect: Dialect, source: str) -> Iterator[Row | ReadError]:
    """Rows with the number of the line in which each begins; blank ones are left out."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_ROW))
    feed = _Feed(lines)
    reader = _reader(feed, dialect)
    number, width = 1, 0
    while True:
        reason = ""
        try:
            cells = next(reader, None)
        except csv.Error as error:
            cells, reason = [], f"it is no row of a table ({error})"
        taken = feed.taken()
        if cells is None:
            return
        if not reason and len(taken) > 1 and _is_torn(cells, taken, width, dialect):
            reason = "a quotation mark in it is not closed"
        if reason:
            yield ReadError(f"{source}:{number}", reason)
            try:
                feed.give_again(taken[1:])
            except ReadError as error:
                raise ReadError(f"{source}:{number}", error.reason) from None
            reader = _reader(feed, dialect)  # it may be within a cell
            number += 1
            continue
        if any(map(str.strip, cells)):
            width = width or len(cells)
            yield Row(number, cells)
        number += len(taken)


def _is_torn(cells: Sequence[str], lines: list[str], width: int, dialect: Dialect) -> bool:
    """Whether a row of several lines is one by mistake: it has other columns, or odd quotation."""
    if width and len(cells) != width:
        return True
    try:
        list(_reader(lines, dialect, strict=True))
    except csv.Error:
        return True
    return False


def _reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        escapechar="\\" if dialect.has_backslashes else None,
        doublequote=not dialect.has_backslashes,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        strict=strict,
    )
