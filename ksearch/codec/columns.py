"""Here is a term: in which articles does it stand, where? Here is an article: what is stored of it?

Comes in: a segment's file. Goes out: structures for C to search in, whole lists of postings as
arrays, and articles' JSON. Useful for searching, merging and fetching a page of hits; not for
reading one posting.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import xxhash
import zstandard

from ksearch.codec.attributes import ATTRIBUTES, PARTS, AttributeColumn
from ksearch.codec.batch import U4
from ksearch.codec.dictionary import TERMS, Dictionary, Entry
from ksearch.codec.fields import FIELDS, KINDS
from ksearch.codec.inversion import Sections, total_lengths
from ksearch.codec.kernels import EntryStruct, FieldStruct, kernels, taken
from ksearch.codec.layout import FORMAT, KIND
from ksearch.codec.segment import ArticleSegment
from ksearch.codec.texts import StoredTexts
from ksearch.copies import SKETCH_BYTES
from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile, LazyArray
from ksearch.native import address

__all__ = ["FieldColumns", "Postings", "SectionPostings", "SegmentColumns"]

NOTHING: U4 = np.zeros(0, np.uint32)
# As many postings as C makes room for: ``KS_MOST_BLOCK`` of postings.h.
MOST_BLOCK = 128
_OF_BLOCKS = ("block_at", "block_postings")
# Packed numbers are read a word at a time: up to so many bytes beyond the last.
SLACK = 16


class Postings(NamedTuple):
    """A term's articles, rising; the code of its counts in each; its places, article by article.

    What a place is, ``ksearch/native/postings.h`` says.
    """

    article: U4
    code: U4
    place: U4


class SectionPostings(NamedTuple):
    """A term's sections, rising, how often it stands in each, and where, section by section."""

    docnum: U4
    tf: U4
    offset: U4


def sound_array(
    file: ArrayFile, name: str, dtype: str | tuple[str, ...], count: int | None = None
) -> npt.NDArray[Any]:
    """An array that is as C reads it: of (one of) the dtypes and, where it is said, so long.

    Raises:
        IndexDamagedError: it is not, it is absent, or its bytes are not as they were written.
    """
    _require(file, name)
    array = file.array(name)
    dtypes = (dtype,) if isinstance(dtype, str) else dtype
    if array.dtype.str not in dtypes or (count is not None and len(array) != count):
        raise IndexDamagedError(file.path, f"its array {name!r} has another shape than is said")
    return array


def _lazy(file: ArrayFile, name: str) -> LazyArray:
    _require(file, name)
    return file.lazy(name)


def _require(file: ArrayFile, name: str) -> None:
    if name not in file:
        raise IndexDamagedError(file.path, f"it has no array {name!r}")


