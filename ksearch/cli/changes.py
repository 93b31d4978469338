"""Which files of these folders have changed, and are written to the end?

Comes in: folders, looked at again and again. Goes out: files that are new, other than before, or
gone. Invariants: a file is told of only when two looks in a row saw it alike, so that one that is
being written, or replaced, is left alone; what cannot be listed, or is on another disk than before,
is not gone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ksearch.ingest import files_in
from ksearch.sources import is_below

__all__ = ["Changes", "Folders", "waiter"]

_Stamp = tuple[int, int, int]
_LEAST = 0.5  # seconds between two looks
_EFFORT = 10  # a look takes a tenth of the time at most


class Changes(NamedTuple):
    """Files that are new or other than before, and those that are gone."""

    changed: list[str]
    gone: list[str]


class Folders:
    """Some folders, by whole path; what they hold when they are named has changed already.

    Attributes:
        is_restless: something is being written, so that a look is due soon.
        pause: how many seconds to wait before the next look, at least.
    """

    def __init__(self, folders: Sequence[str], leave_out: Collection[Path]) -> None:
        self._folders = folders
        self._leave_out = leave_out
        self._disks = {folder: os.stat(folder).st_dev for folder in folders}  # noqa: PTH116
        self._disks_below: dict[str, int] = {}  # of the folders in which files were seen last
        self._last: dict[str, _Stamp] = {}
        self.is_restless = False
        self.pause = _LEAST
        self._last = self._told = self._look()

    def changes(self) -> Changes:
        """Look once more; what changed since it was last told, and has come to rest."""
        seen = self._look()
        at_rest = [f for f in seen if seen[f] != self._told.get(f) and seen[f] == self._last.get(f)]
        gone = [f for f in self._told if f not in seen and f not in self._last]
        self._told = {f: stamp for f, stamp in self._told.items() if f not in set(gone)}
        self._told.update((file, seen[file]) for file in at_rest)
        self.is_restless = any(seen[f] != self._told.get(f) for f in seen) or any(
            f not in seen for f in self._told
        )
        self._last = seen
        return Changes(at_rest, gone)

    def forget(self, files: Collection[str]) -> None:
        """Tell of these files once more."""
        for file in files:
            self._told[file] = (0, 0, 0)

    def _look(self) -> dict[str, _Stamp]:
        """Every file with when it was written, how large it is and which it is."""
        began = time.perf_counter()
        seen: dict[str, _Stamp] = {}
        holders: set[str] = set()
        for folder in self._folders:
            unseen = []
            try:
                if os.stat(folder).st_dev != self._disks[folder]:  # noqa: PTH116
                    unseen.append(folder)
            except OSError:
                unseen.append(folder)
            for file in files_in(Path(folder), self._leave_out):
                if not isinstance(file, Path):
                    unseen.append(file.source)
                    continue
                with suppress(OSError):
                    stat = file.stat()
                    name = str(file)
                    seen[name] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                    holders.add(os.path.dirname(name))  # noqa: PTH120 -- of a hundred thousand
            self._keep(seen, unseen)
        self._keep(seen, self._unmounted(seen))
        for folder in holders:
            with suppress(OSError):
                self._disks_below[folder] = os.stat(folder).st_dev  # noqa: PTH116
        self.pause = max(_LEAST, _EFFORT * (time.perf_counter() - began))
        return seen

    def _unmounted(self, seen: Collection[str]) -> list[str]:
        """The folders whose files are not seen any more, and which were on another disk."""
        absent = {os.path.dirname(file) for file in self._last if file not in seen}  # noqa: PTH120
        return [folder for folder in absent if self._is_elsewhere(folder)]

    def _is_elsewhere(self, folder: str) -> bool:
        """Whether what there is of a folder's path lies on another disk than the folder did."""
        for place in (Path(folder), *Path(folder).parents):
            try:
                return place.stat().st_dev != self._disks_below.get(folder)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                break
        return True

    def _keep(self, seen: dict[str, _Stamp], unseen: list[str]) -> None:
        """Take what lies below a folder that could not be looked at to be as it was."""
        if unseen:
            for file, stamp in self._last.items():
                if any(is_below(file, folder) for folder in unseen):
                    seen.setdefault(file, stamp)


def waiter(folders: Sequence[str]) -> Callable[[float, float], None]:
    """What waits until something may have changed: at least, and at most so many seconds.

    With the package watchfiles the system says so at once; without, the least time is waited.
    """
    try:
        import watchfiles  # noqa: PLC0415 -- an extra
    except ImportError:
        return lambda least, _most: time.sleep(least)
    waking: Iterator[object] = iter(
        watchfiles.watch(
            *folders, debounce=200, rust_timeout=250, yield_on_timeout=True, raise_interrupt=True
        )
    )
    next(waking)  # from here on nothing is missed

    def wait(least: float, most: float) -> None:
        time.sleep(least)
        end = time.monotonic() + most - least
        while time.monotonic() < end and not next(waking):
            pass

    return wait
