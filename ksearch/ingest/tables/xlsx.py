"""Which articles does this XLSX hold?

Comes in: a workbook. Goes out: an article for each row of the sheets that are shown. Invariant:
where several sheets hold something, each is a table of its own, and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ksearch.errors import ReadError
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.tables.table import Row, of_sheet, read_rows
from ksearch.ingest.tables.workbook import sheets

__all__ = ["read_xlsx"]


def read_xlsx(document: Document) -> Iterator[Outcome]:
    """An outcome for each row, named by its number in the sheet."""
    found = 0
    for sheet in sheets(document.whole(), document.source):
        first = next(sheet.rows, None)
        if first is None:
            continue
        found += 1
        own = document if found == 1 else of_sheet(document, sheet.name)
        rows = (Row(number, cells) for number, cells in chain([first], sheet.rows))
        if found == 1:
            yield from read_rows(rows, own)
            continue
        try:
            yield from read_rows(rows, own)
        except ReadError as error:
            yield error
    if not found:
        raise ReadError(document.source, "its sheets are empty")
