"""How does a person write an amount of memory? As a number with a unit, or in bytes."""

from __future__ import annotations

import re

import typer

__all__ = ["memory_size"]

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kmgt]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
LEAST = 64 << 20


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
