"""Which sections of an article are shown, and which part of each?

Comes in: articles, the units of a plan with what each weighs. Goes out: for each article at most
three snippets, in reading order: the sections that show most of the query, each cut to a line or
two at the end of a sentence or an eojeol. A cut is marked with ``…``, which highlights never cover.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ksearch.analysis import Analyzer
from ksearch.article import Article, SectionKind
from ksearch.plan import Unit
from ksearch.snippets.finding import Occurrence, Pages, Search

__all__ = ["Shown", "Snippet", "show"]

MOST = 3
WIDTH = 180  # code points: about two lines of a wide terminal
LEAD = 40  # how far before the first highlight a snippet may begin
ELLIPSIS = "…"
# A part of a word tells less than the word; the second mention tells less than the first.
PART_SHARE = 0.3
AGAIN_SHARE = 0.1
# The end of a sentence, with the quotes and brackets behind it; some leave out the space.
_SENTENCE = re.compile(r"[.?!。](?:[”’\"')\]]*(?=\s)|(?<=다\.)(?=\S))")
_SPACE = re.compile(r"\s+")
# Closing quotes, brackets and spaces behind a sentence: none has more.
BEHIND = 8
# Sums that differ by less are equal.
ROUNDING = 1 + 1e-9
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a section; ``highlights`` are code points ``[start, end)`` of ``text``."""

    section: SectionKind
    text: str
    highlights: tuple[Span, ...]


class Shown(NamedTuple):
    """What is shown of an article: its pieces, and what to mark in its headline."""

    snippets: tuple[Snippet, ...]
    headline: tuple[Span, ...]


# Of one unit in one section: what its first occurrence is worth, and all of them, rising.
_Row = tuple[float, list[Occurrence]]


def show(
    articles: Sequence[Article],
    units: Sequence[Unit],
    weights: Sequence[float],
    analyzer: Analyzer,
) -> list[Shown]:
    """What to show of each article; its headline as a snippet only where nothing else is found.

    ``weights`` holds, for each unit, what finding it is worth.
    """
    pages = Pages([[section.text for section in article.sections] for article in articles])
    search = Search(pages, analyzer)
    rows: dict[int, list[_Row]] = {}
    for unit, weight in zip(units, weights, strict=True):
        whole, parts = search.find(unit)
        _sort(rows, pages.starts, whole, weight)
        _sort(rows, pages.starts, parts, weight * PART_SHARE)
    shown = []
    for number, article in enumerate(articles):
        first, end = pages.first[number], pages.first[number + 1]
        here = [section for section in range(first, end) if section in rows]
        shown.append(_shown(article, here, first, rows, pages.starts))
    return shown


def _sort(
    rows: dict[int, list[_Row]], starts: Sequence[int], found: Sequence[Occurrence], worth: float
) -> None:
    """Sort occurrences, which rise, into the sections that begin at ``starts``."""
    section, end = 0, -1
    here: list[Occurrence] = []
    for occurrence in found:
        if occurrence[0] >= end:
            section = bisect_right(starts, occurrence[0], section)
            end = starts[section]
            here = []
            known = rows.get(section - 1)
            if known is None:
                rows[section - 1] = [(worth, here)]
            else:
                known.append((worth, here))
        here.append(occurrence)


def _shown(
    article: Article,
    here: Sequence[int],
    first: int,
    rows: dict[int, list[_Row]],
    starts: Sequence[int],
) -> Shown:
    if not here:
        return Shown((), ())
    sections = article.sections
    marks: tuple[Span, ...] = ()
    beside = []
    for place in here:
        section = sections[place - first]
        if not marks and section.text == article.headline:
            marks = _merged(rows[place], starts[place])
        if section.kind is not SectionKind.HEADLINE:
            beside.append(place)
    best = beside or here
    if len(best) > MOST:
        ordered = sorted([(-_worth(rows[place]), place) for place in best])
        best = sorted([place for _, place in ordered[:MOST]])
    snippets = []
    for place in best:
        section = sections[place - first]
        spans = _merged(rows[place], starts[place])
        if len(section.text) > WIDTH:
            snippets.append(_cut(section.kind, section.text, spans, rows[place], starts[place]))
        else:
            snippets.append(Snippet(section.kind, section.text, spans))
    return Shown(tuple(snippets), marks)


