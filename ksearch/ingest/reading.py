"""Which articles do this file, this folder, these bytes hold?

Comes in: a path, or bytes. Goes out: articles, one by one. Invariants: a document that cannot be
read stops nothing but itself; a file that yields no article is reported, with one reason.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest import contents
from ksearch.ingest.composing.columns import ColumnMap
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.pages.sites import Sites, settled
from ksearch.ingest.paths import files_in, open_regular, origin_of, reason, written

__all__ = ["read", "read_bytes"]

OnError = Callable[[ReadError], None]


def read(
    path: str | os.PathLike[str],
    *,
    on_error: OnError | None = None,
    notes: ReadNotes | None = None,
    leave_out: Collection[Path] = (),
    english: bool = False,
    mapping: ColumnMap | None = None,
    sites: Sites | None = None,
) -> Iterator[Article]:
    """The articles of a file, of a folder or of standard input (``"-"``), one by one.

    A folder is read with all below it, sorted; hidden files, folders that hold an index, and the
    files and folders of ``leave_out`` (by whatever path they are reached) are left out, and what is
    no regular file is refused. Two articles with the same id are both yielded; an article without
    id and url gets the same id however ``path`` is written. With ``on_error`` each
    document that cannot be read is handed to it, and reading goes on; ``notes`` counts. What the
    HTML pages of a publisher all carry is taken off; English ones are refused unless ``english``.
    Calls with the same ``sites`` know of each other what publishers' pages carry.
    ``mapping`` says which columns of tables, and keys of JSON, are which fields.

    Raises:
        ReadError: a document cannot be read, and there is no ``on_error``.
    """
    counted = ReadNotes() if notes is None else notes
    outcomes = _walk(os.fspath(path), counted, leave_out, mapping)
    found = settled(outcomes, english=english, sites=sites)
    return _report(found, on_error, counted)


def read_bytes(
    data: bytes,
    source: str,
    *,
    on_error: OnError | None = None,
    notes: ReadNotes | None = None,
    english: bool = False,
    mapping: ColumnMap | None = None,
) -> Iterator[Article]:
    """The articles of one document that is in memory; ``source`` names it as a path would.

    Raises:
        ReadError: it cannot be read, and there is no ``on_error``.

    >>> [article.headline for article in read_bytes('{"title": "첫눈"}'.encode(), "snow.json")]
    ['첫눈']
    """
    counted = ReadNotes() if notes is None else notes
    found = _open(lambda: io.BytesIO(data), source, source, counted, mapping)
    return _report(settled(found, english=english), on_error, counted)


def _report(
    found: Iterator[Article | ReadError], on_error: OnError | None, notes: ReadNotes
) -> Iterator[Article]:
    """Count outcomes, yield the articles, hand the errors on."""
    for outcome in found:
        if isinstance(outcome, Article):
            notes.articles += 1
            notes.undated += outcome.date_published is None
            yield outcome
            continue
        notes.refused += 1
        if on_error is None:
            raise outcome
        on_error(outcome)


def _walk(
    path: str, notes: ReadNotes, leave_out: Collection[Path], mapping: ColumnMap | None
) -> Iterator[Article | ReadError]:
    root = Path(path)
    if path == "-":
        yield from _open(lambda: sys.stdin.buffer, "-", "", notes, mapping)
        return
    if not os.path.isdir(path):  # noqa: PTH112 - where the path cannot be asked, opening says why
        yield from _file(root, lambda file: file.open("rb"), notes, mapping)
        return
    found = 0
    for found, file in enumerate(files_in(root, leave_out), start=1):  # noqa: B007 - counts
        if isinstance(file, ReadError):
            yield file
        else:
            yield from _file(file, open_regular, notes, mapping)
    if not found:
        yield ReadError(written(root), "the folder holds no file to read")


def _file(
    path: Path, opener: Callable[[Path], BinaryIO], notes: ReadNotes, mapping: ColumnMap | None
) -> Iterator[Article | ReadError]:
    return _open(lambda: opener(path), written(path), origin_of(path), notes, mapping)


def _open(
    opener: Callable[[], BinaryIO],
    source: str,
    file: str,
    notes: ReadNotes,
    mapping: ColumnMap | None,
) -> Iterator[Article | ReadError]:
    """The outcomes of one document, whatever goes wrong in it."""
    notes.files += 1
    try:
        stream = opener()
        try:
            yield from contents.outcomes(stream, source, file, notes, mapping)
        finally:
            if source != "-":
                stream.close()
    except ReadError as error:
        yield error
    except (OSError, ValueError) as error:
        yield ReadError(source, reason(error))
    except RecursionError:
        yield ReadError(source, "it is nested too deeply")
