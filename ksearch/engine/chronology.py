"""When is an article from, as one number that can be compared?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

__all__ = ["SEOUL", "instant", "month", "seconds", "span"]

# Korea has had no daylight saving since 1988; news older than that is compared an hour off at most.
SEOUL = timezone(timedelta(hours=9))
_DAY = 24 * 60 * 60
_NEVER = 1 << 62
_START = datetime(1, 1, 1, tzinfo=UTC)
_MONTH, _YEAR = len("2022-07"), len("2022")


def instant(told: str | None) -> int:
    """Seconds since the year 1 of an ISO 8601 date as precise as its source, 0 where unknown.

    A year or month counts as its beginning; no zone means Asia/Seoul.

    >>> instant("2022-07") < instant("2022-07-01T00:00:01") < instant("2022-07-02")
    True
    >>> instant(None), instant("soon")
    (0, 0)
    """
    if not told:
        return 0
    text = {_YEAR: f"{told}-01-01", _MONTH: f"{told}-01"}.get(len(told), told)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=SEOUL)
    return max(1, int((aware - _START) / timedelta(seconds=1)))


def span(day: str | date) -> tuple[int, int]:
    """The instants of an ISO 8601 date as precise as it is: its first, and the first behind it.

    >>> [(b - a) // 86400 for a, b in map(span, ("2024", "2024-02", "2024-02-29"))]
    [366, 29, 1]

    Raises:
        ValueError: it is no such date.
    """
    text = day if isinstance(day, str) else day.isoformat()
    first = instant(text)
    if not first:
        raise ValueError(f"{text!r} is no date: write one as 2024, 2024-05 or 2024-05-21")
    year, number = int(text[:_YEAR]), int(text[_YEAR + 1 : _MONTH] or 0)
    if len(text) == _YEAR:
        return first, instant(f"{year + 1:04d}") or _NEVER
    if len(text) == _MONTH:
        later = year + number // 12
        return first, instant(f"{later:04d}-{number % 12 + 1:02d}") or _NEVER
    return first, first + (_DAY if len(text) == len("2022-07-01") else 1)


def month(told: str | None) -> str | None:
    """The month of an ISO 8601 date in Seoul; of a year alone that year; None where unknown.

    >>> month("2022-07-31T16:00:00Z"), month("2022"), month("soon")
    ('2022-08', '2022', None)
    """
    seconds = instant(told)
    if not told or not seconds:
        return None
    if len(told) == _YEAR:
        return told
    try:
        return (
            (_START + timedelta(seconds=seconds)).astimezone(SEOUL).strftime("%Y-%m").zfill(_MONTH)
        )
    except OverflowError:  # behind the last day that there is
        return None


def seconds(moment: datetime | None = None) -> int:
    """A moment as an instant, without one the present; no zone means Asia/Seoul."""
    moment = moment or datetime.now(UTC)
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=SEOUL)
    return int((aware - _START) / timedelta(seconds=1))
