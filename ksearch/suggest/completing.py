"""How may what was begun go on?

Comes in: what a person has typed so far. Goes out: texts of the archive that begin so, those first
that are used the most and lately. What was typed may end in half a syllable (스마ㅌ, 스맡), be the
initials of syllables (ㅅㅁㅌㅅㅌ, ㅇㅅㅎ ㅅㅈ), or be typed in the other layout (tmakxm, ㅗ디).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

import numpy as np

from ksearch.native import address
from ksearch.suggest.kernels import MAX_STROKES, GuessStruct, kernels
from ksearch.suggest.keystrokes import (
    CONSONANTS,
    Form,
    Kind,
    composed,
    in_hangul,
    in_latin,
    keystrokes,
    spaces_of,
)
from ksearch.suggest.table import SuggestTable

__all__ = ["Suggestion", "complete", "form_of"]

ANY_SYLLABLE = 0x100  # as in suggest_finding.c
MANY = 50
_DOUBLE_FINALS = frozenset("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text of the archive: ``count`` is how many headlines, or articles of a name, have it."""

    text: str
    kind: Kind
    count: int

    def to_json(self) -> dict[str, Any]:
        """The suggestion as the command line prints it with ``--json``."""
        return {"text": self.text, "kind": self.kind.name.lower(), "count": self.count}


def complete(table: SuggestTable, begun: str, limit: int) -> list[Suggestion]:
    """Texts that begin as a person has typed so far, the likeliest first; at most so many.

    What nothing begins with is taken for the other keyboard layout; if nothing begins with that
    either, the last word is completed, and the words before it stay, or are what is likeliest to
    have these initials.
    """
    text = unicodedata.normalize("NFC", " ".join(begun.split()))
    for typed in dict.fromkeys((text, in_hangul(text), in_latin(text))):
        found = _beginning(table, typed, limit)
        if found:
            return found
    before, _, last = text.rpartition(" ")
    known = _words(table, before) if before else None
    if known is None:
        return []
    return [
        Suggestion(f"{known} {one.text}", Kind.PHRASE, one.count)
        for one in _beginning(table, last, limit)
    ]


def _words(table: SuggestTable, text: str) -> str | None:
    """Words that are complete; initials as the likeliest word that has no more of them."""
    words = []
    for typed in text.split():
        word = typed
        if any(letter in CONSONANTS for letter in typed):
            known = _beginning(table, typed, MANY)
            word = next((one.text for one in known if len(one.text) == len(typed)), "")
        words.append(word)
    return " ".join(words) if all(words) else None


def _beginning(table: SuggestTable, text: str, limit: int) -> list[Suggestion]:
    """The likeliest entries that begin so, those first that have the same spaces."""
    pattern = _pattern(text)
    if not 0 < len(pattern) <= MAX_STROKES or limit < 1:
        return []
    spaces = spaces_of(text)
    found: dict[str, Suggestion] = {}
    for mask in dict.fromkeys((spaces, 0)):
        if len(found) >= limit:
            break
        guesses = (GuessStruct * limit)()
        count = kernels().ks_suggest_beginning(
            table.struct, address(pattern), len(pattern), mask, guesses, limit
        )
        for one in guesses[:count]:
            form = form_of(one)
            made = Suggestion(composed(key_of(one), form), form.kind, one.count)
            found.setdefault(made.text, made)
    return list(found.values())[:limit]


def key_of(guess: GuessStruct) -> bytes:
    """The key of an entry that was found."""
    return bytes(guess.key[: guess.size])


def form_of(guess: GuessStruct) -> Form:
    """How an entry that was found is written."""
    form = guess.form
    kinds = Kind.__members__.values()
    kind = Kind(form.kind) if form.kind in kinds else Kind.PHRASE
    return Form(kind, form.spaces, form.upper)


def _pattern(text: str) -> np.ndarray[Any, np.dtype[np.uint16]]:
    """The keystrokes of what was typed; consonants that no vowel follows are initials.

    The last one may still become either: it is a keystroke as it is.
    """
    letters = [letter for letter in text if keystrokes(letter)]
    lone = [letter in CONSONANTS or letter in _DOUBLE_FINALS for letter in letters]
    has_lone_vowel = any(keystrokes(letter)[0] in range(0x93, 0xA1) for letter in letters)
    pattern: list[int] = []
    for letter, is_lone in zip(letters, lone, strict=True):
        strokes = keystrokes(letter)
        is_initial = is_lone and not has_lone_vowel
        pattern += [stroke | ANY_SYLLABLE if is_initial else stroke for stroke in strokes]
    if pattern and sum(lone) == 1 and lone[-1] and letters[-1] in CONSONANTS:
        pattern[-1] &= ~ANY_SYLLABLE
    return np.array(pattern, np.uint16)
