"""May ksearch write to this file? To a new one, and over what the same option wrote before.

A slip of the hand must not cost a file: ``--errors news.json`` where ``--errors errors.json`` was
meant. What is no regular file, such as ``/dev/stdout``, takes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ksearch.errors import OverwriteError

__all__ = ["require_writable"]

_LOOKED_AT = 65_536  # bytes: as much of the first line as is looked at


def require_writable(file: Path, option: str, is_own: Callable[[bytes], bool]) -> None:
    """Nothing, where the file may be written; ``is_own`` knows a first line that the option wrote.

    Raises:
        OverwriteError: it holds something else.
        OSError: it cannot be read or written.
    """
    if file.is_file():
        with file.open("rb") as stream:
            first = stream.readline(_LOOKED_AT)
        if first and not is_own(first):
            raise OverwriteError(file, option)
    elif not file.exists():
        file.touch()
