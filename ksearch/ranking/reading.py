"""Which articles have a word that their terms do not tell, or words so close together?

The net says where letters stand, but not where words begin. So what may be an answer is found by
the net, and its stored texts are read. Bitmaps are remembered (``Statistics.bits``), so that one
query reads them once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from ksearch.analysis.net import net_spans
from ksearch.analysis.scan import scan_words
from ksearch.analysis.words import HANGUL, HANJA, fold, words
from ksearch.article import SectionKind
from ksearch.codec import SegmentColumns, Snapshot
from ksearch.jsonbytes import loads
from ksearch.plan import (
    AllPlan,
    Chain,
    Close,
    Link,
    Patterned,
    Plan,
    Unit,
    WordPattern,
    word_pattern,
)
from ksearch.ranking.bitmaps import Bits
from ksearch.ranking.expansion import pattern_terms
from ksearch.storage import KINDS, record

__all__ = ["read"]

Matched: TypeAlias = Callable[[Plan], list[Bits]]
# The places of the first and of the last letters of a unit.
Stand: TypeAlias = tuple[int, int]
# Articles whose texts are looked through together.
PIECE = 1024
# Before or behind, however far.
ANYWHERE = (-(2**31), 2**31 - 1)
_WIDE = re.compile("[\uff01-\uff5e]")
_BIGRAM = re.compile(f"[{HANGUL}{HANJA}]{{2}}")


def read(mask: Patterned | Close, snapshot: Snapshot, matched: Matched) -> list[Bits]:
    """The bitmaps of a mask, by segment; ``matched`` gives those of a plan.

    Raises:
        IndexDamagedError: postings or stored articles are not as they were written.
    """
    if isinstance(mask, Close):
        return _close(mask, snapshot, matched)
    return _patterned(mask, snapshot, matched)


def _patterned(mask: Patterned, snapshot: Snapshot, matched: Matched) -> list[Bits]:
    """By terms as far as they tell it, the others by their texts."""
    pattern = word_pattern(mask.text)
    terms = pattern_terms(snapshot, mask.text)
    found = matched(Unit("", tuple([Chain((term,)) for term in terms]), (), kinds=mask.kinds))
    parts = [_holding(held, snapshot, mask.kinds) for held in pattern.held]
    for segment, bits, may in zip(
        snapshot.segments, found, matched(AllPlan(tuple(parts))), strict=True
    ):
        for article in _articles(may & ~bits):
            stored = segment.content(article)
            if not pattern.may_be_in(stored):
                continue
            if any(_has_word(text, pattern) for text in _texts(stored, mask.kinds)):
                bits[article // 64] |= np.uint64(1 << article % 64)
    return found


def _holding(
    held: tuple[str, ...] | tuple[Link, ...], snapshot: Snapshot, kinds: tuple[SectionKind, ...]
) -> Unit:
    """Articles with any of the net's terms for some patterns, or with some links."""
    links = [link for link in held if isinstance(link, Link)]
    chains = [Chain((), tuple(links))] if links else []
    globs = [glob for glob in held if isinstance(glob, str)]
    terms = set[bytes]()
    for segment in snapshot.segments:
        dictionary = segment.fields["net"].dictionary
        terms.update(term for glob in globs for term, _ in dictionary.glob(glob))
    for term in sorted(terms):
        text = term.decode("utf-8", "surrogatepass")
        chains.append(Chain((), (Link(text, 0, 0, 0, len(text)),)))
    return Unit("", tuple(chains), (), kinds=kinds)


def _has_word(text: str, pattern: WordPattern) -> bool:
    """Whether a text has a word for which a pattern stands."""
    if not pattern.place.search(_folded(text)):
        return False
    return any(pattern.word.fullmatch(fold(word)) for word, _ in words(text))


