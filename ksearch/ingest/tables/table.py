"""Which articles do the rows of this table hold?

Comes in: rows of cells, the names of the columns in one of the first. Goes out: an article for each
row. Invariants: rows are read one by one; a table without a column for a headline or a text is
refused with the names of its columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any, NamedTuple

from ksearch.errors import ReadError
from ksearch.ingest.composing.columns import TEXT_FIELDS, listed
from ksearch.ingest.composing.record import to_article
from ksearch.ingest.sniffing.csvdialect import named_fields
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.sources import within

__all__ = ["Row", "read_records", "read_rows"]

_HIGHEST_HEADER = 10  # rows, of which the first may be a title or how the export was made


class Row(NamedTuple):
    """A row that is not blank, and where it stands (from 1): its line, or its row in a sheet."""

    number: int
    cells: Sequence[str | None]


def read_rows(rows: Iterable[Row | ReadError], document: Document) -> Iterator[Outcome]:
    """An outcome for each row below the names of the columns.

    Raises:
        ReadError: there are no rows, or no column is a headline or a text.
    """
    left = _to_the_damage(rows)
    above = list(islice(left, _HIGHEST_HEADER))
    names, at = _header(above, document)
    yield from (row for row in above[:at] if isinstance(row, ReadError))
    position = 0
    for row in chain(above[at + 1 :], left):
        if isinstance(row, ReadError):
            yield row
            continue
        position += 1
        where = f"{document.source}:{row.number}"
        if len(row.cells) > len(names) and any(row.cells[len(names) :]):
            reason = f"the row has {len(row.cells)} cells, and the table {len(names)} columns"
            yield ReadError(where, reason)
            continue
        record: dict[str, Any] = {}
        for name, cell in zip(names, row.cells, strict=False):
            if name and cell:
                record.setdefault(name, cell)
        yield _article(record, document, position, where)
    if not position and at + 1 >= len(above):
        raise ReadError(document.source, "the table has names of columns, and no row")


def read_records(
    records: Iterable[dict[str, Any]], names: Sequence[str], document: Document
) -> Iterator[Outcome]:
    """An outcome for each record of a table whose columns are called ``names``.

    Raises:
        ReadError: no column is a headline or a text.
    """
    checked(names, document)
    position = 0
    for position, record in enumerate(records, start=1):
        yield _article(record, document, position, f"{document.source}:{position}")
    if not position:
        raise ReadError(document.source, "the table has names of columns, and no row")


def _to_the_damage(rows: Iterable[Row | ReadError]) -> Iterator[Row | ReadError]:
    """The rows, and in the place of those that cannot be read why."""
    try:
        yield from rows
    except ReadError as error:
        yield error


def checked(names: Sequence[str], document: Document) -> None:
    """See that a table with these columns can hold articles.

    Raises:
        ReadError: none is a headline or a text, or one that a person named is not there.
    """
    mapping = document.mapping
    absent = [] if mapping is None else mapping.absent(names)
    if absent:
        reason = f"it has no column {listed(absent)}; its columns are {listed(names)}"
        raise ReadError(document.source, reason)
    fields = named_fields(names) | (set() if mapping is None else mapping.fields)
    if not fields & TEXT_FIELDS:
        reason = (
            "none of its columns is known as a headline or a text; its columns are "
            f"{listed(names)}: say which is which, as --map headline=COLUMN --map body=COLUMN"
        )
        raise ReadError(document.source, reason)


def _article(record: dict[str, Any], document: Document, position: int, where: str) -> Outcome:
    try:
        named = record if document.mapping is None else document.mapping.applied(record)
        return to_article(
            named,
            source=document.source,
            position=position,
            origin=document.origin(position),
            notes=document.notes,
        )
    except ReadError as error:
        return ReadError(where, error.reason.replace("the record", "the row"))


def _header(above: Sequence[Row | ReadError], document: Document) -> tuple[list[str], int]:
    """The names of the columns, and which row has them."""
    shown = [(n, row.cells) for n, row in enumerate(above) if isinstance(row, Row)]
    if not shown:
        first = next((row.reason for row in above if isinstance(row, ReadError)), None)
        raise ReadError(document.source, first or "the table is empty")
    columns = set(document.columns)
    for at, cells in shown:
        names = [(cell or "").strip() for cell in cells]
        if (columns and columns <= set(names)) or (
            not columns and named_fields(names) & TEXT_FIELDS and len(named_fields(names)) > 1
        ):
            checked(names, document)
            return names, at
    at, cells = shown[0]
    names = [(cell or "").strip() for cell in cells]
    checked(names, document)
    return names, at


def of_sheet(document: Document, name: str) -> Document:
    """The document as which one sheet of several is read."""
    return replace(
        document,
        source=within(document.source, name),
        file=within(document.file, name),
    )
