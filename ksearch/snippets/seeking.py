"""What is looked for in a text, to show a unit of a plan?

Comes in: a unit. Goes out: its chains, ready to be looked for: links that are bigrams in a row are
one string of letters, and what is shown of a chain is worked out where it can be known before.
"""

from __future__ import annotations

from typing import NamedTuple

from ksearch.plan import Chain, Link, Unit
from ksearch.snippets.letters import is_foreign, is_number

__all__ = ["Piece", "Sought", "SoughtChain", "clipped", "sought"]

Span = tuple[int, int]


class Piece(NamedTuple):
    """Letters, how far behind the place before they stand, and which of what was typed they are.

    Those are the ``size`` code points from ``start`` on. ``last`` is how far the place of their
    last link lies behind that of their first.
    """

    letters: str
    low: int
    high: int
    start: int
    size: int
    last: int


class SoughtChain(NamedTuple):
    """Content terms of the article, and pieces of one of its sections, one behind the other.

    ``marks`` are the stretches of what was typed that are shown, none for all of it. A chain of
    one piece of Hangul covers ``shown``, counted from its place.
    """

    terms: tuple[str, ...]
    pieces: tuple[Piece, ...]
    marks: tuple[Span, ...]
    shown: tuple[int, ...]


class Sought(NamedTuple):
    """The chains of a unit, and the terms to show in articles where none of them stands."""

    chains: tuple[SoughtChain, ...]
    parts: tuple[str, ...]


def sought(unit: Unit) -> Sought:
    """What to look for."""
    return Sought(tuple([_chain(chain) for chain in unit.chains]), unit.parts)


def _chain(chain: Chain) -> SoughtChain:
    pieces = tuple(_pieces(chain.links))
    shown: tuple[int, ...] = ()
    if len(pieces) == 1 and not is_number(pieces[0].letters):
        start = pieces[0].start
        shown = clipped([(start, start + pieces[0].size)], chain.marks)
        shown = tuple([at - start for at in shown])
    return SoughtChain(chain.terms, pieces, chain.marks, shown)


def clipped(spans: list[Span], marks: tuple[Span, ...]) -> tuple[int, ...]:
    """What of some spans lies inside of marks, as starts and ends, touching ones as one."""
    if marks:
        spans = [
            (max(start, low), min(end, high))
            for start, end in spans
            for low, high in marks
            if start < high and low < end
        ]
    found: list[int] = []
    for start, end in spans:
        if found and start <= found[-1]:
            found[-1] = max(found[-1], end)
        else:
            found += (start, end)
    return tuple(found)


def _pieces(links: tuple[Link, ...]) -> list[Piece]:
    found: list[Piece] = []
    joins = False
    for link in links:
        is_bigram = len(link.term) == 2 and not is_number(link.term) and not is_foreign(link.term)  # noqa: PLR2004
        if is_bigram and joins and link.low == link.high <= 2:  # noqa: PLR2004
            before = found[-1]
            fresh = link.term[2 - link.low :]
            found[-1] = before._replace(
                letters=before.letters + fresh,
                size=before.size + link.low,
                last=before.last + link.low,
            )
        else:
            found.append(Piece(link.term, link.low, link.high, link.start, link.length, 0))
        joins = is_bigram
    return found
