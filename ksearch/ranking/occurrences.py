"""Where does a term stand in this one article, how often, and how many articles hold it?

Comes in: a snapshot, a segment of it and an article. Goes out: counts by kind, places by section.
Reads whole lists of postings: for looking at one article closely, not for searching.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ksearch.article import SectionKind
from ksearch.codec import GAP, KINDS, SegmentColumns, Snapshot

__all__ = ["ArticleTerms", "Standing"]

Places = Mapping[int, Sequence[int]]


class Standing(NamedTuple):
    """A term in an article: by kind how often, and, of the net, by section at which offsets.

    ``df`` is the number of live articles with the term.
    """

    df: int
    counts: tuple[int, ...]
    places: Places

    @property
    def kinds(self) -> tuple[SectionKind, ...]:
        """In which kinds of sections it stands."""
        return tuple(k for k, count in zip(KINDS, self.counts, strict=True) if count)


NOWHERE = (0,) * len(KINDS)


class ArticleTerms:
    """What the terms of a query are to one article; each is looked up once.

    Raises:
        IndexDamagedError: postings are not as they were written.
    """

    def __init__(self, snapshot: Snapshot, segment: int, article: int) -> None:
        self._snapshot = snapshot
        self._columns: SegmentColumns = snapshot.segments[segment]
        self._article = article
        self._known: dict[tuple[str, str], Standing] = {}

    def standing(self, field: str, term: str) -> Standing:
        """Where a term of a field stands."""
        key = (field, term)
        if key not in self._known:
            self._known[key] = self._found(field, term.encode("utf-8", "surrogatepass"))
        return self._known[key]

    def lengths(self, field: str) -> tuple[int, ...]:
        """By kind: how many tokens of a field the article's sections hold."""
        return tuple(self._columns.fields[field].length[self._article].tolist())

    def kind(self, section: int) -> SectionKind:
        """The kind of a section, which is numbered within the article."""
        return KINDS[self._columns.section_kind[self._first + section]]

    def start(self, section: int) -> int:
        """Where a section begins when they stand one behind the other, in code points."""
        return self._starts[section]

    @property
    def _first(self) -> int:
        return int(self._columns.first_section[self._article])

    @cached_property
    def _starts(self) -> list[int]:
        """Where each section begins when they stand one behind the other."""
        end = int(self._columns.first_section[self._article + 1])
        lengths = self._columns.section_length[self._first : end].astype(np.int64) + GAP
        return (np.cumsum(lengths) - lengths).tolist()  # type: ignore[no-any-return]

    def _found(self, field: str, term: bytes) -> Standing:
        df = sum(_live_df(columns, field, term) for columns in self._snapshot.segments)
        columns = self._columns.fields[field]
        entry = columns.find(term)
        if entry is None:
            return Standing(df, NOWHERE, {})
        article, code, place = columns.postings(entry)
        row = int(np.searchsorted(article, self._article))
        if row == len(article) or article[row] != self._article:
            return Standing(df, NOWHERE, {})
        counts = tuple(columns.tf[code[row]].tolist())
        if not columns.has_offsets:
            return Standing(df, counts, {})
        begin = int(columns.tf[code[:row]].sum(dtype=np.int64))
        return Standing(df, counts, self._by_section(place[begin : begin + sum(counts)].tolist()))

    def _by_section(self, places: Sequence[int]) -> Places:
        sections = np.searchsorted(self._starts, places, side="right") - 1
        found: dict[int, list[int]] = {}
        for section, place in zip(sections.tolist(), places, strict=True):
            found.setdefault(section, []).append(place - self._starts[section])
        return found


def _live_df(columns: SegmentColumns, field: str, term: bytes) -> int:
    entry = columns.fields[field].find(term)
    if entry is None or not len(columns.deleted):
        return entry.df if entry is not None else 0
    return int(columns.live[columns.fields[field].postings(entry).article].sum())
