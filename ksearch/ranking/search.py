"""Which articles, in which order? A plan, evaluated over every segment of a snapshot.

C marks what matches and scores the best (``ksearch/native/search.c``); here plans become programs.
Order: score (rounded to six decimals, so that the order of additions cannot
matter), then date, newest first and undated last, then id.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from ksearch.codec import FIELDS, SegmentColumns
from ksearch.native import address
from ksearch.plan import Expanded, Mask, Patterned, Plan, Scored, Unit
from ksearch.ranking.bitmaps import Bits
from ksearch.ranking.expansion import expanded, pattern_unit
from ksearch.ranking.kernels import HIT, QueryStruct, arena, kernels
from ksearch.ranking.program import Program, compile_plan
from ksearch.ranking.statistics import Statistics

__all__ = [
    "Order",
    "Place",
    "Ranked",
    "Ranking",
    "Recency",
    "bits_of",
    "matched",
    "matching",
    "prepare",
    "rank",
    "run",
    "unit_of",
]

UNVERIFIED = 1
# A filter that leaves less than one in so many articles is narrow.
NARROW = 4
SPOT = 5  # numbers


class Order(IntEnum):
    """In which order articles come: the best, the newest or the oldest first; undated ones last."""

    SCORE = 0
    NEWEST = 1
    OLDEST = 2


class Recency(NamedTuple):
    """Scores halve with each ``half_life`` (seconds) that an article is older than ``now``.

    Those without a date are left nothing, and come last.
    """

    now: int
    half_life: float


class Ranked(NamedTuple):
    """An article's place: its score and date, the segment in the snapshot, the ordinal in it."""

    score: float
    date: int
    segment: int
    article: int


class Place(NamedTuple):
    """Where an article is: the segment in the snapshot, the ordinal in it."""

    segment: int
    article: int


class Ranking(NamedTuple):
    """How many articles match, those asked for, and what C says of each term that scored."""

    total: int
    articles: tuple[Ranked, ...]
    scored: tuple[tuple[Scored, int], ...]
    weights: Sequence[float]

    @property
    def idf(self) -> dict[Scored, float]:
        """The idf of each term that scored and that some article has."""
        return {term: weight for term, number in self.scored if (weight := self.weights[number])}


def rank(statistics: Statistics, plan: Plan, limit: int, offset: int = 0) -> Ranking:
    """The best articles for a plan, from place ``offset`` on, at most ``limit`` of them.

    Raises:
        IndexDamagedError: postings are not as they were written.
        MemoryError: there is not enough.
    """
    return run(statistics, prepare(statistics, plan), limit, offset)


def prepare(statistics: Statistics, plan: Plan) -> Program:
    """The plan as C reads it, for ``run`` over the same snapshot."""
    return compile_plan(plan, partial(unit_of, statistics))


def unit_of(statistics: Statistics, pattern: Expanded | Patterned) -> Unit:
    """The unit that a pattern stands for in a snapshot: what of it scores and can be shown."""
    if isinstance(pattern, Expanded):
        return expanded(pattern, statistics.snapshot)
    unit: Unit = statistics.remembered(pattern_unit, pattern)
    return unit


def bits_of(statistics: Statistics, mask: Mask) -> list[Bits]:
    """The bitmaps of a mask, by segment.

    Raises:
        AttributesMissingError: it asks for names, and a segment is from before there were any.
        IndexDamagedError: names, postings or articles are not as they were written.
    """
    return statistics.bits(mask, lambda plan: matched(statistics, prepare(statistics, plan)))


def run(
    statistics: Statistics,
    program: Program,
    limit: int,
    offset: int = 0,
    *,
    counted: bool = True,
    order: Order = Order.SCORE,
    recency: Recency | None = None,
) -> Ranking:
    """What ``rank`` gives. Unless it is to be ``counted``, the total may be 0.

    The first articles are looked at again for their best passages, however few are asked for; in
    the order of dates nothing is added.

    Raises:
        IndexDamagedError: postings are not as they were written.
        MemoryError: there is not enough.
    """
    segments = statistics.snapshot.segments
    if not segments:
        return Ranking(0, (), (), ())
    idf = array("d", bytes(8 * len(program.field)))
    query, held = _query(statistics, program, idf)
    # Room is made for so many: more than there are would cost memory only.
    wanted = limit + offset
    # Where nothing scores, all tie: the newest are the first.
    scores = any(program.share) or len(program.spots) > 0
    query.order = order if scores else (order or Order.NEWEST)
    if order is Order.SCORE and query.spots:
        wanted = max(wanted, statistics.parameters.with_passages)
    query.wanted = min(wanted, statistics.article_count) if limit else 0
    query.uncounted = not (counted or _is_narrow(statistics, program))
    if recency is not None:
        query.now, query.half_life = recency
    search = kernels().ks_search
    status = search(query)
    while status == UNVERIFIED:
        _verify(segments, query)
        status = search(query)
    if status:
        raise MemoryError("there is not enough memory to search")
    shown = min(query.hits, limit + offset)
    hits = ctypes.string_at(query.hit, shown * HIT.size) if shown else b""
    del held  # until here C has read what it holds
    found = map(Ranked._make, HIT.iter_unpack(hits[offset * HIT.size :]))
    return Ranking(query.total, tuple(found), program.scored, idf)


