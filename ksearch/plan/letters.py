"""Which links of the net hold these letters, and no others?

Comes in: a text as typed. Goes out: for stretches of it, as few links as hold every letter and fix
where it stands. Since places are exact, every second bigram is enough: 서울 and, two code points
behind it, 특별 are 서울특별 and nothing else.
Invariant: every letter of a word is held. Hangul and hanja by bigrams, or as a lone syllable where
there is no second one; numbers and foreign letters by their run.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from ksearch.analysis.words import HANGUL, Run, keyed, words
from ksearch.plan.nodes import Link

__all__ = ["Held", "Letters", "linked"]

GROUP = 3  # digits between two commas
_start, _end = attrgetter("start"), itemgetter(1)
_HANGUL_WORD = re.compile(f"[{HANGUL}]+")


class Held(NamedTuple):
    """A net term and which of what was typed it covers.

    ``commas``: so many code points later than its ``start`` a number may stand, since commas that
    part its thousands are no part of the term.
    """

    term: str
    start: int
    end: int
    commas: int = 0

    @property
    def place(self) -> int:
        """Where the net says that it stands."""
        return self.end - len(self.term)


class Letters:
    """A text as typed, folded, with its words and what each is made of."""

    def __init__(self, text: str) -> None:
        self.words: list[tuple[str, int]]
        self.runs: dict[int, Held] = {}
        self._runs: list[Held] = []  # in order
        # Stretches of Hangul and hanja.
        self.syllables: list[tuple[int, int]]
        # All letters at their offsets; what is no letter is a space.
        self.folded: str
        if _HANGUL_WORD.fullmatch(text):  # as most words are
            self.words, self.syllables, self.folded = [(text, 0)], [(0, len(text))], text
            return
        self.words = list(words(text))
        self.syllables = []
        pieces: list[str] = []
        reached = 0
        for word, offset in self.words:
            parsed = keyed(word)
            pieces += " " * (offset - reached), parsed.folded
            reached = offset + len(word)
            at = offset
            for run in parsed.runs:
                begin, end = offset + run.start, offset + run.end
                if at < begin:
                    self.syllables.append((at, begin))
                self.runs[begin] = Held(run.text, begin, end, _commas(run))
                at = end
            if at < reached:
                self.syllables.append((at, reached))
        self.folded = "".join(pieces)
        self._runs = list(self.runs.values())

    def held(self, start: int, end: int) -> list[Held]:
        """What holds the letters of ``[start, end)``, in order; runs are held whole."""
        found: list[Held] = []
        reached = bisect_right(self.syllables, start, key=_end)
        for begin, stop in islice(self.syllables, reached, None):
            if begin >= end:
                break
            low, high = max(begin, start), min(stop, end)
            if high - low == 1:
                found.append(Held(self.folded[low], low, high))
            elif low < high:
                folded = self.folded
                found += [Held(folded[at : at + 2], at, at + 2) for at in range(low, high - 2, 2)]
                found.append(Held(folded[high - 2 : high], high - 2, high))
        reached = bisect_left(self._runs, start, key=_start)
        runs = self._runs[reached : bisect_left(self._runs, end, reached, key=_start)]
        return sorted([*found, *runs], key=_start) if runs else found

    def own(self, term: str, start: int, end: int) -> bool:
        """Whether a term is written in these very letters."""
        letters = self.folded[start:end]
        return letters == term or ("," in letters and letters.replace(",", "") == term)


def linked(pieces: list[list[Held]], slacks: list[int]) -> tuple[Link, ...]:
    """Links that stand as typed within each piece; before a piece, up to its slack may stand."""
    links: list[Link] = []
    last = 0  # how far the piece before reaches behind the place of the last link
    for piece, slack in zip(pieces, slacks, strict=True):
        before: Held | None = None
        for held in piece:
            if before is not None:
                low = held.start - before.place
                high = low + held.commas
            elif links:
                low, high = last, last + slack + held.commas
            else:
                low = high = 0
            links.append(Link(held.term, low, high, held.start, held.end - held.start))
            before = held
        if before is not None:
            last = before.end - before.place
    return tuple(links)


def _commas(run: Run) -> int:
    if not run.is_number:
        return 0
    whole = run.text.partition(".")[0]
    return (len(whole) - 1) // GROUP
