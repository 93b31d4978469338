"""What may a query have meant that finds little?

Comes in: a query with its result, and what else can be asked. Goes out: the result with its
corrections. What was typed in the wrong keyboard layout is corrected and answered so, where the
word as typed stands nowhere; anything else is only offered, and only where its words find more.
Words that must stand in texts are corrected; no quotation, pattern, name or date, and nothing
unwanted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice
from typing import NamedTuple

from ksearch.codec import FieldColumns
from ksearch.engine.result import FEW, MOST_RESPACED, Correction, SearchResult
from ksearch.query import Attribute
from ksearch.query.scan import Kind, Token, scan
from ksearch.suggest.meaning import CorrectionKind, Meant, alike, joined, meant, other_layouts
from ksearch.suggest.spelling import exactly_typed
from ksearch.suggest.table import SuggestTable

__all__ = ["Sources", "corrected"]

MOST_OFFERS = 3
# Of each word, how many readings are looked at.
MOST_READINGS = 8
# A word that is in the archive is only taken for one that is used so many times as often.
OFTENER = 10
MOST_JOINED = 3  # words
MOST_CORRECTED = 24  # words, of one that finds little: each takes some milliseconds


class Sources(NamedTuple):
    """Where what was meant is looked for: suggestions, and by segment the terms of all texts."""

    table: SuggestTable
    terms: Sequence[FieldColumns]


class _Change(NamedTuple):
    """Words from ``first`` up to, not including, ``end`` are read otherwise."""

    first: int
    end: int
    meant: Meant


def corrected(
    result: SearchResult,
    sources: Sources,
    found: Callable[[str, int], int],
    search: Callable[[str], SearchResult],
) -> SearchResult:
    """The result with its corrections, or that of the query in the other keyboard layout.

    ``found`` says how many articles have all words of a query, up to a number.
    """
    if not result.is_scarce:
        return replace(result, _corrections=cache(lambda: _rejoined(result.query, sources.table)))
    asked = _Asked.of(result.query, sources, found)
    layout = asked.in_other_layout()
    if layout is None:
        return replace(result, _corrections=cache(lambda: asked.offers(asked.readings())))
    answered = search(layout.text)

    @cache
    def offers() -> tuple[Correction, ...]:
        again = _Asked.of(layout.text, sources, found)
        return (layout, *(again.offers(again.readings()) if answered.is_scarce else ()))

    return replace(answered, query=result.query, _corrections=offers)


def _rejoined(query: str, table: SuggestTable) -> tuple[Correction, ...]:
    """A query of a few plain words with other spaces, where some of them are none by themselves.

    It takes some microseconds, since whatever finds enough is asked so.
    """
    words = unicodedata.normalize("NFC", query).split()
    if len(words) > MOST_RESPACED or not all(word.isalnum() for word in words):
        return ()
    for first in range(len(words)):
        for end in range(first + 2, len(words) + 1):
            one = joined(table, words[first:end])
            if one is not None:
                text = " ".join([*words[:first], one.text, *words[end:]])
                return (Correction(text, one.kind),)
    return ()


@dataclass(frozen=True)
class _Asked:
    """A query, and its words that may be corrected."""

    query: str
    words: Sequence[Token]
    sources: Sources
    found: Callable[[str, int], int]

    @classmethod
    def of(cls, query: str, sources: Sources, found: Callable[[str, int], int]) -> _Asked:
        text = unicodedata.normalize("NFC", query)
        return cls(text, tuple(islice(_words(text), MOST_CORRECTED)), sources, found)

    @cached_property
    def own(self) -> Sequence[int]:
        """How many articles have each word, up to ``FEW``; asked where little was found."""
        return [self.found(word.text, FEW) for word in self.words]

    def in_other_layout(self) -> Correction | None:
        """With each word that stands nowhere in the other layout, where it stands so."""
        changes = []
        for at, (word, own) in enumerate(zip(self.words, self.own, strict=True)):
            others = other_layouts(word.text) if not own else []
            others.sort(key=lambda one: exactly_typed(self.sources.table, one) is None)
            other = next((one for one in others if self.found(one, 1)), None)
            if other is not None:
                changes.append(_Change(at, at + 1, Meant(other, CorrectionKind.LAYOUT, 0.0, 0)))
        return self._with(changes, is_applied=True) if changes else None

    def joins(self) -> Iterator[list[_Change]]:
        """Words that stand side by side written as one, or with other spaces."""
        for first in range(len(self.words)):
            for end in range(first + 2, min(first + MOST_JOINED, len(self.words)) + 1):
                if self._are_together(first, end):
                    text = [word.text for word in self.words[first:end]]
                    one = joined(self.sources.table, text)
                    if one is not None:
                        yield [_Change(first, end, one)]

    def readings(self) -> Iterator[list[_Change]]:
        """Changes that may make of the query what was meant, the likeliest first."""
        several = [list(self._of_word(at)) for at in range(len(self.words))]
        unknown = [at for at, own in enumerate(self.own) if not own and several[at]]
        best = {at: several[at][0] for at in unknown}
        found = [[*self.joins()], [list(best.values())] if best else []]
        others = [
            [change, *(one for at, one in best.items() if at != change.first)]
            for changes in several
            for change in changes
            if best.get(change.first) is not change
        ]
        whole = (0, len(self.words))
        if len(self.words) > 1 and self._are_together(*whole):
            text = " ".join(word.text for word in self.words)
            others += [[_Change(*whole, one)] for one in alike(self.sources.table, text)]
        made = [*found[0], *found[1], *others]
        return iter(sorted(made, key=lambda changes: sum(one.meant.cost for one in changes)))

    def _of_word(self, at: int) -> Iterator[_Change]:
        own = self.own[at]
        if own >= FEW:
            return
        for one in meant(*self.sources, self.words[at].text)[:MOST_READINGS]:
            if not own or (one.count >= OFTENER * own and one.cost < 0):
                yield _Change(at, at + 1, one)

    def offers(self, readings: Iterator[list[_Change]]) -> tuple[Correction, ...]:
        """The first readings whose words find more, those first that are found as a whole."""
        offers: dict[str, tuple[bool, Correction]] = {}
        for changes in readings:
            if len(offers) == MOST_OFFERS:
                break
            made = self._with(changes)
            if made.text not in offers and all(map(self._finds_more, changes)):
                offers[made.text] = (not self.found(made.text, 1), made)
        return tuple(one for _, one in sorted(offers.values(), key=lambda offer: offer[0]))

    def _finds_more(self, change: _Change) -> bool:
        least = 0 if change.end - change.first > 1 else self.own[change.first]
        return self.found(change.meant.text, least + 1) > least

    def _are_together(self, first: int, end: int) -> bool:
        """Whether there is nothing but space between words."""
        words = self.words[first:end]
        between = self.query[words[0].start : words[-1].start + len(words[-1].text)]
        return between.split() == [word.text for word in words]

    def _with(self, changes: Sequence[_Change], *, is_applied: bool = False) -> Correction:
        pieces: list[str] = []
        at = 0
        for first, end, one in sorted(changes, key=lambda change: change.first):
            last = self.words[end - 1]
            pieces += self.query[at : self.words[first].start], one.text
            at = last.start + len(last.text)
        kind = max(changes, key=lambda change: change.meant.cost).meant.kind
        return Correction("".join([*pieces, self.query[at:]]), kind, is_applied=is_applied)


def _words(query: str) -> Iterator[Token]:
    """The words of a query that are wanted in texts, where they stand as they were typed."""
    depth = 0
    skipped: int | None = None  # what is inside brackets so deep, or the next operand
    for token in scan(query):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if skipped is None and (token.kind is Kind.NOT or isinstance(token.field, Attribute)):
            skipped = depth
        elif skipped is None:
            if token.kind is Kind.WORD and query.startswith(token.text, token.start):
                yield token
        elif depth == skipped and token.kind not in (Kind.NOT, Kind.FIELD):
            skipped = None  # the end of the operand
