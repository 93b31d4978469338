"""Which articles do this file, this folder, these bytes hold?

Comes in: a path, or bytes. Goes out: articles, one by one. Invariants: a document that cannot be
read stops nothing but itself; a JSONL is never held as a whole; a file that yields no article is
reported, with one reason.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest.encoding import decode
from ksearch.ingest.formats import Format, is_json_lines, whole_format
from ksearch.ingest.htmlpage import read_html_page
from ksearch.ingest.jsontext import load, records
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.paths import files_in
from ksearch.ingest.record import to_article
from ksearch.ingest.streams import lines, rest
from ksearch.ingest.textpage import read_text_page
from ksearch.ingest.values import clean

__all__ = ["read", "read_bytes"]

OnError = Callable[[ReadError], None]


def read(
    path: str | os.PathLike[str],
    *,
    on_error: OnError | None = None,
    notes: ReadNotes | None = None,
) -> Iterator[Article]:
    """The articles of a file, of a folder or of standard input (``"-"``), one by one.

    A folder is read with all below it, sorted, hidden files left out. Two articles with the same id
    are both yielded. With ``on_error`` each document that cannot be read is handed to it, and
    reading goes on; ``notes`` counts.

    Raises:
        ReadError: a document cannot be read, and there is no ``on_error``.
    """
    counted = ReadNotes() if notes is None else notes
    return _report(_walk(os.fspath(path), counted), on_error, counted)


def read_bytes(
    data: bytes,
    source: str,
    *,
    on_error: OnError | None = None,
    notes: ReadNotes | None = None,
) -> Iterator[Article]:
    """The articles of one document that is in memory; ``source`` names it as a path would.

    Raises:
        ReadError: it cannot be read, and there is no ``on_error``.

    >>> [article.headline for article in read_bytes('{"title": "첫눈"}'.encode(), "snow.json")]
    ['첫눈']
    """
    counted = ReadNotes() if notes is None else notes
    return _report(_open(lambda: io.BytesIO(data), source, counted), on_error, counted)


def _report(
    outcomes: Iterator[Article | ReadError], on_error: OnError | None, notes: ReadNotes
) -> Iterator[Article]:
    """Count outcomes, yield the articles, hand the errors on."""
    for outcome in outcomes:
        if isinstance(outcome, Article):
            notes.articles += 1
            notes.undated += outcome.date_published is None
            yield outcome
            continue
        notes.refused += 1
        if on_error is None:
            raise outcome
        on_error(outcome)


def _walk(path: str, notes: ReadNotes) -> Iterator[Article | ReadError]:
    if path == "-":
        yield from _open(lambda: sys.stdin.buffer, "-", notes)
        return
    found = 0
    try:
        for file in files_in(Path(path)):
            found += 1
            yield from _open(lambda file=file: file.open("rb"), _name(file), notes)  # type: ignore[misc]
    except (OSError, ValueError) as error:
        yield ReadError(_name(Path(path)), _reason(error))
        return
    if not found:
        yield ReadError(_name(Path(path)), "the folder holds no file")


def _open(
    opener: Callable[[], BinaryIO], source: str, notes: ReadNotes
) -> Iterator[Article | ReadError]:
    """The outcomes of one document, whatever goes wrong in it."""
    notes.files += 1
    try:
        stream = opener()
        try:
            yield from _articles(stream, source, notes)
        finally:
            if source != "-":
                stream.close()
    except ReadError as error:
        yield error
    except (OSError, ValueError) as error:
        yield ReadError(source, _reason(error))
    except RecursionError:
        yield ReadError(source, "it is nested too deeply")


def _articles(stream: BinaryIO, source: str, notes: ReadNotes) -> Iterator[Article | ReadError]:
    """The outcomes of a stream, by its format."""
    found = lines(stream, source)
    head: list[bytes] = []
    shown: list[bytes] = []
    for line in found:
        head.append(line)
        if line.strip():
            shown.append(line.removeprefix(b"\xef\xbb\xbf"))
            if len(shown) > 1 or not shown[0].lstrip().startswith(b"{"):
                break
    if not shown:
        raise ReadError(source, "the file is empty")
    second = shown[1] if len(shown) > 1 else b""
    whole = chain(head, found)
    if is_json_lines(shown[0], second, source):
        yield from _json_lines(whole, source, notes, several=bool(second))
    else:
        yield from _document(rest(whole, source), source, notes)


def _json_lines(
    found: Iterator[bytes], source: str, notes: ReadNotes, *, several: bool
) -> Iterator[Article | ReadError]:
    """An outcome for each line; an error is named by its line, and costs only that."""
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            held = list(records(load(decode(line, where), where)))
            position = number if several and len(held) == 1 else 0
            name = where if several and len(held) > 1 else source
            for outcome in _records(held, name, notes, position=position):
                if isinstance(outcome, ReadError):
                    yield ReadError(where, outcome.reason)
                else:
                    yield outcome
        except ReadError as error:
            yield ReadError(where, error.reason)


def _document(data: bytes, source: str, notes: ReadNotes) -> Iterator[Article | ReadError]:
    """The outcomes of a document that is read as a whole."""
    text = decode(data, source)
    if not text.strip():
        raise ReadError(source, "the file is empty")
    match whole_format(text):
        case Format.JSON:
            try:
                value = load(text, source)
            except ReadError:
                if text.lstrip().startswith("{") or "{" in text.lstrip()[:3]:
                    raise
                yield read_text_page(clean(text), source=source)
                return
            yield from _records(list(records(value)), source, notes)
        case Format.HTML:
            yield read_html_page(clean(text), source=source, notes=notes)
        case Format.FEED:
            raise ReadError(source, "it is a feed, which this version does not read")
        case Format.TEXT:
            yield read_text_page(clean(text), source=source)


def _records(
    held: Sequence[Mapping[str, Any] | None], source: str, notes: ReadNotes, *, position: int = 0
) -> Iterator[Article | ReadError]:
    """An outcome for each record; ``position`` is that of a single one."""
    if not any(record is not None for record in held):
        raise ReadError(source, "it holds no article")
    for number, record in enumerate(held, start=1):
        where = number if len(held) > 1 else position
        if record is None:
            yield ReadError(f"{source}#{where}", "the element is no object")
            continue
        try:
            article = to_article(record, source=source, position=where, notes=notes)
        except ReadError as error:
            yield error
        else:
            yield article


def _name(path: Path) -> str:
    """The path as text that can be written, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
