"""How is a plan told to C? As a row of numbers, over the distinct terms of the query.

Comes in: a plan. Goes out: the terms, what each is worth,
and the program that ``ksearch/native/matching.c`` describes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

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
)

__all__ = ["Codes", "Program", "compile_plan"]

ANY, ALL, EXCEPT, CHAIN, MASK = range(5)
TERMS, NET = 0, 1
ANY_KIND = 0
# Units whose code is remembered; of most it takes about 3 kB.
MOST_UNITS = 4096


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
Key = tuple[int, bytes, int]
Expand = Callable[[Expanded | Patterned], Unit]
_FIELD = {"terms": TERMS, "net": NET}


class Codes:
    """Of units what ``compile_plan`` makes of each, made once. Threads may share it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Unit, _UnitCode]] = {}

    def of(self, unit: Unit) -> _UnitCode:
        """What is made of a unit; the last are remembered."""
        known = self._known.get(id(unit))
        # While a unit is held here, its id is nobody else's.
        if known is not None and known[0] is unit:
            return known[1]
        made = _unit_code(unit)
        if len(self._known) >= MOST_UNITS:
            self._known = {}
        self._known[id(unit)] = (unit, made)
        return made


def compile_plan(plan: Plan, expand: Expand, codes: Codes) -> Program:
    """The program of a plan; ``expand`` gives the unit that a pattern stands for."""
    compiler = _Compiler(expand, codes)
    compiler.add(plan, wanted=True, alone=True)
    numbers, scored, decisive = compiler.numbers, compiler.scored, compiler.decisive
    shares = {numbers.setdefault(key, len(numbers)): term for key, term in scored.items()}
    is_union = not compiler.others and len(numbers) == len(shares) and decisive == set(shares)
    like = {
        number: numbers.setdefault(_key(TERMS, term.like), len(numbers))
        for number, term in shares.items()
        if term.like
    }
    spots: list[int] = []
    for spot, (first, last, term) in compiler.spots.items():
        spots += (
            numbers.setdefault(first, len(numbers)),
            numbers.setdefault(last, len(numbers)) if last else -1,
            spot.apart,
            numbers.setdefault(term, len(numbers)),
            spot.length,
        )
    share, decides, likes = [0.0] * len(numbers), bytearray(len(numbers)), [-1] * len(numbers)
    for number, scoring in shares.items():
        share[number] = scoring.share
    for number in decisive:
        decides[number] = 1
    for number, usual in like.items():
        likes[number] = usual
    fields, texts, kinds = zip(*numbers, strict=True) if numbers else ((), (), ())
    return Program(
        b"".join(texts),
        array("I", accumulate(map(len, texts))),
        bytes(fields),
        bytes(kinds),
        array("d", share),
        bytes(decides),
        is_union,
        array("i", compiler.code),
        array("i", likes),
        array("i", spots),
        tuple([(scoring, number) for number, scoring in shares.items()]),
        tuple(compiler.masks),
        compiler.asks_kinds,
        tuple(_narrowing(plan)),
    )


class _Chains(NamedTuple):
    """The code of some chains. Where it names a term, there is 0.

    ``terms`` says where those places are, and which of the unit's keys each means.
    """

    size: int
    code: list[int]
    terms: list[tuple[int, int]]


class _UnitCode(NamedTuple):
    """What a unit asks for, in terms that are numbered by their place in ``keys``.

    ``single`` are its chains of one list, ``several`` those of more, or of some kinds of sections;
    ``decisive`` are the terms of the former. ``spots`` has keys instead of terms.
    """

    keys: list[Key]
    single: _Chains
    several: _Chains
    decisive: list[int]
    scored: list[tuple[Key, Scored]]
    spots: dict[Spot, tuple[Key, Key | None, Key]]


def _unit_code(unit: Unit) -> _UnitCode:
    kinds = _bits(unit.kinds) if unit.kinds else ANY_KIND
    keys: dict[Key, int] = {}
    one_list = [chain for chain in unit.chains if not kinds and not _has_several_lists(chain)]
    others = [chain for chain in unit.chains if kinds or _has_several_lists(chain)]
    single = _chains(one_list, kinds, keys)
    decisive = [place for _, place in single.terms]
    several = _chains(others, kinds, keys)
    return _UnitCode(
        [*keys],
        single,
        several,
        decisive,
        [(_key(_FIELD[term.field], term.term, kinds), term) for term in unit.scored],
        {
            spot: (
                _key(NET, spot.first),
                _key(NET, spot.last) if spot.last else None,
                _key(TERMS, spot.term),
            )
            for spot in unit.spots
        },
    )


