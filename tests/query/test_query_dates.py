"""What a date means: from which day up to which, in Asia/Seoul."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ksearch.errors import QueryError
from ksearch.query import Published
from ksearch.query.dates import published

TUESDAY = "2024-05-21T15:30"
START = datetime(1, 1, 1, tzinfo=UTC)
SEOUL = timedelta(hours=9)


def _days(found: Published) -> str:
    """The first day and the last one, in Seoul; an hour where it is not midnight."""
    first, end = (
        None if instant is None else (START + SEOUL + timedelta(seconds=instant - shift))
        for instant, shift in ((found.first, 0), (found.end, 1))
    )
    last = end and end + timedelta(seconds=1) - timedelta(microseconds=1)
    return f"{_day(first)}–{_day(last)}"


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d}" if moment.hour in {0, 23} else f"{moment:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", "2024-01-01–2024-12-31"),
        ("2024-02", "2024-02-01–2024-02-29"),
        ("2024.5.21", "2024-05-21–2024-05-21"),
        ("2024. 5. 21.", "2024-05-21–2024-05-21"),
        ("20240521", "2024-05-21–2024-05-21"),
        ("2010년대", "2010-01-01–2019-12-31"),
        ("2024-05-01..2024-06-15", "2024-05-01–2024-06-15"),
        ("2024-05-01~06-15", "2024-05-01–2024-06-15"),
        ("2024년 5월 1일~15일", "2024-05-01–2024-05-15"),
        ("2023년 11월~12월", "2023-11-01–2023-12-31"),
        ("..2023", "–2023-12-31"),
        ("2023..", "2023-01-01–"),
        ("2021년부터 2023년까지", "2021-01-01–2023-12-31"),
        ("2023년 이전", "–2023-12-31"),
        ("지난달부터", "2024-04-01–"),
        ("오늘", "2024-05-21–2024-05-21"),
        ("어제", "2024-05-20–2024-05-20"),
        ("그저께", "2024-05-19–2024-05-19"),
        ("그끄저께", "2024-05-18–2024-05-18"),
        ("이번 주", "2024-05-20–2024-05-26"),
        ("금주 일요일", "2024-05-26–2024-05-26"),
        ("지난주", "2024-05-13–2024-05-19"),
        ("지난 주말", "2024-05-18–2024-05-19"),
        ("지지난주", "2024-05-06–2024-05-12"),
        ("이번 달", "2024-05-01–2024-05-31"),
        ("지난달", "2024-04-01–2024-04-30"),
        ("지난달 3일", "2024-04-03–2024-04-03"),
        ("지지난달", "2024-03-01–2024-03-31"),
        ("올해", "2024-01-01–2024-12-31"),
        ("작년", "2023-01-01–2023-12-31"),
        ("지난해 12월", "2023-12-01–2023-12-31"),
        ("재작년", "2022-01-01–2022-12-31"),
        ("5월", "2024-05-01–2024-05-31"),
        ("6월", "2023-06-01–2023-06-30"),
        ("5월 22일", "2023-05-22–2023-05-22"),
        ("상반기", "2024-01-01–2024-06-30"),
        ("하반기", "2023-07-01–2023-12-31"),
        ("2022년 3분기", "2022-07-01–2022-09-30"),
        ("최근 3개월", "2024-02-21–2024-05-21"),
        ("최근 일주일", "2024-05-14–2024-05-21"),
        ("최근 두 달간", "2024-03-21–2024-05-21"),
        ("지난 보름", "2024-05-06–2024-05-21"),
        ("최근 반년", "2023-11-21–2024-05-21"),
        ("한 달 이내", "2024-04-21–2024-05-21"),
        ("사흘 전", "2024-05-18–2024-05-18"),
        ("2주 전", "2024-05-06–2024-05-12"),
        ("석 달 전", "2024-02-01–2024-02-29"),
        ("3년 전", "2021-01-01–2021-12-31"),
        ("최근 3시간", "2024-05-21T12:30–2024-05-21T15:30"),
        ("last 2 weeks", "2024-05-07–2024-05-21"),
        ("THIS YEAR", "2024-01-01–2024-12-31"),
    ],
)
def test_a_date_means_these_days(text: str, days: str) -> None:
    assert _days(published(text, datetime.fromisoformat(TUESDAY))) == days


@pytest.mark.parametrize(
    ("now", "text", "days"),
    [
        ("2024-01-01T00:00", "지난달", "2023-12-01–2023-12-31"),
        ("2024-01-01T00:00", "12월", "2023-12-01–2023-12-31"),
        ("2024-01-01T00:00", "어제", "2023-12-31–2023-12-31"),
        ("2024-01-03T00:00", "지난주", "2023-12-25–2023-12-31"),
        ("2024-03-31T12:00", "최근 한 달", "2024-02-29–2024-03-31"),
        ("2024-02-29T12:00", "최근 1년", "2023-02-28–2024-02-29"),
        ("2024-12-31T23:59", "오늘", "2024-12-31–2024-12-31"),
        ("2024-12-31T15:00+00:00", "오늘", "2025-01-01–2025-01-01"),
        ("2024-12-31T14:59+00:00", "오늘", "2024-12-31–2024-12-31"),
        ("2024-12-30T12:00-05:00", "올해", "2024-01-01–2024-12-31"),
    ],
)
def test_calendars_turn_at_midnight_in_seoul(now: str, text: str, days: str) -> None:
    assert _days(published(text, datetime.fromisoformat(now))) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "내년봄",
        "2024-13",
        "2024-02-30",
        "0000",
        "10000",
        "32일",
        "13월",
        "최근",
        "오늘내일",
        "..",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="no date"):
        published(text)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(QueryError, match="ends before it begins"):
        published("2024-06..2024-05")
