"""Which publisher, authors, section and month does each article have?

Comes in: the names of each article. Goes out: columns of numbers, with the names that they stand
for, in the segment's own file: what a filter marks and a facet counts (``native/attributes.c``).
Invariant: an article has a name once. Files of before have no such columns.

    publisher.names     u1[…]  the distinct names in the order of their UTF-8, one after the other;
                               publisher.names_end u4[k]: where each ends
    publisher.name      u4[…]  the numbers of each article's names, article by article;
                               publisher.end u4[n]: where each article's end

Likewise ``author``, ``section`` and ``month``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec.batch import U4
from ksearch.codec.kernels import kernels
from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile
from ksearch.native import address

__all__ = ["ATTRIBUTES", "PARTS", "AttributeColumn", "attribute_arrays", "merged_attributes"]

# Names on disk.
ATTRIBUTES = ("publisher", "author", "section", "month")
PARTS = ("names", "names_end", "name", "end")
Bits = npt.NDArray[np.uint64]
Arrays = dict[str, npt.NDArray[Any]]


def attribute_arrays(named: Sequence[Sequence[Sequence[str]]]) -> Arrays:
    """The arrays of some articles, of each the names by attribute; nothing means that it has none.

    >>> made = attribute_arrays([(("한빛일보",), (), (), ()), ()])
    >>> made["publisher.end"].tolist(), made["publisher.names"].tobytes().decode()
    ([1, 1], '한빛일보')
    """
    arrays: Arrays = {}
    for place, attribute in enumerate(ATTRIBUTES):
        rows = [tuple(dict.fromkeys(row[place])) if row else () for row in named]
        encoded = {name: name.encode("utf-8", "surrogatepass") for row in rows for name in row}
        names = sorted(encoded, key=encoded.__getitem__)
        number = {name: at for at, name in enumerate(names)}
        arrays |= _arrays(
            attribute,
            [encoded[name] for name in names],
            np.array([number[name] for row in rows for name in row], np.uint32),
            np.array(list(accumulate(map(len, rows))), np.uint32),
        )
    return arrays


def _arrays(attribute: str, names: Sequence[bytes], name: U4, end: U4) -> Arrays:
    arrays: tuple[npt.NDArray[Any], ...] = (
        np.frombuffer(b"".join(names), np.uint8),
        np.array(list(accumulate(map(len, names))), np.uint32),
        name,
        end,
    )
    return {f"{attribute}.{part}": array for part, array in zip(PARTS, arrays, strict=True)}


class AttributeColumn:
    """One attribute of every article of a segment.

    Raises:
        IndexDamagedError: it is not as it was written.
    """

    def __init__(self, file: ArrayFile, attribute: str, articles: int) -> None:
        text, names_end, self.name, self.end = (file.array(f"{attribute}.{part}") for part in PARTS)
        is_sound = (
            [a.dtype.str for a in (text, names_end, self.name, self.end)] == ["|u1", *["<u4"] * 3]
            and len(self.end) == articles
            and _rises_to(self.end, len(self.name))
            and _rises_to(names_end, len(text))
            and (not len(self.name) or int(self.name.max()) < len(names_end))
        )
        if not is_sound:
            raise IndexDamagedError(file.path, f"its attribute {attribute!r} contradicts itself")
        whole = text.tobytes()
        self.names: list[bytes] = [whole[a:b] for a, b in pairwise([0, *names_end.tolist()])]
        self._articles = articles

    def mark(self, wanted: npt.NDArray[np.uint8], out: Bits) -> None:
        """Set the bits of the articles that have a wanted name; ``wanted`` has a byte a name."""
        kernels().ks_mark_named(
            address(self.end), address(self.name), self._articles, address(wanted), address(out)
        )

    def count(self, matching: Bits) -> U4:
        """By name: how many articles of a bitmap have it."""
        count = np.zeros(len(self.names), np.uint32)
        kernels().ks_count_named(
            address(matching), self._articles, address(self.end), address(self.name), address(count)
        )
        return count

    def of_articles(self, kept: npt.NDArray[np.bool_]) -> tuple[U4, U4]:
        """The names of some articles, one after the other, and how many each has."""
        counts = np.diff(self.end, prepend=np.uint32(0))
        return self.name[np.repeat(kept, counts)], counts[kept]


def _rises_to(end: U4, last: int) -> bool:
    return not (end[1:] < end[:-1]).any() and int(end[-1] if len(end) else 0) == last


def merged_attributes(
    columns: Sequence[dict[str, AttributeColumn]], live: Sequence[npt.NDArray[np.bool_]]
) -> Arrays:
    """The arrays of the live articles of several segments, in their order."""
    arrays: Arrays = {}
    for attribute in ATTRIBUTES:
        several = [column[attribute] for column in columns]
        rows = [column.of_articles(kept) for column, kept in zip(several, live, strict=True)]
        held = set[bytes]()
        for column, (name, _) in zip(several, rows, strict=True):
            held.update(column.names[at] for at in np.unique(name).tolist())
        names = sorted(held)
        number = {name: at for at, name in enumerate(names)}
        tables = [np.array([number.get(n, 0) for n in c.names], np.uint32) for c in several]
        joined = np.concatenate([t[name] for t, (name, _) in zip(tables, rows, strict=True)])
        end = np.cumsum(np.concatenate([count for _, count in rows]), dtype=np.int64)
        arrays |= _arrays(attribute, names, joined, end.astype(np.uint32))
    return arrays
