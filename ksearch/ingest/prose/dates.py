"""Which date does this text say, in ISO 8601 and only as precise as it says it?

Comes in: a date as pages, feeds and exports write it. Goes out: an ISO 8601 string or ``None``.
Invariant: ``parse_date`` never raises, an impossible date is ``None``, and a date that it returned
is returned again unchanged. A time of day without a zone is Asia/Seoul's (+09:00).
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from ksearch.ingest.patterns import pattern

__all__ = ["labelled_dates", "parse_date"]

_SEOUL = "+09:00"
_ZONES = {
    "-0000": "+00:00",
    "Z": "+00:00",
    "UTC": "+00:00",
    "GMT": "+00:00",
    "UT": "+00:00",
    "KST": _SEOUL,
}
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_PUBLISHED = "기사\\s?입력|기사\\s?등록|최초\\s?입력|입력|등록|승인|작성|발행|게재|송고|보도|날짜"
_MODIFIED = "최종\\s?수정|기사\\s?수정|최종\\s?편집|최종\\s?업데이트|수정|업데이트"

_TIME = r"""
    (?P<half>오전|오후|[AaPp]\.?[Mm]\.?)?\s*
    (?P<h>[0-9]{1,2})
    (?: : (?P<mi>[0-9]{2}) (?: : (?P<s>[0-9]{2}) (?:[.,](?P<f>[0-9]{1,9}))? )?
      | 시 (?:\s*(?P<kmi>[0-9]{1,2})분 (?:\s*(?P<ks>[0-9]{1,2})초)? )? )
    \s*(?P<half2>[AaPp]\.?[Mm]\.?)?
    \s*(?P<zone>Z|UTC|GMT|UT|KST|[+-][0-9]{2}:?[0-9]{2}(?![0-9]))?
"""
_DAY = r"""
    (?P<y>[0-9]{4}) (?: \s?[-./]\s? | \s?년\s? )
    (?P<m>[0-9]{1,2}) (?:\s?월)?
    (?: (?: \s?[-./]\s? | (?<=월)\s? ) (?P<d>[0-9]{1,2}) (?:\s?일)? )?
    (?: \s?\.(?![0-9]) )?
    (?: \s*(?: \(\s*[월화수목금토일](?:요일)?\s*\) | [월화수목금토일]요일) )?
