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
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ksearch.analysis import Analyzer
from ksearch.article import SectionKind
from ksearch.plan import Unit
from ksearch.snippets.kernels import NO_MEMORY, kernels
from ksearch.snippets.memory import memory_of
from ksearch.storage import KINDS, Record

__all__ = ["Shown", "Snippet", "show"]

ELLIPSIS = "…"
# A part of a word tells less than the word.
PART_SHARE = 0.3
_NONE = 0xFFFFFFFF
# Questions that C may ask at once, three numbers each; and numbers that it may write: a page of ten
# articles of three snippets with few highlights. Where more are needed it is run again.
QUESTIONS = 1024
ROOM = 2048
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


class _Work(threading.local):
    """Where C writes questions and answers for this thread."""

    def __init__(self) -> None:
        self.questions = array("I", bytes(3 * 4 * QUESTIONS))
        self.numbers = array("I", bytes(4 * ROOM))


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
    """
    numbers = _found(articles, units, weights, analyzer)
    shown = []
    at = 0
    for _, kinds, texts, _ in articles:
        marks, at = _spans(numbers, at)
        snippets = []
        count = numbers[at]
        at += 1
        for _ in range(count):
            section, begin, end = numbers[at : at + 3]
            spans, at = _spans(numbers, at + 3)
            text = texts[section]
            if end < len(text):
                text = f"{ELLIPSIS if begin else ''}{text[begin:end]}{ELLIPSIS}"
            elif begin:
                text = ELLIPSIS + text[begin:]
            snippets.append(Snippet(KINDS[kinds[section]], text, spans))
        shown.append(Shown(tuple(snippets), marks))
    return shown


def _spans(numbers: list[int], at: int) -> tuple[tuple[Span, ...], int]:
    """The spans whose count is at a place, and where what follows them is."""
    count = numbers[at]
    at += 1
    if count == 1:
        return ((numbers[at], numbers[at + 1]),), at + 2
    end = at + 2 * count
    return tuple(zip(numbers[at:end:2], numbers[at + 1 : end : 2], strict=True)), end


def _found(
    articles: Sequence[Record],
    units: Sequence[Unit],
    weights: Sequence[float],
    analyzer: Analyzer,
) -> list[int]:
    """What C writes of the articles: see ks_write_article."""
    memory = memory_of(analyzer)
    program = b"".join(map(memory.compiled, units))
    worth = array("d", weights).tobytes()
    texts = [text for article in articles for text in article.texts]
    codes = "".join(texts).encode("utf-32-le", "surrogatepass")
    kinds = "".join([article.kinds for article in articles]).encode()
    shape = [len(texts), len(articles), *[len(article.texts) for article in articles]]
    first = 0
    for headline, _, here, _ in articles:
        shape.append(first + here.index(headline) if headline in here else _NONE)
        first += len(here)
    shape += map(len, texts)
    pages = codes, array("I", shape).tobytes(), kinds
    work = _WORK
    while True:
        said: int = kernels().ks_show(
            *(memory.handle, program, len(units), worth, PART_SHARE),
            *(*pages, memory.classes),
            *(work.questions.buffer_info()[0], QUESTIONS),
            *(work.numbers.buffer_info()[0], len(work.numbers)),
        )
        if said == NO_MEMORY:
            raise MemoryError
        if said < 0:
            memory.answer(codes, work.questions, NO_MEMORY - 1 - said, analyzer)
        elif said <= len(work.numbers):
            return work.numbers[:said].tolist()
        else:
            work.numbers = array("I", bytes(4 * said))
