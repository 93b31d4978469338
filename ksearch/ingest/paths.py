"""Which files does a person mean by this path?

Comes in: a file or a folder. Goes out: files, in an order that is the same everywhere. Invariant:
hidden files and folders inside a folder are left out, links to folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["files_in"]


def files_in(path: Path) -> Iterator[Path]:
    """The path itself, or every file below it, sorted by name folder for folder.

    Raises:
        OSError: a folder cannot be listed.
    """
    if not path.is_dir():
        yield path
        return
    with os.scandir(path) as entries:
        shown = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path))
        elif not entry.is_dir():
            yield Path(entry.path)
