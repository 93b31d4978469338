"""Which rows does this XLSX hold?

Comes in: the bytes of a workbook (Office Open XML). Goes out: the sheets that are shown, and of
each the rows, as texts and numbers as Excel shows them. Invariants: rows are streamed, and only the
table of shared texts is held; no more is unpacked than the limits below, whatever a ZIP promises.

openpyxl streams as well, at less than half of the speed; calamine is as fast, and holds the whole
sheet.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from ksearch.errors import ReadError
from ksearch.ingest.patterns import pattern
from ksearch.ingest.sniffing.unread import why_no_workbook
from ksearch.ingest.tables.exceldates import date_text, is_date_format
from ksearch.ingest.trees.xmltree import Element, child, local_name

__all__ = ["Sheet", "sheets"]

FREE, RATIO = 64 * 2**20, 250  # bytes of XML in all parts: so many, and times those of the file
LONGEST_SHEET = 2 * 2**30  # bytes of XML; a full sheet of bodies as long as cells may be has more
LONGEST_TEXTS = 128 * 2**20  # characters of the table of shared texts
LONGEST_ROW = 4 * 2**20  # bytes of XML between two ends of rows
LONGEST_PART = 4 * 2**20  # bytes of XML of the other parts
MOST_PARTS = 10_000
_CHUNK = 2**16
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED = pattern("_x([0-9A-Fa-f]{4})_")
_COLUMN = pattern("([A-Z]{1,3})[0-9]+")
_MOST_COLUMNS = 16_384


class Sheet(NamedTuple):
    """A sheet that is shown, and its rows with their numbers (from 1); empty rows are left out."""

    name: str
    rows: Iterator[tuple[int, list[str | None]]]


class _Archive(zipfile.ZipFile):
    """A ZIP that knows how many bytes may still be unpacked: sheets may share a part."""

    left = 0


class _Book(NamedTuple):
    """What a sheet needs of the other parts."""

    texts: list[str]
    date_styles: frozenset[int]
    is_1904: bool


def sheets(data: bytes, source: str) -> Iterator[Sheet]:
    """The sheets of a workbook, in order; rows of one are read before the next is asked for.

    Raises:
        ReadError: it is damaged, or larger than may be read.
    """
    try:
        archive = _Archive(io.BytesIO(data))
        archive.left = FREE + RATIO * len(data)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise ReadError(source, f"its XLSX is damaged ({error})") from error
    if len(archive.infolist()) > MOST_PARTS:
        raise ReadError(source, f"its XLSX has more than {MOST_PARTS:,} parts")
    book = _part(archive, "xl/workbook.xml", source)
    if book is None:
        raise ReadError(source, why_no_workbook(archive.namelist(), _kind(archive)))
    targets = _targets(archive, source)
    properties = child(book, "workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    shared = _Book(_texts(archive, source), _date_styles(archive, source), is_1904)
    for sheet in book.iter("{*}sheet"):
        name = sheet.get("name") or ""
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "")
        if target and sheet.get("state", "visible") == "visible":
            yield Sheet(name, _rows(archive, target, shared, source))


def _kind(archive: _Archive) -> str:
    """What a ZIP of another program says that it is."""
    if "mimetype" not in archive.NameToInfo:
        return ""
    try:
        with archive.open("mimetype") as stream:
            return stream.read(100).decode("ascii", "replace")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return ""


def _rows(
    archive: _Archive, name: str, book: _Book, source: str
) -> Iterator[tuple[int, list[str | None]]]:
    number = 0
    for row in _elements(archive, name, ("row", "sheetData"), LONGEST_SHEET, LONGEST_ROW, source):
        if local_name(row) == "sheetData":
            return
        given = row.get("r") or ""
        number = int(given) if given.isdecimal() and len(given) < 8 else number + 1  # noqa: PLR2004 -- seven digits
        cells: list[str | None] = []
        for cell in row:
            found = _COLUMN.fullmatch(cell.get("r") or "")
            at = _column(found[1]) if found else len(cells)
            if len(cells) <= at < _MOST_COLUMNS:
                cells += [None] * (at - len(cells))
                cells.append(_value(cell, book))
        if any(cells):
            yield number, cells


def _value(cell: Element, book: _Book) -> str | None:
    """What the cell shows; ``None`` where it is empty or an error."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inner = child(cell, "is")
        return None if inner is None else _string(inner)
    value = child(cell, "v")
    text = "" if value is None else value.text or ""
    if not text or kind == "e":
        return None
    if kind == "s":
        return book.texts[int(text)] if text.isdecimal() and int(text) < len(book.texts) else None
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    if kind != "n":  # str, d
        return _unescaped(text)
    style = cell.get("s") or ""
    is_date = style.isdecimal() and int(style) in book.date_styles
    return _number(text, is_date=is_date, is_1904=book.is_1904)


def _number(text: str, *, is_date: bool, is_1904: bool) -> str | None:
    r"""A number without the decimals that Excel does not show, or the date that it stands for.

    >>> _number("20240105.0", is_date=False, is_1904=False)
    '20240105'
    >>> _number("45296.5", is_date=True, is_1904=False)
    '2024-01-05T12:00:00'
    """
    try:
        number = float(text)
    except ValueError:
        return text
    if is_date and (date := date_text(number, is_1904=is_1904)):
        return date
    is_whole = number.is_integer() and abs(number) < 1e15  # noqa: PLR2004 -- Excel's 15 digits
    return str(int(number)) if is_whole else text


