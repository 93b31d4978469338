"""What is to be marked in an article, in plain Python: every text analysed, every choice tried.

Comes in: an article, the units of a plan. Goes out: for each section the spans to mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ksearch.analysis import Analyzer, words
from ksearch.article import Article
from ksearch.plan import Chain, Unit
from tests.ranking.reference import document, stands

Span = tuple[int, int]
# By field and term: where the term stands (see tests.ranking.reference), and the letters it covers.
TextPlaces = Mapping[tuple[str, str], Sequence[tuple[int, Span]]]


def text_places(text: str, analyzer: Analyzer) -> TextPlaces:
    """Every term of a text, its places and the spans that it covers."""
    places: dict[tuple[str, str], list[tuple[int, Span]]] = defaultdict(list)
    for word, offset in words(text):
        for term, start, end, _ in analyzer.word_terms(word):
            places["terms", term].append((offset + start, (offset + start, offset + end)))
        for term, start, end, _ in analyzer.net_terms(word):
            places["net", term].append((offset + end - len(term), (offset + start, offset + end)))
    return places


def marked(article: Article, units: Sequence[Unit], analyzer: Analyzer) -> list[tuple[Span, ...]]:
    """For each section: what to mark, overlapping and touching spans as one."""
    places = [text_places(section.text, analyzer) for section in article.sections]
    doc = document(article, analyzer)
    found: list[list[Span]] = [[] for _ in places]
    for unit in units:
        chains = [chain for chain in unit.chains if stands(chain, doc)]
        terms = [t for chain in chains for t in chain.terms] if chains else unit.parts
        for spans, here in zip(found, places, strict=True):
            for chain in chains:
                for placement in _placements(chain, here):
                    spans.extend(_shown(chain, placement))
            for term in terms:
                spans.extend(span for _, span in here.get(("terms", term), ()))
    return [merged(spans) for spans in found]


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping and touching ones as one."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _placements(chain: Chain, places: TextPlaces) -> Iterator[list[tuple[int, Span]]]:
    """For each place of the first link: the nearest choice of places for the others."""
    if not chain.links:
        return
    for first in places.get(("net", chain.links[0].term), ()):
        choice = next(_choices(chain, [first], places), None)
        if choice is not None:
            yield choice


def _choices(
    chain: Chain, chosen: list[tuple[int, Span]], places: TextPlaces
) -> Iterator[list[tuple[int, Span]]]:
    if len(chosen) == len(chain.links):
        yield chosen
        return
    link = chain.links[len(chosen)]
    for place in sorted(places.get(("net", link.term), ())):
        if link.low <= place[0] - chosen[-1][0] <= link.high:
            yield from _choices(chain, [*chosen, place], places)


def _shown(chain: Chain, placement: Sequence[tuple[int, Span]]) -> list[Span]:
    """The letters of the links, but for those that were typed outside of the marks."""
    if not chain.marks:
        return [span for _, span in placement]
    shown = []
    for link, (_, (begin, end)) in zip(chain.links, placement, strict=True):
        typed_end, shift = link.start + link.length, begin - link.start
        for low, high in chain.marks:
            if end - begin == link.length:
                shown.append((max(low, link.start) + shift, min(high, typed_end) + shift))
            elif low < typed_end and link.start < high:  # other commas: all of a number is shown
                shown.append((begin, end))
    return shown
