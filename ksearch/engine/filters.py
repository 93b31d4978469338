"""What besides its words narrows a search? Names, a time, kinds of sections: one tree with them.

Comes in: a query tree, and what a caller says beside it. Goes out: one tree. Filters hold over the
whole article, score nothing, and are never read loosely.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ksearch.article import SectionKind
from ksearch.engine.chronology import span
from ksearch.query import AllOf, AnyOf, Attribute, Attributed, Node, Published, Within, parse

__all__ = ["Date", "Filters", "Names"]

Names: TypeAlias = str | Sequence[str]
# ISO 8601, as precise as it is: 2024, 2024-05, 2024-05-21. A datetime is a date.
Date: TypeAlias = str | dt.date


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search; of several names or kinds any will do."""

    publisher: Names = ()
    author: Names = ()
    section: Names = ()
    since: Date | None = None
    until: Date | None = None
    kinds: Sequence[SectionKind | str] = ()

    def tree(self, query: str) -> Node:
        """A query and its filters as one tree; of an empty query the filters are all.

        Raises:
            QueryError: the query asks for nothing, and there is no filter.
            ValueError: a date or a kind of section is none.
        """
        filters = tuple(self._filters())
        if filters and not query.strip():
            return AllOf(filters)
        node = parse(query)
        if self.kinds:
            kinds = (self.kinds,) if isinstance(self.kinds, str) else self.kinds
            node = Within(tuple(dict.fromkeys(map(SectionKind, kinds))), node)
        return AllOf((node, *filters)) if filters else node

    def _filters(self) -> Iterator[Node]:
        several = (
            (Attribute.PUBLISHER, self.publisher),
            (Attribute.AUTHOR, self.author),
            (Attribute.SECTION, self.section),
        )
        for attribute, names in several:
            given = (names,) if isinstance(names, str) else names
            parts = tuple(Attributed(attribute, name) for name in given)
            if parts:
                yield AnyOf(parts) if len(parts) > 1 else parts[0]
        if self.since is not None or self.until is not None:
            first = None if self.since is None else span(self.since)[0]
            end = None if self.until is None else span(self.until)[1]
            yield Published(first, end)
