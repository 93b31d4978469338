"""Which terms does a pattern stand for? As Whoosh expands it, over a snapshot's dictionaries."""

from __future__ import annotations

from ksearch.codec import Snapshot, expanded_terms
from ksearch.plan import Chain, Expanded, Scored, Unit

__all__ = ["expanded"]


def expanded(pattern: Expanded, snapshot: Snapshot) -> Unit:
    """The pattern as a unit: each of its terms is a chain of its own, and scores."""
    terms = expanded_terms(snapshot, pattern.pattern, pattern.how)
    return Unit(
        pattern.pattern,
        tuple(Chain((term,)) for term in terms),
        tuple(Scored("terms", term, pattern.factor) for term in terms),
        kinds=pattern.kinds,
    )
