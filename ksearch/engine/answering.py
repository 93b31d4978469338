"""Which articles does a query get? Its words read strictly first, more loosely where few are found.

Comes in: a query tree, and where to look. Goes out: one page of articles, and what they were found
by. Articles with all words come first; where they fill no page, those with some of the words come
behind them, and the answer is *relaxed*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

    ``strict`` is how many articles hold all words where the answer is ``relaxed``.
    """

    articles: Sequence[Ranked]
    plan: Plan
    words: tuple[Unit | Expanded | Patterned, ...]
    idf: dict[Scored, float]
    relaxed: bool
    strict: int
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
    """The answer to a query."""
    tried = readings(node)
    best: Sequence[Ranked] = ()
    for reading in tried:
        plan = planner.plan(node, reading)
        program = prepare(statistics, plan)
        is_last = reading is tried[-1]
        found = _run(statistics, program, asked, 0 if is_last else ENOUGH, len(best))
        if reading is Reading.ALL and len(found.articles) < ENOUGH:
            if not found.articles or asked.order is Order.SCORE:
                best = found.articles
                continue
        elif not found.articles and not is_last:
            continue
        made = _answer(statistics, program, plan, found, best, asked)
        return made if reading is not tried[0] else replace(made, relaxed=False)
    raise AssertionError(tried)  # the last reading is always an answer


def _run(
    statistics: Statistics, program: Program, asked: Asked, least: int, before: int
) -> Ranking:
    """The first articles up to the end of the page, at least so many."""
    wanted = max(asked.offset + asked.limit + before, least)
    return run(statistics, program, wanted, counted=False, order=asked.order, recency=asked.recency)


def _answer(
    statistics: Statistics,
    program: Program,
    plan: Plan,
    found: Ranking,
    best: Sequence[Ranked],
    asked: Asked,
) -> Answer:
    """What was found behind the best, if there are such."""
    articles = found.articles
    if best:
        there = {(ranked.segment, ranked.article) for ranked in best}
        articles = (*best, *(r for r in articles if (r.segment, r.article) not in there))
    # Nothing was added where every article holds all words, or where there is none.
    relaxed = len(articles) > len(best)
    page = articles[asked.offset : asked.offset + asked.limit]
    return Answer(
        page, plan, tuple(wanted_words(plan)), found.idf, relaxed, len(best), statistics, program
    )
