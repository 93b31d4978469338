"""The nodes of a query. AND, OR and NOT hold over an article, a quotation inside one section."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ksearch.article import SectionKind

__all__ = [
    "AllOf",
    "AnyOf",
    "Attribute",
    "Attributed",
    "Boosted",
    "Listed",
    "Near",
    "Node",
    "Pattern",
    "Published",
    "Quoted",
    "Within",
    "Without",
    "Word",
]


class Attribute(StrEnum):
    """What is known of an article beside its texts."""

    PUBLISHER = "publisher"
    AUTHOR = "author"
    SECTION = "section"  # the newspaper's: 정치, 문화


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, without spaces: one unit, whatever its parts are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that stands in an article exactly as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles that any of the parts matches; none where there are no parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that every part matches; none where there are no parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What was typed side by side, with no operator between: how strictly, the archive decides."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Articles that ``wanted`` matches and ``unwanted`` does not."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True)
class Attributed:
    """Articles whose publisher, any of whose authors, or whose section is called so.

    All of its name or a word of it; case, width and spaces do not matter. ``*`` stands for any
    letters, ``?`` for one.
    """

    attribute: Attribute
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """Articles from ``first`` up to, but not including, ``end`` (instants; None: no bound).

    Instants are seconds since the year 1, UTC. An article without a date is in no range.
    """

    first: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Within:
    """What ``part`` asks for, in sections of these kinds."""

    kinds: tuple[SectionKind, ...]
    part: Node


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in which ``*`` stands for any letters and ``?`` for one."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """All of these words in one section, in any order, within ``distance`` words of one another."""

    parts: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Boosted:
    """What ``part`` asks for, its words worth so many times as much."""

    part: Node
    factor: float


Node: TypeAlias = (
    Word
    | Quoted
    | AnyOf
    | AllOf
    | Listed
    | Without
    | Attributed
    | Published
    | Within
    | Pattern
    | Near
    | Boosted
)
