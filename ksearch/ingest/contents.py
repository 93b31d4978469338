"""Which articles does this file hold, however it is packed?

Comes in: the stream of a file. Goes out: the outcomes of all documents in it. Invariants: a file
may be packed, and be an archive; what lies in it may be so once more, and no deeper. A member that
cannot be read costs only itself.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest.composing.columns import ColumnMap
from ksearch.ingest.composing.identity import derived_id, origin
from ksearch.ingest.documents import articles
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.packed.budget import Budget
from ksearch.ingest.packed.members import Member
from ksearch.ingest.packed.packing import LOOK, buffered, looked_at, packing_of, unpacked
from ksearch.ingest.packed.tararchive import is_tar, tar_members
from ksearch.ingest.packed.webarchive import SavedPage, is_warc, saved_pages
from ksearch.ingest.packed.ziparchive import is_zip, zip_members
from ksearch.ingest.prose.dates import parse_date
from ksearch.ingest.sniffing.document import Outcome
from ksearch.sources import within

__all__ = ["outcomes"]

_DEEPEST = 1  # archives, or packed files, within another
_ON_THE_WEB = ("http://", "https://")
LONGEST_HELD = 128 * 2**20  # bytes of a ZIP that cannot be gone through on the disk


def outcomes(
    stream: BinaryIO, source: str, file: str, notes: ReadNotes, mapping: ColumnMap | None = None
) -> Iterator[Outcome]:
    """The outcomes of a file; ``source`` is its name, ``file`` that which ids are made from.

    ``mapping`` is what a person says of the columns of records.

    Raises:
        ReadError: it holds no article at all, or cannot be read to its end.
        OSError: likewise.
    """
    budget = Budget(notes)
    return _Layer(notes, budget, mapping).outcomes(buffered(stream, budget), source, file, 0)


class _Layer:
    """One file with all that lies in it."""

    def __init__(self, notes: ReadNotes, budget: Budget, mapping: ColumnMap | None) -> None:
        self._mapping = mapping
        self._notes = notes
        self._budget = budget

    def outcomes(
        self, stream: io.BufferedReader, source: str, file: str, depth: int
    ) -> Iterator[Outcome]:
        """What the stream holds, ``depth`` archives or packings deep."""
        head = stream.peek(LOOK)
        packing = packing_of(head)
        if packing is not None:
            stream = unpacked(stream, packing, self._budget, source)
            head = stream.peek(LOOK)
            if packing_of(head) is not None:
                self._require_depth(source, depth + 1)
                return self.outcomes(stream, source, file, depth + 1)
        if is_tar(head):
            return self._members(tar_members(stream, source), source, file, depth)
        if is_warc(head):
            return self._pages(saved_pages(stream, source), source, file)
        if is_zip(head):
            plain = stream if stream.seekable() else self._held(stream, source)
            members = zip_members(plain, source)
            if members is not None:
                return self._members(members, source, file, depth)
            plain.seek(0)
            stream = looked_at(plain)
        found = articles(stream, source, file, self._notes, mapping=self._mapping)
        return self._given(found, source)

    def _given(self, found: Iterator[Outcome], source: str) -> Iterator[Outcome]:
        """The outcomes, with the texts of the articles counted."""
        for outcome in found:
            if isinstance(outcome, Article):
                self._budget.give(sum(len(s.text) for s in outcome.sections), source)
            yield outcome

    def _require_depth(self, source: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise ReadError(source, "it is packed more than twice: unpack the outer archive first")

    def _held(self, stream: io.BufferedReader, source: str) -> io.BytesIO:
        """A ZIP in memory: its list stands at its end."""
        data = stream.read(LONGEST_HELD + 1)
        if len(data) > LONGEST_HELD:
            raise ReadError(
                source,
                f"it is a ZIP of more than {LONGEST_HELD >> 20} MiB in an archive or a pipe: "
                "give it as a file",
            )
        return io.BytesIO(data)

    def _members(
        self, members: Iterator[Member | ReadError], source: str, file: str, depth: int
    ) -> Iterator[Outcome]:
        """The outcomes of each member."""
        count = 0
        for member in members:
            self._budget.open_member(source)
            count += 1
            self._notes.files += 1
            if isinstance(member, ReadError):
                yield member
                continue
            where, known = within(source, member.name), within(file, member.name)
            yield from _guarded(where, self._member, member, where, known, depth + 1)
        if not count:
            yield ReadError(source, "the archive holds no file to read")

    def _member(self, member: Member, source: str, file: str, depth: int) -> Iterator[Outcome]:
        stream = looked_at(_Counted(member.stream, self._budget, source))
        head = stream.peek(LOOK)
        if packing_of(head) is not None or is_tar(head) or is_zip(head):
            self._require_depth(source, depth)
        yield from self.outcomes(stream, source, file, depth)

    def _pages(
        self, pages: Iterator[SavedPage | ReadError], source: str, file: str
    ) -> Iterator[Outcome]:
        """The outcomes of each page of a crawl."""
        count = 0
        for page in pages:
            self._budget.open_member(source)
            count += 1
            if isinstance(page, ReadError):
                yield page
                continue
            self._budget.spend(len(page.data), source)  # servers pack pages, too
            self._notes.files += 1
            where = within(source, page.url)
            yield from _guarded(where, self._page, page, where, within(file, page.url))
        if not count:
            yield ReadError(source, "the crawl holds no HTML page")

    def _page(self, page: SavedPage, source: str, file: str) -> Iterator[Outcome]:
        stream = looked_at(io.BytesIO(page.data))
        for outcome in articles(stream, source, file, self._notes, charset=page.charset):
            yield _crawled(outcome, page, file) if isinstance(outcome, Article) else outcome


def _crawled(article: Article, page: SavedPage, file: str) -> Article:
    """The article of a page with what the crawl knows of it: where it was, and when."""
    changes: dict[str, Any] = {}
    if article.url is None and page.url.startswith(_ON_THE_WEB):  # no file:// of who saved it
        changes["url"] = page.url
        if article.id == derived_id(None, origin(file, 0), ()):
            changes["id"] = page.url
    if article.date_retrieved is None and (date := parse_date(page.date)):
        changes["date_retrieved"] = date
    return replace(article, **changes) if changes else article


def _guarded(
    source: str, read: Callable[..., Iterator[Outcome]], *arguments: object
) -> Iterator[Outcome]:
    """What is read, and an error where reading goes wrong, which may be in the middle of it."""
    try:
        yield from read(*arguments)
    except ReadError as error:
        yield error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        yield ReadError(source, f"it is damaged ({error or type(error).__name__})")
    except RecursionError:
        yield ReadError(source, "it is nested too deeply")


class _Counted(io.RawIOBase):
    """A member's bytes, counted."""

    def __init__(self, stream: BinaryIO, budget: Budget, source: str) -> None:
        self._stream = stream
        self._budget = budget
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- as RawIOBase has it
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._budget.spend(len(data), self._source)
        return len(data)
