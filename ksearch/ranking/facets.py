"""How many of the articles that match have which publisher, author, section or month?

Comes in: the bitmaps of a query. Goes out: each name with its count, exactly. Names are those that
articles have, as they are written there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from ksearch.codec import ATTRIBUTES, Snapshot
from ksearch.codec.attributes import AttributeColumn
from ksearch.codec.batch import U4
from ksearch.errors import AttributesMissingError
from ksearch.ranking.bitmaps import Bits
from ksearch.ranking.statistics import Statistics

__all__ = ["FACETS", "Facet", "facet"]

# What can be counted.
FACETS = ATTRIBUTES
# Names with how many articles have each: months in their order, others the most frequent first,
# those of one count in the order of their letters.
Facet: TypeAlias = tuple[tuple[str, int], ...]


class AllNames(NamedTuple):
    """The names of one attribute in all segments, and by segment what number each of its has."""

    names: Sequence[str]
    columns: Sequence[AttributeColumn]
    numbers: Sequence[U4]


def facet(statistics: Statistics, attribute: str, matching: Sequence[Bits]) -> Facet:
    """The names of one attribute that articles of the bitmaps have.

    Raises:
        AttributesMissingError: a segment is from before articles had names.
        IndexDamagedError: names are not as they were written.
    """
    known = statistics.remembered(_all, attribute)
    count = np.zeros(len(known.names), np.int64)
    for column, numbers, bits in zip(known.columns, known.numbers, matching, strict=True):
        count[numbers] += column.count(bits)
    found = np.flatnonzero(count)
    if attribute != "month":
        found = found[np.argsort(-count[found], kind="stable")]
    return tuple(
        zip([known.names[at] for at in found.tolist()], count[found].tolist(), strict=True)
    )


def _all(attribute: str, snapshot: Snapshot) -> AllNames:
    columns = _columns(snapshot, attribute)
    names = sorted(set[bytes]().union(*(column.names for column in columns)))
    number = {name: at for at, name in enumerate(names)}
    return AllNames(
        [name.decode("utf-8", "surrogatepass") for name in names],
        columns,
        [np.array([number[name] for name in column.names], np.uint32) for column in columns],
    )


def _columns(snapshot: Snapshot, attribute: str) -> list[AttributeColumn]:
    found = []
    for segment in snapshot.segments:
        if segment.attributes is None:
            raise AttributesMissingError(segment.path.parent)
        found.append(segment.attributes[attribute])
    return found
