"""Bytes that are on the disk when we say so.

Comes in: a path and what to write. Goes out: the file, whole, or as it was before.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["durable_file", "fsync_folder", "write_durably"]


def fsync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable; a no-op where folders cannot be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except (OSError, PermissionError):  # Windows has no such operation
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def durable_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes its name when the block ends; an error leaves no trace.

    Raises:
        OSError: the disk is full or the folder cannot be written; ``path`` is as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def write_durably(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write ``chunks`` to ``path`` so that after a crash it is whole or absent.

    Raises:
        OSError: the disk is full or the folder cannot be written; ``path`` is as it was.
    """
    with durable_file(path) as stream:
        for chunk in chunks:
            stream.write(chunk)
