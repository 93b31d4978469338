"""What is already known of a key? Entries in memory over saved files.

Comes in: keys with their entries. Goes out: the same entries, in microseconds, without Kiwi.
Invariant: it is a cache. Dropping any entry changes no answer, only the time that it takes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ksearch.analysis.entries import Entry
from ksearch.analysis.fresh import FreshEntries
from ksearch.analysis.kernels import LexiconView
from ksearch.analysis.lexicon_file import MAX_ENTRIES, LexiconFile

__all__ = ["Lexicon"]


class Lexicon:
    """Entries in memory over saved files; asked in that order. Safe to share between threads."""

    def __init__(self, files: Iterable[LexiconFile] = ()) -> None:
        self._files = tuple(files)
        self._fresh = FreshEntries()

    def get(self, key: str) -> Entry | None:
        """The entry of ``key``, or None where nobody knows it yet."""
        entry = self._fresh.find(key)
        if entry is not None:
            return entry
        for file in self._files:
            entry = file.get(key)
            if entry is not None:
                return entry
        return None

    def add(self, key: str, entry: Entry) -> None:
        """Remember one entry (see ``add_all``)."""
        self.add_all([(key, entry)])

    def add_all(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Remember entries; a full lexicon and an over-long key forget them at once."""
        if len(self._fresh) < MAX_ENTRIES:
            self._fresh.add(entries)

    @property
    def fresh(self) -> FreshEntries:
        """What was added since the files were saved."""
        return self._fresh

    @contextmanager
    def sources(self) -> Iterator[tuple[Any, ...]]:
        """Everything that is known, as arguments of a C function: fresh entries, files, how many.

        Nobody can add entries before the block ends.

        Raises:
            IndexDamagedError: a file is not as it was written.
        """
        views = [ctypes.pointer(file.verified_view()) for file in self._files]
        files = (ctypes.POINTER(LexiconView) * len(views))(*views)
        with self._fresh.lock:
            yield self._fresh.handle, files, len(views)
