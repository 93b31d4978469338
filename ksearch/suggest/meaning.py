"""Which words may have been meant by a word that the archive hardly has, or by two side by side?

Comes in: a word as typed, or words. Goes out: readings of it, the likeliest first, each with what
it costs to believe in it, in bits: ten for a keystroke, less what the reading's use tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from ksearch.analysis.net import PARTICLES
from ksearch.codec import FieldColumns
from ksearch.suggest.keystrokes import in_hangul, in_latin, keystrokes
from ksearch.suggest.spelling import (
    PRICE,
    STROKE,
    Guess,
    exactly_typed,
    is_typed,
    nearly_terms,
    nearly_typed,
)
from ksearch.suggest.table import SuggestTable

__all__ = ["CorrectionKind", "Meant", "alike", "joined", "meant", "other_layouts"]

MANY = 12
MOST_LETTERS, LEAST_STROKES = 24, 3
# Bits to believe in something beside keystrokes: a particle, a space more or less, two syllables
# that changed places, the other layout with a mistake in it, a compound that no headline has.
PARTICLE, SPACE, SWAPPED, LAYOUT, PIECE = 1.0, 3.0, 8.0, 4.0, 4.0
BITS = PRICE * STROKE / 8
_DIGITS = re.compile(r"\d+")
# Pieces of a word that was meant to be several.
MIN_PIECE = 2


class CorrectionKind(StrEnum):
    """What was wrong."""

    LAYOUT = "layout"
    SPELLING = "spelling"
    SPACING = "spacing"


@dataclass(frozen=True, slots=True)
class Meant:
    """A reading of what was typed: ``cost`` in bits, lower is likelier; ``count`` is its use."""

    text: str
    kind: CorrectionKind
    cost: float
    count: int


def other_layouts(word: str) -> list[str]:
    """What a word would be in the other keyboard layout, where that is a word; likelier first.

    A capital may be one that the shift key makes (ㄲ), or only the beginning of a word, or all are.

    >>> other_layouts("tmakxmtlxl"), other_layouts("ㅗ디ㅣㅐ"), other_layouts("zz")
    (['스마트시티'], ['hello'], [])
    >>> other_layouts("Rkclf"), other_layouts("TJDNF")
    (['까칠', '가칠'], ['서울'])
    """
    if not word.isascii():
        other = in_latin(word)
        return [other] if len(other) > 1 and other.isascii() and other.isalnum() else []
    typed = [word.lower()] if word.isupper() else [word, word.lower()]
    others = dict.fromkeys(map(in_hangul, typed))
    return [
        other
        for other in others
        if len(other) > 1 and all("가" <= letter <= "힣" for letter in other)
    ]


def meant(table: SuggestTable, terms: Iterable[FieldColumns], word: str) -> list[Meant]:
    """What a word may have meant, the likeliest first; never the word itself, nor another number.

    ``terms`` are the content terms of all texts, by segment.
    """
    if len(word) > MOST_LETTERS or len(keystrokes(word)) < LEAST_STROKES:
        return []
    found: dict[str, Meant] = {}
    numbers = _DIGITS.findall(word)
    for one in (
        *_spelt(table, word, "", 0.0),
        *_among_terms(terms, word),
        *_before_particles(table, word),
        *_swapped(table, word),
        *_in_other_layout(table, word),
        *_apart(table, word),
        *_in_part(table, word),
    ):
        if one.text == word or _DIGITS.findall(one.text) != numbers:
            continue
        if one.text not in found or one.cost < found[one.text].cost:
            found[one.text] = one
    return sorted(found.values(), key=lambda one: one.cost)


def joined(table: SuggestTable, words: Sequence[str]) -> Meant | None:
    """What words side by side are without the spaces between them, or with others; None if nothing.

    Nothing either where those of more than one letter are words of the archive: 尹 대통령, 전 장관.
    """
    text = " ".join(words)
    if not is_typed(table, text):
        return None
    longer = [word for word in words if len(word) > 1]
    if longer and all(is_typed(table, word) for word in longer):
        return None
    entry = exactly_typed(table, text)
    if entry is None or entry.text == text:
        return None
    return Meant(entry.text, CorrectionKind.SPACING, SPACE - _bits(entry.count), entry.count)


def alike(table: SuggestTable, text: str) -> list[Meant]:
    """Phrases that are nearly typed as a text of several words is; not those typed just so."""
    key = keystrokes(text)
    near = (one for one in _spelt(table, text, "", 0.0) if keystrokes(one.text) != key)
    return sorted((one for one in near if " " in one.text), key=lambda one: one.cost)


def _bits(count: int) -> float:
    return log2(1 + 4 * count)


def _spelt(table: SuggestTable, word: str, behind: str, cost: float) -> Iterator[Meant]:
    """Entries that are nearly typed as a word is, with what stands behind it."""
    key = keystrokes(word)
    for guess in nearly_typed(table, word, MANY):
        is_same = keystrokes(guess.text) == key
        kind = CorrectionKind.SPACING if is_same else CorrectionKind.SPELLING
        if not (is_same and behind):
            yield Meant(guess.text + behind, kind, cost + _cost(guess), guess.count)


def _among_terms(terms: Iterable[FieldColumns], word: str) -> Iterator[Meant]:
    for guess in nearly_terms(terms, word, MANY):
        yield Meant(guess.text, CorrectionKind.SPELLING, _cost(guess), guess.count)


def _cost(guess: Guess) -> float:
    return guess.distance * BITS - _bits(guess.count)


def _before_particles(table: SuggestTable, word: str) -> Iterator[Meant]:
    """The same for what may stand before a particle."""
    for end in range(max(2, len(word) - 3), len(word)):
        if PARTICLES.fullmatch(word, end):
            yield from _spelt(table, word[:end], word[end:], PARTICLE)


def _swapped(table: SuggestTable, word: str) -> Iterator[Meant]:
    """Entries that the word is when two syllables side by side change places."""
    for at in range(len(word) - 1):
        other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        entry = exactly_typed(table, other) if other != word else None
        if entry is not None:
            cost = SWAPPED - _bits(entry.count)
            yield Meant(entry.text, CorrectionKind.SPELLING, cost, entry.count)


def _in_other_layout(table: SuggestTable, word: str) -> Iterator[Meant]:
    near = (guess for other in other_layouts(word) for guess in nearly_typed(table, other, MANY))
    for guess in near:
        yield Meant(guess.text, CorrectionKind.LAYOUT, LAYOUT + _cost(guess), guess.count)


def _in_part(table: SuggestTable, word: str) -> Iterator[Meant]:
    """The word as two, of which one is an entry and the other nearly typed: 코로나바이르스."""
    for at in range(MIN_PIECE, len(word) - MIN_PIECE + 1):
        first, last = word[:at], word[at:]
        for right, wrong in ((first, last), (last, first)):
            known = exactly_typed(table, right)
            if known is None or known.text != right or len(keystrokes(wrong)) < LEAST_STROKES:
                continue
            for guess in nearly_typed(table, wrong, MANY):
                text = right + guess.text if right is first else guess.text + right
                count = min(known.count, guess.count)
                cost = guess.distance * BITS + PIECE - _bits(count)
                yield Meant(text, CorrectionKind.SPELLING, cost, count)


def _apart(table: SuggestTable, word: str) -> Iterator[Meant]:
    """The word as several, if it is made of entries."""
    # By where a piece ends: the cheapest way to get there.
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *[None] * len(word)]
    for begin in range(len(word)):
        here = best[begin]
        if here is None:
            continue
        for end in range(begin + MIN_PIECE, len(word) + 1):
            entry = exactly_typed(table, word[begin:end])
            if entry is None:
                continue
            # Less likely the less it is used, of what the archive's most frequent words are.
            cost = here[0] + SPACE + max(0.0, _bits(1 << 14) - _bits(entry.count))
            there = best[end]
            if there is None or cost < there[0]:
                best[end] = (cost, (*here[1], entry.text))
    last = best[-1]
    if last is not None and len(last[1]) > 1:
        yield Meant(" ".join(last[1]), CorrectionKind.SPACING, last[0], 0)
