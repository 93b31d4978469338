"""Which files does a person mean by this path?

Comes in: a file or a folder. Goes out: files, in an order that is the same everywhere, and an error
for each folder that cannot be listed. Invariants: hidden files and folders inside a folder are left
out, links to folders are not followed, a folder that holds an index is left out, and nothing in a
folder keeps what is beside it from being found.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ksearch.errors import ReadError

__all__ = ["files_in", "open_regular", "origin_of", "reason", "size_of", "written"]


def files_in(path: Path, leave_out: Collection[Path] = ()) -> Iterator[Path | ReadError]:
    """Every file below a folder, sorted by name folder for folder; not what is to be left out."""
    pending = [(path, True)]
    while pending:
        found, is_folder = pending.pop()
        if not is_folder:
            yield found
            continue
        try:
            pending += reversed(_listed(found, leave_out))
        except OSError as error:
            yield ReadError(written(found), reason(error))


def open_regular(path: Path) -> BinaryIO:
    """Open a file, and not a pipe or a device, which might never end.

    Raises:
        ReadError: it is no regular file.
        OSError: it cannot be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReadError(written(path), "it is no regular file")
    return path.open("rb")


def origin_of(path: Path) -> str:
    """Which file this is, however the path was typed; ``""`` for what is no file, as a pipe."""
    return os.path.realpath(path) if os.path.isfile(path) else ""  # noqa: PTH113 - never raises


def size_of(path: str | os.PathLike[str], leave_out: Collection[Path] = ()) -> int:
    """How many bytes the file has, or all files below the folder that would be read."""
    root = Path(path)
    files = files_in(root, leave_out) if root.is_dir() else (root,)
    total = 0
    for file in files:
        if isinstance(file, Path):
            with suppress(OSError):
                total += file.stat().st_size
    return total


def written(path: Path) -> str:
    """The path as text that can be written, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason(error: Exception) -> str:
    """What went wrong, as the second half of a sentence.

    >>> reason(FileNotFoundError())
    'there is no such file or folder'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)


def _listed(folder: Path, leave_out: Collection[Path]) -> list[tuple[Path, bool]]:
    """What a folder shows, by name, and whether each is a folder; nothing where it is an index."""
    with os.scandir(folder) as entries:
        shown = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    if any(e.name.startswith("MAIN_") and e.name.endswith(".contents") for e in shown):
        return []
    listed = []
    for entry in shown:
        path = Path(entry.path)
        is_folder = os.path.isdir(path)  # noqa: PTH112 - never raises, as a link to itself would
        if not (is_folder and path.is_symlink()) and not _is_any(path, leave_out):
            listed.append((path, is_folder))
    return listed


def _is_any(path: Path, others: Collection[Path]) -> bool:
    """Whether the path leads to one of the others, by whatever name."""
    for other in others:
        try:
            if path.samefile(other):
                return True
        except OSError:  # one of them is absent, or a link to itself
            continue
    return False
