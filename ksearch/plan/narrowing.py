"""What becomes of a plan whose words must stand in some kinds of sections, or are worth more?

Comes in: a plan. Goes out: the same plan with its units changed. What is no word is left as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from ksearch.article import SectionKind
from ksearch.plan.nodes import AllPlan, AnyPlan, Close, ExceptPlan, Expanded, Patterned, Plan, Unit

__all__ = ["boosted", "is_factor", "within"]

Words: TypeAlias = Unit | Expanded | Patterned


def within(plan: Plan, kinds: tuple[SectionKind, ...]) -> Plan:
    """The plan with every word, unwanted ones too, in sections of some kinds.

    A passage may reach from one section into the next, so that nothing is told by it here.
    """

    def narrowed(words: Words) -> Plan:
        both = tuple(kind for kind in kinds if kind in words.kinds) if words.kinds else kinds
        if not both:  # in no kind of section
            return AnyPlan(())
        if isinstance(words, Unit):
            return replace(words, kinds=both, spots=())
        return replace(words, kinds=both)

    return _changed(plan, narrowed)


def boosted(plan: Plan, factor: float) -> Plan:
    """The plan with each word worth so many times as much."""

    def worth_more(words: Words) -> Plan:
        if isinstance(words, Unit):
            scored = tuple([term._replace(share=term.share * factor) for term in words.scored])
            return replace(words, scored=scored)
        return replace(words, factor=words.factor * factor)

    return _changed(plan, worth_more)


def is_factor(factor: float) -> bool:
    """Whether words can be worth so many times as much."""
    return math.isfinite(factor) and factor > 0


def _changed(plan: Plan, change: Callable[[Words], Plan]) -> Plan:
    match plan:
        case Unit() | Expanded() | Patterned():
            return change(plan)
        case Close(units, distance):
            changed = [change(unit) for unit in units]
            kept = tuple([unit for unit in changed if isinstance(unit, Unit)])
            return Close(kept, distance) if len(kept) == len(units) else AnyPlan(())
        case AnyPlan(parts):
            return AnyPlan(tuple([_changed(part, change) for part in parts]))
        case AllPlan(parts):
            return AllPlan(tuple([_changed(part, change) for part in parts]))
        case ExceptPlan(wanted, unwanted):
            return ExceptPlan(_changed(wanted, change), _changed(unwanted, change))
        case _:
            return plan