def _is_narrow(statistics: Statistics, program: Program) -> bool:
    """Whether so few articles can match that all are looked for: the best would be many others."""
    return any(
        NARROW * sum(_count(bits) for mask in row for bits in bits_of(statistics, mask))
        < statistics.article_count
        for row in program.narrowing
    )


def _count(bits: Bits) -> int:
    return int.from_bytes(bits.tobytes()).bit_count()


def matching(statistics: Statistics, program: Program, places: Sequence[Place]) -> tuple[bool, ...]:
    """Of some articles, in the order of their segments, which the program matches.

    Raises:
        IndexDamagedError: postings are not as they were written.
        MemoryError: there is not enough.
    """
    query, held = _query(statistics, program, array("d", bytes(8 * len(program.field))))
    asked = array("I", chain.from_iterable(places))
    said = ctypes.create_string_buffer(len(places))
    look = kernels().ks_look
    status = look(query, asked.buffer_info()[0], len(places), said)
    while status == UNVERIFIED:
        _verify(statistics.snapshot.segments, query)
        status = look(query, asked.buffer_info()[0], len(places), said)
    if status:
        raise MemoryError("there is not enough memory to search")
    del held
    return tuple(map(bool, said.raw))


def matched(statistics: Statistics, program: Program) -> list[Bits]:
    """Which live articles the program matches: by segment, a bit an article.

    Raises:
        IndexDamagedError: postings are not as they were written.
        MemoryError: there is not enough.
    """
    segments = statistics.snapshot.segments
    found = [np.zeros(-(-segment.article_count // 64), np.uint64) for segment in segments]
    query, held = _query(statistics, program, array("d", bytes(8 * len(program.field))))
    places = (ctypes.c_void_p * max(len(found), 1))(*map(address, found))
    mark = kernels().ks_mark_matches
    status = mark(query, places)
    while status == UNVERIFIED:
        _verify(segments, query)
        status = mark(query, places)
    if status:
        raise MemoryError("there is not enough memory to search")
    del held
    return found


def _query(
    statistics: Statistics, program: Program, idf: array[float]
) -> tuple[QueryStruct, object]:
    """The query as C reads it, and what must be kept as long as C reads."""
    query = QueryStruct.from_buffer_copy(statistics.template)
    memory = arena()
    query.arena = memory.address
    query.terms = len(program.field)
    query.text = program.text
    query.text_end = program.text_end.buffer_info()[0]
    query.term_field = program.field
    query.share = program.share.buffer_info()[0]
    query.kinds = program.kinds
    query.program = program.code.buffer_info()[0]
    query.decides = program.decides
    query.union_of_scored = program.is_union
    query.like = program.like.buffer_info()[0]
    query.spots = len(program.spots) // SPOT
    query.spot = program.spots.buffer_info()[0]
    query.idf = idf.buffer_info()[0]
    if not program.masks and not program.asks_kinds:
        return query, (statistics, program, memory)
    several = [bits_of(statistics, mask) for mask in program.masks]
    masks = [[bits[at] for bits in several] for at in range(len(statistics.snapshot.segments))]
    segments, tables = statistics.segments.asked(masks, kinds=program.asks_kinds)
    query.segment = ctypes.addressof(segments)
    return query, (statistics, program, memory, masks, segments, tables)


def _verify(segments: Sequence[SegmentColumns], query: QueryStruct) -> None:
    for number in range(query.missing):
        columns = segments[query.missing_segment[number]]
        field = columns.fields[FIELDS[query.missing_field[number]]]
        field.lazy.verify_chunk(query.missing_chunk[number])
