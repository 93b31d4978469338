"""Which articles does each file hold, and which does no file hold any more?

Comes in: the ids of a file, each time that it is read. Goes out: the ids that went with it.
Invariant: an id that another file holds as well is not gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

__all__ = ["Holdings"]


class Holdings:
    """What is known of the files of a folder.

    >>> held = Holdings()
    >>> held.replace("a", ["1", "2"]), held.replace("b", ["2"])
    (set(), set())
    >>> held.replace("a", []), held.sharing(["2"])
    ({'1'}, ['b'])
    """

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}
        self._holders: Counter[str] = Counter()

    def add(self, file: str, article_id: str) -> None:
        """A file holds one more article."""
        held = self._ids.setdefault(file, set())
        if article_id not in held:
            held.add(article_id)
            self._holders[article_id] += 1

    def replace(self, file: str, ids: Collection[str]) -> set[str]:
        """A file holds these articles now; those that no file holds any more."""
        before = self._ids.pop(file, set())
        if ids:
            self._ids[file] = set(ids)
        self._holders.update(set(ids))
        self._holders.subtract(before)
        gone = {article_id for article_id in before if self._holders[article_id] <= 0}
        for article_id in gone:
            del self._holders[article_id]
        return gone

    def of(self, file: str) -> frozenset[str]:
        """The articles of a file."""
        return frozenset(self._ids.get(file, ()))

    def has(self, article_id: str) -> bool:
        """Whether any file holds the article."""
        return article_id in self._holders

    def sharing(self, ids: Collection[str]) -> list[str]:
        """The files that hold one of these articles."""
        wanted = frozenset(ids)
        return [file for file, held in self._ids.items() if not wanted.isdisjoint(held)]
