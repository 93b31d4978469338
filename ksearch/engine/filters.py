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
from ksearch.errors import ArgumentError, QueryError
from ksearch.query import AnyOf, Attribute, Attributed, Node, Published, parse

__all__ = ["Date", "Filters", "Names"]

Names: TypeAlias = str | Sequence[str]
# As a query may have it (2024-05-21, 지난달), or ISO 8601. A datetime is a date.
Date: TypeAlias = str | dt.date


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search; of several names or kinds any will do.

    ``now`` is what 지난달 is counted from, in the query as well; None is the present.
    """

    publisher: Names = ()
    author: Names = ()
    section: Names = ()
    since: Date | None = None
    until: Date | None = None
    kinds: Sequence[SectionKind | str] = ()
    now: dt.datetime | None = None

    def tree(self, query: str) -> Node:
        """A query and its filters as one tree; of an empty query the filters are all.

        Raises:
            QueryError: the query asks for nothing, and there is no filter.
            ArgumentError: a date or a kind of section is none, or the dates end before they begin.
        """
        given = (self.kinds,) if isinstance(self.kinds, str) else self.kinds
        try:
            kinds = tuple(dict.fromkeys(map(SectionKind, given)))
        except ValueError as error:
            raise ArgumentError(f"kinds are {', '.join(SectionKind)}: {error}") from None
        return parse(query, now=self.now, kinds=kinds, demands=tuple(self._filters()))

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
            first = None if self.since is None else self._range(self.since).first
            end = None if self.until is None else self._range(self.until).end
            if first is not None and end is not None and end <= first:
                raise ArgumentError(f"since {self.since} lies behind until {self.until}: swap them")
            yield Published(first, end)

    def _range(self, told: Date) -> Published:
        """From when up to when a date is, ISO 8601 or as a query may have it."""
        try:
            return Published(*span(told))
        except ValueError:
            pass
        try:
            from ksearch.query.dates import published  # noqa: PLC0415 -- few queries have dates

            return published(str(told), self.now)
        except QueryError as error:
            raise ArgumentError(error.reason) from None
