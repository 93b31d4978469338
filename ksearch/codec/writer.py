"""How do articles get into the index, all or none of them?

Comes in: batches of articles with their tokens, and ids to delete. Goes out, at ``commit``: one new
segment, deletions beside the old ones, merged segments where there were many, a new table of
contents. An article whose id is known replaces the one before it. Until the commit nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.index import LockError
from whoosh.writing import IndexingError, SegmentWriter

from ksearch.codec.batch import U4, Batch, StoredArticle, WordTokens
from ksearch.codec.columns import SegmentColumns
from ksearch.codec.fields import FIELDS
from ksearch.codec.index import ArticleIndex, Contents, remove_unnamed_files
from ksearch.codec.inversion import BLOCK, FieldArrays, Sections, invert
from ksearch.codec.layout import write_deletions, write_segment
from ksearch.codec.merging import choose_merge, merge
from ksearch.codec.segment import ArticleSegment
from ksearch.codec.stories import find_stories, write_stories
from ksearch.codec.texts import TextPacker
from ksearch.codec.whoosh_codec import ArrayCodec
from ksearch.copies import SKETCH_BYTES
from ksearch.errors import IndexLockedError

__all__ = ["ArticleWriter"]

# A word's token takes 12 bytes in its batch and 12 where batches are joined. C's entries take 9 a
# term, and a word has some 2 terms in ``net`` and 1.2 in ``terms``: 29. Their postings take the
# rest: flushing 2.4 million words took 64 bytes a word beside the batches, stored texts included.
TOKEN_BYTES = 64
ARTICLE_BYTES = 600


class ArticleWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """The one writer of an index; it holds the write lock until ``commit`` or ``cancel``.

    Raises:
        IndexLockedError: another writer is at work, and ``timeout`` seconds did not suffice.
        IndexDamagedError: a file of the index is not as it was written; the lock is free again.
    """

    def __init__(self, index: ArticleIndex, timeout: float = 0.0) -> None:
        try:
            super().__init__(index, timeout=timeout, codec=ArrayCodec(), compound=False)
            self._open(index)
        except LockError as error:
            raise IndexLockedError(index.folder) from error
        except BaseException:
            self._cleanup_on_error()
            raise

    def _open(self, index: ArticleIndex) -> None:
        contents = index.contents()
        self._columns = [SegmentColumns(index.folder, s) for s in contents.segments]
        self.folder = index.folder
        self.settings: dict[str, Any] = dict(contents.settings)
        self.companions: dict[str, str] = dict(contents.companions)
        self._deleted: list[set[int]] = [set(c.deleted.tolist()) for c in self._columns]
        self._batches: list[Batch] = []
        self._packing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ksearch-packing")
        self._packed: list[Future[None]] = []
        self._packer = TextPacker(self._shared_dictionary())
        self._pending: dict[str, tuple[int, int]] = {}  # id: place among the new, digest
        self._superseded: set[int] = set()
        self._count = 0
        self._is_whole = True
        self._bytes = 0
        self.block = BLOCK

    @property
    def can_commit(self) -> bool:
        """Whether it is open and no ``add`` or ``flush`` is under way, or ended half-way."""
        return self._is_whole and not self.is_closed

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """What ends half-way inside leaves a writer that can only be cancelled."""
        self._check_state()
        self._is_whole = False
        yield
        self._is_whole = True

    def _check_state(self) -> None:
        super()._check_state()
        if not self._is_whole:
            raise IndexingError("what was added is incomplete: this writer can only be cancelled")

    @property
    def pending(self) -> int:
        """How many articles wait for the commit."""
        return self._count

    @property
    def pending_bytes(self) -> int:
        """How much memory they take, and will take when they are written."""
        return self._bytes

    def digest(self, article_id: str) -> int | None:
        """The digest of the article that has this id now, or None."""
        if article_id in self._pending:
            return self._pending[article_id][1]
        place = self._find(article_id)
        return self._columns[place[0]].digest(place[1]) if place is not None else None

    def content(self, article_id: str) -> bytes | None:
        """The stored JSON of the article that has this id in the last commit; None if it is gone.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        place = self._find(article_id)
        return self._columns[place[0]].content(place[1]) if place is not None else None

    def add(self, batch: Batch) -> None:
        """Add articles; each replaces the one with its id, also within the batch.

        After an interruption half-way ``can_commit`` is False: then only ``cancel`` is of use.
        """
        with self._changing():
            for number, article in enumerate(batch.articles, self._count):
                self.delete([article.id])
                self._pending[article.id] = (number, article.digest)
            self._batches.append(batch)
            contents = [article.content for article in batch.articles]
            self._packed.append(self._packing.submit(self._packer.add, contents))
            self._count += len(batch.articles)
            self._bytes += len(batch.tokens) * TOKEN_BYTES
            self._bytes += sum(len(article.content) + ARTICLE_BYTES for article in batch.articles)
            self._added = True

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete articles by id; how many there were."""
        found = 0
        for article_id in article_ids:
            pending = self._pending.pop(article_id, None)
            if pending is not None:
                self._superseded.add(pending[0])
                found += 1
                continue
            place = self._find(article_id)
            if place is not None:
                self._deleted[place[0]].add(place[1])
                found += 1
        return found

    def flush(self) -> None:
        """Write what is pending to disk; it still becomes visible at the commit only.

        Where it fails ``can_commit`` is False, and only ``cancel`` is of use.
        """
        if not self._batches:
            return
        with self._changing():
            segment = self._write_new()
            self._columns.append(SegmentColumns(self.folder, segment))
            self._deleted.append(set(self._superseded))
            self._batches.clear()
            self._pending.clear()
            self._superseded.clear()
            self._count = self._bytes = 0

    def clear(self) -> None:
        """Delete every article."""
        self._columns.clear()
        self._deleted.clear()
        self._pending.clear()
        self._superseded.clear()
        self._batches.clear()
        self._packed.clear()
        self._packer = TextPacker()
        self._count = self._bytes = 0

    def _find(self, article_id: str) -> tuple[int, int] | None:
        for number, columns in enumerate(self._columns):
            article = columns.find(article_id)
            if article is not None and article not in self._deleted[number]:
                return number, article
        return None

    def commit(
        self,
        mergetype: object = None,  # noqa: ARG002 -- Whoosh's signature
        optimize: bool | None = None,  # noqa: FBT001 -- Whoosh's signature
        merge: bool | None = None,  # noqa: FBT001
        *,
        companions: Mapping[str, Callable[[Path], object]] | None = None,
    ) -> None:
        """Make everything since the writer was opened durable and visible, at once.

        Args:
            mergetype: not used; what is merged is decided by size.
            optimize: merge all segments into one.
            merge: False leaves every segment as it is.
            companions: by name, what writes a companion file to the path that it is given.
        """
        self._check_state()
        try:
            self.flush()
            segments = self._write_deletions()
            if merge is not False:
                segments = self._merged(segments, everything=bool(optimize))
            for name, write in (companions or {}).items():
                filename = f"MAIN_{self.generation:08d}.{name}"
                write(self.folder / filename)
                self.companions[name] = filename
            stories = self._write_stories(segments)
            contents = Contents(self.generation, segments, self.settings, self.companions, stories)
            contents.write(self.folder)
            remove_unnamed_files(self.folder, contents)
        except BaseException:
            self._cleanup_on_error()
            raise
        self._finish()

    def cancel(self) -> None:
        """Give up everything since the last commit; after ``commit`` or ``cancel``, nothing."""
        if not self.is_closed:
            self._finish()

    def _finish(self) -> None:
        self._packing.shutdown(cancel_futures=True)
        super()._finish()

    def _cleanup_on_error(self) -> None:
        """Free the lock whatever state the writer is in; Whoosh has this in some versions only."""
        packing = getattr(self, "_packing", None)
        if packing is not None:
            packing.shutdown(cancel_futures=True)
        temporary = getattr(self, "_tempstorage", None)
        if temporary is not None:
            with suppress(OSError):
                temporary.destroy()
        lock = getattr(self, "writelock", None)
        self.writelock = None
        if lock is not None and lock.locked:  # not where its file could not be opened
            lock.release()
        self.is_closed = True

    def _write_stories(self, segments: Sequence[ArticleSegment]) -> str | None:
        """The name of the file that says which articles are copies; None where none are."""
        known = {(c.segment.segid, c.segment.deletions): c for c in self._columns}
        stories = find_stories(
            [known.get((s.segid, s.deletions)) or SegmentColumns(self.folder, s) for s in segments]
        )
        if not stories:
            return None
        filename = f"MAIN_{self.generation:08d}.stories"
        write_stories(self.folder / filename, stories)
        return filename

    def _write_deletions(self) -> list[ArticleSegment]:
        """The segments so far, without those that have no article left."""
        segments = []
        for columns, deleted in zip(self._columns, self._deleted, strict=True):
            segment = columns.segment
            if len(deleted) != len(columns.deleted):
                segment = self._with_deletions(segment, deleted, columns.section_article)
            if segment.deleted_articles < segment.articles:
                segments.append(segment)
        return segments

    def _with_deletions(
        self, segment: ArticleSegment, deleted: set[int], section_article: U4
    ) -> ArticleSegment:
        filename = f"{segment.segment_id()}.{self.generation:08d}.deletions"
        write_deletions(self.folder / filename, deleted)
        row = segment.to_json() | {
            "deletions": filename,
            "deleted_articles": len(deleted),
            "deleted_sections": int(np.isin(section_article, list(deleted)).sum()),
        }
        return ArticleSegment.from_json(segment.indexname, row)

    def _write_new(self) -> ArticleSegment:
        articles: list[StoredArticle] = []
        sketches = []
        owners, kinds, lengths = [], [], []
        words, sections, offsets = [], [], []
        first_section = 0
        for batch in self._batches:
            owners.append(batch.section_article + np.uint32(len(articles)))
            kinds.append(batch.section_kind)
            lengths.append(batch.section_length)
            words.append(batch.tokens.word)
            sections.append(batch.tokens.section + np.uint32(first_section))
            offsets.append(batch.tokens.offset)
            first_section += len(batch.section_article)
            articles += batch.articles
            blank = np.zeros(len(batch.articles) * SKETCH_BYTES, np.uint8)
            sketches.append(blank if batch.sketch is None else batch.sketch)
        # Every batch shares the writer's vocabulary, which only grows.
        vocabulary = self._batches[-1].vocabulary
        of_sections = Sections(
            np.concatenate(owners), np.concatenate(kinds), np.concatenate(lengths), len(articles)
        )
        tokens = WordTokens(*map(np.concatenate, (words, sections, offsets)))

        def inverted(name: str) -> FieldArrays:
            terms = vocabulary.field(name)
            return invert(of_sections, tokens, terms, positions=name == "net", block=self.block)

        with ThreadPoolExecutor(len(FIELDS)) as pool:
            fields = dict(zip(FIELDS, pool.map(inverted, FIELDS), strict=True))
        texts = self._packed_texts()
        segment = ArticleSegment(self.indexname, articles=len(articles), sections=first_section)
        write_segment(
            self.folder / segment.filename,
            articles,
            of_sections,
            fields,
            texts,
            sketch=np.concatenate(sketches),
            block=self.block,
        )
        if not self._superseded:
            return segment
        return self._with_deletions(segment, self._superseded, of_sections.article)

    def _shared_dictionary(self) -> bytes:
        """The dictionary of the largest segment, so that a merge can copy what is packed now."""
        largest = max(self._columns, key=lambda c: c.segment.articles, default=None)
        return b"" if largest is None else largest.dictionary

    def _packed_texts(self) -> dict[str, npt.NDArray[Any]]:
        """What of the pending articles is stored; a new packer takes the next ones."""
        for packed in self._packed:
            packed.result()
        self._packed.clear()
        texts = self._packer.finish()
        self._packer = TextPacker(self._packer.dictionary)
        return texts

    def _merged(self, segments: list[ArticleSegment], *, everything: bool) -> list[ArticleSegment]:
        chosen = segments if everything else choose_merge(segments)
        if len(chosen) < 2 and not any(s.deletions for s in chosen):  # noqa: PLR2004 -- is one
            return segments
        made = merge(self.folder, [SegmentColumns(self.folder, s) for s in chosen])
        names = {s.segid for s in chosen}
        place = next(i for i, s in enumerate(segments) if s.segid in names)
        kept = [s for s in segments if s.segid not in names]
        return [*kept[:place], made, *kept[place:]]
