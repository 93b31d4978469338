"""Which terms does a pattern stand for, and what are they worth? Over a snapshot's dictionaries."""

from __future__ import annotations

from collections import Counter

from ksearch.codec import Snapshot, expanded_terms
from ksearch.plan import Chain, Expanded, Patterned, Scored, Unit, word_pattern

__all__ = ["expanded", "pattern_terms", "pattern_unit"]

# Of a pattern's terms, so many of those that most articles hold score, and so many are shown.
MOST_SCORED = 64
MOST_SHOWN = 256


def expanded(pattern: Expanded, snapshot: Snapshot) -> Unit:
    """The pattern as a unit: each of its terms is a chain of its own, and scores."""
    terms = expanded_terms(snapshot, pattern.pattern, pattern.how)
    return Unit(
        pattern.pattern,
        tuple(Chain((term,)) for term in terms),
        tuple(Scored("terms", term, pattern.factor) for term in terms),
        kinds=pattern.kinds,
    )


def pattern_terms(snapshot: Snapshot, text: str) -> list[str]:
    """The content terms for which a pattern stands, those that most articles hold first."""
    df = Counter[bytes]()
    for segment in snapshot.segments:
        df.update(dict(segment.fields["terms"].dictionary.glob(word_pattern(text).glob)))
    most = sorted(df, key=lambda term: (-df[term], term))
    return [term.decode("utf-8", "surrogatepass") for term in most]


def pattern_unit(pattern: Patterned, snapshot: Snapshot) -> Unit:
    """What of a pattern scores and can be shown, whatever it matches: its most common terms.

    None tells more than the most common one: a name that one article has is no better an answer.
    """
    terms = pattern_terms(snapshot, pattern.text)
    usual = terms[0] if terms else ""
    return Unit(
        pattern.text,
        tuple(Chain((term,)) for term in terms[:MOST_SHOWN]),
        tuple(
            Scored("terms", term, pattern.factor, "" if term == usual else usual)
            for term in terms[:MOST_SCORED]
        ),
        kinds=pattern.kinds,
    )
