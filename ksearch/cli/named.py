"""Which articles does a person mean who names these files and folders?

Comes in: paths as they were typed. Goes out: their articles, which know the whole path of the file
that they are from, so that it means the same wherever ksearch is run next; and errors, which call
the file as the person did.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import xxhash

from ksearch.article import Article
from ksearch.cli.refusals import Refusals
from ksearch.errors import ReadError
from ksearch.ingest import ColumnMap, ReadNotes, Sites, read, size_of
from ksearch.sources import file_of

__all__ = ["Named", "Place", "Reading", "key"]

STANDARD_INPUT = "-"
_REFRESH = 0.1  # seconds between two looks at how far it is


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be read, and how.

    Attributes:
        paths: files and folders as they were typed.
        english: read pages in English too.
        prune: delete what is gone from the folders.
        mapping: which columns of tables, and keys of JSON, are which fields.
        errors: the file that what cannot be read is written to.
    """

    paths: Sequence[str]
    english: bool = False
    prune: bool = False
    errors: Path | None = None
    mapping: ColumnMap | None = None


class Place(NamedTuple):
    """A path as it was typed, and the one that means the same everywhere."""

    typed: str
    absolute: str

    def shown(self, source: str) -> str:
        """A source as the person would write it."""
        if not source.startswith(self.absolute):
            return source
        rest = source[len(self.absolute) :]
        name = str(Path(self.typed))
        return rest.lstrip(os.sep) if name == os.curdir and rest else name + rest


class Named:
    """What is read. ``refusals`` hears of what is not, from the paths that are absent on."""

    def __init__(
        self,
        reading: Reading,
        refusals: Refusals,
        *,
        leave_out: Collection[Path] = (),
        sites: Sites | None = None,
    ) -> None:
        self.notes = ReadNotes()
        self.last = ""
        self._refusals = refusals
        self._reading = reading
        self._sites = sites
        self._leave_out = [*leave_out, *([reading.errors] if reading.errors else [])]
        self.places: list[Place] = []
        for path in reading.paths:
            if path == STANDARD_INPUT:
                self.places.append(Place(path, path))
            elif os.path.lexists(path):
                self.places.append(Place(path, _absolute(path)))
            else:
                refusals(ReadError(path, _absence(path)))
        self.troubled: set[str] = set()

    @property
    def size(self) -> int | None:
        """How many bytes the files have; None where it cannot be known."""
        if any(place.typed == STANDARD_INPUT for place in self.places):
            return None
        return sum(size_of(place.absolute, self._leave_out) for place in self.places)

    def articles(
        self,
        *,
        seen: set[int] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[Article]:
        """All articles. ``seen`` collects their ids, ``progress`` hears of articles and bytes."""
        shown = time.perf_counter()
        for place in self.places:
            found = read(
                place.absolute,
                on_error=self._refuse(place),
                notes=self.notes,
                leave_out=self._leave_out,
                english=self._reading.english,
                mapping=self._reading.mapping,
                sites=self._sites,
            )
            for article in found:
                if seen is not None:
                    seen.add(key(article.id))
                yield article
                self.last = place.shown(article.source or "")
                if progress is not None and time.perf_counter() - shown > _REFRESH:
                    shown = time.perf_counter()
                    progress(self.notes.articles, self.notes.bytes)

    def _refuse(self, place: Place) -> Callable[[ReadError], None]:
        def refuse(error: ReadError) -> None:
            self.troubled.add(file_of(error.source))
            self._refusals(ReadError(place.shown(error.source), error.reason))

        return refuse

    def _shown(self, source: str) -> str:
        """A source as the person typed it, by whichever place it lies in."""
        for place in self.places:
            if (shown := place.shown(source)) != source:
                return shown
        return source

    def say_notes(self) -> None:
        """On standard error: what was odd in what was read."""
        for file, count in self.notes.replaced.items():
            noun = "a character is" if count == 1 else f"{count:,} characters are"
            sys.stderr.write(f"ksearch: {self._shown(file)}: {noun} replaced by �: broken bytes\n")
        for file, count in self.notes.mended.items():
            times = "" if count == 1 else f" {count:,} times"
            sys.stderr.write(
                f"ksearch: {self._shown(file)}: mended{times}: its text had been read in a wrong "
                "encoding before it was saved\n"
            )
        if self.notes.undated_unreadable:
            sys.stderr.write(
                f"ksearch: {self.notes.undated_unreadable:,} dates could not be read: "
                "those articles have none\n"
            )


def key(article_id: str) -> int:
    """What a seen article is remembered by, in 64 bits."""
    return xxhash.xxh3_64_intdigest(article_id.encode("utf-8", "surrogatepass"))


def _absence(path: str) -> str:
    """Why there is nothing at a path, and what to do where that can be told.

    >>> _absence("https://news.example/1")
    'addresses are not fetched: save the page, and name its file'
    """
    if "://" in path:
        return "addresses are not fetched: save the page, and name its file"
    if any(sign in path for sign in "*?["):
        return "there is no such file or folder: a pattern is for the shell, without quotes"
    return "there is no such file or folder"


def _absolute(path: str) -> str:
    """The whole path; of a link to a file the link's, since that is what a folder shows."""
    if Path(path).is_dir():
        return os.path.realpath(path)
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 -- as the rest of this
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118
