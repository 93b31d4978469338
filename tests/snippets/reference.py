"""What is shown of an article, in plain Python: every text analysed, every choice tried.

Comes in: an article, the units of a plan. Goes out: the spans to mark, and the snippets as
``ksearch.snippets`` says what they are. No letters are looked for, and nothing is remembered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ksearch.analysis import Analyzer, words
from ksearch.article import Article, Section, SectionKind
from ksearch.plan import Chain, Unit
from ksearch.snippets import Shown, Snippet
from tests.ranking.reference import document, stands

MOST = 3
WIDTH = 180  # code points: about two lines of a wide terminal
LEAD = 40  # how far before the first highlight a snippet may begin
ELLIPSIS = "…"
PART_SHARE = 0.3
AGAIN_SHARE = 0.1
# The end of a sentence, with the quotes and brackets behind it; some leave out the space.
SENTENCE = re.compile(r"[.?!。](?:[”’\"')\]]*(?=\s)|(?<=다\.)(?=\S))")
SPACE = re.compile(r"\s+")
# Closing quotes, brackets and spaces behind a sentence: none has more.
BEHIND = 8
# Sums that differ by less are equal.
ROUNDING = 1 + 1e-9
Span = tuple[int, int]
# Spans that are found together.
Occurrence = tuple[Span, ...]
# Of one unit in one section: what its first occurrence is worth, and all of them, rising.
Row = tuple[float, Sequence[Occurrence]]
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
    rows = found_rows(article, units, [1.0] * len(units), analyzer)
    return [merged([span for _, found in of for o in found for span in o]) for of in rows]


def shown(
    article: Article, units: Sequence[Unit], weights: Sequence[float], analyzer: Analyzer
) -> Shown:
    """What to show of an article."""
    rows = found_rows(article, units, weights, analyzer)
    marks = [merged([span for _, found in of for o in found for span in o]) for of in rows]
    sections = article.sections
    there = [place for place, of in enumerate(rows) if of]
    heads = [place for place in there if sections[place].text == article.headline]
    best = [p for p in there if sections[p].kind is not SectionKind.HEADLINE] or there
    best = sorted(sorted(best, key=lambda place: (-_worth(rows[place]), place))[:MOST])
    return Shown(
        article.headline,
        marks[heads[0]] if heads else (),
        tuple([_snippet(sections[place], marks[place], rows[place]) for place in best]),
    )


def found_rows(
    article: Article, units: Sequence[Unit], weights: Sequence[float], analyzer: Analyzer
) -> list[list[Row]]:
    """For each section: where each unit stands, or its parts where it is absent."""
    places = [text_places(section.text, analyzer) for section in article.sections]
    doc = document(article, analyzer)
    rows: list[list[Row]] = [[] for _ in places]
    for unit, weight in zip(units, weights, strict=True):
        chains = [chain for chain in unit.chains if stands(chain, doc)]
        terms = [t for chain in chains for t in chain.terms] if chains else unit.parts
        worth = weight if chains else weight * PART_SHARE
        for of, here in zip(rows, places, strict=True):
            found = [o for chain in chains for o in _chain_occurrences(chain, here)]
            found += [(span,) for t in terms for _, span in here.get(("terms", t), ())]
            if kept := _one_at_a_start(found):
                of.append((worth, kept))
    return rows


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping and touching ones as one."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _one_at_a_start(found: Sequence[Occurrence]) -> list[Occurrence]:
    """Occurrences by their starts; of those that start alike the one that reaches furthest."""
    kept: dict[int, Occurrence] = {}
    for occurrence in found:
        if occurrence and occurrence[0][0] < occurrence[0][1]:
            known = kept.get(occurrence[0][0])
            if known is None or known[-1][1] < occurrence[-1][1]:
                kept[occurrence[0][0]] = occurrence
    return [kept[start] for start in sorted(kept)]


def _chain_occurrences(chain: Chain, places: TextPlaces) -> Iterator[Occurrence]:
    """For each place of the first link: the nearest choice of places for the others."""
    if chain.links:
        for first in places.get(("net", chain.links[0].term), ()):
            choice = next(_choices(chain, [first], places), None)
            if choice is not None:
                yield merged(_shown(chain, choice))


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
    found = []
    for link, (_, (begin, end)) in zip(chain.links, placement, strict=True):
        typed_end, shift = link.start + link.length, begin - link.start
        for low, high in chain.marks:
            if end - begin == link.length:
                found.append((max(low, link.start) + shift, min(high, typed_end) + shift))
            elif low < typed_end and link.start < high:  # other commas: all of a number is shown
                found.append((begin, end))
    return found


def _worth(rows: Sequence[Row]) -> float:
    worth = 0.0
    for first, found in rows:
        worth += first * (1 + AGAIN_SHARE * (len(found) - 1))
    return worth


def _snippet(section: Section, marks: Sequence[Span], rows: Sequence[Row]) -> Snippet:
    text = section.text
    if len(text) <= WIDTH:
        return Snippet(section.kind, text, tuple(marks))
    begin = _begin(text, _best_mark(rows))
    end = _end(text, begin)
    before = ELLIPSIS if begin else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - begin
    inside = [
        (max(begin, a) + shift, min(end, b) + shift) for a, b in marks if a < end and b > begin
    ]
    return Snippet(section.kind, f"{before}{text[begin:end]}{after}", tuple(inside))


def _best_mark(rows: Sequence[Row]) -> int:
    """Where the stretch of text begins that shows most; of equals the first."""
    starts = sorted((o[0][0], row) for row, (_, found) in enumerate(rows) for o in found)
    best, most = starts[0][0], 0.0
    for start, _ in starts:
        value = 0.0
        counts = [0] * len(rows)
        for at, row in starts:
            if start <= at <= start + WIDTH - LEAD:
                value += rows[row][0] * (AGAIN_SHARE if counts[row] else 1)
                counts[row] += 1
        if value > most * ROUNDING:
            best, most = start, value
    return best


def _begin(text: str, mark: int) -> int:
    """The start of the sentence of ``mark``, or of an eojeol not far before it."""
    if mark < LEAD:
        return 0
    nearest = 0
    for match in SENTENCE.finditer(text, max(0, mark - WIDTH // 2 - BEHIND), mark):
        space = SPACE.match(text, match.end())
        begin = space.end() if space else match.end()
        if begin <= mark:
            nearest = begin
    if nearest >= mark - WIDTH // 2:
        return nearest
    space = SPACE.search(text, mark - LEAD, mark)
    return space.end() if space else mark


def _end(text: str, begin: int) -> int:
    """The end of the last sentence that fits, or of the last eojeol."""
    limit = begin + WIDTH
    if limit >= len(text):
        return len(text)
    low = begin + WIDTH // 2
    ends = [match.end() for match in SENTENCE.finditer(text, low, limit + 1)]
    if ends:
        return min(ends[-1], limit)
    spaces = [match.start() for match in SPACE.finditer(text, low, limit + 1)]
    return spaces[-1] if spaces else limit