def _worth(rows: Iterable[_Row]) -> float:
    return sum([worth * (1 + AGAIN_SHARE * (len(found) - 1)) for worth, found in rows])


def _merged(rows: Sequence[_Row], base: int) -> tuple[Span, ...]:
    """The spans of all occurrences less ``base``, overlapping and touching ones as one."""
    spans = [occurrence for _, found in rows for occurrence in found]
    if len(spans) == 1 and len(spans[0]) == 2:  # noqa: PLR2004 -- one start and one end
        ((start, end),) = spans
        return ((start - base, end - base),)
    if max(map(len, spans)) > 2:  # noqa: PLR2004
        spans = [pair for o in spans for pair in zip(o[::2], o[1::2], strict=True)]
    spans.sort()
    merged: list[Span] = []
    reached = -1
    for start, end in spans:
        if start > reached:
            merged.append((start - base, end - base))
            reached = end
        elif end > reached:
            merged[-1] = (merged[-1][0], end - base)
            reached = end
    return tuple(merged)


def _cut(
    kind: SectionKind, text: str, marks: Sequence[Span], rows: Sequence[_Row], base: int
) -> Snippet:
    begin = _begin(text, _best_mark(rows) - base)
    end = _end(text, begin)
    before = ELLIPSIS if begin else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - begin
    moved = [
        (max(begin, a) + shift, min(end, b) + shift) for a, b in marks if a < end and b > begin
    ]
    return Snippet(kind, f"{before}{text[begin:end]}{after}", tuple(moved))


def _best_mark(rows: Sequence[_Row]) -> int:
    """Where the stretch of text begins that shows most; of equals the first."""
    reach = WIDTH - LEAD
    starts = [(occurrence[0], row) for row, (_, found) in enumerate(rows) for occurrence in found]
    if len(rows) > 1:
        starts.sort()
    first, last = starts[0][0], starts[-1][0]
    if last - first <= reach:
        return first
    worths = [worth for worth, _ in rows]
    counts = [0] * len(rows)
    best, most, value, done = first, 0.0, 0.0, 0
    for start, row in starts:
        while done < len(starts) and starts[done][0] <= start + reach:
            added = starts[done][1]
            value += worths[added] * AGAIN_SHARE if counts[added] else worths[added]
            counts[added] += 1
            done += 1
        if value > most * ROUNDING:
            best, most = start, value
        counts[row] -= 1
        value -= worths[row] * AGAIN_SHARE if counts[row] else worths[row]
    return best


def _begin(text: str, mark: int) -> int:
    """The start of the sentence of ``mark``, or of an eojeol not far before it."""
    if mark < LEAD:
        return 0
    nearest = -1
    for match in _SENTENCE.finditer(text, max(0, mark - WIDTH // 2 - BEHIND), mark):
        space = _SPACE.match(text, match.end())
        begin = space.end() if space else match.end()
        if begin <= mark:
            nearest = begin
    if nearest >= mark - WIDTH // 2:
        return nearest
    space = _SPACE.search(text, mark - LEAD, mark)
    return space.end() if space else mark


def _end(text: str, begin: int) -> int:
    """The end of the last sentence that fits, or of the last eojeol."""
    limit = begin + WIDTH
    if limit >= len(text):
        return len(text)
    low = begin + WIDTH // 2
    end = -1
    for match in _SENTENCE.finditer(text, low, limit + 1):
        end = match.end()
    if end >= 0:
        return min(end, limit)
    for match in _SPACE.finditer(text, low, limit + 1):
        end = match.start()
    return end if end >= 0 else limit
