# ruff: noqa: ARG002, ANN401 -- the signatures are Whoosh's, and it has no types
"""How do Whoosh's own queries read our segments?

Through its codec interfaces, over the same columns: any Whoosh query, wildcard and fuzzy expansion
runs. Ranked search does not come this way; it reads the columns themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from ksearch.codec.columns import SegmentColumns
from ksearch.codec.dictionary import Dictionary, Entry
from ksearch.codec.fields import FIELDS, PlainPositions
from ksearch.codec.segment import ArticleSegment
from ksearch.storage import from_bytes

__all__ = ["ArrayCodec"]


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's extension point. Writing goes through ``ArticleWriter`` alone.

    Args:
        columns: the columns of the one segment that it reads, where they are open already.
    """

    length_stats = False

    def __init__(self, columns: SegmentColumns | None = None) -> None:
        self._columns = columns

    def _opened(self, storage: FileStorage, segment: ArticleSegment) -> SegmentColumns:
        return self._columns or SegmentColumns(Path(storage.folder), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> ArticleSegment:
        """A segment with a fresh name."""
        return ArticleSegment(indexname)

    def per_document_writer(self, storage: FileStorage, segment: ArticleSegment) -> _NoWriter:
        """Nothing: articles come in batches."""
        return _NoWriter()

    def field_writer(self, storage: FileStorage, segment: ArticleSegment) -> _NoWriter:
        """Nothing: tokens come in batches."""
        return _NoWriter()

    def terms_reader(self, storage: FileStorage, segment: ArticleSegment) -> ArrayTermsReader:
        """Terms and postings."""
        return ArrayTermsReader(self._opened(storage, segment))

    def per_document_reader(
        self, storage: FileStorage, segment: ArticleSegment
    ) -> ArrayPerDocumentReader:
        """Lengths, deletions, stored sections."""
        return ArrayPerDocumentReader(self._opened(storage, segment))


class _NoWriter:
    """What Whoosh's writer opens and closes beside ours."""

    is_closed = True

    def close(self) -> None:
        """Nothing to close."""


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment, in byte order by field."""

    def __init__(self, columns: SegmentColumns) -> None:
        self._columns = columns

    def _terms(self, fieldname: str) -> Dictionary:
        if fieldname not in self._columns.fields:
            raise TermNotFound(f"No field {fieldname!r}")
        return self._columns.fields[fieldname].dictionary

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        return fieldname in FIELDS and self._terms(fieldname).find(text) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        """The fields that have terms."""
        return FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term."""
        for fieldname in sorted(FIELDS):
            yield from self.terms_from(fieldname, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field that are not below ``prefix``."""
        terms = self._terms(fieldname)
        for term, _ in terms.terms_from(terms.first_row(prefix)):
            yield fieldname, term

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every field and term with its statistics."""
        for fieldname, text in self.terms():
            yield (fieldname, text), self.term_info(fieldname, text)

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms of a field that are not below ``prefix``, with their statistics."""
        for name, text in self.terms_from(fieldname, prefix):
            yield (name, text), self.term_info(name, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term, counted in sections."""
        docnum, tf, _ = self._columns.section_postings(fieldname, self._entry(fieldname, text))
        return TermInfo(
            weight=float(tf.sum()),
            df=len(docnum),
            minlength=1,
            maxlength=0,
            maxweight=float(tf.max()),
            minid=int(docnum[0]),
            maxid=int(docnum[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in the segment; 0 where it does not."""
        entry = self._terms(fieldname).find(text)
        return (
            0.0
            if entry is None
            else float(self._columns.section_postings(fieldname, entry).tf.sum())
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many sections a term stands; 0 where it does not."""
        entry = self._terms(fieldname).find(text)
        return 0 if entry is None else len(self._columns.section_postings(fieldname, entry).docnum)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """A matcher over a term's postings, with positions where the field has them."""
        entry = self._entry(fieldname, text)
        docnum, tf, offset = self._columns.section_postings(fieldname, entry)
        values: list[bytes] = []
        if isinstance(format_, PlainPositions):
            ends = np.cumsum(tf).tolist()
            positions = offset.tolist()
            values = [
                format_.encode(positions[end - count : end])
                for end, count in zip(ends, tf.tolist(), strict=True)
            ]
        return ListMatcher(
            docnum.tolist(),
            weights=tf.astype(float).tolist(),
            values=values or None,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """A cursor over the terms of a field."""
        return ArrayCursor(self._terms(fieldname), fieldobj)

    def _entry(self, fieldname: str, text: bytes) -> Entry:
        entry = self._terms(fieldname).find(text)
        if entry is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return entry


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field."""

    def __init__(self, terms: Dictionary, fieldobj: Any) -> None:
        self._terms = terms
        self._from_bytes = fieldobj.from_bytes
        self._row = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._row = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not below ``term``."""
        encoded = term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
        self._row = self._terms.first_row(encoded)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._row += 1
        return self.text()

    def text(self) -> str | None:
        """The term here, or None behind the last."""
        if not self.is_valid():
            return None
        text: str = self._from_bytes(self._terms.term(self._row))
        return text

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._row < len(self._terms)


class ArrayColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A number for each section, to sort and group by."""

    def __init__(self, values: npt.NDArray[np.int64]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def set_reverse(self) -> None:
        """Sort the other way round from now on."""
        self._values = -self._values


class ArrayPerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What is known of each section."""

    def __init__(self, columns: SegmentColumns) -> None:
        self._columns = columns

    def doc_count_all(self) -> int:
        """The number of sections, deleted ones included."""
        return self._columns.segment.sections

    def doc_count(self) -> int:
        """The number of live sections."""
        return self.doc_count_all() - self._columns.segment.deleted_sections

    def has_deletions(self) -> bool:
        """Whether any section is deleted."""
        return self._columns.segment.deleted_sections > 0

    def is_deleted(self, docnum: int) -> bool:
        """Whether a section's article is deleted; of no section, as NOT asks at the end, no."""
        article = self._columns.section_article[docnum : docnum + 1]
        return not self._columns.live[article].all()

    def deleted_docs(self) -> Iterator[int]:
        """The deleted sections."""
        gone = ~self._columns.live[self._columns.section_article]
        return iter(np.flatnonzero(gone).tolist())

    def supports_columns(self) -> bool:
        """There is one, to sort by."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of that name: the dates of the sections' articles."""
        return fieldname == "date"

    def column_reader(self, fieldname: str, column: columns.Column) -> ArrayColumnReader:
        """The column of that name."""
        return ArrayColumnReader(self._columns.article_date[self._columns.section_article])

    @cached_property
    def _lengths(self) -> dict[str, npt.NDArray[np.int64]]:
        """By field: how many tokens each section has, which only Whoosh's own scoring asks."""
        lengths = {name: np.zeros(self._columns.segment.sections, np.int64) for name in FIELDS}
        for name, length in lengths.items():
            for _, entry in self._columns.fields[name].dictionary.terms_from():
                docnum, tf, _ = self._columns.section_postings(name, entry)
                length[docnum] += tf
        return lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many tokens a section has in a field."""
        return int(self._lengths[fieldname][docnum]) if fieldname in FIELDS else default

    def field_length(self, fieldname: str) -> int:
        """How many tokens the segment has in a field."""
        return int(self._lengths[fieldname].sum()) if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        """The fewest tokens of a section."""
        return int(self._lengths[fieldname].min(initial=0)) if fieldname in FIELDS else 0

    def max_field_length(self, fieldname: str) -> int:
        """The most tokens of a section."""
        return int(self._lengths[fieldname].max(initial=0)) if fieldname in FIELDS else 0

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Sections have no vectors."""
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The section's article, kind and text."""
        article = int(self._columns.section_article[docnum])
        stored = from_bytes(self._columns.content(article))
        section = stored.sections[docnum - int(self._columns.first_section[article])]
        return {"article": stored.id, "kind": section.kind.value, "text": section.text}
