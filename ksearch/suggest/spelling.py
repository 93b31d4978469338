"""Which entries may something misspelt have meant?

Comes in: a text that the archive does not have. Goes out: entries that are nearly typed so, the
likeliest first: by a distance in keystrokes, where keys side by side on the keyboard, vowels that
sound alike (ㅐ, ㅔ) and consonants of one place (ㄱ, ㅋ, ㄲ) are nearer than others, and by how
much they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import byref
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec import FieldColumns
from ksearch.native import address
from ksearch.suggest.completing import form_of, key_of
from ksearch.suggest.kernels import MAX_STROKES, GuessStruct, kernels
from ksearch.suggest.keystrokes import Kind, composed, keystrokes
from ksearch.suggest.table import SuggestTable

__all__ = ["PRICE", "STROKE", "Guess", "exactly_typed", "is_typed", "nearly_terms", "nearly_typed"]

# Parts of one keystroke, as in suggest_near.c.
STROKE = 8
_ALIKE, _NEAR, _OTHER_KIND = 3, 5, 10
# By what sounds alike, or is said in one place.
_SOUNDS = (
    "ㅐㅔ",
    "ㅒㅖ",
    "ㅓㅗ",
    "ㅗㅜ",
    "ㅜㅡ",
    "ㅓㅡ",
    "ㄱㅋㄲ",
    "ㄷㅌㄸ",
    "ㅂㅍㅃ",
    "ㅈㅊㅉ",
    "ㅅㅆ",
)
_ROWS = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
_LATIN_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# What one part of a distance costs, in eighths of a binary logarithm of how much an entry is used:
# ten bits a keystroke. Of three draws of mistakes 0.90 were corrected first at six bits, 0.93 at
# eight to fourteen.
PRICE = 10
# By how many keystrokes were typed, how far an entry may be: one, two, three of them.
_SHORT, _MIDDLING = 5, 12


@dataclass(frozen=True, slots=True)
class Guess:
    """An entry that may be meant: ``distance`` in keystrokes, ``count`` as of a suggestion."""

    text: str
    kind: Kind
    count: int
    distance: float


def nearly_typed(table: SuggestTable, text: str, limit: int) -> list[Guess]:
    """The entries that a text may have meant, itself included; the likeliest first."""
    return list(_near(kernels().ks_suggest_near, table.struct, text, limit))


def nearly_terms(fields: Iterable[FieldColumns], text: str, limit: int) -> list[Guess]:
    """The terms of some segments that a text may have meant: of each, the likeliest first.

    ``count`` is in how many articles one stands.
    """
    found: dict[str, Guess] = {}
    for field in fields:
        for one in _near(kernels().ks_terms_near, byref(field.struct), text, limit):
            there = found.get(one.text)
            count = one.count + (there.count if there is not None else 0)
            found[one.text] = replace(one, count=count)
    return list(found.values())


def _near(look: Any, where: Any, text: str, limit: int) -> Iterator[Guess]:  # noqa: ANN401 -- of C
    typed = keystrokes(text)
    if not 1 < len(typed) <= MAX_STROKES:
        return
    most = STROKE if len(typed) <= _SHORT else (2 if len(typed) <= _MIDDLING else 3) * STROKE
    guesses = (GuessStruct * limit)()
    count = look(where, typed, len(typed), address(_costs()), most, PRICE, guesses, limit)
    for one in guesses[:count]:
        form, key = form_of(one), key_of(one)
        distance = (one.rank + _worth(one)) / PRICE / STROKE
        yield Guess(composed(key, form), form.kind, one.count, distance)


def exactly_typed(table: SuggestTable, text: str) -> Guess | None:
    """The entry that is typed so, whatever its spaces and case; None where there is none."""
    one = _entry(table, text)
    if one is None:
        return None
    form = form_of(one)
    return Guess(composed(key_of(one), form), form.kind, one.count, 0.0)


def is_typed(table: SuggestTable, text: str) -> bool:
    """Whether there is such an entry: 4 µs."""
    return _entry(table, text) is not None


def _entry(table: SuggestTable, text: str) -> GuessStruct | None:
    typed = keystrokes(text)
    one = GuessStruct()
    is_possible = 0 < len(typed) <= MAX_STROKES
    if is_possible and kernels().ks_suggest_find(table.struct, typed, len(typed), one):
        return one
    return None


def _worth(guess: GuessStruct) -> int:
    """As ``ks_worth``, of the weight of an entry."""
    weight = guess.count * 4 + guess.fresh * 4
    return min(255, int(np.ceil(8 * np.log2(weight + 1))))


@cache
def _costs() -> npt.NDArray[np.uint8]:
    """What it costs to type one keystroke for another."""
    costs = np.full((256, 256), STROKE, np.uint8)
    consonants, vowels = slice(0x80, 0x93), slice(0x93, 0xA1)
    costs[consonants, vowels] = costs[vowels, consonants] = _OTHER_KIND
    for rows in (_ROWS, _LATIN_ROWS):
        for row, other in zip(rows, (*rows[1:], ""), strict=True):
            for place, letter in enumerate(row):
                for near in (row[place + 1 : place + 2], other[max(place - 1, 0) : place + 1]):
                    for one in near:
                        _put(costs, letter, one, _NEAR)
    for group in _SOUNDS:
        for letter in group:
            for one in group:
                _put(costs, letter, one, _ALIKE)
    np.fill_diagonal(costs, 0)
    return costs.reshape(-1)


def _put(costs: npt.NDArray[np.uint8], letter: str, other: str, cost: int) -> None:
    one, two = keystrokes(letter)[0], keystrokes(other)[0]
    costs[one, two] = costs[two, one] = cost
