"""What must be known of the whole archive to score one article? Counted in live articles.

Comes in: a snapshot and the parameters. Goes out: structures that C searches in, made once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ksearch.codec import FIELDS, KINDS, SegmentColumns, Snapshot, scales
from ksearch.files import CHUNK
from ksearch.native import address
from ksearch.plan import Close, Mask, Patterned
from ksearch.ranking.bitmaps import Bits, bitmap, marked
from ksearch.ranking.bm25f import Bm25f
from ksearch.ranking.kernels import FIELD_COUNT, QueryStruct, SegmentStruct, WeightsStruct
from ksearch.ranking.reading import Matched, read

__all__ = ["Statistics"]

# Articles whose scores are added up together: they and their lists stay in the cache.
WINDOW = 4096
# Bitmaps that are remembered; of a million articles one takes 125 kB.
MOST_MASKS = 64
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Statistics:
    """Counts of one snapshot, and its segments as C sees them.

    A kind's average length is over the articles that have sections of that kind, so that the few
    with captions are compared with one another.
    """

    snapshot: Snapshot
    parameters: Bm25f

    _known: dict[tuple[Callable[..., Any], Hashable], Any] = field(
        default_factory=dict, compare=False, repr=False
    )
    _masks: dict[Mask, list[Bits]] = field(default_factory=dict, compare=False, repr=False)

    def bits(self, mask: Mask, matched: Matched) -> list[Bits]:
        """By segment: a bit for each article that a mask is for. The last ones are remembered.

        ``matched`` gives the bitmaps of a plan.

        Raises:
            AttributesMissingError: it asks for names, and a segment is from before there were any.
            IndexDamagedError: names, postings or articles are not as they were written.
        """
        found = self._masks.get(mask)
        if found is None:
            if isinstance(mask, Patterned | Close):
                found = read(mask, self.snapshot, matched)
            else:
                found = [marked(mask, segment) for segment in self.snapshot.segments]
            if len(self._masks) >= MOST_MASKS:
                self._masks.clear()
            self._masks[mask] = found
        return found

    def remembered(self, make: Callable[[Key, Snapshot], Value], key: Key) -> Value:
        """What a function makes of something for this snapshot; the last are remembered."""
        known: Value | None = self._known.get((make, key))
        if known is None:
            if len(self._known) >= MOST_MASKS:
                self._known.clear()
            known = self._known[make, key] = make(key, self.snapshot)
        return known

    def __post_init__(self) -> None:
        # Made here, by one thread: what searches share must be one object, whoever asks first.
        _ = self.template

    @property
    def article_count(self) -> int:
        """N: the number of live articles."""
        return self.snapshot.article_count

    def frequency(self, term: str) -> int:
        """How many articles have a content term; deleted ones count until they are merged."""
        sought = term.encode("utf-8", "surrogatepass")
        found = (segment.fields["terms"].find(sought) for segment in self.snapshot.segments)
        return sum(entry.df for entry in found if entry is not None)

    @cached_property
    def averages(self) -> Floats:
        """By field and kind: the average number of tokens of an article that has any."""
        total = np.zeros((FIELD_COUNT, 2, len(KINDS)))
        for segment in self.snapshot.segments:
            for number, name in enumerate(FIELDS):
                total[number] += segment.total_lengths(name)
        return total[:, 0] / np.maximum(total[:, 1], 1.0)

    @cached_property
    def weights(self) -> Any:  # noqa: ANN401 -- an array of ctypes
        """How each field scores."""
        kinds = [self.parameters.kinds[kind] for kind in KINDS]
        return (WeightsStruct * FIELD_COUNT)(
            *(
                WeightsStruct(
                    tuple(kind.weight for kind in kinds),
                    tuple(kind.b for kind in kinds),
                    tuple(average),
                )
                for average in self.averages.tolist()
            )
        )

    @cached_property
    def scales(self) -> Floats:
        """From the floors in the files to ours, and from the bounds: by segment and field."""
        kinds = [self.parameters.kinds[kind] for kind in KINDS]
        weight, b = [kind.weight for kind in kinds], [kind.b for kind in kinds]
        found = [
            scales(segment.fields[name].average, weight, b, average)
            for segment in self.snapshot.segments
            for name, average in zip(FIELDS, self.averages.tolist(), strict=True)
        ]
        return np.ascontiguousarray(np.array(found, np.float64).reshape(-1, 2).T)

    @cached_property
    def singles(self) -> list[Floats]:
        """By segment and field: by code, the weighted count where it is of one kind only."""
        weight = np.array([self.parameters.kinds[kind].weight for kind in KINDS])
        return [
            (segment.fields[name].tf * weight).max(axis=1, initial=0.0)
            for segment in self.snapshot.segments
            for name in FIELDS
        ]

    @cached_property
    def _single_table(self) -> Any:  # noqa: ANN401 -- an array of ctypes
        return (ctypes.c_void_p * len(self.singles))(*map(address, self.singles))

    @cached_property
    def template(self) -> QueryStruct:
        """What every query of this snapshot has in common."""
        return QueryStruct(
            segments=len(self.segments.array),
            segment=ctypes.addressof(self.segments.array),
            weights=ctypes.addressof(self.weights),
            floor_scale=address(self.scales[0]),
            bound_scale=address(self.scales[1]),
            single=ctypes.addressof(self._single_table),
            k1=self.parameters.k1,
            with_passages=self.parameters.with_passages,
            passage_weight=self.parameters.passage_weight,
            lead_weight=self.parameters.lead_weight,
            lead_reach=self.parameters.lead_reach,
            next_weight=self.parameters.next_weight,
            next_reach=self.parameters.next_reach,
            passage_width=self.parameters.passage_width,
            letters_share=self.parameters.letters_share,
            articles=self.article_count,
            window=WINDOW,
            chunk=CHUNK,
        )

    @cached_property
    def segments(self) -> SearchedSegments:
        """The segments, as C sees them."""
        return SearchedSegments(self.snapshot.segments)


class SearchedSegments:
    """The structures of a snapshot's segments, and the arrays that they point to."""

    def __init__(self, segments: tuple[SegmentColumns, ...]) -> None:
        self._held: list[npt.NDArray[Any]] = []
        self._segments = segments
        self.array = (SegmentStruct * len(segments))(*map(self._struct, segments))

    def asked(self, masks: list[list[Bits]], *, kinds: bool) -> tuple[Any, list[Any]]:
        """The same structures with what a query asks for, and what must be kept with them.

        That is some bitmaps for each segment, which the caller keeps too, and the ``kinds`` of its
        sections.
        """
        tables = [(ctypes.c_void_p * len(given))(*map(address, given)) for given in masks]
        copies = (SegmentStruct * len(tables)).from_buffer_copy(self.array)
        for copy, table, segment in zip(copies, tables, self._segments, strict=True):
            copy.mask = ctypes.addressof(table)
            if kinds:
                copy.section_kind = address(segment.section_kind).value
        return copies, tables

    def _struct(self, segment: SegmentColumns) -> SegmentStruct:
        live: int | None = None
        counts: list[int | None] = [None] * FIELD_COUNT
        columns = [segment.fields[name] for name in FIELDS]
        if len(segment.deleted):
            live = self._hold(bitmap(segment.live))
            counts = [self._hold(np.zeros(len(column), np.uint32)) for column in columns]
        return SegmentStruct(
            (ctypes.c_void_p * FIELD_COUNT)(*(ctypes.addressof(c.struct) for c in columns)),
            segment.article_count,
            len(segment.section_length),
            len(segment.id_text),
            address(segment.first_section),
            address(segment.section_length),
            segment.section_length.itemsize,
            live,
            (ctypes.c_void_p * FIELD_COUNT)(*counts),
            address(segment.article_date),
            address(segment.id_text),
            address(segment.id_end),
            None,
            None,
        )

    def _hold(self, array: npt.NDArray[Any]) -> int:
        self._held.append(array)
        return address(array).value or 0
