"""How else might this foreign word be spelt, by rules, and does the archive have it so?

Comes in: a word as typed, its terms, and how many articles have a term. Goes out: the word with a
noun in it spelt otherwise, without the particle behind it, where some article has that noun:

    인터랙션    인터렉션     ㅐ and ㅔ, in words of four syllables and more
    다이나믹스   다이내믹스    ㅏ and ㅐ, likewise
    컨트롤러    콘트롤러     컨, 컴 and 컬 as 콘, 콤 and 콜, at the beginning
    시그니처    시그니쳐     ㅈ and ㅊ before ㅑ, ㅕ, ㅛ and ㅠ
    플래그십    플래그쉽     ㅟ and ㅣ behind ㅅ
    젤라토     젤라또       ㅌ and ㄸ, and their like; ㅅ and ㅆ
    후지쓰     후지츠       쓰, 츠 and 쯔
    스트리트    스트릿       트, 프 and 크 as ㅅ, ㅂ and ㄱ below
    베니테스    베니테즈     a last 스 and 즈

One rule at one place. Each was judged by the pairs of words that it joins in archives of 166,000
articles and headlines, among 78,000 nouns: 244 pairs, of which 6 are two words (솔리드 the band,
쏠리드 the firm). Rules that join more than they should are not here: ㅓ and ㅏ (마스크, 머스크), ㅔ
and ㅣ (데스크, 디스크), ㄹ and ㄹㄹ (크라우드, 클라우드), 에이 and 에 (테이크, 테크), 후 and 프.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ksearch.analysis import TermSpan, sino_korean_syllables
from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold
from ksearch.plan.variants.kinds import Frequency

__all__ = ["respellings", "spelt_otherwise"]

LEAST_SYLLABLES = 3
# Shorter words that differ in one of these vowels are too often two: 패스트, 페스트.
LEAST_FOR_VOWELS = 4
MOST_LETTERS = 24
MOST_TEXTS = 8
# One in so many syllables, at least, is none that a hanja is read as: 상용차 is no foreign word.
FOREIGN = 4
FIRST, LAST = ord("가"), ord("힣")
INITIALS, VOWELS = (
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
)
CODAS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_TENSE = {"ㄸ": "ㅌ", "ㄲ": "ㅋ", "ㅃ": "ㅍ", "ㅆ": "ㅅ", "ㅉ": "ㅊ"}
_PLAIN = {plain: tense for tense, plain in _TENSE.items()}
_IOTATED = {"ㅑ": "ㅏ", "ㅕ": "ㅓ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}
_SIMPLE = {simple: iotated for iotated, simple in _IOTATED.items()}
_CLOSED = {"트": "ㅅ", "프": "ㅂ", "크": "ㄱ"}
_OPEN = {coda: syllable for syllable, coda in _CLOSED.items()}
_TSU = "쓰츠쯔"
_FIRM = ("테크", "텍")  # 이노테크 and 이노텍 are two firms
Parts = tuple[str, str, str]


def respellings(word: str, spans: Sequence[TermSpan], frequency: Frequency) -> tuple[str, ...]:
    """The word with one of its foreign nouns spelt as some article has it.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.
        frequency: in how many articles a content term is.

    >>> respellings("인터렉션을", [TermSpan("인터렉션", 0, 4, 0)], {"인터랙션": 21}.get)
    ('인터랙션',)
    """
    folded = fold(word)
    if len(folded) > MOST_LETTERS:
        return ()
    content = max((span.end for span in spans), default=0)
    found: list[str] = []
    for start, end in _nouns(folded, spans):
        rest = folded[end:content] if PARTICLES.fullmatch(folded, content) else folded[end:]
        others = filter(frequency, spelt_otherwise(folded[start:end]))
        found += [folded[:start] + other + rest for other in others]
    return tuple(dict.fromkeys(found))[:MOST_TEXTS]


def _nouns(folded: str, spans: Sequence[TermSpan]) -> list[tuple[int, int]]:
    """Where nouns stand in their own letters; verbs are in their dictionary form, with 다."""
    return list(
        dict.fromkeys(
            (start, end)
            for term, start, end, _ in spans
            if term == folded[start:end] and not term.endswith("다")
        )
    )


def spelt_otherwise(noun: str) -> list[str]:
    """Other spellings of a foreign noun, most of which nobody writes; of other nouns none.

    >>> spelt_otherwise("플래그십")
    ['쁠래그십', '플레그십', '플라그십', '플래그쉽', '플래그씹', '플래그시프']
    >>> spelt_otherwise("쌍용차"), spelt_otherwise("대한민국")
    ([], [])
    """
    if not LEAST_SYLLABLES <= len(noun) <= MOST_LETTERS or not _is_foreign(noun):
        return []
    return [other for other in dict.fromkeys(_changed(noun)) if _is_foreign(other)]


def _is_foreign(noun: str) -> bool:
    """Whether enough of its syllables are read from no hanja; in Hangul only."""
    known = sino_korean_syllables()
    if not all(FIRST <= ord(syllable) <= LAST for syllable in noun):
        return False
    return FOREIGN * sum(syllable not in known for syllable in noun) >= len(noun)


def _changed(noun: str) -> Iterator[str]:
    for at, syllable in enumerate(noun):
        before, behind = noun[:at], noun[at + 1 :]
        for other in _other_syllables(noun, at):
            yield before + other + behind
        if at and syllable in _CLOSED and _parts(noun[at - 1])[2] == " ":
            initial, vowel, _ = _parts(noun[at - 1])
            if not noun.endswith(_FIRM) and len(noun) > LEAST_SYLLABLES:
                yield noun[: at - 1] + _syllable(initial, vowel, _CLOSED[syllable]) + behind
        initial, vowel, coda = _parts(syllable)
        if coda in _OPEN and not noun.endswith(_FIRM):
            yield before + _syllable(initial, vowel, " ") + _OPEN[coda] + behind


def _other_syllables(noun: str, at: int) -> Iterator[str]:
    """What may stand for one syllable."""
    syllable = noun[at]
    initial, vowel, coda = _parts(syllable)
    for other in _other_vowels(noun, at):
        yield _syllable(initial, other, coda)
    other_initial = _TENSE.get(initial) or _PLAIN.get(initial)
    if other_initial:
        yield _syllable(other_initial, vowel, coda)
    if syllable in _TSU:
        yield from _TSU.replace(syllable, "")
    is_long_end = at == len(noun) - 1 and len(noun) >= LEAST_FOR_VOWELS
    # 프라이스 and 프라이즈 are two words, 베니테스 and 베니테즈 one.
    if syllable in "스즈" and is_long_end and _parts(noun[at - 1])[1] != "ㅣ":
        yield "즈" if syllable == "스" else "스"


def _other_vowels(noun: str, at: int) -> str:
    """The vowels that may stand for that of a syllable."""
    initial, vowel, coda = _parts(noun[at])
    found = ""
    if len(noun) >= LEAST_FOR_VOWELS:
        found += {"ㅐ": "ㅔㅏ", "ㅔ": "ㅐ", "ㅏ": "ㅐ"}.get(vowel, "")
    if not at and initial == "ㅋ" and coda in "ㄴㅁㄹ":
        found += {"ㅓ": "ㅗ", "ㅗ": "ㅓ"}.get(vowel, "")
    if initial in "ㅈㅊ":
        found += _IOTATED.get(vowel) or _SIMPLE.get(vowel, "")
    if initial == "ㅅ":
        found += {"ㅟ": "ㅣ", "ㅣ": "ㅟ"}.get(vowel, "")
    return found


def _parts(syllable: str) -> Parts:
    number = ord(syllable) - FIRST
    return (
        INITIALS[number // (len(VOWELS) * len(CODAS))],
        VOWELS[number // len(CODAS) % len(VOWELS)],
        CODAS[number % len(CODAS)],
    )


def _syllable(initial: str, vowel: str, coda: str) -> str:
    number = INITIALS.index(initial) * len(VOWELS) + VOWELS.index(vowel)
    return chr(FIRST + number * len(CODAS) + CODAS.index(coda))
