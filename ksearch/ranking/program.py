"""How is a plan told to C? As a row of numbers, over the distinct terms of the query.

Comes in: a plan without patterns, and what terms count. Goes out: the terms, what each is worth,
and the program that ``ksearch/native/matching.c`` describes.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from ksearch.plan import AllPlan, AnyPlan, Chain, Dated, ExceptPlan, Expanded, Plan, Scored, Unit
from ksearch.plan import units as units_of
from ksearch.ranking.bm25f import Bm25f

__all__ = ["Program", "compile_plan"]

ANY, ALL, EXCEPT, CHAIN, MASK = range(5)
TERMS, NET = 0, 1


@dataclass(frozen=True, slots=True)
class Program:
    """What C gets: the terms' UTF-8 and where each ends, their fields and shares, and the program.

    ``scored`` are the terms that score, each with its number; ``dated`` what the masks are.
    """

    text: bytes
    text_end: array[int]
    field: bytes
    share: array[float]
    code: array[int]
    scored: tuple[tuple[Scored, int], ...]
    dated: tuple[Dated, ...]


def compile_plan(plan: Plan, parameters: Bm25f) -> Program:
    """The program of a plan.

    Raises:
        TypeError: the plan has a pattern that nobody has expanded.
    """
    compiler = _Compiler()
    compiler.add(plan)
    scored = tuple((term, compiler.number(_FIELD[term.field], term.term)) for term in _scored(plan))
    share = array("d", bytes(8 * len(compiler.numbers)))
    for term, number in scored:
        share[number] = _share(term, parameters)
    encoded = [term.encode("utf-8", "surrogatepass") for _, term in compiler.numbers]
    ends, end = array("I"), 0
    for utf8 in encoded:
        end += len(utf8)
        ends.append(end)
    return Program(
        b"".join(encoded),
        ends,
        bytes([field for field, _ in compiler.numbers]),
        share,
        array("i", compiler.code),
        scored,
        tuple(compiler.dated),
    )


_FIELD = {"terms": TERMS, "net": NET}


def _scored(plan: Plan) -> list[Scored]:
    """Each term once; one that some word has in full is no base."""
    found = dict.fromkeys([scored for unit in units_of(plan) for scored in unit.scored])
    return [s for s in found if not (s.is_base and Scored(s.field, s.term) in found)]


def _share(term: Scored, parameters: Bm25f) -> float:
    if term.is_base:
        return parameters.base_weight
    return parameters.net_weight if term.field == "net" else 1.0


class _Compiler:
    """Collects the terms and the code of one plan."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, str], int] = {}
        self.code: list[int] = []
        self.dated: list[Dated] = []

    def number(self, field: int, term: str) -> int:
        """The number of a term."""
        return self.numbers.setdefault((field, term), len(self.numbers))

    def add(self, plan: Plan) -> None:
        """Append the code of a plan."""
        code = self.code
        match plan:
            case Unit(_, chains, _):
                code += ANY, len(chains)
                for chain in chains:
                    self._add_chain(chain)
            case AnyPlan(parts) | AllPlan(parts):
                code += ANY if isinstance(plan, AnyPlan) else ALL, len(parts)
                for part in parts:
                    self.add(part)
            case ExceptPlan(wanted, unwanted):
                code.append(EXCEPT)
                self.add(wanted)
                self.add(unwanted)
            case Dated():
                code += MASK, len(self.dated)
                self.dated.append(plan)
            case Expanded():
                raise TypeError(f"the pattern {plan.pattern!r} is not expanded")

    def _add_chain(self, chain: Chain) -> None:
        code, number = self.code, self.number
        code += CHAIN, len(chain.terms)
        code += [number(TERMS, term) for term in chain.terms]
        code.append(len(chain.links))
        for link in chain.links:
            code += number(NET, link.term), link.low, link.high
