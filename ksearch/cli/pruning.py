"""Which articles of the index are not in their folder any more?

Comes in: an index, folders that were read to the end, and what was seen in them. Goes out: ids.
Invariant: an article goes only if its file was below one of the folders, nothing there has its id
now, and nothing that could hold it was left unread: no file of its own, and no folder above it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from ksearch.cli.named import key
from ksearch.engine import WhooshIndex
from ksearch.sources import file_of, is_below

__all__ = ["gone"]


def gone(
    opened: WhooshIndex, folders: Sequence[str], seen: Collection[int], troubled: Collection[str]
) -> Iterator[str]:
    """The ids of what is gone; ``troubled`` are the files and folders that had errors."""
    for article in opened.articles():
        source = article.source or ""
        if not any(is_below(source, folder) for folder in folders) or key(article.id) in seen:
            continue
        if not any(place in troubled for place in _places(source)):
            yield article.id


def _places(source: str) -> Iterator[str]:
    """The file of a source, and the folders that it lies in."""
    place = file_of(source)
    yield source
    while place not in {"", os.path.dirname(place)}:  # noqa: PTH120 -- texts, as they are stored
        yield place
        place = os.path.dirname(place)  # noqa: PTH120
