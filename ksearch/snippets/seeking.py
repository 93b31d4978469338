"""What is looked for in a text, to show a unit of a plan?

Comes in: a unit. Goes out: its chains, ready to be looked for: links that are bigrams in a row are
one string of letters, and what is shown of a chain is worked out where it can be known before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ksearch.analysis.words import HANGUL, HANJA, keyed
from ksearch.plan import Chain, Link, Unit
from ksearch.snippets.surfaces import heads

__all__ = [
    "Piece",
    "Sought",
    "SoughtChain",
    "SoughtTerm",
    "clipped",
    "is_foreign",
    "is_number",
    "sought",
]

_FOREIGN = re.compile(rf"[^\W\d_ㆍ{HANGUL}{HANJA}]")
Span = tuple[int, int]


def is_number(term: str) -> bool:
    """Whether a net term is a number."""
    return term[0].isdecimal()


def is_foreign(term: str) -> bool:
    """Whether a net term is a run of foreign letters."""
    return _FOREIGN.match(term) is not None


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
    one piece that is no number covers ``shown``, counted from its place. ``nexts`` is what must be
    behind a first piece that is a number, where that is known.
    """

    terms: tuple[str, ...]
    pieces: tuple[Piece, ...]
    marks: tuple[Span, ...]
    shown: tuple[int, ...]
    nexts: str


class SoughtTerm(NamedTuple):
    """A content term; where ``letters`` stand it need not be looked up.

    There the first ``size`` code points are shown; nothing where it is 0.
    """

    term: str
    letters: str = ""
    size: int = 0


class Sought(NamedTuple):
    """The chains of a unit, and the terms to show in articles where none of them stands.

    ``term`` is a chain of one content term, with what a chain of letters adds to it.
    """

    term: SoughtTerm | None
    chains: tuple[SoughtChain, ...]
    parts: tuple[SoughtTerm, ...]


def sought(unit: Unit) -> Sought:
    """What to look for."""
    chains = [_chain(chain) for chain in unit.chains]
    parts = tuple(map(SoughtTerm, unit.parts))
    if not chains or chains[0].pieces or len(chains[0].terms) != 1:
        return Sought(None, tuple(chains), parts)
    term, others = chains[0].terms[0], tuple(chains[1:])
    if len(others) == 1 and _begins_alike(term, others[0]):
        (chain,) = others
        return Sought(SoughtTerm(term, chain.pieces[0].letters, chain.shown[1]), (), parts)
    if any(_spells(term, chain) for chain in others):
        return Sought(SoughtTerm(term, term), others, parts)
    return Sought(SoughtTerm(term), others, parts)


def _spells(term: str, chain: SoughtChain) -> bool:
    """Whether a chain stands wherever the letters of a term do: they need not be looked for."""
    letters = [piece.letters for piece in chain.pieces]
    return not chain.terms and "".join(letters) == term and all(map(_is_plain, letters))


def _begins_alike(term: str, chain: SoughtChain) -> bool:
    """Whether the letters of a chain are in a row, from a head of the term on."""
    if chain.terms or not _is_plain(chain.pieces[0].letters) or len(chain.pieces) > 1:
        return False
    if chain.shown[:1] != (0,) or len(chain.shown) > 2 or keyed(term).runs:  # noqa: PLR2004
        return False
    letters, (prefix, nexts, _) = chain.pieces[0].letters, heads(term)
    return letters.startswith(prefix) and letters[len(prefix) : len(prefix) + 1] in [*nexts]


def _chain(chain: Chain) -> SoughtChain:
    pieces = tuple(_pieces(chain.links))
    shown: tuple[int, ...] = ()
    if len(pieces) == 1 and not is_number(pieces[0].letters):
        start = pieces[0].start
        shown = clipped([(start, start + pieces[0].size)], chain.marks)
        shown = tuple([at - start for at in shown])
    nexts = ""
    if len(pieces) > 1 and is_number(pieces[0].letters):
        first, second = pieces[:2]
        is_behind = second.low == second.high == len(first.letters)
        nexts = second.letters[0] if is_behind and not is_foreign(second.letters) else ""
    return SoughtChain(chain.terms, pieces, chain.marks, shown, nexts)


def _is_plain(letters: str) -> bool:
    """Whether letters are bigrams in a row, which stand wherever they are."""
    return len(letters) > 1 and not is_number(letters) and not is_foreign(letters)


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
        is_bigram = _is_plain(link.term)
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
