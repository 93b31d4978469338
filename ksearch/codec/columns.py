"""Here is a term: where are its postings? Here is an article: what is stored of it?

Comes in: a segment's file. Goes out: arrays that are views of the memory-mapped file, and articles'
JSON. Useful for scoring by column and for fetching a page of hits; not for reading one posting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import xxhash
import zstandard

from ksearch.codec.batch import FieldTokens, IntArray
from ksearch.codec.fields import FIELDS, KINDS
from ksearch.codec.layout import FORMAT
from ksearch.codec.segment import ArticleSegment
from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile

__all__ = ["FieldColumns", "Postings", "SegmentColumns"]

NO_POSTINGS = np.zeros(0, np.uint32)


class Postings(NamedTuple):
    """A term's sections, rising, and how often the term stands in each."""

    docnum: IntArray
    tf: IntArray


class FieldColumns:
    """The terms of one field of one segment."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._term_end = self._array("term_end")
        self._term_text = self._array("term_text").data

    def _array(self, column: str) -> npt.NDArray[Any]:
        return self._file.array(f"{self._name}.{column}")

    def __len__(self) -> int:
        return len(self._term_end)

    def term(self, row: int) -> bytes:
        """The UTF-8 of the term in that row; rows are in byte order."""
        begin = int(self._term_end[row - 1]) if row else 0
        return bytes(self._term_text[begin : int(self._term_end[row])])

    def first_row(self, text: bytes) -> int:
        """The first row whose term is not below ``text``; ``len(self)`` where there is none."""
        return bisect_left(range(len(self)), text, key=self.term)

    def row(self, text: bytes) -> int | None:
        """The row of a term, or None."""
        hashes = self._array("term_hash")
        wanted = np.uint32(xxhash.xxh3_64_intdigest(text) & 0xFFFFFFFF)
        place = int(np.searchsorted(hashes, wanted))
        while place < len(hashes) and hashes[place] == wanted:
            row = int(self._array("term_row")[place])
            if self.term(row) == text:
                return row
            place += 1
        return None

    def postings(self, row: int) -> Postings:
        """The postings of the term in that row."""
        post_end = self._array("post_end")
        begin, end = int(post_end[row - 1]) if row else 0, int(post_end[row])
        return Postings(self._array("docnum")[begin:end], self._array("tf")[begin:end])

    def positions(self, row: int) -> IntArray:
        """Where the term stands: its offsets, posting by posting, ``tf`` of them each."""
        place_end = self._array("place_end")
        begin, end = int(place_end[row - 1]) if row else 0, int(place_end[row])
        return self._array("position")[begin:end]

    def tokens(self) -> FieldTokens:
        """Every token of the field, term by term; the term's number is its row."""
        place_end: npt.NDArray[np.int64] = self._array("place_end").astype(np.int64)
        places = place_end - np.concatenate([np.zeros(1, np.int64), place_end[:-1]])
        return FieldTokens(
            term=np.repeat(np.arange(len(self), dtype=np.int32), places),
            section=np.repeat(self._array("docnum"), self._array("tf")),
            position=self._array("position"),
        )

    def length(self, kind: str) -> IntArray:
        """How many tokens each article's sections of that kind hold."""
        return self._array(f"length.{kind}")


class SegmentColumns:
    """One segment, memory-mapped, with the deletions of one commit.

    Raises:
        FileNotFoundError: a newer commit has removed the files.
        IndexDamagedError: a file is not as it was written.
    """

    def __init__(self, folder: Path, segment: ArticleSegment) -> None:
        self.segment = segment
        self._file = ArrayFile(folder / segment.filename, b"segment", FORMAT)
        self.path = self._file.path
        if (self._file.meta["articles"], self._file.meta["sections"]) != (
            segment.articles,
            segment.sections,
        ):
            raise IndexDamagedError(self.path, "it is not the file that the index wrote")
        self.section_article: IntArray = self._file.array("section_article")
        self.section_kind: IntArray = self._file.array("section_kind")
        self.article_date: IntArray = self._file.array("article_date")
        self.fields = {name: FieldColumns(self._file, name) for name in FIELDS}
        self.deleted: IntArray = NO_POSTINGS
        if segment.deletions is not None:
            deletions = ArrayFile(folder / segment.deletions, b"deletes", FORMAT)
            self.deleted = deletions.array("article")

    @property
    def article_count(self) -> int:
        """The number of articles, deleted ones included."""
        return self.segment.articles

    @cached_property
    def live(self) -> npt.NDArray[np.bool_]:
        """Which articles are not deleted."""
        live = np.ones(self.article_count, bool)
        live[self.deleted] = False
        return live

    @cached_property
    def first_section(self) -> IntArray:
        """The first section of each article, and the number of sections at the end."""
        return np.searchsorted(self.section_article, np.arange(self.article_count + 1))

    def total_lengths(self, field: str) -> dict[str, float]:
        """By kind: how many tokens the live articles hold."""
        columns = self.fields[field]
        return {kind: float(columns.length(kind)[self.live].sum()) for kind in KINDS}

    def article_id(self, article: int) -> str:
        """The id of the article with that ordinal."""
        end = self._file.array("id_end")
        begin = int(end[article - 1]) if article else 0
        text = self._file.array("id_text")[begin : int(end[article])]
        return text.tobytes().decode("utf-8", "surrogatepass")

    def find(self, article_id: str) -> int | None:
        """The ordinal of the live article with that id, or None."""
        hashes = self._file.array("id_hash")
        wanted = np.uint64(xxhash.xxh3_64_intdigest(article_id.encode("utf-8", "surrogatepass")))
        row = int(np.searchsorted(hashes, wanted))
        while row < len(hashes) and hashes[row] == wanted:
            article = int(self._file.array("id_article")[row])
            if self.live[article] and self.article_id(article) == article_id:
                return article
            row += 1
        return None

    def digest(self, article: int) -> int:
        """What tells whether the article's content changed."""
        return int(self._file.array("article_digest")[article])

    def content(self, article: int) -> bytes:
        """The stored JSON of an article.

        Raises:
            IndexDamagedError: its block cannot be decompressed.
        """
        first = self._file.array("block_first")
        block = int(np.searchsorted(first, article, side="right")) - 1
        ends = self._file.array("content_end")
        begin = int(ends[article - 1]) if article > int(first[block]) else 0
        return self._block(block)[begin : int(ends[article])]

    def contents(self) -> Iterator[bytes]:
        """The stored JSON of every live article, in order, a block at a time."""
        last, raw = -1, b""
        first, ends = self._file.array("block_first"), self._file.array("content_end")
        blocks = np.searchsorted(first, np.arange(self.article_count), side="right") - 1
        for article in np.flatnonzero(self.live).tolist():
            block = int(blocks[article])
            if block != last:
                last, raw = block, self._block(block)
            begin = int(ends[article - 1]) if article > int(first[block]) else 0
            yield raw[begin : int(ends[article])]

    def _block(self, block: int) -> bytes:
        block_end = self._file.array("block_end")
        begin = int(block_end[block - 1]) if block else 0
        packed = self._file.array("stored")[begin : int(block_end[block])]
        try:
            return zstandard.ZstdDecompressor().decompress(packed.data)
        except zstandard.ZstdError as error:
            raise IndexDamagedError(self.path, f"a stored block: {error}") from error
