"""The nodes of a plan: what must stand in an article, and what adds to its score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ksearch.article import SectionKind

__all__ = [
    "AllPlan",
    "AnyPlan",
    "Chain",
    "Close",
    "Dated",
    "ExceptPlan",
    "Expanded",
    "Expansion",
    "Link",
    "Mask",
    "Named",
    "Patterned",
    "Plan",
    "Scored",
    "Spot",
    "Undated",
    "Unit",
    "units",
    "wanted_words",
    "without_dates",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A term of the net, and how far behind the link before it the term stands.

    From ``low`` to ``high`` code points lie between the place of the link before and its own; both
    are 0 in the first link. ``start`` and ``length`` say which of what was typed it covers.
    """

    term: str
    low: int
    high: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Content terms that stand anywhere in the article, and links in one of its sections.

    Each link stands behind the one before, as far as it says. ``marks``, where there are any, say
    which of what was typed is shown as found: all but the particles.
    """

    terms: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


class Scored(NamedTuple):
    """A term that adds to the score, by its ``share`` of what a term in full is worth.

    ``like`` is the content term in whose place it stands: a rarer spelling tells no more than it.
    """

    field: str
    term: str
    share: float = 1.0
    like: str = ""


class Spot(NamedTuple):
    """Letters that are looked for in passages: a term of the net, and a last one behind it.

    ``last`` is empty where one says it all; else it stands ``apart`` code points behind ``first``.
    ``term`` is the content term that stands there if they do.
    """

    first: str
    last: str
    apart: int
    term: str

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return self.apart + len(self.last or self.first)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or quotation: articles in which any of its chains stands.

    ``parts`` are the content terms to show where an article was found by other units; ``spots``
    is what counts where the words of the query stand close together. Where there are ``kinds``,
    chains stand, and terms score, in sections of these kinds only.
    """

    text: str
    chains: tuple[Chain, ...]
    scored: tuple[Scored, ...]
    parts: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    kinds: tuple[SectionKind, ...] = ()


class Expansion(StrEnum):
    """How a pattern stands for terms."""

    PREFIX = "prefix"
    WILDCARD = "wildcard"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Expanded:
    """Articles with any of the content terms that a pattern stands for, as Whoosh expands it.

    Where there are ``kinds``, in sections of these kinds only. Each term counts ``factor`` times.
    """

    pattern: str
    how: Expansion
    kinds: tuple[SectionKind, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles from ``first`` up to, but not including, ``end`` (instants; None: no bound).

    An article without a date is in no range.
    """

    first: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Undated:
    """Articles without a date."""


@dataclass(frozen=True, slots=True)
class Named:
    """Articles with a name in an attribute; what names are meant, ``query.Attributed`` says."""

    attribute: str
    text: str


@dataclass(frozen=True, slots=True)
class Patterned:
    """Articles with a word, or a content term, for which a pattern stands.

    ``*`` stands for any letters, ``?`` for one. Where there are ``kinds``, in sections of these
    kinds only. Each term counts ``factor`` times.
    """

    text: str
    kinds: tuple[SectionKind, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Close:
    """Articles in one of whose sections all units stand close together, in any order.

    From the first to the last are at most ``distance`` words.
    """

    units: tuple[Unit, ...]
    distance: int


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


# What is known as a bit an article before the postings of a query are read.
Mask: TypeAlias = Dated | Undated | Named | Patterned | Close
Plan: TypeAlias = Unit | Expanded | Mask | AnyPlan | AllPlan | ExceptPlan


def without_dates(node: Plan) -> Plan:
    """The plan with every range of dates that is wanted taken as all articles without a date."""
    match node:
        case Dated():
            return Undated()
        case AnyPlan(parts):
            return AnyPlan(tuple(map(without_dates, parts)))
        case AllPlan(parts):
            return AllPlan(tuple(map(without_dates, parts)))
        case ExceptPlan(wanted, unwanted):
            return ExceptPlan(without_dates(wanted), unwanted)
        case _:
            return node


def units(node: Plan) -> Iterator[Unit]:
    """The units that an article may match, in the order of the query; not the unwanted ones."""
    return (words for words in wanted_words(node) if isinstance(words, Unit))


def wanted_words(node: Plan) -> Iterator[Unit | Expanded | Patterned]:
    """The units, and the patterns that stand for units, which an article may match, in order."""
    match node:
        case Unit() | Expanded() | Patterned():
            yield node
        case AnyPlan(parts) | AllPlan(parts):
            for part in parts:
                yield from wanted_words(part)
        case ExceptPlan(wanted, _):
            yield from wanted_words(wanted)
        case _:
            return
