"""How else is this day written?

Comes in: the words of a query. Goes out: for each day in them other texts of the same day:

    2024년 5월 3일    2024년5월3일, 2024.5.3, 2024.05.03, 2024. 5. 3, 2024. 05. 03
    5월 3일           5월3일
    12·3             12.3

What stands between two numbers is no part of any term, so 2024-05-03 is found by 2024.05.03; only
12.3 is one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold
from ksearch.plan.variants.kinds import Variant, VariantKind

__all__ = ["date_variants"]

MOST_WORDS = 3
_EDGES = re.compile(r"^\W+|[^\w%㎞㎝㎜㎏㎾㎿㏊㎡℃]+$")
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>\d\d?)"
_KOREAN = re.compile(rf"(?:{_YEAR}년 ?)?{_MONTH}월 ?{_DAY}일(?P<tail>[가-힣]*)")
_NUMERIC = re.compile(rf"{_YEAR}([-./]) ?{_MONTH}\2 ?{_DAY}(?P<tail>[가-힣]*)")
# A day that has become a name: 12·3 계엄, 8.15광복절. Units behind a decimal are none of it.
_NAMED = re.compile(
    rf"{_MONTH}(?P<point>[.·ㆍ・‧]){_DAY}(?P<tail>(?![천만억조배도명개원대점건톤달퍼프포])[가-힣]*)"
)
LAST_DAY = 31


def date_variants(words: Sequence[str]) -> Iterator[Variant]:
    """The other texts of each day, by where it begins.

    >>> [v.text for v in date_variants(["2024-05-03"])]
    ['2024년 5월 3일', '2024년5월3일', '2024.5.3', '2024. 5. 3', '2024. 05. 03']
    >>> [v.text for v in date_variants(["12·3", "계엄"])]
    ['12.3']
    """
    first = 0
    while first < len(words):
        count, texts = _longest(words, first)
        for text in texts:
            yield Variant(first, count, text, VariantKind.DATE)
        first += count


def _longest(words: Sequence[str], first: int) -> tuple[int, list[str]]:
    """How many words the day that begins here takes, at least one, and its other texts."""
    if words[first][:1].isdecimal():
        for end in range(min(len(words), first + MOST_WORDS), first, -1):
            texts = _texts(_EDGES.sub("", fold(" ".join(words[first:end]))))
            if texts is not None:
                return end - first, texts
    return 1, []


def _texts(typed: str) -> list[str] | None:
    """The other texts of a day; None where the words are no day from beginning to end."""
    match = _KOREAN.fullmatch(typed) or _NUMERIC.fullmatch(typed)
    if match is not None and 0 < int(match["day"]) <= LAST_DAY:
        tail = "" if PARTICLES.fullmatch(match["tail"]) else match["tail"]
        texts = _days(match["year"], int(match["month"]), int(match["day"]))
        seen = _run_distances(typed)
        return [text + tail for text in texts if _run_distances(text) != seen]
    match = _NAMED.fullmatch(typed)
    if match is not None and 0 < int(match["day"]) <= LAST_DAY:
        tail = "" if PARTICLES.fullmatch(match["tail"]) else match["tail"]
        other = "·" if match["point"] == "." else "."
        return [f"{match['month']}{other}{match['day']}{tail}"]
    return None


def _days(year: str | None, month: int, day: int) -> list[str]:
    if year is None:
        return [f"{month}월 {day}일", f"{month}월{day}일"]
    return [
        f"{year}년 {month}월 {day}일",
        f"{year}년{month}월{day}일",
        f"{year}.{month}.{day}",
        f"{year}.{month:02}.{day:02}",
        f"{year}. {month}. {day}",
        f"{year}. {month:02}. {day:02}",
    ]


def _run_distances(text: str) -> str:
    """What a chain sees of a text: letters, and how far apart they stand."""
    return re.sub(r"\W", " ", text)
