"""Dates are as precise as their source, and never guessed."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.ingest.prose.dates import labelled_dates, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022", "2022"),
        ("2022-07", "2022-07"),
        ("2022년 7월", "2022-07"),
        ("2022-07-03", "2022-07-03"),
        ("2021-12-27/28", "2021-12"),
        ("2021-12-27/2021-12-31", "2021-12"),
        ("2021-11-27/12-03", "2021"),
        ("2021-12-27~2022-01-02", None),
        ("20201207", "2020-12-07"),
        ("20180516162312", "2018-05-16T16:23:12+09:00"),
        ("2020.12.20.", "2020-12-20"),
        ("2020. 12. 20.", "2020-12-20"),
        ("2024.05.21 (화)", "2024-05-21"),
        ("2019년 12월 01일 일요일", "2019-12-01"),
        ("Thu, 20 Aug 2026 15:42:00 +0000", "2026-08-20T15:42:00+00:00"),
        ("20 Aug 2026 15:42:00 GMT", "2026-08-20T15:42:00+00:00"),
        ("2025-12-18T05:21:17.841+00:00", "2025-12-18T05:21:17.841+00:00"),
        ("2025-05-15T20:00:52.000+0900", "2025-05-15T20:00:52+09:00"),
        ("2023-04-20T04:24:13Z", "2023-04-20T04:24:13+00:00"),
        ("2020-11-03 9:05:07", "2020-11-03T09:05:07+09:00"),
        ("2023년 7월 3일 오후 3:05", "2023-07-03T15:05+09:00"),
        ("2023년 7월 3일 오후 3시 5분", "2023-07-03T15:05+09:00"),
        ("2020.02.08. 오전 12:25", "2020-02-08T00:25+09:00"),
        ("2020.02.08. 오후 12:25", "2020-02-08T12:25+09:00"),
        ("입력 2023.07.03 15:05", "2023-07-03T15:05+09:00"),
        ("기사입력 : 2023-07-03 15:05", "2023-07-03T15:05+09:00"),
        ("입력 2023.07.03 15:05 | 수정 2023.07.04 09:00", "2023-07-03T15:05+09:00"),
    ],
)
def test_a_date_is_read_as_it_is_written(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "어제", "3시간 전", "2023-02-30", "2023-13-01", "2023-07-03 25:00", "20231340", "7월 3일",
     "2023-07-03T15:05:00+99:99", "1234567", "0", "2021-12-27/99", "0000-01-01"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_a_line_says_which_of_its_dates_is_which() -> None:
    line = "홍길동 기자 입력 2023. 07. 03. 15:05 수정 2023. 07. 04. 09:00"
    assert labelled_dates(line) == ("2023-07-03T15:05+09:00", "2023-07-04T09:00+09:00")
    assert labelled_dates("기사입력 :[ 2018-08-25 15:24 ]")[0] == "2018-08-25T15:24+09:00"
    assert labelled_dates("2023. 07. 03. 15:05") == (None, None)


@given(st.text() | st.from_regex(r"[0-9TZ년월일오전후시분:+/.\-\s]{0,40}"))
def test_no_text_at_all_makes_a_date_raise_and_a_date_read_is_read_again_unchanged(
    text: str,
) -> None:
    date = parse_date(text)
    labelled_dates(text)
    if date is not None:
        assert parse_date(date) == date


@given(st.datetimes(timezones=st.just(None)))
def test_every_moment_of_the_calendar_is_read_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert parse_date(whole.isoformat()) == f"{whole.isoformat()}+09:00"
    assert parse_date(f"{whole:%Y%m%d}".zfill(8)) == whole.date().isoformat()


@given(
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}".zfill(19)),
    st.text("0123456789", min_size=4, max_size=4),
)
def test_a_moment_that_is_whole_is_read_as_any_other_date(moment: str, zone: str) -> None:
    text = f"{moment}+{zone[:2]}:{zone[2:]}"
    found = parse_date(text)
    # A point that says nothing keeps the text from being taken as it is.
    assert parse_date(f"{moment}.0+{zone[:2]}:{zone[2:]}") == found
    assert found in (text, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("입력 23.11.18 09:30", ("2023-11-18T09:30+09:00", None)),
        ("[입력] 2023-11-18 09:30", ("2023-11-18T09:30+09:00", None)),
        ("2023-11-18 09:30 입력", ("2023-11-18T09:30+09:00", None)),
        ("2023.11.18. 오전 9:30 기사입력", ("2023-11-18T09:30+09:00", None)),
        (
            "입력 2021.05.14 (21:42) 수정 2021.05.14 (22:03)",
            ("2021-05-14T21:42+09:00", "2021-05-14T22:03+09:00"),
        ),
        ("입력 2023.11.18 09:30 18일", ("2023-11-18T09:30+09:00", None)),
        ("입력 3.11.18", (None, None)),
        ("2023년 수정 예산안", (None, None)),
    ],
)
def test_labels_stand_before_or_behind_a_date(line: str, said: tuple[str | None, ...]) -> None:
    assert labelled_dates(line) == said
