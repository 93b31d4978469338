"""How else do Korean news write this number?

Comes in: the words of a query. Goes out: for each number in them, which may reach over several
words, other texts of exactly the same value, with what is counted behind it:

    1조 2천억 원    1조2천억원, 1조2000억원, 1조 2000억 원, 1.2조원 …
    5천명          5000명, 5천 명, 5000 명
    3.5퍼센트       3.5%, 3.5프로

A number has a digit and a unit (or commas between its thousands): 만났다, 천천히 and 2024 are none.
Commas in numbers are no part of their terms, so 5,000명 is not told from 5000명.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold
from ksearch.plan.variants.kinds import Variant, VariantKind

__all__ = ["number_variants"]

MOST_FORMS = 11
# Longer ones are no numbers that anyone types; arithmetic stays small.
MOST_LETTERS = 40
MOST_WORDS = 5
MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
MYRIAD = 10**4
THOUSAND = 10**3
HUNDRED = 100
TEN = 10
# Below it a number is also written in digits alone: 200,000 for 20만.
PLAIN_DIGITS = 10**8
MOST_DECIMALS = 2
# What numbers of a thousand and more count. Not 년, 월, 호, 번: 2024년 is not 2천24년.
_COUNTERS = (  # noqa: SIM905 -- a list of words, not of quotes
    "퍼센트포인트 %포인트 %p 퍼센트 프로 % 킬로미터 km ㎞ 센티미터 cm ㎝ 밀리미터 mm ㎜ 미터 m "
    "킬로그램 kg ㎏ 그램 g 톤 t 제곱미터 ㎡ 킬로와트 kw ㎾ 메가와트 mw ㎿ 기가와트 gw 헥타르 ha ㏊ "
    "리터 ℓ 도 ℃ 달러 유로 위안 파운드 엔 원 명 개국 개사 개소 개 건 곳 대 가구 세대 마리 회 권 장 "
    "표 점 석 평 채 배 시간 그루 척 발 병 편 벌 쌍 통 팀 인분 인 주 상자 박스 잔 쪽 선 포인트 종 "
    "켤레 자루 포기 송이"
).split()
# The same unit, the usual way first.
_SAME_UNITS = (
    ("%", "퍼센트", "프로"),
    ("%포인트", "%p", "퍼센트포인트"),
    ("km", "킬로미터", "㎞"),
    ("cm", "센티미터", "㎝"),
    ("mm", "밀리미터", "㎜"),
    ("m", "미터"),
    ("kg", "킬로그램", "㎏"),
    ("g", "그램"),
    ("t", "톤"),
    ("kw", "킬로와트", "㎾"),
    ("mw", "메가와트", "㎿"),
    ("gw", "기가와트"),
    ("ha", "헥타르", "㏊"),
    ("제곱미터", "㎡"),
    ("도", "℃"),
)
_UNITS = {unit: units for units in _SAME_UNITS for unit in units}
# Signs that are no letters, so that only the number before them would be looked for. But % is how
# nearly everyone writes it.
_SIGNS = frozenset("㎞㎝㎜㎏㎾㎿㏊㎡℃")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_BLOCK = re.compile(
    rf"(?:(?P<thousands>\d)천(?P<below>\d{{1,3}}(?!\d))?|(?P<hundreds>\d)백(?P<tens>\d\d?(?!\d))?"
    rf"|(?P<digits>{_DIGITS}(?:\.\d+)?))(?P<myriad>[만억조경])?"
)
_COUNTED = re.compile(
    "(?P<unit>"
    + "|".join(sorted(map(re.escape, _COUNTERS), key=len, reverse=True))
    + ")(?P<rest>.*)"
)
_EDGES = re.compile(r"^\W+|[^\w%㎞㎝㎜㎏㎾㎿㏊㎡℃]+$")


class _Amount(NamedTuple):
    """A number as read: its value, where it ends in the text, and whether it says 천, 만 or 억."""

    value: Fraction
    end: int
    is_scaled: bool
    has_commas: bool


def number_variants(words: Sequence[str]) -> Iterator[Variant]:
    """The other texts of each number, by where it begins.

    >>> [v.text for v in number_variants(["1.2조"])]
    ['1조2000억', '1조 2000억', '1조2천억', '1조 2천억', '12000억']
    >>> [v.text for v in number_variants(["5천", "명이"])]
    ['5000명', '5천명', '5000 명']
    >>> [*number_variants(["만났다", "천천히", "2024년", "5월", "제3국"])]
    []
    """
    first = 0
    while first < len(words):
        count, texts = _longest(words, first)
        for text in texts:
            yield Variant(first, count, text, VariantKind.NUMBER)
        first += count


def _longest(words: Sequence[str], first: int) -> tuple[int, list[str]]:
    """How many words the number that begins here takes, at least one, and its other texts."""
    if words[first][:1].isdecimal():
        for end in range(min(len(words), first + MOST_WORDS), first, -1):
            typed = _EDGES.sub("", fold(" ".join(words[first:end])))
            texts = _texts(typed) if len(typed) <= MOST_LETTERS else None
            if texts is not None:
                return end - first, texts
    return 1, []


def _texts(typed: str) -> list[str] | None:
    """The other texts of a number; None where the words are no number from beginning to end."""
    amount = _read(typed)
    if amount is None:
        return None
    tail = typed[amount.end :]
    gap, tail = tail[:1] == " ", tail.removeprefix(" ")
    counted = _COUNTED.fullmatch(tail)
    unit = ""
    if counted is not None and PARTICLES.fullmatch(counted["rest"]):
        unit = counted["unit"]
    elif gap or " " in tail:
        return None
    elif not PARTICLES.fullmatch(tail):
        unit = tail
    is_number = amount.is_scaled or (amount.has_commas and not unit) or unit in _COUNTERS
    if not is_number:
        return None
    forms = _forms(amount.value)
    if unit in _COUNTERS:
        texts = [*_counted(forms, unit)]
    else:
        texts = [form + unit for form in forms if not unit or not form[-1].isdecimal()]
    seen = {_plain(typed[: amount.end] + " " * gap + unit)}
    found = []
    for text in texts:
        if _plain(text) not in seen:
            seen.add(_plain(text))
            found.append(text)
    return found[:MOST_FORMS]


def _counted(forms: Sequence[str], unit: str) -> Iterator[str]:
    """Each form with what it counts, in each way to write that, beside it and behind a space."""
    for same in sorted(_UNITS.get(unit, (unit,)), key=lambda other: other != unit):
        if same not in _SIGNS:
            yield from (form + same for form in forms)
            if same[0] != "%":
                yield from (f"{form} {same}" for form in forms)


def _plain(text: str) -> str:
    """Commas in numbers are no part of their terms."""
    return text.replace(",", "")


def _read(text: str) -> _Amount | None:
    """The number at the beginning of a text."""
    value = Fraction(0)
    end = 0
    smallest: int | None = None
    is_scaled = has_commas = False
    while True:
        begin = end + (smallest is not None and text[end : end + 1] == " ")
        block = _BLOCK.match(text, begin)
        if block is None or _is_another_number(text, begin - end, block):
            break
        myriad = MYRIADS.get(block["myriad"] or "", 1)
        here = _block_value(block)
        if smallest is not None and (
            myriad >= smallest or here >= MYRIAD or here.denominator > 1 or here == 0
        ):
            break
        value += here * myriad
        end = block.end()
        is_scaled = is_scaled or myriad > 1 or block["digits"] is None
        has_commas = has_commas or "," in block[0]
        smallest = myriad
        if myriad == 1:
            break
    if smallest is None or not value:
        return None
    return _Amount(value, end, is_scaled, has_commas)


def _is_another_number(text: str, gap: int, block: re.Match[str]) -> bool:
    """Whether a block behind a space goes on counting: 1만 2000명 does, 20만 2024년 does not."""
    return bool(gap) and block["myriad"] is None and not _COUNTED.match(text, block.end())


def _block_value(block: re.Match[str]) -> Fraction:
    if block["thousands"] is not None:
        return Fraction(int(block["thousands"]) * THOUSAND + int(block["below"] or 0))
    if block["hundreds"] is not None:
        return Fraction(int(block["hundreds"]) * HUNDRED + int(block["tens"] or 0))
    return Fraction(block["digits"].replace(",", ""))


def _forms(value: Fraction) -> list[str]:
    """The ways to write a value, the most usual first."""
    if value.denominator > 1:
        return [_decimal(value)]
    number = int(value)
    blocks = [*_blocks(number)]
    digits = [f"{block}{myriad}" for block, myriad in blocks]
    spoken = [_spoken(block) + myriad for block, myriad in blocks]
    forms = ["".join(digits), " ".join(digits), "".join(spoken), " ".join(spoken)]
    if number < PLAIN_DIGITS:
        forms.append(f"{number:,}")
    myriad = blocks[0][1]
    short = value / MYRIADS.get(myriad, 1)
    if len(blocks) > 1 and (short * TEN**MOST_DECIMALS).denominator == 1:
        forms.append(_decimal(short) + myriad)
    if myriad == "조" and [m for _, m in blocks[1:]] == ["억"]:
        forms.append(f"{number // MYRIADS['억']}억")
    return list(dict.fromkeys(forms))


def _blocks(number: int) -> Iterator[tuple[int, str]]:
    """What stands before each of 경, 조, 억, 만 and nothing, the greatest first, without zeros."""
    for myriad, size in (*reversed(MYRIADS.items()), ("", 1)):
        block = number // size
        number %= size
        if block:
            yield block, myriad


def _spoken(block: int) -> str:
    """A block with its thousands said: 2천, 3천452."""
    thousands, below = divmod(block, THOUSAND)
    if not 0 < thousands < TEN:
        return str(block)
    return f"{thousands}천{below or ''}"


def _decimal(value: Fraction) -> str:
    """A fraction whose decimals end, in digits."""
    whole, rest = divmod(value, 1)
    decimals = ""
    while rest:
        digit, rest = divmod(rest * TEN, 1)
        decimals += str(digit)
    return f"{whole}.{decimals}" if decimals else str(whole)
