"""Where are the words of a text, and under which key is a word looked up?

Comes in: NFC text. Goes out: words (runs of letters and digits: what stands between two spaces,
less the punctuation around and inside it) with their offsets, and for a word its *key*: folded,
every number written as ``0`` and every run of foreign letters as ``A``, or the lexicon would grow
without end.
Invariant: a key and the runs taken out of it give the folded word back; folding keeps offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = [
    "HANGUL",
    "HANJA",
    "LATIN_MASK",
    "NUMBER_MASK",
    "Keyed",
    "Run",
    "fold",
    "keyed",
    "runs_of",
    "words",
]

HANGUL = "가-힣ㄱ-ㅎㅏ-ㅣ"
HANJA = "㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff"
# Thousands and decimals belong to a number; the dots of a date (2024.05.21) part its numbers.
_NUMBER = r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|(?<!\d)(?<!\d\.)\d+\.\d+(?!\.?\d)|\d+"
# ㆍ (U+318D) counts as a letter in Unicode, but stands between words in Korean news.
_WORD = re.compile(rf"(?:{_NUMBER}|[^\W\d_ㆍ])+")
# What is neither a digit nor Korean: Latin, but Cyrillic and kana too, which Kiwi parts at will.
_RUN = re.compile(rf"{_NUMBER}|[^\W\d_{HANGUL}{HANJA}]+")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NUMBER_MASK = "0"
LATIN_MASK = "A"


@dataclass(frozen=True, slots=True)
class Run:
    """A number or a run of foreign letters in a folded word: ``text`` without thousands' commas."""

    text: str
    start: int
    end: int
    is_number: bool


@dataclass(frozen=True, slots=True)
class Keyed:
    """A folded word, its key, and the runs that the key's masks stand for, in order."""

    folded: str
    key: str
    runs: tuple[Run, ...]


def words(text: str) -> Iterator[tuple[str, int]]:
    """Each word of ``text`` as it stands, with its offset in code points.

    >>> list(words("‘온ㆍ오프라인’ 3,452명은 2024.05.21"))
    [('온', 1), ('오프라인', 3), ('3,452명은', 9), ('2024', 17), ('05', 22), ('21', 25)]
    """
    for match in _WORD.finditer(text):
        yield match.group(), match.start()


def fold(word: str) -> str:
    """The word in lower case and half width, as many code points long as before.

    >>> fold("ＷｅＧＯ총회")
    'wego총회'
    """
    lowered = word.lower()
    if len(lowered) != len(word):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in word)
    return lowered if lowered.isascii() else lowered.translate(_WIDTH)


def keyed(word: str) -> Keyed:
    """The key of a word and what its masks stand for.

    >>> keyed("3,452명은").key, keyed("20대가").key, keyed("AI반도체").key
    ('0명은', '0대가', 'A반도체')
    >>> [run.text for run in keyed("3,452명은").runs]
    ['3452']
    """
    folded = fold(word)
    runs = runs_of(folded)
    if not runs:
        return Keyed(folded, folded, ())
    pieces: list[str] = []
    position = 0
    for run in runs:
        pieces += folded[position : run.start], NUMBER_MASK if run.is_number else LATIN_MASK
        position = run.end
    pieces.append(folded[position:])
    return Keyed(folded, "".join(pieces), runs)


def runs_of(folded: str) -> tuple[Run, ...]:
    """The numbers and the runs of foreign letters in a folded word, in order.

    >>> [run.text for run in runs_of("a3,452명은")]
    ['a', '3452']
    """
    return tuple(_run(match) for match in _RUN.finditer(folded))


def _run(match: re.Match[str]) -> Run:
    text = match.group()
    is_number = text[0].isdecimal()
    return Run(text.replace(",", "") if is_number else text, *match.span(), is_number)
