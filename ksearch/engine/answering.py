"""Which articles does a query get? Its words read strictly first, more loosely where few are found.

Comes in: a query tree, and where to look. Goes out: one page of articles, and what they were found
by. Where few articles have all words, an article's place is by what it has of them, and the answer
is *relaxed*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ksearch.plan import (
    AllPlan,
    ExceptPlan,
    Expanded,
    Patterned,
    Plan,
    Planner,
    Reading,
    Scored,
    Undated,
    Unit,
    readings,
    wanted_words,
    without_dates,
)
from ksearch.query import Node
from ksearch.ranking import (
    Bits,
    Facet,
    Order,
    Program,
    Ranked,
    Ranking,
    Recency,
    Statistics,
    facet,
    matched,
    prepare,
    run,
    unit_of,
)

__all__ = ["Answer", "Asked", "answer"]

# With so many articles that hold all words nobody is shown others.
ENOUGH = 10
# Of no more things the few articles that have all come before the others: for more, that is worse.
FEW = 2
# The readings that must find so many; others need one.
_MANY = frozenset({Reading.ALL, Reading.QUOTED})


@dataclass(frozen=True, slots=True)
class Asked:
    """One page that is asked for, in which order."""

    limit: int
    offset: int = 0
    order: Order = Order.SCORE
    recency: Recency | None = None
    collapse: bool = True


@dataclass(frozen=True)
class Answer:
    """One page of articles, what they were found by, and what its units are worth.

    ``strict`` is how many articles hold all that is ``wanted``, where the answer is ``relaxed``.
    """

    articles: Sequence[Ranked]
    plan: Plan
    words: tuple[Unit | Expanded | Patterned, ...]
    idf: dict[Scored, float]
    relaxed: bool
    strict: int
    wanted: Reading
    _statistics: Statistics
    program: Program

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that an article may match, also those that patterns stand for."""
        known = self._statistics
        return tuple([w if isinstance(w, Unit) else unit_of(known, w) for w in self.words])

    @cached_property
    def total(self) -> int:
        """How many articles match, counted when it is first asked for."""
        if "matching" in self.__dict__:
            return sum(int.from_bytes(bits.tobytes()).bit_count() for bits in self.matching)
        return run(self._statistics, self.program, 0).total

    @cached_property
    def matching(self) -> list[Bits]:
        """All articles that match: by segment, a bit an article."""
        return matched(self._statistics, self.program)

    def facet(self, attribute: str) -> Facet:
        """How many of all articles that match have which names.

        Raises:
            AttributesMissingError: a segment is from before articles had names.
        """
        return facet(self._statistics, attribute, self.matching)

    @cached_property
    def undated_left_out(self) -> int:
        """How many articles match but for a range of dates, and have no date."""
        anyway = without_dates(self.plan)
        if anyway == self.plan:
            return 0
        plan = ExceptPlan(AllPlan((Undated(), anyway)), self.plan)
        return run(self._statistics, prepare(self._statistics, plan), 0).total


def answer(statistics: Statistics, planner: Planner, node: Node, asked: Asked) -> Answer:
    """The answer to a query: what the first reading finds that finds enough, else the last.

    Articles that have both of two words, or the quotations of a longer query, come first all the
    same. In the order of dates nothing looser is put among what a reading has found.
    """
    tried = readings(node)
    strict = 0
    best: Sequence[Ranked] = ()
    for reading in tried:
        plan = planner.plan(node, reading)
        program = prepare(statistics, plan)
        is_last = reading is tried[-1]
        found = _run(statistics, program, asked, len(best))
        some = len(found.articles)
        enough = ENOUGH if reading in _MANY and asked.order is Order.SCORE else 1
        if is_last or some >= enough:
            articles = _behind(best, found.articles)
            relaxed = reading is not tried[0] and len(articles) > strict
            page = articles[asked.offset : asked.offset + asked.limit]
            return Answer(
                page,
                plan,
                tuple(wanted_words(plan)),
                found.idf,
                relaxed,
                strict,
                tried[0],
                statistics,
                program,
            )
        if reading is tried[0]:
            strict = some
        if reading is Reading.QUOTED or planner.things(node) <= FEW:
            best = found.articles
    raise AssertionError(tried)  # the last reading is always an answer


def _run(statistics: Statistics, program: Program, asked: Asked, before: int) -> Ranking:
    """The first articles up to the end of the page, enough in any case to judge a reading by."""
    wanted = max(asked.offset + asked.limit + before, ENOUGH)
    return run(statistics, program, wanted, counted=False, order=asked.order, recency=asked.recency)


def _behind(best: Sequence[Ranked], articles: Sequence[Ranked]) -> Sequence[Ranked]:
    """The best, and behind them the other articles."""
    if not best:
        return articles
    there = {(ranked.segment, ranked.article) for ranked in best}
    return (*best, *(one for one in articles if (one.segment, one.article) not in there))
