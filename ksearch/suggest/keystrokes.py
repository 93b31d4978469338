"""What has to be typed for a text on a Korean keyboard, and which text is typed so?

Comes in: text as a person has it so far, or a key of the table. Goes out: the other of the two. A
key has a byte for each keystroke, as ``ksearch/native/suggest.h`` says; a half-typed syllable is
the beginning of one, and spaces are no part of it. Invariant: the text of a key is the text that
the key was made of, where that has whole syllables only.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import NamedTuple

__all__ = [
    "CONSONANTS",
    "VOWELS",
    "Form",
    "Kind",
    "composed",
    "in_hangul",
    "in_latin",
    "is_consonant",
    "is_vowel",
    "keystrokes",
    "spaces_of",
]

CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
# Where each stands on the keyboard; upper case with the shift key.
_QWERTY = "rRseEfaqQtTdwWczxvg" + "koiOjpuPhynbml"
_FIRST_CONSONANT, _FIRST_VOWEL, _BEYOND, _OTHER = 0x80, 0x93, 0xA1, 0xC0
_SYLLABLES, _LAST_SYLLABLE = 0xAC00, 0xD7A3
# The keystrokes of each vowel and final, and of jamo that take two: a keyboard makes ㄳ of two
# initials in a row.
_MEDIALS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split()  # noqa: SIM905 -- a row of jamo
_FINAL_ROW = (
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ "
    "ㅌ ㅍ ㅎ"
)
_DOUBLE_ROW = (
    "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ"
)
_FINALS = ["", *_FINAL_ROW.split()]
_DOUBLE = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ", _DOUBLE_ROW.split(), strict=True))


class Kind(IntEnum):
    """What an entry is. The numbers are written to disk: they are never reused."""

    PHRASE = 0  # a word or a phrase of headlines
    AUTHOR = 1
    PUBLISHER = 2


class Form(NamedTuple):
    """How a key is written: bit i of a mask is that of letter i of the text without spaces."""

    kind: Kind = Kind.PHRASE
    spaces: int = 0
    upper: int = 0


def keystrokes(text: str) -> bytes:
    """The key of a text; what is neither letter nor digit has none.

    >>> keystrokes("스마ㅌ") == keystrokes("스맡") == keystrokes("스마트")[:5]
    True
    >>> keystrokes("SK 하이닉스") == keystrokes("sk하이닉스")
    True
    """
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        made += _strokes(letter)
    return bytes(made)


@cache
def _strokes(letter: str) -> bytes:
    code = ord(letter)
    if _SYLLABLES <= code <= _LAST_SYLLABLE:
        number = code - _SYLLABLES
        jamo = CONSONANTS[number // 588] + _MEDIALS[number // 28 % 21] + _FINALS[number % 28]
    else:
        jamo = _DOUBLE.get(letter, letter)
    if jamo[0] in CONSONANTS or jamo[0] in VOWELS:
        return bytes(
            _FIRST_CONSONANT + CONSONANTS.index(j)
            if j in CONSONANTS
            else _FIRST_VOWEL + VOWELS.index(j)
            for j in jamo
        )
    if letter.isascii():
        return letter.lower().encode() if letter.isalnum() else b""
    folded = unicodedata.normalize("NFKC", letter)
    if len(folded) == 1 and folded.isascii():  # full width
        return _strokes(folded)
    if not letter.isalnum() or letter == "ㆍ":
        return b""
    return bytes(_OTHER | code >> shift & 0x3F for shift in (18, 12, 6, 0))


def is_consonant(stroke: int) -> bool:
    """Whether a keystroke is a consonant's."""
    return _FIRST_CONSONANT <= stroke < _FIRST_VOWEL


def is_vowel(stroke: int) -> bool:
    """Whether a keystroke is a vowel's."""
    return _FIRST_VOWEL <= stroke < _BEYOND


def composed(key: bytes, form: Form = Form()) -> str:  # noqa: B008 -- no state
    """The text of a key, as its form says.

    >>> composed(keystrokes("왕십리 뉴타운"), Form(spaces=0b100))
    '왕십리 뉴타운'
    """
    letters = _letters(key)
    return "".join(
        (letter.upper() if form.upper >> i & 1 and letter.isascii() else letter)
        + (" " if form.spaces >> i & 1 else "")
        for i, letter in enumerate(letters)
    )