def _chains(chains: Sequence[Chain], kinds: int, keys: dict[Key, int]) -> _Chains:
    """The code of chains; their terms get places among the ``keys``."""
    code: list[int] = []
    terms: list[tuple[int, int]] = []

    def name(key: Key) -> None:
        terms.append((len(code), keys.setdefault(key, len(keys))))
        code.append(0)

    for chain in chains:
        code += CHAIN, kinds, len(chain.terms)
        for term in chain.terms:
            name(_key(TERMS, term))
        code.append(len(chain.links))
        for link in chain.links:
            name(_key(NET, link.term))
            code += link.low, link.high
    return _Chains(len(chains), code, terms)


def _key(field: int, term: str, kinds: int = ANY_KIND) -> Key:
    return field, term.encode("utf-8", "surrogatepass"), kinds


class _Compiler:
    """Collects the terms and the code of one plan, and what scores."""

    def __init__(self, expand: Expand, codes: Codes) -> None:
        self.numbers: dict[Key, int] = {}
        self.code: list[int] = []
        self.masks: dict[Mask, int] = {}
        self.decisive: set[int] = set()  # terms whose articles all match
        self.others = False  # whether anything else decides what matches
        self.asks_kinds = False
        self.scored: dict[Key, Scored] = {}
        self.spots: dict[Spot, tuple[Key, Key | None, Key]] = {}
        self._expand = expand
        self._codes = codes

    def add(self, plan: Plan, *, wanted: bool, alone: bool) -> None:
        """Append the code of a plan.

        What is not ``wanted`` does not score; what matches where it stands ``alone`` is an answer.
        """
        match plan:
            case Unit() | Expanded() | AnyPlan():
                self._add_any(plan, wanted=wanted, alone=alone)
            case AllPlan(parts):
                self.code += ALL, len(parts)
                self.others = True
                for part in sorted(parts, key=_is_no_mask):
                    self.add(part, wanted=wanted, alone=False)
            case ExceptPlan(sought, unwanted):
                self.code.append(EXCEPT)
                self.others = True
                self.add(sought, wanted=wanted, alone=False)
                self.add(unwanted, wanted=False, alone=False)
            case Patterned():
                self._add_mask(replace(plan, factor=1.0))
                if wanted:
                    self._add_scored(self._codes.of(self._expand(plan)))
            case Dated() | Undated() | Named() | Close():
                self._add_mask(plan)

    def _add_mask(self, mask: Mask) -> None:
        self.code += MASK, self.masks.setdefault(mask, len(self.masks))
        self.others = True

    def _add_scored(self, unit: _UnitCode) -> None:
        scored = self.scored
        for key, term in unit.scored:
            known = scored.get(key)
            # Where two words ask for one term, the one to which it is worth more counts.
            if known is None or term.share > known.share:
                scored[key] = term
        self.spots.update(unit.spots)

    def _add_any(self, plan: Unit | Expanded | AnyPlan, *, wanted: bool, alone: bool) -> None:
        """The chains of all units first, those of one list before others.

        An article that is known to match is not looked at again, and one list tells it cheaply: for
        a question, the chains of several lists then look at a tenth of the articles.
        """
        units: list[Unit] = []
        others: list[Plan] = []
        self._flatten(plan, units, others)
        # Chains of some kinds come last.
        units.sort(key=_has_kinds)
        several: list[tuple[_Chains, list[int]]] = []
        self.code.append(ANY)
        self.code.append(sum([len(unit.chains) for unit in units]) + len(others))
        for unit in units:
            made = self._codes.of(unit)
            numbers = self._numbered(made.keys)
            self._add_chains(made.single, numbers)
            if alone:
                self.decisive.update([numbers[place] for place in made.decisive])
            if made.several.size:
                several.append((made.several, numbers))
                self.others = True
                self.asks_kinds = self.asks_kinds or bool(unit.kinds)
            if wanted:
                self._add_scored(made)
        for chains, numbers in several:
            self._add_chains(chains, numbers)
        for other in others:
            self.add(other, wanted=wanted, alone=alone)

    def _numbered(self, keys: Sequence[Key]) -> list[int]:
        numbers = self.numbers
        return [numbers.setdefault(key, len(numbers)) for key in keys]

    def _add_chains(self, chains: _Chains, numbers: Sequence[int]) -> None:
        code = self.code
        begin = len(code)
        code += chains.code
        for at, place in chains.terms:
            code[begin + at] = numbers[place]

    def _flatten(self, plan: Plan, units: list[Unit], others: list[Plan]) -> None:
        match plan:
            case Unit():
                units.append(plan)
            case Expanded():
                units.append(self._expand(plan))
            case AnyPlan(parts):
                for part in parts:
                    self._flatten(part, units, others)
            case _:
                others.append(plan)


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


def _has_kinds(unit: Unit) -> bool:
    return bool(unit.kinds)


def _has_several_lists(chain: Chain) -> bool:
    return len(chain.terms) + len(chain.links) > 1


def _bits(kinds: Sequence[SectionKind]) -> int:
    """A bit for each kind."""
    return sum([1 << KINDS.index(kind) for kind in kinds])
