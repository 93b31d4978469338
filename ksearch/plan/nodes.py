"""The nodes of a plan: what must stand in an article, and what adds to its score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "AllPlan",
    "AnyPlan",
    "Chain",
    "ExceptPlan",
    "Link",
    "Plan",
    "Scored",
    "Unit",
    "units",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A term of a field, where it stands in what was typed, and how many code points it covers."""

    field: str
    term: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Links in one section, in order.

    With ``slack`` None every link stands exactly where it was typed, relative to the first. Else up
    to ``slack`` code points may stand between one link and the next. ``marks``, where there are
    any, say which of what was typed is shown as found: all but the particles.
    """

    links: tuple[Link, ...]
    slack: int | None
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A term that adds to the score; ``is_base`` where it is less than what was typed."""

    field: str
    term: str
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or quotation: articles in which any of its chains stands."""

    text: str
    chains: tuple[Chain, ...]
    scored: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class AnyPlan:
    """Articles that any part matches."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AllPlan:
    """Articles that every part matches; none where there are no parts."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class ExceptPlan:
    """Articles that ``wanted`` matches and ``unwanted`` does not."""

    wanted: Plan
    unwanted: Plan


Plan: TypeAlias = Unit | AnyPlan | AllPlan | ExceptPlan


def units(node: Plan) -> Iterator[Unit]:
    """The units that an article may match, in the order of the query; not the unwanted ones."""
    match node:
        case Unit():
            yield node
        case AnyPlan(parts) | AllPlan(parts):
            for part in parts:
                yield from units(part)
        case ExceptPlan(wanted, _):
            yield from units(wanted)