def _column(letters: str) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _string(node: Element) -> str:
    """The text of ``si`` or ``is``: its runs, but not how they are pronounced."""
    if len(node) == 1 and local_name(node[0]) == "t":
        return _unescaped(node[0].text or "")
    parts: list[str] = []
    for item in node:
        name = local_name(item)
        run = item if name == "t" else child(item, "t") if name == "r" else None
        parts.append("" if run is None else run.text or "")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """The text with ``_x000D_`` as the character that it stands for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def _texts(archive: _Archive, source: str) -> list[str]:
    """The table of shared texts, which most cells refer to."""
    name = "xl/sharedStrings.xml"
    if name not in archive.NameToInfo:
        return []
    texts: list[str] = []
    size = 0
    for node in _elements(archive, name, ("si",), LONGEST_SHEET, LONGEST_ROW, source):
        text = _string(node)
        size += len(text)
        if size > LONGEST_TEXTS:
            reason = f"its texts have more than {LONGEST_TEXTS >> 20} Mi characters"
            raise ReadError(source, f"{reason}: save it as CSV")
        texts.append(text)
    return texts


def _date_styles(archive: _Archive, source: str) -> frozenset[int]:
    """The styles of cells that show their number as a date."""
    root = _part(archive, "xl/styles.xml", source)
    formats = child(root, "cellXfs")
    if root is None or formats is None:
        return frozenset()
    codes = {node.get("numFmtId"): node.get("formatCode") or "" for node in root.iter("{*}numFmt")}
    return frozenset(
        number
        for number, node in enumerate(formats)
        if is_date_format(node.get("numFmtId") or "", codes.get(node.get("numFmtId"), ""))
    )


def _targets(archive: _Archive, source: str) -> dict[str, str]:
    """Where the sheets lie, by the ids of their relations."""
    root = _part(archive, "xl/_rels/workbook.xml.rels", source)
    found: dict[str, str] = {}
    for node in () if root is None else root:
        target = node.get("Target") or ""
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.NameToInfo:
            found[node.get("Id") or ""] = path
    return found


def _part(archive: _Archive, name: str, source: str) -> Element | None:
    """The root of a small part, ``None`` where there is none."""
    if name not in archive.NameToInfo:
        return None
    parts = _Parts(archive, name, LONGEST_PART, LONGEST_PART, source, events=("start",))
    root = None
    for node in parts:
        root = node if root is None else root
    return root


def _elements(
    archive: _Archive,
    name: str,
    names: tuple[str, ...],
    longest: int,
    longest_between: int,
    source: str,
) -> Iterator[Element]:
    """The elements of these local names, each forgotten when the next is asked for."""
    tags = tuple(f"{{*}}{local}" for local in names)
    for node in _Parts(archive, name, longest, longest_between, source, tags=tags):
        yield node
        node.clear(keep_tail=False)
        while node.getprevious() is not None:
            del node.getparent()[0]


class _Parts:
    """The events of a part of the archive, with limits."""

    def __init__(
        self,
        archive: _Archive,
        name: str,
        longest: int,
        longest_between: int,
        source: str,
        *,
        events: tuple[str, ...] = ("end",),
        tags: tuple[str, ...] | None = None,
    ) -> None:
        from lxml import etree  # noqa: PLC0415 -- 20 ms to import, which a folder of JSON need not pay

        self._etree: Any = etree
        self._parser: Any = etree.XMLPullParser(
            events=events,
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        self._archive, self._name, self._source = archive, name, source
        self._longest, self._longest_between = longest, longest_between

    def __iter__(self) -> Iterator[Element]:
        try:
            with self._archive.open(self._name) as stream:
                yield from self._events(stream)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise self._refused(f"is damaged ({error})") from error
        except (NotImplementedError, RuntimeError) as error:  # another compression; a password
            raise self._refused(f"cannot be unpacked ({error})") from error
        except self._etree.LxmlError as error:
            raise self._refused(f"is broken XML ({str(error)[:200]})") from error

    def _events(self, stream: Any) -> Iterator[Element]:  # noqa: ANN401 -- a member of a ZIP
        size = waiting = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            waiting += len(chunk)
            self._archive.left -= len(chunk)
            if size == len(chunk) and b"<!" in chunk[:_CHUNK] and b"<!DOCTYPE" in chunk:
                raise self._refused("declares a document type, which no workbook does")
            is_larger = size > self._longest or waiting > self._longest_between
            if is_larger or self._archive.left < 0:
                raise self._refused("is larger than may be read")
            broken: Exception | None = None
            try:
                self._parser.feed(chunk)
            except self._etree.LxmlError as error:
                broken = error
            for _, node in self._parser.read_events():
                waiting = 0
                yield node
            if broken is not None:
                raise broken
        self._parser.close()

    def _refused(self, reason: str) -> ReadError:
        return ReadError(self._source, f"its XLSX is not read: {self._name} {reason}")
