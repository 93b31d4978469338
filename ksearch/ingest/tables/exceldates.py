"""Which date does this number of a spreadsheet stand for, and does its cell show one at all?

Comes in: a number of days, a format of cells. Goes out: ISO 8601 without a zone. Invariant: a cell
that shows no time of day gives none.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from ksearch.ingest.patterns import pattern

__all__ = ["date_text", "is_date_format"]

_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_UNSHOWN = pattern(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SHOWN = pattern("[ymdhs]|[년월일]|e{1,4}(?![+-])", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 -- a sheet knows no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 -- likewise
_LAST = 2_958_466  # days: the year 10000 begins


def is_date_format(number: str, code: str) -> bool:
    """Whether a format of numbers, by its number or its code, shows a date.

    >>> is_date_format("14", ""), is_date_format("164", "yyyy-mm-dd"), is_date_format("165", "0.00")
    (True, True, False)
    >>> is_date_format("166", '#,##0"days"'), is_date_format("167", "0.00E+00")
    (False, False)
    """
    if number.isdecimal() and int(number) in _BUILT_IN:
        return True
    return _SHOWN.search(_UNSHOWN.sub("", code)) is not None


def date_text(number: float, *, is_1904: bool) -> str | None:
    """The date of a number of days, ``None`` where there is none.

    >>> date_text(45296, is_1904=False), date_text(45296.75, is_1904=False)
    ('2024-01-05', '2024-01-05T18:00:00')
    """
    if not 1 <= number < _LAST:
        return None
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(seconds=round(number * 86_400))
    text = moment.isoformat()
    return text.removesuffix("T00:00:00")
