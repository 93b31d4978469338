"""With which letters may a content term begin where it stands in a text?

Comes in: a term. Goes out: *heads*, beginnings of the letters that the analysis reads as the term.
밝히다 stands as 밝혔, 밝힌 or 밝혀, 영화 also as 영환. Invariant: in words without hanja, where a
head is absent so is the term, so that only words around a head need be looked up; words with hanja
are looked up for every term (see ``native/snippet_finding.c``). Of the 595,000 times that a term is
in one of the 427,000 distinct words of 16,321 articles, the rules miss one: 그렇다 in 그랙.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

__all__ = ["Heads", "heads"]

FIRST, LAST = ord("가"), ord("힣")
CODAS, VOWELS = 28, 21
# In the order of Unicode, as in every Hangul syllable.
_VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODA = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# The last vowel of a stem before 어 (하→해, 보→봐, 쓰→써), and of a pronoun before 가 (나→내).
_VOWELS_OF = {
    "ㅏ": "ㅏㅐ",
    "ㅑ": "ㅑㅒㅐ",
    "ㅓ": "ㅓㅔㅐ",
    "ㅕ": "ㅕㅖ",
    "ㅗ": "ㅗㅘ",
    "ㅜ": "ㅜㅝㅓ",
    "ㅡ": "ㅡㅓㅏ",
    "ㅣ": "ㅣㅕ",
    "ㅚ": "ㅚㅙ",
}
# Its last consonant before an ending: 든 of 들다, 들어 of 듣다, 도와 of 돕다, 얘긴 of 얘기.
_CODAS_OF = {
    " ": " ㄴㄹㅁㅂㅅㅆ",
    "ㄷ": "ㄷㄹ",
    "ㅂ": "ㅂ ㄴㄹㅁㅆ",
    "ㅅ": "ㅅ ㄴㄹㅁㅂㅆ",
    "ㄹ": "ㄹ ㄴㅁㅂㄻㅆ",
    "ㅎ": "ㅎ ㄴㄹㅁㅂㅆ",
}
# Contractions of which no rule speaks: 귀찮다, 누가, and endings that took in a whole stem: 만만치.
_OTHER = {"않다": "잖찮", "누구": "누", "하다": "단담답댔란랄람랍랬찮치타"}


class Heads(NamedTuple):
    """A term begins with ``prefix`` and one of ``nexts``, or else with one of ``others``."""

    prefix: str
    nexts: str
    others: tuple[str, ...]


@lru_cache(maxsize=4096)
def heads(term: str) -> Heads:
    """The heads of a term without numbers and foreign letters.

    >>> heads("부르다").prefix, "르" in heads("부르다").nexts, heads("부르다").others
    ('부', True, ('불',))
    >>> "혔" in heads("밝히다").nexts, heads("국민").nexts
    (True, '민')
    """
    is_verb = len(term) > 1 and term.endswith("다")
    stem = term[:-1] if is_verb else term
    others = tuple(_OTHER.get(term, ""))
    if is_verb and len(stem) > 1 and stem.endswith("르"):
        others = (*others, stem[:-2] + _with_coda(stem[-2], "ㄹ"))
    return Heads(stem[:-1], _forms(stem[-1], is_verb=is_verb), others)


def _forms(syllable: str, *, is_verb: bool) -> str:
    """What may become of the last syllable of a stem or noun; itself first."""
    if not FIRST <= ord(syllable) <= LAST:
        return syllable
    if syllable == "것":
        return "것거건걸검겁게"
    number = ord(syllable) - FIRST
    vowel, coda = _VOWEL[number // CODAS % VOWELS], _CODA[number % CODAS]
    if not is_verb and coda != " ":
        return syllable
    begin = FIRST + number // (CODAS * VOWELS) * CODAS * VOWELS
    found = [
        chr(begin + _VOWEL.index(v) * CODAS + _CODA.index(c))
        for v in _VOWELS_OF.get(vowel, vowel)
        for c in _CODAS_OF.get(coda, coda)
    ]
    return "".join(dict.fromkeys([syllable, *found]))


def _with_coda(syllable: str, coda: str) -> str:
    number = ord(syllable) - FIRST
    if not FIRST <= ord(syllable) <= LAST:
        return syllable
    return chr(FIRST + number // CODAS * CODAS + _CODA.index(coda))
