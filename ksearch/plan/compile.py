"""How does a query tree become a plan?

Comes in: a query tree, the analysis, and what the archive holds. Goes out: the same tree with each
word and quotation as a *unit*, and in a word's unit the other ways to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ksearch.analysis import Analyzer
from ksearch.errors import QueryError
from ksearch.plan.narrowing import boosted, is_factor, within
from ksearch.plan.nodes import (
    AllPlan,
    AnyPlan,
    Close,
    Dated,
    ExceptPlan,
    Named,
    Patterned,
    Plan,
    Unit,
)
from ksearch.plan.patterns import words_of_pattern
from ksearch.plan.units import (
    asks,
    loosened,
    noun_unit,
    quotation_unit,
    row_unit,
    stem,
    stemmed,
    widened,
    word_unit,
)
from ksearch.query import (
    AllOf,
    AnyOf,
    Attributed,
    Boosted,
    Listed,
    Near,
    Node,
    Pattern,
    Published,
    Quoted,
    Within,
    Without,
    Word,
)

if TYPE_CHECKING:
    from ksearch.plan.variants import Frequency

__all__ = ["Planner", "Reading", "plan", "readings"]

# What is remembered: units of about 2 kB, of texts that are likely to come again.
MOST_UNITS = 4096
MOST_LETTERS = 64
# Words of a synonym that are looked up together.
MOST_SPOKEN = 4
# Of so many words people mean all; of a question's, the more the better.
MOST_STRICT = 4
# Variants that are nouns as they stand: they need no analysis, for which Kiwi might be loaded.
NOUNS = frozenset({"abbreviation", "hanja", "listed", "loanword", "particle"})
# Several nouns in a row, with dots between or without.
LISTED = "listed"
# 건설株 has the terms of 건설주; what is written as typed tells more than 한·미.
UNSCORED = frozenset({"hanja", LISTED})
# What may be left out where few articles have all that was typed side by side.
_LOOSE = (Word, Quoted, Pattern, Listed)
# A sign of a pattern between letters.
_INSIDE = re.compile(r"\w[*?]\w")
# The noun that a word is without its particle.
STEM = "stem"
Key = TypeVar("Key")
Value = TypeVar("Value")


class Other(NamedTuple):
    """Another way to write a word, or it and those behind it: so many ``words``.

    ``kind`` is that of its variants; synonyms are of none.
    """

    text: str
    kind: str = ""
    words: int = 1


class Reading(IntEnum):
    """How strictly words are read that were typed side by side."""

    ALL = 0  # each must stand in the article
    QUOTED = 1  # what stands in quotation marks must
    ANY = 2  # one of them must
    PARTS = 3  # or a part of one: 스마트 of 스마트시티


# Of a word that is read so, any part will do.
_PARTS = frozenset({Reading.QUOTED, Reading.PARTS})


class Quotes(Enum):
    """How much of a query stands in quotation marks."""

    NONE = 0
    SOME = 1
    ALL = 2


def readings(node: Node) -> tuple[Reading, ...]:
    """The readings of a query to be tried, the strictest first.

    A quotation is read as its words where few articles have it, in a query of many words or beside
    words. One of few words that stands for itself is always read as typed.
    """
    words = _loose_words(node)
    if not words:
        return (Reading.ANY,)
    if words <= MOST_STRICT and _quotes(node) is Quotes.ALL:
        return (Reading.ALL,)
    if words == 1:
        return (Reading.ANY, Reading.PARTS)
    strict = () if words > MOST_STRICT else (Reading.ALL,)
    quoted = () if _quotes(node) is Quotes.NONE else (Reading.QUOTED,)
    return (*strict, *quoted, Reading.PARTS)


def _loose_words(node: Node) -> int:
    """How many words stand side by side, at the place of the query where they are most."""
    match node:
        case Word() | Pattern():
            return 1
        case Quoted(text):
            return len(text.split())
        case Listed(parts):
            return sum(map(_loose_words, parts))
        case AnyOf(parts) | AllOf(parts):
            return max(map(_loose_words, parts), default=0)
        case Without(part, _) | Within(_, part) | Boosted(part, _):
            return _loose_words(part)
        case _:
            return 0


def _quotes(node: Node) -> Quotes:
    """How much of what may be read loosely stands in quotation marks."""
    match node:
        case Quoted():
            return Quotes.ALL
        case Listed(parts):
            found = {_quotes(part) for part in parts if _is_loose(part)}
        case AnyOf(parts) | AllOf(parts):
            found = {_quotes(part) for part in parts}
        case Without(part, _) | Within(_, part) | Boosted(part, _):
            return _quotes(part)
        case _:
            found = set()
    return found.pop() if len(found) == 1 else Quotes.SOME if found else Quotes.NONE


def _is_loose(node: Node) -> bool:
    """Whether what stands beside other words may be left out where few articles have all."""
    return isinstance(node, _LOOSE) or (isinstance(node, Boosted) and _is_loose(node.part))


def plan(node: Node, analyzer: Analyzer, reading: Reading = Reading.ANY) -> Plan:
    """The plan of a query tree, its words written as they are typed and in no other way."""
    return Planner(analyzer).plan(node, reading)


class Planner:
    """Plans for one state of an archive, whose units are made once and remembered.

    ``frequency`` says in how many articles a content term is; without it there are no variants.
    Threads may share it: a unit that is made twice is the same unit.
    """

    def __init__(self, analyzer: Analyzer, frequency: Frequency | None = None) -> None:
        self._analyzer = analyzer
        self._frequency = frequency
        self._words: dict[tuple[str, tuple[Other, ...]], Unit] = {}
        self._loosened: dict[tuple[str, tuple[Other, ...]], Unit] = {}
        self._quotations: dict[str, Unit] = {}
        self._others: dict[tuple[str, ...], list[tuple[Other, ...]]] = {}

    def plan(self, node: Node, reading: Reading = Reading.ANY) -> Plan:
        """The plan of a query tree, with words that were typed side by side read so strictly."""
        if isinstance(node, Without):  # what is unwanted is always read as typed
            unwanted = self.plan(node.unwanted, Reading.ALL)
            return ExceptPlan(self.plan(node.wanted, reading), unwanted)
        if isinstance(node, Listed):
            return self._side_by_side(node.parts, reading)
        if isinstance(node, AnyOf):
            return AnyPlan(tuple([self.plan(part, reading) for part in node.parts]))
        if isinstance(node, AllOf):
            return AllPlan(tuple(self._listed(node.parts, reading, loose=False)))
        if isinstance(node, Within | Boosted):
            return self._changed(node, reading)
        return self._leaf(node)

    def _changed(self, node: Within | Boosted, reading: Reading) -> Plan:
        """The plan of a part whose words stand in some kinds of sections, or are worth more."""
        part = self.plan(node.part, reading)
        if isinstance(node, Within):
            return within(part, node.kinds)
        if not is_factor(node.factor):
            raise QueryError("", f"words cannot be worth {node.factor:g} times as much")
        return boosted(part, node.factor)

    def _side_by_side(self, nodes: Sequence[Node], reading: Reading) -> Plan:
        """The plan of what was typed side by side: words, quotations, patterns are read loosely."""
        loose = [node for node in nodes if _is_loose(node)]
        strict = [self.plan(node, reading) for node in nodes if not _is_loose(node)]
        if reading is Reading.ALL:
            wanted = [node for node in loose if not self._asks(node)] or loose
            return AllPlan((*self._listed(wanted, reading), *strict))
        if reading is Reading.QUOTED:
            quoted = [node for node in loose if _quotes(node) is Quotes.ALL]
            strict += self._listed(quoted, reading)
        if reading is not Reading.ANY:
            loose = [said for node in loose for said in _said(node)]
        parts = tuple(self._listed(loose, reading))
        if not strict:
            return AnyPlan(parts)
        return AllPlan((AnyPlan(parts), *strict) if parts else tuple(strict))

    def things(self, node: Node) -> int:
        """How many things a query asks for side by side: 1조 2천억 is one, of two words."""
        if not isinstance(node, Listed):
            return _loose_words(node)
        texts = tuple(part.text for part in node.parts if isinstance(part, Word))
        others = self._other_texts(texts)
        things = sum(_loose_words(part) for part in node.parts if not isinstance(part, Word))
        at = 0
        while at < len(texts):
            at += max((other.words for other in others[at]), default=1)
            things += 1
        return things

    def _asks(self, node: Node) -> bool:
        """Whether it is a word that asks (무엇인가): no article need have it."""
        return isinstance(node, Word) and asks(node.text, self._analyzer)

    def _leaf(self, node: Node) -> Plan:
        """The plan of what has no parts."""
        if isinstance(node, Quoted):
            return self._quotation(node.text)
        if isinstance(node, Word):
            return self._word(node.text, self._other_texts((node.text,))[0])
        if isinstance(node, Published):
            return Dated(node.first, node.end)
        if isinstance(node, Attributed):
            return Named(node.attribute, node.text)
        if isinstance(node, Pattern):
            return self._pattern(node.text)
        if isinstance(node, Near):
            return self._near(node)
        raise TypeError(node)

    def _pattern(self, text: str) -> Plan:
        """The plan of a pattern: of several words, where signs part it, each must stand.

        Text that has its sign as typed is meant as well: E*TRADE, or a title with a mark in it.
        """
        words = words_of_pattern(text)
        if not words:
            raise QueryError(text, f"{text!r} stands for any word: give it a letter")
        parts = [
            Patterned(word) if "*" in word or "?" in word else self._quotation(word)
            for word in words
        ]
        found = parts[0] if len(parts) == 1 else AllPlan(tuple(parts))
        return AnyPlan((found, self._quotation(text))) if _INSIDE.search(text) else found

    def _near(self, node: Near) -> Plan:
        """The plan of words that stand close together: they stand as typed, and so close."""
        units = [self._quotation(text) for text in dict.fromkeys(node.parts)]
        lettered = tuple([unit for unit in units if unit.chains])
        if not lettered:
            raise QueryError(
                " ".join(node.parts), "these words have no letter: give at least one word"
            )
        # Whatever they are worth, they stand in the same articles, which are looked for once.
        places = tuple([replace(unit, scored=(), spots=()) for unit in lettered])
        return AllPlan((*lettered, Close(places, node.distance)))

    def _listed(
        self, parts: Sequence[Node], reading: Reading, *, loose: bool = True
    ) -> Iterator[Plan]:
        """The plans of parts that stand side by side; words know their neighbours.

        Unless they may be read ``loose``, words are as typed in every reading.
        """
        begin = 0
        while begin < len(parts):
            end = begin
            texts: list[str] = []
            while end < len(parts) and isinstance(word := parts[end], Word):
                texts.append(word.text)
                end += 1
            for text, others in zip(texts, self._other_texts(tuple(texts)), strict=True):
                yield self._word(text, others, loose=loose and reading in _PARTS)
            if end < len(parts):
                yield self.plan(parts[end], reading)
            begin = end + 1

    def _other_texts(self, texts: tuple[str, ...]) -> list[tuple[Other, ...]]:
        """For each word the other ways to write it, or it and its neighbours."""
        if self._frequency is None or not texts:
            return [()] * len(texts)
        known = self._others.get(texts)
        if known is None:
            known = self._found_texts(texts, self._frequency)
            if sum(map(len, texts)) <= MOST_LETTERS:
                _keep(self._others, texts, known)
        return known

    def _found_texts(self, texts: tuple[str, ...], frequency: Frequency) -> list[tuple[Other, ...]]:
        from ksearch.plan.variants import variants  # noqa: PLC0415 -- 10 ms that no import needs

        found: list[list[Other]] = [[] for _ in texts]
        written = variants(texts, self._analyzer, frequency)
        others = ((one.first, Other(one.text, one.kind, one.count)) for one in written)
        for first, other in (*others, *self._synonyms(texts)):
            for before in range(other.words):
                found[first + before].append(other._replace(words=other.words - before))
        return [tuple(dict.fromkeys(others)) for others in found]

    def _synonyms(self, texts: tuple[str, ...]) -> Iterator[tuple[int, Other]]:
        """The synonyms of each word, and of several side by side, with a particle or without."""
        synonyms = self._analyzer.synonyms
        if not synonyms:
            return
        for first in range(len(texts)):
            for end in range(first + 1, min(first + MOST_SPOKEN, len(texts)) + 1):
                *before, last = texts[first:end]
                for typed in dict.fromkeys([last, stem(last, self._analyzer)]):
                    for text in synonyms.of(" ".join([*before, typed])):
                        yield first, Other(text, words=end - first)

    def _word(self, text: str, others: tuple[Other, ...], *, loose: bool = False) -> Unit:
        key = (text, others)
        units = self._loosened if loose else self._words
        unit = units.get(key)
        if unit is not None:
            return unit
        if loose:
            unit = loosened(self._word(text, others), self._analyzer)
        elif others:
            unit = self._word(text, ())
            for noun in [other.text for other in others if other.kind == STEM]:
                unit = stemmed(unit, noun)
            unit = widened(unit, [self._other(other) for other in others if other.kind != STEM])
        else:
            unit = word_unit(text, self._analyzer)
        if len(text) <= MOST_LETTERS:
            _keep(units, key, unit)
        return unit

    def _other(self, other: Other) -> Unit:
        if other.kind == LISTED and not other.text.isalnum():  # with dots: just so, not nearby
            return row_unit(other.text)
        if other.kind in NOUNS:
            return noun_unit(other.text, is_scored=other.kind not in UNSCORED)
        return self._word(other.text, ())

    def _quotation(self, text: str) -> Unit:
        unit = self._quotations.get(text)
        if unit is None:
            unit = quotation_unit(text, self._analyzer)
            if len(text) <= MOST_LETTERS:
                _keep(self._quotations, text, unit)
        return unit


def _said(node: Node) -> tuple[Node, ...]:
    """A quotation, and behind it the words in it; anything else is itself."""
    if isinstance(node, Quoted):
        return node, *(Word(word) for word in node.text.split() if any(map(str.isalnum, word)))
    if isinstance(node, Boosted):
        return tuple(Boosted(part, node.factor) for part in _said(node.part))
    return (node,)


def _keep(known: dict[Key, Value], key: Key, value: Value) -> None:
    if len(known) >= MOST_UNITS:
        known.clear()
    known[key] = value
