"""Where in a text do the words of a query stand?

Comes in: a section's text and the units of a plan. Goes out: occurrences with the code points that
they cover. Invariant: what is covered is what matched, found by the same chains as in the index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ksearch.analysis import Analyzer, words
from ksearch.plan import Chain, Link, Unit

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
                yield Occurrence(number, _marked(chain, spans), whole=True)


def parts(
    places: TextPlaces, units: Sequence[Unit], wanted: Collection[int]
) -> Iterator[Occurrence]:
    """Where the parts of some units stand: for those that an article does not hold as a whole."""
    for number in wanted:
        for link in {link for chain in units[number].chains for link in chain.links}:
            if link.field == "terms" and link.length >= MIN_LONE_PART:
                for span in places.get((link.field, link.term), ()):
                    yield Occurrence(number, (span,), whole=False)


def _marked(chain: Chain, spans: Spans) -> Spans:
    """What is shown of a chain that stands at ``spans``."""
    if not chain.marks:
        return spans
    shift = spans[0][0] - chain.links[0].start
    return tuple((start + shift, end + shift) for start, end in chain.marks)


def _chain_spans(places: TextPlaces, chain: Chain) -> Iterator[Spans]:
    """Each way in which the chain stands in the text, by where its first link stands."""
    lists = [places.get((link.field, link.term), ()) for link in chain.links]
    if not all(lists):
        return
    # From the end: at which places of a link does the rest of the chain follow?
    leading = [lists[-1]]
    for links, candidates in zip(
        reversed(list(pairwise(chain.links))), reversed(lists[:-1]), strict=True
    ):
        following = leading[-1]
        leading.append([c for c in candidates if _next(c, links, chain.slack, following)])
    leading.reverse()
    for first in leading[0]:
        spans = [first]
        for links, following in zip(pairwise(chain.links), leading[1:], strict=True):
            spans += _next(spans[-1], links, chain.slack, following)
        yield tuple(spans)


def _next(
    here: tuple[int, int],
    links: tuple[Link, Link],
    slack: int | None,
    following: Sequence[tuple[int, int]],
) -> Sequence[tuple[int, int]]:
    """The nearest span at which the second link stands when the first stands ``here``, if any."""
    link, after = links
    low = here[0] + (after.start - link.start if slack is None else link.length)
    at = bisect_left(following, (low, -1))
    nearest = following[at : at + 1]
    return nearest if nearest and nearest[0][0] <= low + (slack or 0) else ()
