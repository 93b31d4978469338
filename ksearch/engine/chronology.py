"""When is an article from, as one number that can be compared?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

__all__ = ["SEOUL", "instant", "now"]

# Korea has had no daylight saving since 1988; news older than that is compared an hour off at most.
SEOUL = timezone(timedelta(hours=9))
_START = datetime(1, 1, 1, tzinfo=UTC)
_MONTH, _YEAR = len("2022-07"), len("2022")


def instant(date: str | None) -> int:
    """Seconds since the year 1 of an ISO 8601 date as precise as its source, 0 where unknown.

    A year or month counts as its beginning; no zone means Asia/Seoul.

    >>> instant("2022-07") < instant("2022-07-01T00:00:01") < instant("2022-07-02")
    True
    >>> instant(None), instant("soon")
    (0, 0)
    """
    if not date:
        return 0
    text = {_YEAR: f"{date}-01-01", _MONTH: f"{date}-01"}.get(len(date), date)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=SEOUL)
    return max(1, int((aware - _START) / timedelta(seconds=1)))


def now() -> int:
    """The present as an instant."""
    return int((datetime.now(UTC) - _START) / timedelta(seconds=1))
