"""Where was this article read from?

Comes in: a file, what lies in it, and the place of an article in that. Goes out: one text that says
so, ``news.zip!/2024/list.jsonl#7``, and the parts of it. A source names; nothing is opened by it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["file_of", "is_below", "is_gone", "within"]

_INSIDE = "!/"
_LONGEST_NAME = 1_000  # characters of a member's
_ODD = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
_PLACE = re.compile(r"[#:]\d{1,12}\Z")


def within(archive: str, name: str) -> str:
    """The source of a member: ``archive!/name``; ``""`` where the archive has none.

    >>> within("a.zip", "/b/c.html"), within("", "c.html")
    ('a.zip!/b/c.html', '')
    """
    shown = name.replace("\\", "/").translate(_ODD).lstrip("/")[:_LONGEST_NAME]
    return f"{archive}{_INSIDE}{shown}" if archive else ""


def file_of(source: str) -> str:
    """The file, without what it holds: a member, a position, a line.

    >>> file_of("/d/a.zip!/b.jsonl#7"), file_of("/d/a.jsonl:12"), file_of("/d/a.html")
    ('/d/a.zip', '/d/a.jsonl', '/d/a.html')
    """
    file, inside, _ = source.partition(_INSIDE)
    return file if inside else _PLACE.sub("", source)


def is_below(source: str, folder: str) -> bool:
    """Whether the file lies in the folder, or below it; both are absolute.

    >>> is_below("/d/a/b.html", "/d/a"), is_below("/d/ab.html", "/d/a"), is_below("a.html", "/")
    (True, False, False)
    """
    return Path(source).is_absolute() and source.startswith(folder.rstrip(os.sep) + os.sep)


def is_gone(source: str) -> bool:
    """Whether the file is not there any more; of a relative name nobody knows."""
    names = (source, file_of(source))
    return Path(source).is_absolute() and not any(map(os.path.lexists, names))