class FieldColumns:
    """The terms of one field of one segment, and their postings.

    ``struct`` is what C reads. Whatever reads postings makes sure of them first: ``verify``.
    """

    def __init__(self, file: ArrayFile, name: str, articles: int) -> None:
        def array(part: str, dtype: str, count: int | None = None) -> npt.NDArray[Any]:
            return sound_array(file, f"{name}.{part}", dtype, count)

        terms = file.meta[name]["terms"]
        self.has_offsets = name == "net"
        self.average: tuple[float, ...] = tuple(file.meta[name]["average"])
        self.total = np.array(file.meta[name]["total"], np.int64)
        self.lazy: LazyArray = _lazy(file, f"{name}.postings")
        self.tf_count = array("tf_count", "<u8")
        kinds = len(KINDS)
        self.tf = array("tf", "<u2", kinds * len(self.tf_count)).reshape(-1, kinds)
        self.length = array("length", "<u2", kinds * articles).reshape(-1, kinds)
        dictionary = array("dictionary", "|u1")
        at, postings = (array(part, "<u8", -(-terms // TERMS)) for part in _OF_BLOCKS)
        if self.lazy.array.dtype != np.uint8 or not 0 < file.meta["block"] <= MOST_BLOCK:
            raise IndexDamagedError(file.path, f"its field {name!r} contradicts itself")
        tf_sum = self.tf.sum(axis=1, dtype=np.uint32)
        has = self.tf > 0
        only = np.where(has.sum(axis=1) == 1, has.argmax(axis=1), len(KINDS))
        tf_kind = only.astype(np.uint8)
        self._held = (dictionary, at, postings, tf_sum, tf_kind)
        self.struct = FieldStruct(
            address(dictionary),
            len(dictionary),
            address(at),
            address(postings),
            len(at),
            terms,
            address(self.lazy.array),
            len(self.lazy.array),
            address(self.lazy.verified),
            address(self.tf),
            address(tf_sum),
            address(tf_kind),
            len(self.tf),
            address(self.length),
            len(self.length),
            file.meta["block"],
        )
        self.dictionary = Dictionary(self.struct, dictionary.data, at.data, postings.data)

    def __len__(self) -> int:
        return len(self.dictionary)

    def find(self, term: bytes) -> Entry | None:
        """The entry of a term, or None."""
        return self.dictionary.find(term)

    def verify(self, entry: Entry) -> None:
        """Make sure of the postings of an entry.

        Raises:
            IndexDamagedError: they are not as they were written.
        """
        end = min(entry.at + entry.size + SLACK, len(self.lazy.array))
        self.lazy.verify(entry.at, end)

    def postings(self, entry: Entry) -> Postings:
        """The whole list of an entry.

        Raises:
            IndexDamagedError: it is not as it was written.
            MemoryError: there is not enough.
        """
        self.verify(entry)
        lib = kernels()
        found = lib.ks_read_list(ctypes.byref(self.struct), ctypes.byref(EntryStruct(*entry)))
        if not found:
            raise MemoryError("there is not enough memory to read a list")
        try:
            made = found.contents
            article, code, place = (
                taken(numbers, count * 4, "<u4")
                for numbers, count in (
                    (made.article, made.count),
                    (made.code, made.count),
                    (made.place, made.places),
                )
            )
        finally:
            lib.ks_free_read(found)
        self._require_sound(article, code)
        return Postings(article, code, place)

    def _require_sound(self, article: U4, code: U4) -> None:
        """A term stands nowhere more often than there are tokens."""
        is_known = (article < len(self.length)).all() and (code < len(self.tf)).all()
        if not is_known or (self.tf[code] > self.length[article]).any():
            raise IndexDamagedError(self.lazy.path, "its postings contradict its lengths")


class SegmentColumns:
    """One segment, memory-mapped, with the deletions of one commit.

    Raises:
        FileNotFoundError: a newer commit has removed the files.
        IndexDamagedError: a file is not as it was written.
    """

    def __init__(self, folder: Path, segment: ArticleSegment) -> None:
        self.segment = segment
        self._file = ArrayFile(folder / segment.filename, KIND, FORMAT)
        self.path = self._file.path
        if (self._file.meta["articles"], self._file.meta["sections"]) != (
            segment.articles,
            segment.sections,
        ):
            raise IndexDamagedError(self.path, "it is not the file that the index wrote")
        articles = segment.articles
        self.first_section: U4 = sound_array(self._file, "first_section", "<u4", articles + 1)
        self.section_length: npt.NDArray[Any] = sound_array(
            self._file, "section_length", ("<u2", "<u4"), segment.sections
        )
        self.article_date: npt.NDArray[np.int64] = sound_array(
            self._file, "article_date", "<i8", articles
        )
        self.id_text: npt.NDArray[np.uint8] = sound_array(self._file, "id_text", "|u1")
        self.id_end: U4 = sound_array(self._file, "id_end", "<u4", articles)
        self.deleted: U4 = NOTHING
        if segment.deletions is not None:
            deletions = ArrayFile(folder / segment.deletions, b"deletes", FORMAT)
            self.deleted = sound_array(deletions, "article", "<u4", segment.deleted_articles)
            if self.deleted.max(initial=0) >= articles:
                raise IndexDamagedError(deletions.path, "it names articles that are not there")
        self.fields = {name: FieldColumns(self._file, name, articles) for name in FIELDS}

    @property
    def article_count(self) -> int:
        """The number of articles, deleted ones included."""
        return self.segment.articles

    @property
    def block(self) -> int:
        """How many postings a block holds."""
        return int(self._file.meta["block"])

    @cached_property
    def live(self) -> npt.NDArray[np.bool_]:
        """Which articles are not deleted."""
        live = np.ones(self.article_count, bool)
        live[self.deleted] = False
        return live

    @cached_property
    def section_kind(self) -> npt.NDArray[np.uint8]:
        """The code of each section's kind.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        return sound_array(self._file, "section_kind", "|u1", self.segment.sections)

    @cached_property
    def section_article(self) -> U4:
        """The article of each section.

        Raises:
            IndexDamagedError: the articles' sections are not one behind the other.
        """
        first = self.first_section
        if first[0] or first[-1] != self.segment.sections or (first[1:] < first[:-1]).any():
            raise IndexDamagedError(self.path, "its articles and sections contradict each other")
        counts = first[1:] - first[:-1]
        return np.repeat(np.arange(self.article_count, dtype=np.uint32), counts)

    @property
    def sections(self) -> Sections:
        """Whose each section is, of which kind, and how long."""
        return Sections(
            self.section_article,
            self.section_kind,
            self.section_length.astype(np.uint32),
            self.article_count,
        )

    @cached_property
    def section_start(self) -> U4:
        """Where each section begins when those of its article stand one behind the other."""
        return self.sections.start

    @property
    def sketch(self) -> npt.NDArray[np.uint8]:
        """The sketch of every article, one after the other; empty where the file has none.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        if "article_sketch" not in self._file:
            return np.zeros(0, np.uint8)
        return sound_array(self._file, "article_sketch", "|u1", self.article_count * SKETCH_BYTES)

    @cached_property
    def attributes(self) -> dict[str, AttributeColumn] | None:
        """The names of articles, by attribute; None where the file is from before there were any.

        Raises:
            IndexDamagedError: they are not as they were written.
        """
        if not all(f"{a}.{part}" in self._file for a in ATTRIBUTES for part in PARTS):
            return None
        return {a: AttributeColumn(self._file, a, self.article_count) for a in ATTRIBUTES}

    def section_postings(self, field: str, entry: Entry) -> SectionPostings:
        """In which sections a term stands, how often, and, in ``net``, at which offsets."""
        columns = self.fields[field]
        article, code, place = columns.postings(entry)
        tf = columns.tf[code].sum(axis=1, dtype=np.int64)
        owner = np.repeat(article.astype(np.int64), tf)
        if columns.has_offsets:
            # An article's number and a place in it make one number, which rises with both.
            starts = (self.section_article.astype(np.int64) << 32) | self.section_start
            section = np.searchsorted(starts, (owner << 32) | place, side="right") - 1
            offset = place - self.section_start[section]
        else:
            occurrence = np.arange(len(place)) - np.repeat(np.cumsum(tf) - tf, tf)
            section = self.first_section[owner] + (place - occurrence)
            offset = NOTHING
        docnum, counts = np.unique(section, return_counts=True)
        return SectionPostings(docnum.astype(np.uint32), counts.astype(np.uint32), offset)

    def total_lengths(self, field: str) -> npt.NDArray[np.int64]:
        """By kind: how many tokens the live articles hold, and how many articles hold any."""
        columns = self.fields[field]
        return total_lengths(columns.length[self.live]) if len(self.deleted) else columns.total

    def article_id(self, article: int) -> str:
        """The id of the article with that ordinal."""
        begin = int(self.id_end[article - 1]) if article else 0
        text = self.id_text[begin : int(self.id_end[article])]
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

    @property
    def digests(self) -> npt.NDArray[np.uint64]:
        """The digest of every article."""
        return self._file.array("article_digest")

    @cached_property
    def texts(self) -> StoredTexts:
        """The articles' JSON, compressed.

        Raises:
            IndexDamagedError: where they end, or their dictionary, is not as it was written.
        """
        stored = _lazy(self._file, "stored")
        ends = sound_array(
            self._file, "stored_end", ("|u1", "<u2", "<u4", "<u8"), self.article_count
        )
        dictionary = sound_array(self._file, "stored_dictionary", "|u1")
        return StoredTexts(stored.array, ends, dictionary, verify=stored.verify)

    @property
    def dictionary(self) -> bytes:
        """What the articles' JSON is compressed with; empty where that is nothing.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        with self._sound_texts("the dictionary of the stored articles"):
            return self.texts.dictionary

    def frame(self, article: int) -> memoryview:
        """The stored JSON of an article as it is compressed.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        with self._sound_texts("a stored article"):
            return self.texts.frame(article)

    def content(self, article: int) -> bytes:
        """The stored JSON of an article.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        try:  # ten times a search: a context manager would take a seventh of the time
            return self.texts[article]
        except (ValueError, zstandard.ZstdError) as error:
            raise self._damaged("a stored article", error) from error

    @contextmanager
    def _sound_texts(self, what: str) -> Iterator[None]:
        try:
            yield
        except (ValueError, zstandard.ZstdError) as error:
            raise self._damaged(what, error) from error

    def _damaged(self, what: str, error: Exception) -> IndexDamagedError:
        return IndexDamagedError(self.path, f"{what}: {error}")

    def contents(self) -> Iterator[bytes]:
        """The stored JSON of every live article, in order."""
        for article in np.flatnonzero(self.live).tolist():
            yield self.content(article)
