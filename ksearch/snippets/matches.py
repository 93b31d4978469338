"""Where in a text do the words of a query stand?

Comes in: a section's text and the units of a plan. Goes out: occurrences with the code points that
they cover. Invariant: what is covered is what matched, found by the same chains as in the index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ksearch.analysis import Analyzer, words
from ksearch.plan import Chain, Unit

__all__ = ["Occurrence", "TextPlaces", "occurrences", "parts", "text_places"]

Spans = tuple[tuple[int, int], ...]
# By field and term: the spans at which the term stands, rising.
TextPlaces = Mapping[tuple[str, str], Sequence[tuple[int, int]]]
# A syllable by itself says too little to be marked when its word is not there.
MIN_LONE_PART = 2


class Occurrence(NamedTuple):
    """A unit (by its place in the plan) and the spans of the text that show it.

    ``whole`` tells a word found as typed from a part of it that stands alone.
    """

    unit: int
    spans: Spans
    whole: bool


def text_places(text: str, analyzer: Analyzer) -> TextPlaces:
    """Every term of a text and the spans that it covers."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for word, offset in words(text):
        for term, start, end, _ in analyzer.word_terms(word):
            places["terms", term].append((offset + start, offset + end))
        for term, start, end, _ in analyzer.net_terms(word):
            places["net", term].append((offset + start, offset + end))
    return places


def occurrences(places: TextPlaces, units: Sequence[Unit]) -> Iterator[Occurrence]:
    """Each place where a unit stands in the text."""
    for number, unit in enumerate(units):
        for chain in unit.chains:
            for spans in _chain_spans(places, chain):
                yield Occurrence(number, spans, whole=True)


def parts(
    places: TextPlaces, units: Sequence[Unit], wanted: Collection[int]
) -> Iterator[Occurrence]:
    """Where the parts of some units stand: for those that an article does not hold as a whole."""
    for number in wanted:
        for link in {link for chain in units[number].chains for link in chain.links}:
            if link.field == "terms" and link.length >= MIN_LONE_PART:
                for span in places.get((link.field, link.term), ()):
                    yield Occurrence(number, (span,), whole=False)


def _chain_spans(places: TextPlaces, chain: Chain) -> Iterator[Spans]:
    lists = [places.get((link.field, link.term), ()) for link in chain.links]
    if not all(lists):
        return
    for first in lists[0]:
        spans = _from((first,), chain, lists)
        if spans:
            yield spans


def _from(spans: Spans, chain: Chain, lists: Sequence[Sequence[tuple[int, int]]]) -> Spans:
    """The spans of the chain that begins with ``spans``; none where it breaks off."""
    done = len(spans)
    if done == len(chain.links):
        return spans
    if chain.slack is None:
        low = high = spans[0][0] + chain.links[done].start - chain.links[0].start
    else:
        low = spans[-1][0] + chain.links[done - 1].length
        high = low + chain.slack
    candidates = lists[done]
    for at in range(bisect_left(candidates, (low, -1)), len(candidates)):
        if candidates[at][0] > high:
            break
        if whole := _from((*spans, candidates[at]), chain, lists):
            return whole
    return ()
