"""Which terms does a pattern stand for? As Whoosh expands it, over the dictionaries of a snapshot.

Comes in: a plan. Goes out: the same plan with a unit for each pattern: the terms that it stands
for, each a chain of its own, and each scored.
"""

from __future__ import annotations

from ksearch.codec import Snapshot, expanded_terms
from ksearch.plan import AllPlan, AnyPlan, Chain, ExceptPlan, Expanded, Plan, Scored, Unit

__all__ = ["expand"]


def expand(plan: Plan, snapshot: Snapshot) -> Plan:
    """The plan without patterns."""
    match plan:
        case Expanded(pattern, how):
            terms = expanded_terms(snapshot, pattern, how)
            chains = tuple(Chain((term,)) for term in terms)
            return Unit(pattern, chains, tuple(Scored("terms", term) for term in terms))
        case AnyPlan(parts):
            return AnyPlan(tuple(expand(part, snapshot) for part in parts))
        case AllPlan(parts):
            return AllPlan(tuple(expand(part, snapshot) for part in parts))
        case ExceptPlan(wanted, unwanted):
            return ExceptPlan(expand(wanted, snapshot), expand(unwanted, snapshot))
        case _:
            return plan
