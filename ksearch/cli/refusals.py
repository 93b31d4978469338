"""What could not be read, as a person and a program want to know it.

Comes in: one ``ReadError`` after another. Goes out: a sentence each at the end, and a line of JSON
each in a file as they come, so that an interrupted run has them too. Invariant: however many there
are, some hundreds are held.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from ksearch.cli.overwriting import require_writable
from ksearch.cli.saying import say
from ksearch.cli.status import ERROR, FOUND
from ksearch.errors import ReadError

__all__ = ["Refusals"]

_SHOWN = 500


class Refusals:
    """Hand it to ``read`` as ``on_error``; a context manager that closes the file.

    Where Ctrl-C ends it, each that was refused until then is named.

    Raises:
        OverwriteError: the file holds something else than such lines.
        OSError: the file cannot be written.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.count = 0
        self._shown: list[ReadError] = []
        self._path = file
        self._file: TextIO | None = None
        if file is not None:
            require_writable(file, "--errors", _is_told)
            self._file = file.open("w", encoding="utf-8")
        self.places: set[str] = set()

    def __call__(self, error: ReadError) -> None:
        """Remember, count and write one."""
        self.count += 1
        if len(self._shown) < _SHOWN:
            self._shown.append(error)
        if self._file is not None:
            self._file.write(json.dumps(_told(error), ensure_ascii=False) + "\n")
            self._file.flush()

    @property
    def status(self) -> int:
        """The exit status that they mean."""
        return ERROR if self.count else FOUND

    def say(self) -> None:
        """Name each on standard error, with its reason."""
        for error in self._shown:
            say(f"not read: {error}")
        left = self.count - len(self._shown)
        if left:
            where = f"{self._path} has all of them" if self._path else "--errors FILE keeps all"
            sys.stderr.write(f"ksearch: not read: {left:,} more ({where})\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self.say()


def _told(error: ReadError) -> dict[str, str | int | None]:
    """A refusal as JSON: the reason, the file and, where it is one of several, the line in it."""
    file, colon, line = error.source.rpartition(":")
    if colon and line.isascii() and line.isdecimal() and not Path(error.source).exists():
        return {"reason": error.reason, "file": file, "line": int(line)}
    return {"reason": error.reason, "file": error.source, "line": None}


def _is_told(line: bytes) -> bool:
    """Whether a line is such JSON."""
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and record.keys() == {"reason", "file", "line"}
