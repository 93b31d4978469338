"""Which days does a person mean? As Koreans write them, in Asia/Seoul.

Comes in: a text, where in it a date begins, and the present. Goes out: from which instant up to
which, and where the date ends. What is understood is tabled in ``grammar.ebnf`` (``date``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple, TypeAlias

from ksearch.errors import QueryError
from ksearch.query.tree import Published

__all__ = ["EXAMPLES", "Dated", "dated", "published"]

# Korea has had no daylight saving since 1988.
SEOUL = timezone(timedelta(hours=9))
EXAMPLES = "2024, 2024-05, 2024-05-21, 어제, 지난주, 이번 달, 최근 3개월, 2023..2024"
_START = datetime(1, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MONTHS = 12
Span: TypeAlias = tuple[datetime, datetime]


class Dated(NamedTuple):
    """From ``first`` up to, but not including, ``end``, as instants; and where the text ends."""

    first: int | None
    end: int | None
    stop: int

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        return self.first is not None and self.end is not None and self.end <= self.first


def published(text: str, now: datetime | None = None) -> Published:
    """What a whole text means that is a date.

    >>> at = datetime(2024, 5, 21, 12, tzinfo=SEOUL)
    >>> published("2024-05-21", at) == published("오늘", at)
    True

    Raises:
        QueryError: it is no date, or ends before it begins.
    """
    begin = len(text) - len(text.lstrip())
    found = dated(text, begin, now)
    if found is None or text[found.stop :].strip():
        raise QueryError(text, f"{text.strip()!r} is no date: write it as {EXAMPLES}", begin)
    if found.is_reversed:
        raise QueryError(text, f"{text.strip()!r} ends before it begins", begin)
    return Published(found.first, found.end)


def dated(text: str, begin: int, now: datetime | None = None) -> Dated | None:
    """The longest date that begins there; None where there is none, or no such day.

    Without ``now`` the present; one without a zone is in Asia/Seoul.
    """
    moment = _local(now)
    first = _span(text, begin, moment)
    if first is None:
        match = _TO.match(text, begin)
        last = _span(text, match.end(), moment) if match is not None else None
        return None if last is None else _made(None, last[0][1], last[1])
    span, stop = first
    if match := _TO.match(text, stop) or _FROM.match(text, stop):
        return _range(text, span[0], match, moment)
    if match := _SINCE.match(text, stop):
        return _made(span[0], None, match.end())
    if match := _UNTIL.match(text, stop):
        return _made(None, span[1], match.end())
    return _made(*span, stop)


def _range(text: str, first: datetime, dots: re.Match[str], now: datetime) -> Dated | None:
    """From ``first`` up to what stands behind the dots or 부터, if anything does."""
    ways = (_rest_of_range(text, dots.end(), first), _span(text, dots.end(), now))
    second = max((way for way in ways if way), key=lambda way: way[1], default=None)
    until = _UNTIL.match(text, second[1]) if second is not None else None
    if second is not None and (until is not None or dots.re is _TO):
        return _made(first, second[0][1], second[1] if until is None else until.end())
    if dots.re is _TO and text[dots.end() : dots.end() + 1].isdecimal():
        return None  # an end is meant, and there is no such day
    return _made(first, None, dots.start() + len(dots[0].rstrip()))


def _rest_of_range(text: str, begin: int, first: datetime) -> tuple[Span, int] | None:
    """The end of a range that does not say its year, or its month: ~6월, ~06-15, ~15일."""
    match = _REST.match(text, begin)
    if match is None:
        return None
    month = match["month"] or match["number"] or str(first.month)
    day = match["of_month"] or match["of_number"] or match["day"]
    try:
        return _calendar(first.year, month, day), match.end()
    except ValueError:
        return None


_TO = re.compile(r"\s*(?:\.\.+|…|[~～〜∼])\s*")
_FROM = re.compile(r"\s?(?:부터|에서)\s*")
_SINCE = re.compile(r"\s?이후")
_UNTIL = re.compile(r"\s?(?:까지|이전)")
_REST = re.compile(
    r"(?P<month>\d\d?)월(?:\s?(?P<of_month>\d\d?)일)?|(?P<day>\d\d?)일"
    r"|(?P<number>\d\d?)[-./]\s?(?P<of_number>\d\d?)(?!\d)(?:\.(?!\.))?"
)


def _made(first: datetime | None, end: datetime | None, stop: int) -> Dated:
    return Dated(
        None if first is None else _instant(first), None if end is None else _instant(end), stop
    )


def _instant(moment: datetime) -> int:
    """Seconds since the year 1, UTC."""
    return max(1, int((moment.replace(tzinfo=SEOUL) - _START) / timedelta(seconds=1)))


def _local(now: datetime | None) -> datetime:
    """What the clocks in Seoul show, without a zone."""
    if now is None:
        now = datetime.now(UTC)
    return now if now.tzinfo is None else now.astimezone(SEOUL).replace(tzinfo=None)


def _span(text: str, begin: int, now: datetime) -> tuple[Span, int] | None:
    """The time that the longest expression means that begins there, and where it ends."""
    found: list[tuple[int, Span]] = []
    for pattern, meaning in _compiled():
        match = pattern.match(text, begin)
        if match is not None:
            try:
                found.append((match.end(), meaning(match, now)))
            except (ValueError, OverflowError):  # no such day, or none that a calendar has
                continue
    if not found:
        return None
    stop, span = max(found, key=lambda one: one[0])
    return span, stop


# What one expression is written like, and what it means; the longest that matches is meant.
Meaning: TypeAlias = Callable[[re.Match[str], datetime], Span]
_EXPRESSIONS: list[tuple[str, Meaning]] = []


@cache
def _compiled() -> list[tuple[re.Pattern[str], Meaning]]:
    """When the first date is read: it takes 5 ms, and most queries have none."""
    return [(re.compile(pattern, re.IGNORECASE), meaning) for pattern, meaning in _EXPRESSIONS]


def _means(pattern: str) -> Callable[[Meaning], Meaning]:
    """The function says what is meant by what is written so."""

    def register(meaning: Meaning) -> Meaning:
        _EXPRESSIONS.append((pattern, meaning))
        return meaning

    return register


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _days(first: datetime, count: int = 1) -> Span:
    return first, first + count * _DAY


def _months(year: int, month: int, count: int = 1) -> Span:
    """So many months from one on, which may be the 0th or 13th of its year."""
    return _first_of(year, month), _first_of(year, month + count)


def _first_of(year: int, month: int) -> datetime:
    years, months = divmod(month - 1, _MONTHS)
    return datetime(year + years, months + 1, 1)  # noqa: DTZ001 -- the clocks in Seoul


def _year(year: int, count: int = 1) -> Span:
    return _months(year, 1, count * _MONTHS)


_POINT = r"(?:\.(?!\.))?"
_NO_MORE = r"(?!\d)"


@_means(rf"(\d{{4}})(?:년|{_NO_MORE}{_POINT})")
def _numbered_year(match: re.Match[str], _now: datetime) -> Span:
    return _year(int(match[1]))


@_means(r"(\d{3}0)년대")
def _decade(match: re.Match[str], _now: datetime) -> Span:
    return _year(int(match[1]), 10)


@_means(rf"(\d{{4}})(?:[-/]|\.\s?)(\d\d?){_NO_MORE}{_POINT}|(\d{{4}})(\d\d){_NO_MORE}")
def _numbered_month(match: re.Match[str], _now: datetime) -> Span:
    return _calendar(match[1] or match[3], match[2] or match[4], None)


@_means(
    rf"(\d{{4}})([-/.])\s?(\d\d?)\2\s?(\d\d?){_NO_MORE}{_POINT}|(\d{{4}})(\d\d)(\d\d){_NO_MORE}"
)
def _numbered_day(match: re.Match[str], _now: datetime) -> Span:
    if match[5]:
        return _calendar(match[5], match[6], match[7])
    return _calendar(match[1], match[3], match[4])


def _calendar(year: str | int, month: str | None, day: str | None) -> Span:
    """A year, a month or a day; ValueError where there is none."""
    if month is None:
        return _year(int(year))
    if not 1 <= int(month) <= _MONTHS:
        raise ValueError(month)
    if day is None:
        return _months(int(year), int(month))
    return _days(datetime(int(year), int(month), int(day)))  # noqa: DTZ001 -- as above


# Years by name, as they lie behind the present one.
_YEARS = {"올해": 0, "금년": 0, "이번 해": 0, "작년": 1, "지난해": 1, "전년": 1, "재작년": 2}
_A_YEAR = rf"(?P<year>\d{{4}}년?|{'|'.join(_YEARS)})"


def _named_year(text: str, now: datetime) -> int:
    return now.year - _YEARS[text] if text in _YEARS else int(text.rstrip("년"))


@_means(rf"{_A_YEAR}(?:\s?(?P<month>\d\d?)월(?:\s?(?P<day>\d\d?)일)?)?")
def _year_in_words(match: re.Match[str], now: datetime) -> Span:
    return _calendar(_named_year(match["year"], now), match["month"], match["day"])


@_means(r"(?:지난\s?)?(\d\d?)월(?:\s?(\d\d?)일)?")
def _latest_month(match: re.Match[str], now: datetime) -> Span:
    """The latest that has begun: in January, December is that of last year."""
    span = _calendar(now.year, match[1], match[2])
    return span if span[0] <= now else _calendar(now.year - 1, match[1], match[2])


@_means(rf"(?:{_A_YEAR}\s?)?(?:(?P<half>[상하])반기|(?P<quarter>[1-4])분기)")
def _part_of_year(match: re.Match[str], now: datetime) -> Span:
    """Half a year or a quarter; without a year the latest that has begun."""
    year = _named_year(match["year"], now) if match["year"] else now.year
    month, count = (1 if match["half"] == "상" else 7), 6
    if match["quarter"]:
        month, count = 3 * int(match["quarter"]) - 2, 3
    span = _months(year, month, count)
    return span if match["year"] or span[0] <= now else _months(year - 1, month, count)


# Days by name, as they lie behind today.
_BEFORE = {
    "오늘": 0,
    "금일": 0,
    "today": 0,
    "어제": 1,
    "어저께": 1,
    "yesterday": 1,
    "그제": 2,
    "그저께": 2,
    "그끄제": 3,
    "그끄저께": 3,
}


@_means("|".join(_BEFORE))
def _named_day(match: re.Match[str], now: datetime) -> Span:
    return _days(_midnight(now) - _BEFORE[match[0].lower()] * _DAY)


_BACK = {"이번": 0, "금": 0, "this": 0, "지난": 1, "저번": 1, "last": 1, "지지난": 2}
_WEEKDAYS = "월화수목금토일"


@_means(
    rf"(?P<back>이번\s?|금|지난\s?|저번\s?|지지난\s?)주(?!일(?!요일))"
    rf"(?:\s?(?P<weekday>[{_WEEKDAYS}])요일|\s?(?P<weekend>말))?|(?P<english>this|last) week"
)
def _week(match: re.Match[str], now: datetime) -> Span:
    """Weeks begin on Monday."""
    back = _BACK[(match["back"] or match["english"]).strip().lower()]
    monday = _midnight(now) - (now.weekday() + 7 * back) * _DAY
    if match["weekday"]:
        return _days(monday + _WEEKDAYS.index(match["weekday"]) * _DAY)
    return _days(monday + 5 * _DAY, 2) if match["weekend"] else _days(monday, 7)


@_means(
    r"(?:(?P<back>이번|지난|저번|지지난)\s?달|(?P<short>이달|금월|전월))(?:\s?(?P<day>\d\d?)일)?"
    r"|(?P<english>this|last) month"
)
def _month(match: re.Match[str], now: datetime) -> Span:
    name = (match["back"] or match["english"] or "").lower()
    back = _BACK[name] if name else int(match["short"] == "전월")
    first, end = _months(now.year, now.month - back)
    if match["day"] is None:
        return first, end
    return _calendar(first.year, str(first.month), match["day"])


@_means(r"(this|last) year")
def _english_year(match: re.Match[str], now: datetime) -> Span:
    return _year(now.year - _BACK[match[1].lower()])


# Amounts: 3개월, 석 달, 일주일, 보름.
_DAYS_COUNTED = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_NATIVE = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "열": 10}
_SINO = {number: value for value, number in enumerate("일이삼사오육칠팔구십", 1)}
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join((*_NATIVE, *_SINO))})"
_UNITS = {
    "시간": "hour",
    "일": "day",
    "주": "week",
    "주일": "week",
    "개월": "month",
    "달": "month",
    "년": "year",
    "해": "year",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}
_UNIT = (
    rf"(?P<unit>{'|'.join(sorted((u for u in _UNITS if not u.isascii()), key=len, reverse=True))})"
)
_AMOUNT = rf"(?:(?P<days>{'|'.join(_DAYS_COUNTED)})|(?P<half>반년)|{_COUNT}\s?{_UNIT})"


def _amount(match: re.Match[str]) -> tuple[int, str]:
    """How many of which unit."""
    groups = match.groupdict()
    if groups.get("days"):
        return _DAYS_COUNTED[groups["days"]], "day"
    if groups.get("half"):
        return 6, "month"
    count = groups["count"]
    number = int(count) if count.isdecimal() else (_NATIVE | _SINO)[count]
    return number, _UNITS[groups["unit"].lower()]


def _before(moment: datetime, count: int, unit: str) -> datetime:
    """So long before; the last day of a month where it has no such day."""
    if unit in {"month", "year"}:
        months = count if unit == "month" else count * _MONTHS
        first, end = _months(moment.year, moment.month - months)
        return min(first + (moment.day - 1) * _DAY, end - _DAY)
    return moment - {"hour": timedelta(hours=1), "day": _DAY, "week": 7 * _DAY}[unit] * count


@_means(rf"(?:최근|지난)\s?{_AMOUNT}(?:간|\s?(?:동안|이내))?")
@_means(rf"{_AMOUNT}\s?이내")
@_means(r"last (?P<count>\d{1,4}) (?P<unit>day|week|month|year)s?")
def _recent(match: re.Match[str], now: datetime) -> Span:
    """From the day so long ago up to the end of today; hours by the hour."""
    count, unit = _amount(match)
    if unit == "hour":
        return now - timedelta(hours=count), now + timedelta(seconds=1)
    today = _midnight(now)
    return _before(today, count, unit), today + _DAY


@_means(rf"{_AMOUNT}\s?전")
def _ago(match: re.Match[str], now: datetime) -> Span:
    """The day, week, month or year so long ago."""
    count, unit = _amount(match)
    if unit == "hour":
        return now - timedelta(hours=count), now - timedelta(hours=count - 1)
    moment = _before(_midnight(now), count, unit)
    if unit == "week":
        return _days(moment - moment.weekday() * _DAY, 7)
    if unit == "month":
        return _months(moment.year, moment.month)
    return _year(moment.year) if unit == "year" else _days(moment)
