"""How is a plan told to C? As a row of numbers, over the distinct terms of the query.

Comes in: a plan, and what terms count. Goes out: the terms, what each is worth,
and the program that ``ksearch/native/matching.c`` describes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from ksearch.plan import AllPlan, AnyPlan, Dated, ExceptPlan, Expanded, Plan, Scored, Unit
from ksearch.ranking.bm25f import Bm25f

__all__ = ["Program", "compile_plan"]

ANY, ALL, EXCEPT, CHAIN, MASK = range(5)
TERMS, NET = 0, 1


@dataclass(frozen=True, slots=True)
class Program:
    """What C gets: the terms' UTF-8 and where each ends, their fields and shares, and the program.

    ``decides`` tells of each term whether every article with it matches; ``is_union`` whether just
    the articles with a term that scores match. ``scored`` are the terms that score, each with its
    number; ``dated`` what the masks are.
    """

    text: bytes
    text_end: array[int]
    field: bytes
    share: array[float]
    decides: bytes
    is_union: bool
    code: array[int]
    scored: tuple[tuple[Scored, int], ...]
    dated: tuple[Dated, ...]


Expand = Callable[[Expanded], Unit]
_FIELD = {"terms": TERMS, "net": NET}


def compile_plan(plan: Plan, parameters: Bm25f, expand: Expand) -> Program:
    """The program of a plan; ``expand`` gives the unit that a pattern stands for."""
    compiler = _Compiler(expand)
    compiler.add(plan, wanted=True, alone=True)
    numbers = compiler.numbers
    scored: list[tuple[Scored, int]] = []
    for term in compiler.scored:
        key = (_FIELD[term.field], term.term)
        # One that some word has in full is no base.
        if not (term.is_base and Scored(term.field, term.term) in compiler.scored):
            scored.append((term, numbers.setdefault(key, len(numbers))))
    share = array("d", bytes(8 * len(numbers)))
    for term, number in scored:
        if term.is_base:
            share[number] = parameters.base_weight
        else:
            share[number] = parameters.net_weight if term.field == "net" else 1.0
    encoded = [term.encode("utf-8", "surrogatepass") for _, term in numbers]
    decides = bytes([number in compiler.decisive for number in range(len(numbers))])
    return Program(
        b"".join(encoded),
        array("I", accumulate(map(len, encoded))),
        bytes([field for field, _ in numbers]),
        share,
        decides,
        not compiler.others and all(decides) and all(share),
        array("i", compiler.code),
        tuple(scored),
        tuple(compiler.dated),
    )


class _Compiler:
    """Collects the terms and the code of one plan, and what scores."""

    def __init__(self, expand: Expand) -> None:
        self.numbers: dict[tuple[int, str], int] = {}
        self.code: list[int] = []
        self.dated: list[Dated] = []
        self.decisive: set[int] = set()  # terms whose articles all match
        self.others = False  # whether anything else decides what matches
        self.scored: dict[Scored, None] = {}  # in their order, each once
        self._expand = expand

    def add(self, plan: Plan, *, wanted: bool, alone: bool) -> None:
        """Append the code of a plan.

        What is not ``wanted`` does not score; what matches where it stands ``alone`` is an answer.
        """
        code = self.code
        match plan:
            case Unit():
                self._add_unit(plan, wanted=wanted, alone=alone)
            case Expanded():
                self._add_unit(self._expand(plan), wanted=wanted, alone=alone)
            case AnyPlan(parts):
                code += ANY, len(parts)
                for part in parts:
                    self.add(part, wanted=wanted, alone=alone)
            case AllPlan(parts):
                code += ALL, len(parts)
                self.others = True
                for part in parts:
                    self.add(part, wanted=wanted, alone=False)
            case ExceptPlan(sought, unwanted):
                code.append(EXCEPT)
                self.others = True
                self.add(sought, wanted=wanted, alone=False)
                self.add(unwanted, wanted=False, alone=False)
            case Dated():
                code += MASK, len(self.dated)
                self.others = True
                self.dated.append(plan)

    def _add_unit(self, unit: Unit, *, wanted: bool, alone: bool) -> None:
        code, numbers = self.code, self.numbers
        code += ANY, len(unit.chains)
        for chain in unit.chains:
            terms, links = chain.terms, chain.links
            code += CHAIN, len(terms)
            for term in terms:
                code.append(numbers.setdefault((TERMS, term), len(numbers)))
            code.append(len(links))
            for link in links:
                code += numbers.setdefault((NET, link.term), len(numbers)), link.low, link.high
            if len(terms) + len(links) > 1:
                self.others = True
            elif alone:
                only = (TERMS, terms[0]) if terms else (NET, links[0].term)
                self.decisive.add(numbers[only])
        if wanted:
            self.scored.update(dict.fromkeys(unit.scored))
