"""Which articles of the index are not in their folder any more?

Comes in: an index, folders that were read to the end, and what was seen in them. Goes out: ids.
Invariant: an article goes only if its file was below one of the folders, nothing there has its id
now, and nothing that could hold it was left unread: no file of its own, no folder above it, and no
disk that is not mounted, whose place is an empty folder.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ksearch.cli.named import key
from ksearch.engine import WhooshIndex
from ksearch.sources import file_of, is_below

__all__ = ["Gone", "gone"]


class Gone(NamedTuple):
    """The ids of what is gone, and how many articles stay for each folder that is empty now."""

    ids: list[str]
    kept: Counter[str]

    def say_kept(self) -> None:
        """On standard error: what stays, why, and what to do about it."""
        for folder, count in sorted(self.kept.items()):
            what = "an article stays" if count == 1 else f"{count:,} articles stay"
            sys.stderr.write(
                f"ksearch: {folder} is empty, as is a disk that is not mounted: {what} "
                "(remove the folder, and they go)\n"
            )


def gone(
    opened: WhooshIndex, folders: Sequence[str], seen: Collection[int], troubled: Collection[str]
) -> Gone:
    """What is gone; ``troubled`` are the files and folders that had errors."""
    found = Gone([], Counter())
    emptied = cache(_emptied)
    for article in opened.articles():
        source = article.source or ""
        if not any(is_below(source, folder) for folder in folders) or key(article.id) in seen:
            continue
        if any(place in troubled for place in _places(source)):
            continue
        empty = emptied(os.path.dirname(file_of(source)))  # noqa: PTH120 -- a text, as it is stored
        if empty is None:
            found.ids.append(article.id)
        else:
            found.kept[empty] += 1
    return found


def _emptied(folder: str) -> str | None:
    """The folder, or the next above it that there is, if nothing is in it."""
    while not os.path.isdir(folder):  # noqa: PTH112 -- a text, as it is stored
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    try:
        with os.scandir(folder) as entries:
            return None if any(True for _ in entries) else folder
    except OSError:
        return folder


def _places(source: str) -> Iterator[str]:
    """The file of a source, and the folders that it lies in."""
    place = file_of(source)
    yield source
    while place not in {"", os.path.dirname(place)}:  # noqa: PTH120 -- texts, as they are stored
        yield place
        place = os.path.dirname(place)  # noqa: PTH120
