"""Which articles does this one document hold?

Comes in: the bytes of a file, of whatever format. Goes out: articles, and an error for each record
or line that holds none. Invariants: a JSONL is never held as a whole; a record without id and url
keeps its id when others are written behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest.encoding import decode
from ksearch.ingest.formats import Format, is_json_lines, is_named_json_lines, whole_format
from ksearch.ingest.htmlpage import read_html_page
from ksearch.ingest.identity import origin
from ksearch.ingest.jsontext import load, load_line, records
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.record import to_article
from ksearch.ingest.streams import lines, rest
from ksearch.ingest.textpage import read_text_page
from ksearch.ingest.values import clean

__all__ = ["articles"]


def articles(
    stream: BinaryIO, source: str, file: str, notes: ReadNotes
) -> Iterator[Article | ReadError]:
    """The outcomes of a stream, by its format.

    ``source`` is the file as a person named it, ``file`` as ids are made from it.

    Raises:
        ReadError: it holds no article at all, or cannot be read to its end.
    """
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
        several = bool(second) or is_named_json_lines(source)
        yield from _json_lines(whole, source, file, notes, several=several)
    else:
        yield from _document(rest(whole, source), source, file, notes)


def _json_lines(
    found: Iterator[bytes], source: str, file: str, notes: ReadNotes, *, several: bool
) -> Iterator[Article | ReadError]:
    """An outcome for each line; an error is named by its line, and costs only that."""
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            held = list(records(load_line(line, where)))
            position = number if several and len(held) == 1 else 0
            name = where if several and len(held) > 1 else source
            for outcome in _records(held, name, notes, position, origin(file, number)):
                if isinstance(outcome, ReadError):
                    yield ReadError(where, outcome.reason)
                else:
                    yield outcome
        except ReadError as error:
            yield ReadError(where, error.reason)


def _document(
    data: bytes, source: str, file: str, notes: ReadNotes
) -> Iterator[Article | ReadError]:
    """The outcomes of a document that is read as a whole."""
    text = decode(data, source)
    page = origin(file, 0)
    if not text.strip():
        raise ReadError(source, "the file is empty")
    match whole_format(text):
        case Format.JSON:
            try:
                value = load(text, source)
            except ReadError:
                if text.lstrip().startswith("{") or "{" in text.lstrip()[:3]:
                    raise
                yield read_text_page(clean(text), source=source, origin=page)
                return
            held = list(records(value))
            yield from _records(held, source, notes, position=0, first=origin(file, 1))
        case Format.HTML:
            yield read_html_page(clean(text), source=source, origin=page, notes=notes)
        case Format.FEED:
            raise ReadError(source, "it is a feed, which this version does not read")
        case Format.TEXT:
            yield read_text_page(clean(text), source=source, origin=page)


def _records(
    held: Sequence[Mapping[str, Any] | None],
    source: str,
    notes: ReadNotes,
    position: int,
    first: str,
) -> Iterator[Article | ReadError]:
    """An outcome for each record; ``position`` is that of a single one, ``first`` its origin."""
    if held.count(None) == len(held):
        raise ReadError(source, "it holds no article")
    for number, record in enumerate(held, start=1):
        where = number if len(held) > 1 else position
        if record is None:
            yield ReadError(f"{source}#{where}", "the element is no object")
            continue
        try:
            own = first if number == 1 else origin(first, number)
            article = to_article(record, source=source, position=where, origin=own, notes=notes)
        except ReadError as error:
            yield error
        else:
            yield article
