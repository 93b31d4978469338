"""Which articles does this JSON or JSONL hold?

Comes in: a document. Goes out: articles, and an error for each record or line that is none.
Invariants: a JSONL is never held as a whole, a broken line costs that line; a record without id and
url keeps its id when others are written behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from ksearch.errors import ReadError
from ksearch.ingest.characters.streams import LONGEST_PAGE, TOO_LARGE
from ksearch.ingest.composing.compose import place
from ksearch.ingest.composing.identity import origin
from ksearch.ingest.composing.record import to_article
from ksearch.ingest.pages.textpage import read_text_page
from ksearch.ingest.prose.values import clean
from ksearch.ingest.records.jsontext import load, load_line, records
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.sniffing.formats import is_named_json_lines
from ksearch.ingest.timelimit import PAGE_SECONDS, at_most

__all__ = ["read_json", "read_json_lines"]


def read_json_lines(document: Document) -> Iterator[Outcome]:
    """An outcome for each line; an error is named by its line, and costs only that."""
    source, found = document.source, document.lines
    several = is_named_json_lines(source)
    if not several:  # the position of the only line is no part of its source
        first = _two_lines(found)
        several = sum(map(bool, map(bytes.strip, first))) > 1
        found = chain(first, found)
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            held = list(records(load_line(line, where, document.notes)))
            position = number if several and len(held) == 1 else 0
            name = where if several and len(held) > 1 else source
            for outcome in _records(held, name, document, position, document.origin(number)):
                if isinstance(outcome, ReadError):
                    yield ReadError(where, outcome.reason)
                else:
                    yield outcome
        except ReadError as error:
            yield ReadError(where, error.reason)


def read_json(document: Document) -> Iterator[Outcome]:
    """The outcomes of a document that is one JSON value, or a text that only begins like one."""
    source, text = document.source, document.text()
    try:
        value = load(text, source)
    except ReadError:
        if text.lstrip().startswith("{") or "{" in text.lstrip()[:3]:
            raise
        if len(text) > LONGEST_PAGE:
            raise ReadError(source, TOO_LARGE) from None
        work = partial(read_text_page, clean(text), source=source, origin=document.origin())
        yield at_most(PAGE_SECONDS, source, work)
        return
    held = list(records(value))
    yield from _records(held, source, document, position=0, first=document.origin(1))


def _two_lines(found: Iterator[bytes]) -> list[bytes]:
    """The lines up to the second that is not blank."""
    held: list[bytes] = []
    shown = 0
    for line in found:
        held.append(line)
        shown += bool(line.strip())
        if shown > 1:
            break
    return held


def _records(
    held: Sequence[Mapping[str, Any] | None],
    source: str,
    document: Document,
    position: int,
    first: str,
) -> Iterator[Outcome]:
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
            named = record if document.mapping is None else document.mapping.applied(record)
            article = to_article(
                named, source=source, position=where, origin=own, notes=document.notes
            )
        except ReadError as error:
            yield error if error.source else ReadError(place(source, where) or "", error.reason)
        else:
            yield article
