"""Which segments make up the index now, and how does a reader keep what it has seen?

The table of contents is a file per commit (kind ``contents``, no arrays, JSON in its directory):
generation, segments, settings such as the fingerprint of the analysis, companion files such as the
lexicon, and the file that says which articles are copies, where any are. A commit writes and fsyncs
every new file, then the table, then removes what no table names any more. A reader that has opened
a snapshot keeps it: files that are mapped stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from ksearch.codec.columns import SegmentColumns
from ksearch.codec.fields import schema
from ksearch.codec.segment import ArticleSegment
from ksearch.codec.stories import Stories
from ksearch.errors import IndexDamagedError, IndexMissingError
from ksearch.files import ArrayFile, write_arrays

if TYPE_CHECKING:
    from ksearch.codec.writer import ArticleWriter

__all__ = ["ArticleIndex", "Contents", "Snapshot", "remove_unnamed_files"]

NAME = "MAIN"
KIND = b"contents"
VERSION = 1
ATTEMPTS = 10
_CONTENTS = re.compile(rf"{NAME}_(\d{{8}})\.contents")
# By commit: a table or a companion. By segment: its file, its deletions. Half-written: with a dot.
_OURS = re.compile(
    rf"\.?{NAME}_(?:\d{{8}}\.[a-z]+|[0-9a-z]{{16}}\.(?:segment|\d{{8}}\.deletions))"
    r"(?:\.[0-9a-f]{8}\.tmp)?"
)


@dataclass(slots=True)
class Contents:
    """The table of contents of one commit, in the shape that Whoosh expects of one."""

    generation: int
    segments: list[ArticleSegment]
    settings: dict[str, Any] = field(default_factory=dict)
    companions: dict[str, str] = field(default_factory=dict)
    stories: str | None = None
    schema: Schema = field(default_factory=schema)
    release: tuple[int, ...] = ()
    version: int = VERSION

    @staticmethod
    def filename(generation: int) -> str:
        """The name of a commit's table."""
        return f"{NAME}_{generation:08d}.contents"

    def write(self, folder: Path) -> None:
        """Commit: from here on new readers see this table."""
        meta = {
            "generation": self.generation,
            "segments": [segment.to_json() for segment in self.segments],
            "settings": self.settings,
            "companions": self.companions,
            "stories": self.stories,
        }
        write_arrays(folder / self.filename(self.generation), KIND, VERSION, meta, {})

    @classmethod
    def read(cls, folder: Path) -> Contents:
        """The newest table of a folder.

        Raises:
            IndexMissingError: the folder has none.
            IndexDamagedError: it is not as it was written.
        """
        for attempt in range(ATTEMPTS):
            generation = latest_generation(folder)
            if generation < 0:
                raise IndexMissingError(folder)
            try:
                meta = ArrayFile(folder / cls.filename(generation), KIND, VERSION).meta
            except FileNotFoundError:  # a commit came between the two steps
                if attempt == ATTEMPTS - 1:
                    raise
                continue
            segments = [ArticleSegment.from_json(NAME, row) for row in meta["segments"]]
            return cls(
                meta["generation"],
                segments,
                meta["settings"],
                meta["companions"],
                meta.get("stories"),
            )
        raise IndexMissingError(folder)


def latest_generation(folder: Path) -> int:
    """The number of the newest commit, -1 where there is none."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return -1
    found = (_CONTENTS.fullmatch(name) for name in names)
    return max((int(match[1]) for match in found if match), default=-1)


def remove_unnamed_files(folder: Path, contents: Contents) -> None:
    """Remove what no table names: older commits, and what a crash left behind.

    Only for who holds the write lock. A file that is open elsewhere and cannot be removed (on
    Windows) is left for the next commit.
    """
    named = {Contents.filename(contents.generation), *contents.companions.values()}
    if contents.stories is not None:
        named.add(contents.stories)
    for segment in contents.segments:
        named |= {segment.filename, segment.deletions or segment.filename}
    for entry in folder.iterdir():
        if _OURS.fullmatch(entry.name) and entry.name not in named:
            try:
                entry.unlink()
            except OSError:
                continue


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a search sees: the segments of one commit, and its companion files, opened.

    ``stories`` is None where no article is a copy of another.
    """

    generation: int
    segments: tuple[SegmentColumns, ...]
    settings: Mapping[str, Any]
    companions: Mapping[str, Any]
    stories: Stories | None = None

    @property
    def article_count(self) -> int:
        """The number of live articles."""
        return sum(s.segment.articles - s.segment.deleted_articles for s in self.segments)

    def find(self, article_id: str) -> tuple[int, int] | None:
        """The segment of the live article with that id, and its ordinal in it, or None."""
        for number, segment in enumerate(self.segments):
            article = segment.find(article_id)
            if article is not None:
                return number, article
        return None


class ArticleIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """A folder with our files. Whoosh's readers and searchers work on it as on any index.

    Raises:
        IndexMissingError: the folder holds no index.
        IndexDamagedError: its table of contents is not as it was written.
    """

    def __init__(self, folder: Path) -> None:  # Whoosh's own would read a pickle
        self.folder = folder
        self.storage = FileStorage(str(folder))
        self.indexname = NAME
        self._schema = None
        Contents.read(folder)

    @classmethod
    def create(cls, folder: Path, settings: Mapping[str, Any]) -> ArticleIndex:
        """Make an empty index in a folder, which is made where it is absent."""
        folder.mkdir(parents=True, exist_ok=True)
        Contents(generation=0, segments=[], settings=dict(settings)).write(folder)
        return cls(folder)

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a folder holds an index."""
        return latest_generation(folder) >= 0

    def contents(self) -> Contents:
        """The newest table of contents."""
        return Contents.read(self.folder)

    def snapshot(self, openers: Mapping[str, Callable[[Path], Any]]) -> Snapshot:
        """Open the newest commit; ``openers`` open its companion files by their names.

        A companion that has no opener stays closed.

        Raises:
            IndexDamagedError: a file that the table names is absent, or not as it was written.
        """
        seen = -1
        for _ in range(ATTEMPTS):
            contents = self.contents()
            try:
                return Snapshot(
                    contents.generation,
                    tuple(SegmentColumns(self.folder, s) for s in contents.segments),
                    contents.settings,
                    {
                        n: openers[n](self.folder / f)
                        for n, f in contents.companions.items()
                        if n in openers
                    },
                    self._stories(contents),
                )
            except FileNotFoundError as error:
                # Removed by a commit since the table was read, or gone for good.
                if contents.generation == seen:
                    raise IndexDamagedError(Path(error.filename), "it is absent") from error
                seen = contents.generation
        raise IndexDamagedError(self.folder, "its files change faster than they can be opened")

    def _stories(self, contents: Contents) -> Stories | None:
        if contents.stories is None:
            return None
        return Stories(self.folder / contents.stories, contents.segments)

    def writer(self, *, timeout: float = 0.0) -> ArticleWriter:
        """The one writer; ``timeout`` seconds are waited for another to finish.

        Raises:
            IndexLockedError: another writer is at work.
        """
        from ksearch.codec.writer import ArticleWriter  # noqa: PLC0415 -- Whoosh asks backwards

        return ArticleWriter(self, timeout)

    def latest_generation(self) -> int:
        """The number of the newest commit."""
        return latest_generation(self.folder)

    def last_modified(self) -> float:
        """When the newest commit was made, in seconds since 1970."""
        return (self.folder / Contents.filename(self.latest_generation())).stat().st_mtime

    def _read_toc(self) -> Contents:
        return self.contents()
