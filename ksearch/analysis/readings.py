"""How is hanja read? One Hangul syllable for each, so that offsets stay.

Comes in: a run of hanja. Goes out: its readings, as the initial-sound law (두음법칙) has them; none
where a hanja has no reading. Words that are read otherwise than their letters are in
``hanja_tables/words.txt``. The tables are read when the first hanja is met.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["TABLES", "read", "sino_korean_syllables", "table_lines"]

TABLES = Path(__file__).with_name("hanja_tables")
FIRST = ord("가")
CODAS, VOWELS = 28, 21
N, R, SILENT = 2, 5, 11  # among initial consonants
D, J = 3, 12
_IOTATED = frozenset({2, 3, 6, 7, 12, 17, 20})  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
_CODA_N = 4
LONGEST_WORD = 4
# Runs from this length on are likely to be words of two letters in a row: 海外旅行 is 해외여행.
MIN_COMPOUND = 4


def read(run: str, *, is_initial: bool = True) -> tuple[str, ...]:
    """The readings of a run, the likeliest first; ``is_initial`` where it begins a word.

    >>> read("女子"), read("男女"), read("大韓民國"), read("不當")
    (('여자',), ('남녀',), ('대한민국',), ('부당',))
    >>> read("海外旅行"), read("年", is_initial=False)
    (('해외여행', '해외려행'), ('년',))
    """
    whole = _read(run, is_initial=is_initial)
    if whole is None:
        return ()
    if len(run) < MIN_COMPOUND or len(run) % 2:
        return (whole,)
    pairs = [
        _read(run[at : at + 2], is_initial=is_initial or at > 0) or ""
        for at in range(0, len(run), 2)
    ]
    return tuple(dict.fromkeys(["".join(pairs), whole]))


def table_lines(name: str) -> list[str]:
    """The lines of a table, without its comments."""
    lines = (TABLES / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _syllables() -> dict[str, str]:
    rows = [line.split() for line in table_lines("readings")]
    return {hanja: reading for reading, letters in rows for hanja in letters}


@cache
def sino_korean_syllables() -> frozenset[str]:
    """The syllables that hanja are read as, at the beginning of a word or behind others.

    >>> {"리", "이", "컨"} & sino_korean_syllables() == {"리", "이"}
    True
    """
    readings = {line[0] for line in table_lines("readings")}
    return frozenset(readings | {_as_initial(reading) for reading in readings})


@cache
def _words() -> dict[str, str]:
    rows = (line.split() for line in table_lines("words"))
    return {row[0]: row[1] for row in rows}


def _read(run: str, *, is_initial: bool) -> str | None:
    found = ""
    at = 0
    while at < len(run):
        word = _word_at(run, at)
        reading = _words()[word] if word else _syllables().get(run[at])
        if reading is None:
            return None
        if not at and is_initial:
            reading = _as_initial(reading[0]) + reading[1:]
        elif found:
            reading = _behind(found[-1], reading[0]) + reading[1:]
        if run[at] == "不" and not word and at + 1 < len(run):
            reading = _negated(_syllables().get(run[at + 1], ""))
        found += reading
        at += len(reading)
    return found


def _word_at(run: str, at: int) -> str:
    """The longest word of the table that stands there."""
    for size in range(LONGEST_WORD, 1, -1):
        if run[at : at + size] in _words() and at + size <= len(run):
            return run[at : at + size]
    return ""


def _parted(syllable: str) -> tuple[int, int, int]:
    number = ord(syllable) - FIRST
    return number // (CODAS * VOWELS), number // CODAS % VOWELS, number % CODAS


def _joined(initial: int, vowel: int, coda: int) -> str:
    return chr(FIRST + (initial * VOWELS + vowel) * CODAS + coda)


def _as_initial(syllable: str) -> str:
    """녀 as 여, 리 as 이, 로 as 노."""
    initial, vowel, coda = _parted(syllable)
    if initial in {N, R} and vowel in _IOTATED:
        return _joined(SILENT, vowel, coda)
    return _joined(N, vowel, coda) if initial == R else syllable


def _behind(before: str, syllable: str) -> str:
    """렬 and 률 as 열 and 율 behind a vowel or ㄴ: 비율, 전열."""
    is_soft = _parted(before)[2] in {0, _CODA_N}
    return {"렬": "열", "률": "율"}.get(syllable, syllable) if is_soft else syllable


def _negated(following: str) -> str:
    """不 before a syllable: 부 before ㄷ and ㅈ."""
    return "부" if following and _parted(following)[0] in {D, J} else "불"
