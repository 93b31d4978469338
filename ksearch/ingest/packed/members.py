"""What lies in this archive, and is it to be read?

Comes in: the name of a member as the archive has it. Goes out: whether a folder would show it.
Invariant: a name is a name. Nothing is ever written, so none leads anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["Member", "is_hidden"]


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