"""
# What machines write, and what this module returns: nothing is to be changed.
_WHOLE = pattern(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-][0-9]{2}:[0-5][0-9]"
)
_WRITTEN = pattern(rf"{_DAY}(?:(?:\s*[T,\s|(]\s*){_TIME}\s*\)?)?", re.VERBOSE)
_COMPACT = pattern(
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    r"(?:T?(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_RFC822 = pattern(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<d>[0-9]{1,2})\s+(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<y>[0-9]{4})"
    r"(?:\s+(?P<h>[0-9]{1,2}):(?P<mi>[0-9]{2})(?::(?P<s>[0-9]{2}))?"
    r"\s*(?P<zone>Z|UTC|GMT|UT|KST|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_RANGE = pattern(
    r"(?P<from>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*[/~]\s*"
    r"(?P<to>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}|[0-9]{2})"
)
_LABEL = pattern(rf"^(?:{_PUBLISHED}|{_MODIFIED})(?:일자|일시|일|시간|시각)?\s*[:：]?\s*\[?\s*")
_REST = pattern(rf"[\s\])|·,./]*(?:(?:{_PUBLISHED}|{_MODIFIED}).*)?", re.DOTALL)
_LABELLED = pattern(
    rf"(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))(?:일자|일시|일|시간|시각)?"
    r"\s*\]?\s*[:：]?\s*\[?\s*"
    r"(?P<date>(?:[0-9]{4}|[0-9]{2}(?=[./-][0-9]{2}[./-]))"
    r"[0-9 \t\-./:년월일시분초오전후()화수목금토]*[0-9.)일분초])"
)
_LABELLED_BEHIND = pattern(
    rf"^\s*(?P<date>[0-9]{{4}}[0-9 \t\-./:년월일시분초오전후()화수목금토]*)"
    rf"(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))\s*$",
    re.MULTILINE,
)


@lru_cache(maxsize=4096)  # an archive has far fewer days than articles
def parse_date(text: str) -> str | None:
    """The date in ``text`` as ISO 8601, or ``None`` where there is none.

    What is missing stays missing: a month stays a month, a day has no hour. A range keeps what its
    two ends share.

    >>> parse_date("2022-07"), parse_date("20201207"), parse_date("2020.12.20.")
    ('2022-07', '2020-12-07', '2020-12-20')
    >>> parse_date("2023년 7월 3일 오후 3:05"), parse_date("입력 2023.07.03 15:05")
    ('2023-07-03T15:05+09:00', '2023-07-03T15:05+09:00')
    >>> parse_date("Thu, 20 Aug 2026 15:42:00 +0000")
    '2026-08-20T15:42:00+00:00'
    >>> parse_date("2021-12-27/28"), parse_date("2023-02-30"), parse_date("어제")
    ('2021-12', None, None)
    """
    text = text.strip()[:200]
    if _WHOLE.fullmatch(text) and _is_moment(text):
        return text
    if spread := _RANGE.fullmatch(text):
        return _shared(spread["from"], spread["to"])
    text = _LABEL.sub("", text, count=1)
    for shape in (_WRITTEN, _COMPACT, _RFC822):
        found = shape.match(text)
        if found is not None and _REST.fullmatch(text, found.end()):
            return _iso({name: value for name, value in found.groupdict().items() if value})
    if len(text) == len("2022") and text.isascii() and text.isdigit():
        return text if text[:2] in {"19", "20"} else None
    return None


def labelled_dates(line: str) -> tuple[str | None, str | None]:
    """The dates that a line of a page calls published and modified.

    >>> labelled_dates("홍길동 기자 | 입력 2023.07.03 15:05 | 수정 2023.07.04 09:00")
    ('2023-07-03T15:05+09:00', '2023-07-04T09:00+09:00')
    >>> labelled_dates("2024.05.21 (화)")
    (None, None)
    """
    published = modified = None
    for found in _LABELLED.finditer(line):
        said = found["date"]
        said = said if said[2].isdigit() else f"20{said}"  # 입력 23.11.18 09:30
        date = parse_date(said) or _head(said)
        if found["published"]:
            published = published or date
        else:
            modified = modified or date
    if published is None and modified is None:
        for found in _LABELLED_BEHIND.finditer(line):
            date = parse_date(found["date"])
            return (date, None) if found["published"] else (None, date)
    return published, modified


def _head(text: str) -> str | None:
    """The date that a text begins with, whatever number follows: ``2023.11.18 09:30 18일``."""
    found = _WRITTEN.match(text)
    return parse_date(found[0]) if found else None


def _iso(part: dict[str, str]) -> str | None:
    """ISO 8601 of matched parts; ``None`` where the calendar or the clock has no such moment."""
    if "month" in part:
        month = part["month"].lower()
        if month not in _MONTHS:
            return None
        part["m"] = str(_MONTHS.index(month) + 1)
    year, month_number, day = int(part["y"]), int(part["m"]), part.get("d")
    hour = _hour(part)
    minute, second = part.get("mi") or part.get("kmi"), part.get("s") or part.get("ks")
    try:
        datetime(year, month_number, int(day or 1), hour or 0, int(minute or 0), int(second or 0))  # noqa: DTZ001 - only asks whether the calendar has it
    except ValueError:
        return None
    if day is None:
        return None if hour is not None else f"{year:04}-{month_number:02}"
    date = f"{year:04}-{month_number:02}-{int(day):02}"
    if hour is None:
        return date
    clock = f"{hour:02}:{int(minute or 0):02}"
    if second is not None:
        fraction = part.get("f", "")[:6].rstrip("0")  # .000 is how machines write whole seconds
        clock += f":{int(second):02}" + (f".{fraction}" if fraction else "")
    zone = _zone(part.get("zone"))
    return None if zone is None else f"{date}T{clock}{zone}"


def _is_moment(text: str) -> bool:
    """Whether the calendar and the world's zones have it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _hour(part: dict[str, str]) -> int | None:
    """The hour on a clock of 24, ``None`` where the text has no time of day."""
    if "h" not in part:
        return None
    hour = int(part["h"])
    half = (part.get("half") or part.get("half2") or "").lower()
    if not half or hour > 12:  # noqa: PLR2004 - "오후 15:05" is written, and means 15:05
        return hour
    return hour % 12 + (12 if half.startswith(("오후", "p")) else 0)


def _zone(zone: str | None) -> str | None:
    if zone is None:
        return _SEOUL
    if zone in _ZONES:
        return _ZONES[zone]
    hours, minutes = zone[1:3], zone[-2:]
    return f"{zone[0]}{hours}:{minutes}" if int(hours) < 24 and int(minutes) < 60 else None  # noqa: PLR2004 - a clock


def _shared(first: str, last: str) -> str | None:
    """What both ends of a range have in common."""
    last = first[: len(first) - len(last)] + last
    if parse_date(first) is None or parse_date(last) is None:
        return None
    if first == last:
        return first
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else None
