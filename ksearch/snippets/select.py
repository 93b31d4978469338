"""Which sections of an article are shown, and which part of each?

Comes in: articles, the units of a plan with what each weighs. Goes out: for each article at most
three snippets, in reading order: the sections that show most of the query, each cut to a line or
two at the end of a sentence or an eojeol. A cut is marked with ``…``, which highlights never cover.

Nothing is analysed that C can find by its letters (``native/snippet_finding.c``); of the words
around the heads of content terms it is asked once which terms they have.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ksearch.analysis import Analyzer
from ksearch.article import SectionKind
from ksearch.plan import Unit
from ksearch.snippets.alphabet import class_table
from ksearch.snippets.kernels import NO_MEMORY, kernels
from ksearch.snippets.memory import memory_of
from ksearch.storage import KINDS, Record

__all__ = ["Shown", "Snippet", "show"]

# A part of a word tells less than the word.
PART_SHARE = 0.3
_NONE = 0xFFFFFFFF
_KIND = {ord(letter): kind for letter, kind in KINDS.items()}
# Questions that C may ask at once, three numbers each; code points that it reads; and numbers of
# each sort that it may write. It is enough for nearly all pages of ten articles.
QUESTIONS = 1024
CODES = 131_072
ROOM = 8_192
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a section; ``highlights`` are code points ``[start, end)`` of ``text``."""

    section: SectionKind
    text: str
    highlights: tuple[Span, ...]


class Shown(NamedTuple):
    """What is shown of an article: its headline, what to mark in that, and its pieces."""

    headline: str
    marks: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


class _Work(threading.local):
    """Where C reads and writes for this thread. Where it is too small, other room is made."""

    def __init__(self) -> None:
        self.codes = _room(CODES)
        self.questions = _room(3 * QUESTIONS)
        self.written = [_room(ROOM) for _ in range(3)]


def _room(numbers: int) -> array[int]:
    return array("I", bytes(4 * numbers))


_WORK = _Work()


def show(
    articles: Sequence[Record],
    units: Sequence[Unit],
    weights: Sequence[float],
    analyzer: Analyzer,
) -> list[Shown]:
    """What to show of each article; its headline as a snippet only where nothing else is found.

    ``weights`` holds, for each unit, what finding it is worth.

    Raises:
        IndexDamagedError: a lexicon is not as it was written.
        MemoryError: there is not enough memory.
        ValueError: the texts of an article are not as they were stored.
    """
    records, marks, letters = _found(articles, units, weights, analyzer)
    shown = []
    begin = done = 0
    for article in articles:
        size, count, sections = next(records)
        end, reached = begin + size, done + count
        headline = letters[begin:end] if article.headline is None else article.headline
        of_headline = marks[done:reached]
        snippets = []
        for kind, size, count in islice(records, sections):
            begin, done = end, reached
            end, reached = begin + size, done + count
            snippets.append(Snippet(_KIND[kind], letters[begin:end], marks[done:reached]))
        begin, done = end, reached
        shown.append(Shown(headline, of_headline, tuple(snippets)))
    return shown


def _found(
    articles: Sequence[Record],
    units: Sequence[Unit],
    weights: Sequence[float],
    analyzer: Analyzer,
) -> tuple[Iterator[tuple[int, int, int]], tuple[Span, ...], str]:
    """What C writes of the articles: records (see ks_write_article), marks and letters."""
    memory = memory_of(analyzer)
    program = b"".join(map(memory.compiled, units))
    worth = array("d", weights).tobytes()
    work = _WORK
    kinds = "".join([article.kinds for article in articles])
    shape = _shape(articles, len(kinds))
    codes, classes = _codes(articles, shape, work)
    pages = codes.buffer_info()[0], shape.buffer_info()[0], kinds.encode(), classes
    written = work.written
    sizes = array("Q", (0, 0, 0))
    while True:
        said: int = kernels().ks_show(
            *(memory.handle, program, len(units), worth, PART_SHARE),
            *pages,
            *(work.questions.buffer_info()[0], QUESTIONS),
            *(*[place.buffer_info()[0] for place in written], len(written[0])),
            sizes.buffer_info()[0],
        )
        if said == NO_MEMORY:
            raise MemoryError
        if said < 0:
            memory.answer(codes, work.questions, NO_MEMORY - 1 - said, classes, analyzer)
        elif max(sizes) > len(written[0]):
            written = [_room(max(sizes)) for _ in written]
        else:
            records, marks, letters = map(_cut, written, sizes)
            number, bound = iter(records.tolist()), iter(marks.tolist())
            return (
                zip(number, number, number, strict=True),
                tuple(zip(bound, bound, strict=True)),
                str(letters, "utf-32-le", "surrogatepass"),
            )


def _cut(numbers: array[int], size: int) -> memoryview:
    return memoryview(numbers)[:size]


def _shape(articles: Sequence[Record], sections: int) -> array[int]:
    """The articles as numbers, with room for how long each text is: see take_pages."""
    shape = [sections, len(articles), *[len(article.kinds) for article in articles]]
    first = 0
    for article in articles:
        place = article.headline_place
        shape.append(first + place if place >= 0 else _NONE)
        first += len(article.kinds)
    return array("I", shape + [0] * sections)


def _codes(articles: Sequence[Record], shape: array[int], work: _Work) -> tuple[array[int], int]:
    """The code points of all texts, and where their classes are.

    How many each text has is written to ``shape``.
    """
    texts = b"".join([article.texts for article in articles])
    codes = work.codes if len(texts) <= CODES else _room(len(texts))
    place, size = shape.buffer_info()[0], shape.itemsize
    counts = place + 2 * size
    sizes = counts + 2 * size * len(articles)
    said: int = kernels().ks_texts(
        texts, len(texts), len(articles), counts, codes.buffer_info()[0], sizes
    )
    if said < 0:
        raise ValueError("these are no stored articles: their texts cannot be read")
    return codes, class_table(beyond=said > 0)