def spaces_of(text: str) -> int:
    """The mask of a text's spaces.

    >>> bin(spaces_of("왕십리 뉴타운"))
    '0b100'
    """
    mask = place = 0
    for letter in text.strip():
        if letter == " ":
            mask |= 1 << (place - 1)
        elif _strokes(letter):
            place += 1
    return mask


def _letters(key: bytes) -> list[str]:
    """The letters of a key: a consonant before a vowel begins a syllable."""
    letters: list[str] = []
    at = 0
    while at < len(key):
        stroke = key[at]
        if stroke < _FIRST_CONSONANT:
            letters.append(chr(stroke))
            at += 1
        elif _BEYOND <= stroke < _OTHER:  # no keystroke of ours: the table contradicts itself
            letters.append("\N{REPLACEMENT CHARACTER}")
            at += 1
        elif stroke >= _OTHER:
            code = 0
            for byte in key[at : at + 4]:
                code = code << 6 | byte & 0x3F
            letters.append(chr(min(code, 0x10FFFF)))
            at += 4
        else:
            letter, at = _syllable(key, at)
            letters.append(letter)
    return letters


def _syllable(key: bytes, at: int) -> tuple[str, int]:
    """The syllable that begins at a place, or the lone jamo, and the place behind it."""
    if is_vowel(key[at]) or not _has_vowel(key, at + 1):
        return _jamo(key[at]), at + 1
    initial = CONSONANTS.index(_jamo(key[at]))
    end = at + 2
    medial = _jamo(key[at + 1])
    if _has_vowel(key, end) and medial + _jamo(key[end]) in _MEDIALS:
        medial += _jamo(key[end])
        end += 1
    final = ""
    while end < len(key) and is_consonant(key[end]) and not _has_vowel(key, end + 1):
        if final + _jamo(key[end]) not in _FINALS:
            break
        final += _jamo(key[end])
        end += 1
    number = (initial * 21 + _MEDIALS.index(medial)) * 28 + _FINALS.index(final)
    return chr(_SYLLABLES + number), end


def _has_vowel(key: bytes, at: int) -> bool:
    return at < len(key) and is_vowel(key[at])


def _jamo(stroke: int) -> str:
    if stroke < _FIRST_VOWEL:
        return CONSONANTS[stroke - _FIRST_CONSONANT]
    return VOWELS[stroke - _FIRST_VOWEL]


def in_hangul(text: str) -> str:
    """What the Latin letters of a text would be on the Korean layout, the rest as it is.

    >>> in_hangul("tmakxmtlxl"), in_hangul("dhtpgns tlwkd")
    ('스마트시티', '오세훈 시장')
    """
    return " ".join(_word_in_hangul(word) for word in text.split())


def _word_in_hangul(word: str) -> str:
    jamo = CONSONANTS + VOWELS
    typed = "".join(
        jamo[_QWERTY.index(c if c in _QWERTY else c.lower())] if c.isascii() and c.isalpha() else c
        for c in word
    )
    return "".join(_composed_run(run) for run in _runs(typed))


def _runs(text: str) -> list[str]:
    """A text, cut where letters that have a key and others meet."""
    runs: list[str] = []
    for letter in text:
        if runs and bool(_strokes(letter)) == bool(_strokes(runs[-1][0])):
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs


def _composed_run(run: str) -> str:
    key = keystrokes(run)
    return composed(key) if key else run


def in_latin(text: str) -> str:
    """What the Hangul of a text would be on the Latin layout, the rest as it is.

    >>> in_latin("ㅗ디ㅣㅐ"), in_latin("내며")
    ('hello', 'soau')
    """
    return "".join(
        "".join(_latin(stroke) for stroke in _strokes(letter)) if _is_hangul(letter) else letter
        for letter in unicodedata.normalize("NFC", text)
    )


def _is_hangul(letter: str) -> bool:
    strokes = _strokes(letter)
    return bool(strokes) and _FIRST_CONSONANT <= strokes[0] < _BEYOND


def _latin(stroke: int) -> str:
    return _QWERTY[stroke - _FIRST_CONSONANT]
