"""How does a person write an amount? Of memory or time: as a number with a unit."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

import typer

__all__ = ["SortChoice", "half_life", "memory_size"]

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kmgt]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
LEAST = 64 << 20
_TIME = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[hdwmy])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 365.25 / 12 * 24, "y": 365.25 * 24}


class SortChoice(StrEnum):
    """In which order articles are printed."""

    RELEVANCE = "relevance"
    DATE = "date"
    OLDEST = "oldest"


def memory_size(text: str) -> int:
    """Bytes; a kilobyte is 1,024.

    >>> memory_size("512MB"), memory_size("1.5g")
    (536870912, 1610612736)

    Raises:
        typer.BadParameter: it is no amount of memory, or less than 64 MB.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise typer.BadParameter(f"{text!r} is no amount of memory: write it as 512MB or 2GB")
    size = int(float(match["number"]) * 1024 ** _UNITS[match["unit"].lower()])
    if size < LEAST:
        raise typer.BadParameter(f"{text!r} is too little: give at least 64MB")
    return size


def half_life(text: str) -> timedelta:
    """A time; a month is a twelfth of a year.

    >>> half_life("36h"), half_life("8w")
    (datetime.timedelta(days=1, seconds=43200), datetime.timedelta(days=56))

    Raises:
        typer.BadParameter: it is no time, or none at all.
    """
    match = _TIME.fullmatch(text.strip())
    hours = float(match["number"]) * _HOURS[match["unit"].lower()] if match else 0.0
    if not 0 < hours < timedelta.max.days:
        raise typer.BadParameter(f"{text!r} is no time: write it as 12h, 30d, 8w, 6m or 2y")
    return timedelta(hours=hours)
