"""The nodes of a query. AND, OR and NOT hold over an article, a quotation inside one section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["AllOf", "AnyOf", "Listed", "Node", "Quoted", "Without", "Word"]


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


Node: TypeAlias = Word | Quoted | AnyOf | AllOf | Listed | Without
