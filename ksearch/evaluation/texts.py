"""What are the lines of a file of queries, judgments or results?

Comes in: a path, packed or not. Goes out: its lines that are not blank, with their numbers,
as text without the spaces around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ksearch.errors import ReadError, reason_of
from ksearch.ingest.characters.streams import lines
from ksearch.ingest.packed.packing import unpack

__all__ = ["numbered_lines"]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line and its number, counted from 1.

    Raises:
        ReadError: the file cannot be read, or is no text in UTF-8 or UTF-16.
    """
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(lines(unpack(stream, str(path)), str(path)), 1):
                text = line.decode("utf-8-sig").strip()
                if text:
                    yield number, text
    except UnicodeDecodeError as error:
        reason = "the line is not in UTF-8: save the file in UTF-8"
        raise ReadError(f"{path}:{number}", reason) from error
    except OSError as error:
        raise ReadError(str(path), reason_of(error)) from error
