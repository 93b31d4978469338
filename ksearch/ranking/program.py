"""How is a plan told to C? As a row of numbers, over the distinct terms of the query.

Comes in: a plan. Goes out: the terms, what each is worth,
and the program that ``ksearch/native/matching.c`` describes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ksearch.article import SectionKind
from ksearch.codec import KINDS
from ksearch.plan import (
    AllPlan,
    AnyPlan,
    Chain,
    Close,
    Dated,
    ExceptPlan,
    Expanded,
    Mask,
    Named,
    Patterned,
    Plan,
    Scored,
    Spot,
    Undated,
    Unit,
    wanted_words,
)

__all__ = ["Program", "compile_plan"]

ANY, ALL, EXCEPT, CHAIN, MASK = range(5)
TERMS, NET = 0, 1
ANY_KIND = 0


@dataclass(frozen=True, slots=True)
class Program:
    """What C gets: the terms' UTF-8 and where each ends, their fields and shares, and the program.

    ``kinds`` says in which kinds of sections each term scores, ``asks_kinds`` whether any is named.
    Of each row of ``narrowing`` an article that matches has one of the masks.
    ``decides`` tells of each term whether every article with it matches; ``is_union`` whether just
    the articles with a term that scores match. ``like`` says of each term in whose place it stands,
    -1 where in none; ``spots`` are five numbers each, as ``native/search.h`` has them. ``scored``
    are the terms that score, each with its number; ``masks`` what is known as bitmaps.
    """

    text: bytes
    text_end: array[int]
    field: bytes
    kinds: bytes
    share: array[float]
    decides: bytes
    is_union: bool
    code: array[int]
    like: array[int]
    spots: array[int]
    scored: tuple[tuple[Scored, int], ...]
    masks: tuple[Mask, ...]
    asks_kinds: bool
    narrowing: tuple[tuple[Mask, ...], ...]


# A term's field, text, and in which kinds of sections it scores: a bit each, 0 for all.
Key = tuple[int, str, int]
Expand = Callable[[Expanded | Patterned], Unit]
_FIELD = {"terms": TERMS, "net": NET}


def compile_plan(plan: Plan, expand: Expand) -> Program:
    """The program of a plan; ``expand`` gives the unit that a pattern stands for."""
    compiler = _Compiler(expand)
    compiler.add(plan, alone=True)
    for words in wanted_words(plan):  # in the order of the query, as passages count them
        compiler.add_scored(words)
    numbers = compiler.numbers
    # Where two words ask for one term, the one to which it is worth more counts.
    scored: dict[Key, Scored] = {}
    for kinds, terms in compiler.scored.items():
        for term in terms:
            key = (_FIELD[term.field], term.term, kinds)
            known = scored.get(key)
            if known is None or term.share > known.share:
                scored[key] = term
    shares = {numbers.setdefault(key, len(numbers)): term for key, term in scored.items()}
    is_union = not compiler.others and set(numbers.values()) == compiler.decisive == set(shares)
    like = {
        number: numbers.setdefault((TERMS, term.like, ANY_KIND), len(numbers))
        for number, term in shares.items()
        if term.like
    }
    spots = [number for spot in compiler.spots for number in compiler.placed(spot)]
    encoded = [term.encode("utf-8", "surrogatepass") for _, term, _ in numbers]
    every = range(len(numbers))
    return Program(
        b"".join(encoded),
        array("I", accumulate(map(len, encoded))),
        bytes([field for field, _, _ in numbers]),
        bytes([kinds for _, _, kinds in numbers]),
        array("d", [shares[n].share if n in shares else 0.0 for n in every]),
        bytes([number in compiler.decisive for number in every]),
        is_union,
        array("i", compiler.code),
        array("i", [like.get(number, -1) for number in every]),
        array("i", spots),
        tuple([(term, number) for number, term in shares.items()]),
        tuple(compiler.masks),
        compiler.asks_kinds,
        tuple(_narrowing(plan)),
    )


class _Compiler:
    """Collects the terms and the code of one plan, and what scores."""

    def __init__(self, expand: Expand) -> None:
        self.numbers: dict[Key, int] = {}
        self.code: list[int] = []
        self.masks: dict[Mask, int] = {}
        self.decisive: set[int] = set()  # terms whose articles all match
        self.others = False  # whether anything else decides what matches
        self.asks_kinds = False
        self.scored: dict[int, dict[Scored, None]] = {}  # by kinds, in their order, each once
        self.spots: dict[Spot, None] = {}  # likewise
        self._expand = expand
        self._units: dict[Expanded | Patterned, Unit] = {}

    def add(self, plan: Plan, *, alone: bool) -> None:
        """Append the code of a plan; what matches where it stands ``alone`` is an answer."""
        match plan:
            case Unit() | Expanded() | AnyPlan():
                self._add_any(plan, alone=alone)
            case AllPlan(parts):
                self.code += ALL, len(parts)
                self.others = True
                for part in sorted(parts, key=_is_no_mask):
                    self.add(part, alone=False)
            case ExceptPlan(sought, unwanted):
                self.code.append(EXCEPT)
                self.others = True
                self.add(sought, alone=False)
                self.add(unwanted, alone=False)
            case Patterned():
                self._add_mask(replace(plan, factor=1.0))
            case Dated() | Undated() | Named() | Close():
                self._add_mask(plan)

    def _add_mask(self, mask: Mask) -> None:
        self.code += MASK, self.masks.setdefault(mask, len(self.masks))
        self.others = True

    def add_scored(self, words: Unit | Expanded | Patterned) -> None:
        """Take what of a unit, or of that for which a pattern stands, adds to scores."""
        unit = words if isinstance(words, Unit) else self._expanded(words)
        kinds = _bits(unit.kinds) if unit.kinds else ANY_KIND
        self.scored.setdefault(kinds, {}).update(dict.fromkeys(unit.scored))
        self.spots.update(dict.fromkeys(unit.spots))

    def _expanded(self, words: Expanded | Patterned) -> Unit:
        unit = self._units.get(words)
        if unit is None:
            unit = self._units[words] = self._expand(words)
        return unit

    def _add_any(self, plan: Unit | Expanded | AnyPlan, *, alone: bool) -> None:
        """The chains of all units first, those of one list before others.

        An article that is known to match is not looked at again, and one list tells it cheaply: for
        a question, the chains of several lists then look at a tenth of the articles.
        """
        units: list[Unit] = []
        others: list[Plan] = []
        self._flatten(plan, units, others)
        chains = [chain for unit in units if not unit.kinds for chain in unit.chains]
        limited = [
            (chain, _bits(unit.kinds)) for unit in units if unit.kinds for chain in unit.chains
        ]
        self.code += ANY, len(chains) + len(limited) + len(others)
        for chain in sorted(chains, key=_has_several_lists):
            self._add_chain(chain, ANY_KIND, alone=alone)
        for chain, kinds in limited:
            self._add_chain(chain, kinds, alone=alone)
        for other in others:
            self.add(other, alone=alone)

    def placed(self, spot: Spot) -> tuple[int, int, int, int, int]:
        """A spot as numbers."""
        first, last, apart, term = spot
        numbers = self.numbers
        return (
            numbers.setdefault((NET, first, ANY_KIND), len(numbers)),
            numbers.setdefault((NET, last, ANY_KIND), len(numbers)) if last else -1,
            apart,
            numbers.setdefault((TERMS, term, ANY_KIND), len(numbers)),
            spot.length,
        )

    def _flatten(self, plan: Plan, units: list[Unit], others: list[Plan]) -> None:
        match plan:
            case Unit():
                units.append(plan)
            case Expanded():
                units.append(self._expanded(plan))
            case AnyPlan(parts):
                for part in parts:
                    self._flatten(part, units, others)
            case _:
                others.append(plan)

    def _add_chain(self, chain: Chain, kinds: int, *, alone: bool) -> None:
        code, numbers = self.code, self.numbers
        terms, links = chain.terms, chain.links
        code += CHAIN, kinds, len(terms)
        for term in terms:
            code.append(numbers.setdefault((TERMS, term, ANY_KIND), len(numbers)))
        code.append(len(links))
        for link in links:
            code += (
                numbers.setdefault((NET, link.term, ANY_KIND), len(numbers)),
                link.low,
                link.high,
            )
        if kinds:
            self.others = self.asks_kinds = True
        elif _has_several_lists(chain):
            self.others = True
        elif alone and terms:
            self.decisive.add(numbers[TERMS, terms[0], ANY_KIND])
        elif alone and links:
            self.decisive.add(numbers[NET, links[0].term, ANY_KIND])


def _narrowing(plan: Plan) -> Iterator[tuple[Mask, ...]]:
    """Rows of masks of which every article that matches has one."""
    match plan:
        case AllPlan(parts):
            for part in parts:
                yield from _narrowing(part)
        case ExceptPlan(wanted, _):
            yield from _narrowing(wanted)
        case AnyPlan(parts):
            masks = [part for part in parts if isinstance(part, Mask)]
            if masks and len(masks) == len(parts):
                yield tuple(masks)
        case Unit() | Expanded() | Patterned():
            return
        case _:
            yield (plan,)


def _is_no_mask(plan: Plan) -> bool:
    """Masks are looked at first: where there is no bit, no list is read."""
    return not isinstance(plan, Mask)


def _has_several_lists(chain: Chain) -> bool:
    return len(chain.terms) + len(chain.links) > 1


def _bits(kinds: Sequence[SectionKind]) -> int:
    """A bit for each kind."""
    return sum([1 << KINDS.index(kind) for kind in kinds])
