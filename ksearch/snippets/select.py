"""Which sections of an article are shown, and which part of each?

Comes in: an article, the units of a plan with what each weighs. Goes out: at most three snippets,
in reading order: the sections that show most of the query, each cut to a line or two at the end of
a sentence or an eojeol. A cut is marked with ``…``, which highlights never cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ksearch.analysis import Analyzer
from ksearch.article import Section, SectionKind
from ksearch.plan import Unit
from ksearch.snippets.matches import Occurrence, TextPlaces, occurrences, parts, text_places

__all__ = ["Snippet", "best_snippets", "highlight", "snippets"]

MOST = 3
WIDTH = 180  # code points: about two lines of a wide terminal
LEAD = 40  # how far before the first highlight a snippet may begin
ELLIPSIS = "…"
# A part of a word tells less than the word; the second mention tells less than the first.
PART_SHARE = 0.3
AGAIN_SHARE = 0.1
_SENTENCE = re.compile(r"(?<=[.?!。])[”’\"')\]]*\s+|(?<=다\.)(?=\S)")
_SPACE = re.compile(r"\s+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a section; ``highlights`` are code points ``[start, end)`` of ``text``."""

    section: SectionKind
    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    order: int
    section: Section
    found: tuple[Occurrence, ...]
    worth: float


def snippets(
    sections: Sequence[Section], units: Sequence[Unit], weights: Sequence[float], analyzer: Analyzer
) -> tuple[Snippet, ...]:
    """The best pieces of an article that is not in an index: its sections are analysed here."""
    places = [text_places(section.text, analyzer) for section in sections]
    return best_snippets(sections, places, units, weights)


def best_snippets(
    sections: Sequence[Section],
    places: Sequence[TextPlaces],
    units: Sequence[Unit],
    weights: Sequence[float],
) -> tuple[Snippet, ...]:
    """The best pieces of an article; the headline only where nothing else shows the query.

    ``places`` holds, for each section, where the units' terms stand; ``weights``, for each unit,
    what finding it is worth.
    """
    whole = [list(occurrences(place, units)) for place in places]
    absent = set(range(len(units))) - {o.unit for found in whole for o in found}
    shown = []
    for order, (section, place, wholes) in enumerate(zip(sections, places, whole, strict=True)):
        found = [*wholes, *parts(place, units, absent)]
        if found:
            shown.append(_Shown(order, section, tuple(found), _worth(found, weights)))
    beside = [s for s in shown if s.section.kind is not SectionKind.HEADLINE] or shown
    best = sorted(beside, key=lambda s: (-s.worth, s.order))[:MOST]
    return tuple(_cut(s, weights) for s in sorted(best, key=lambda s: s.order))


def highlight(places: TextPlaces, units: Sequence[Unit]) -> tuple[Span, ...]:
    """What to mark in a text that is shown whole, such as a headline."""
    return _merged(occurrences(places, units))


def _worth(found: Sequence[Occurrence], weights: Sequence[float]) -> float:
    worth = 0.0
    seen: set[int] = set()
    for occurrence in found:
        share = 1.0 if occurrence.whole else PART_SHARE
        worth += weights[occurrence.unit] * share * (AGAIN_SHARE if occurrence.unit in seen else 1)
        seen.add(occurrence.unit)
    return worth


def _merged(found: Iterable[Occurrence]) -> tuple[Span, ...]:
    """The spans of all occurrences, overlapping and touching ones as one."""
    spans = sorted(span for occurrence in found for span in occurrence.spans)
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _cut(shown: _Shown, weights: Sequence[float]) -> Snippet:
    text, marks = shown.section.text, _merged(shown.found)
    if len(text) <= WIDTH:
        return Snippet(shown.section.kind, text, marks)
    begin = _begin(text, _best_mark(shown.found, weights))
    end = _end(text, begin)
    before = ELLIPSIS if begin else ""
    after = ELLIPSIS if end < len(text) else ""
    moved = tuple(
        (max(a, begin) - begin + len(before), min(b, end) - begin + len(before))
        for a, b in marks
        if a < end and b > begin
    )
    return Snippet(shown.section.kind, before + text[begin:end] + after, moved)


def _best_mark(found: Sequence[Occurrence], weights: Sequence[float]) -> int:
    """Where the stretch of text begins that shows most."""
    starts = sorted({o.spans[0][0] for o in found})
    return max(
        starts,
        key=lambda s: (
            _worth([o for o in found if s <= o.spans[0][0] <= s + WIDTH - LEAD], weights),
            -s,
        ),
    )


def _begin(text: str, mark: int) -> int:
    """The start of the sentence of ``mark``, or of an eojeol not far before it."""
    if mark < LEAD:
        return 0
    sentences = [m.end() for m in _SENTENCE.finditer(text, 0, mark + 1) if m.end() <= mark]
    if sentences and mark - sentences[-1] <= WIDTH // 2:
        return sentences[-1]
    spaces = [m.end() for m in _SPACE.finditer(text, mark - LEAD, mark) if m.end() <= mark]
    return spaces[0] if spaces else mark


def _end(text: str, begin: int) -> int:
    """The end of the last sentence that fits, or of the last eojeol."""
    limit = begin + WIDTH
    if limit >= len(text):
        return len(text)
    sentences = [m.start() for m in _SENTENCE.finditer(text, begin + WIDTH // 2, limit + 1)]
    if sentences:
        return sentences[-1]
    spaces = [m.start() for m in _SPACE.finditer(text, begin + WIDTH // 2, limit + 1)]
    return spaces[-1] if spaces else limit