def _close(mask: Close, snapshot: Snapshot, matched: Matched) -> list[Bits]:
    kinds = mask.units[0].kinds if mask.units else ()
    found = []
    for segment, may in zip(snapshot.segments, matched(_in_one_section(mask.units)), strict=True):
        bits = np.zeros_like(may)
        for article in _close_articles(mask, segment, kinds, _articles(may)):
            bits[article // 64] |= np.uint64(1 << article % 64)
        found.append(bits)
    return found


def _close_articles(
    mask: Close, segment: SegmentColumns, kinds: tuple[SectionKind, ...], articles: Iterator[int]
) -> Iterator[int]:
    """Those of some articles in one of whose sections all units stand close together."""
    while piece := list(islice(articles, PIECE)):
        owners, texts, stands = [], [], []
        for article in piece:
            for text in _texts(segment.content(article), kinds):
                in_text = _all_stands(mask.units, _folded(text))
                if in_text:
                    owners.append(article)
                    texts.append(text)
                    stands.append(in_text)
        scan = scan_words(texts)
        ends = np.searchsorted(scan.section, np.arange(len(texts)), side="right").tolist()
        offsets = scan.offset.tolist()
        for owner, in_text, begin, end in zip(owners, stands, [0, *ends], ends, strict=False):
            if _are_close(in_text, offsets[begin:end], mask.distance):
                yield owner


def _in_one_section(units: Sequence[Unit]) -> Plan:
    """Articles in which all units may stand in one section."""
    chains = [unit.chains[0] for unit in units if len(unit.chains) == 1]
    if not units or len(chains) < len(units):
        return AllPlan(tuple(units))
    first, *others = (chain.links for chain in chains)
    links = [*first]
    for beside in others:
        links += (replace(beside[0], low=ANYWHERE[0], high=ANYWHERE[1]), *beside[1:])
    return Unit("", (Chain((), tuple(links)),), (), kinds=units[0].kinds)


def _all_stands(units: Sequence[Unit], folded: str) -> list[list[Stand]]:
    """Where each unit stands in a folded text; nothing where one of them does not."""
    stands = []
    for unit in units:
        of_unit = [stand for chain in unit.chains for stand in _stands(chain.links, folded)]
        if not of_unit:
            return []
        stands.append(of_unit)
    return stands


def _are_close(stands: Sequence[Sequence[Stand]], begins: Sequence[int], distance: int) -> bool:
    """Whether each unit stands somewhere so that the last word is near the first.

    ``begins`` are the places where words begin.
    """
    numbers = [
        [(bisect_right(begins, begin), bisect_right(begins, end)) for begin, end in of_unit]
        for of_unit in stands
    ]
    return any(
        all(
            any(first <= begin and end <= first + distance for begin, end in of_unit)
            for of_unit in numbers
        )
        for first in {begin for of_unit in numbers for begin, _ in of_unit}
    )


def _folded(text: str) -> str:
    """What ``fold`` gives of a text; most have no letter of full width, which takes it long."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) and not _WIDE.search(lowered) else fold(text)


def _stands(links: Sequence[Link], folded: str) -> list[Stand]:
    """Where links stand in a folded text."""
    reached = [(place, place) for place in _places(links[0].term, folded)]
    for link in links[1:]:
        if not reached:
            break
        places = _places(link.term, folded)
        reached = [
            (begin, place)
            for begin, before in reached
            for place in places
            if link.low <= place - before <= link.high
        ]
    return reached


def _places(term: str, folded: str) -> list[int]:
    """Where the net says that a term stands in a folded text: bigrams wherever they do."""
    if _BIGRAM.fullmatch(term):
        return [match.start() for match in re.finditer(f"(?={term})", folded)]
    letter = term[-1]
    if letter not in folded:
        return []
    return [
        offset + span.end - len(term)
        for word, offset in words(folded)
        if letter in word
        for span in net_spans(word)
        if span.term == term
    ]


def _texts(content: bytes, kinds: tuple[SectionKind, ...]) -> list[str]:
    """The texts of a stored article's sections of some kinds, of all where none is named."""
    stored = record(content)
    texts: list[str] = loads(stored.texts)
    if not kinds:
        return texts
    return [t for t, kind in zip(texts, stored.kinds, strict=True) if KINDS[kind] in kinds]


def _articles(bits: Bits) -> Iterator[int]:
    """The articles of a bitmap."""
    yield from np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little")).tolist()
