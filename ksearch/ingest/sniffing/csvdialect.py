"""Is this text a table of separated values, and how are its cells separated?

Comes in: the beginning of a text. Goes out: a ``Dialect``, or none. Invariant: a text whose name
does not say so is a table only where its first line names a headline or a body, and one field more.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from typing import NamedTuple

from ksearch.ingest.composing.aliases import field_of
from ksearch.ingest.composing.columns import TEXT_FIELDS
from ksearch.ingest.packed.packing import NAMES as PACKED_NAMES
from ksearch.ingest.patterns import pattern

__all__ = ["Dialect", "beginning_text", "dialect_of", "is_named_table", "named_fields"]

_DELIMITERS = "\t,;|"
_NAMES = (".csv", ".tsv", ".tab")
_DOUBLED = pattern(r"""[^,;\t|\r\n\\"]\"\"""")
# A cell may end with a backslash, as a folder's name does; a comma or another mark follows then.
_BACKSLASHED = pattern(r"""\\"(?![",;\t|\r\n]|\Z)""")
_HIGHEST_HEADER = 10  # lines
_LONGEST_NAME = 60  # characters of the name of a column


class Dialect(NamedTuple):
    """How cells are separated and quoted.

    ``has_backslashes``: a backslash stands before a quotation mark in a cell. ``is_quoted``: a cell
    may stand between quotation marks, which the cells of many tables with tabs only hold.
    """

    delimiter: str = ","
    has_backslashes: bool = False
    is_quoted: bool = True


def dialect_of(head: str, source: str, columns: Collection[str] = ()) -> Dialect | None:
    """The dialect of a text that begins with ``head``, ``None`` where it is no table.

    ``columns`` are names that a person says are columns.

    >>> dialect_of("제목;본문;일자", "-"), dialect_of("첫눈, 길 얼어", "-")
    (Dialect(delimiter=';', has_backslashes=False, is_quoted=True), None)
    """
    lines = [line for line in head.splitlines() if line.strip()] or [""]
    first = lines[0]
    has_backslashes = bool(_BACKSLASHED.search(head)) and _DOUBLED.search(head) is None
    if first.lower().startswith("sep=") and first.strip()[4:] in list(_DELIMITERS):  # Excel's
        return Dialect(first.strip()[4:], has_backslashes)
    # Where the name says what it is, a title may stand above the names of the columns.
    likely = lines[:_HIGHEST_HEADER] if is_named_table(source) else [first]
    found = max(_DELIMITERS, key=lambda mark: max(_worth(line, mark, columns) for line in likely))
    fields, width = _worth(first, found, columns)
    is_table = width > 1 and fields > 1 and _has_text(_cells(first, found), columns)
    if not is_table and not is_named_table(source):
        return None
    return Dialect(found, has_backslashes, found != "\t" or _is_quoted(head))


def beginning_text(data: bytes) -> str:
    """Some lines, the last perhaps cut off, in UTF-8 or else in CP949.

    >>> [beginning_text("제목".encode(name)) for name in ("utf-8", "cp949")]
    ['제목', '제목']
    >>> beginning_text("제목".encode()[:-1]) == "제" + chr(0xFFFD)
    True
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.end >= len(data) > 3 and error.reason.startswith("unexpected end"):  # noqa: PLR2004 -- bytes of a syllable
            return data.decode("utf-8", "replace")
    korean = data.decode("cp949", "replace")
    return korean if korean.count("\ufffd") * 50 <= len(korean) else data.decode("utf-8", "replace")


def is_named_table(source: str) -> bool:
    """Whether the name says that it is a table.

    >>> is_named_table("a.CSV.gz"), is_named_table("a.txt")
    (True, False)
    """
    name = source.lower()
    for packed in PACKED_NAMES:
        name = name.removesuffix(packed)
    return name.endswith(_NAMES)


def named_fields(cells: Collection[str | None]) -> set[str]:
    """Our fields that a row of names has."""
    found = (field_of(name) for cell in cells if (name := (cell or "").strip()))
    return {field for field in found if field is not None}


def _is_quoted(head: str) -> bool:
    """Whether the cells of a table with tabs that begin with a quotation mark end with one."""
    try:
        list(csv.reader(head.splitlines(keepends=True), delimiter="\t", strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return True


def _worth(line: str, delimiter: str, columns: Collection[str]) -> tuple[int, int]:
    """How many fields the line names when it is cut so, and into how many cells."""
    cells = _cells(line, delimiter)
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return 0, 0
    fields = len(named_fields(cells)) + sum(cell.strip() in columns for cell in cells)
    return fields, len(cells)


def _has_text(cells: Collection[str], columns: Collection[str]) -> bool:
    return bool(TEXT_FIELDS & named_fields(cells)) or any(cell.strip() in columns for cell in cells)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)
