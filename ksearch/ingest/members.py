"""What lies in this archive, and how is it called?

Comes in: the name of a member as the archive has it. Goes out: the name by which a person finds it
again, or nothing where it is not to be read. Invariant: a name is a name. Nothing is ever written,
so none leads anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["INSIDE", "Member", "is_hidden", "within"]

INSIDE = "!/"  # between an archive and what lies in it: news.zip!/2024/05/page.html
_LONGEST_NAME = 1_000  # characters
_ODD = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: what it is called there, how large it says it is, and its bytes."""

    name: str
    size: int
    stream: BinaryIO


def is_hidden(name: str) -> bool:
    """Whether a member would be hidden in a folder, or is what macOS adds.

    >>> is_hidden("a/.git/x"), is_hidden("__MACOSX/a/._x.html"), is_hidden("./a/../x.html")
    (True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


def within(archive: str, name: str) -> str:
    """The source of a member: ``archive!/name``; ``""`` where the archive has none.

    >>> within("a.zip", "/b/c.html"), within("", "c.html")
    ('a.zip!/b/c.html', '')
    """
    shown = name.replace("\\", "/").translate(_ODD).lstrip("/")[:_LONGEST_NAME]
    return f"{archive}{INSIDE}{shown}" if archive else ""
