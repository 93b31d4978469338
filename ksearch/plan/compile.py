"""How does a query tree become a plan?

Comes in: a query tree and the analysis. Goes out: the same tree with each word and quotation as a
*unit*. A unit depends on its text alone, so it is made once for an analyzer and remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from ksearch.analysis import Analyzer
from ksearch.plan.nodes import AllPlan, AnyPlan, ExceptPlan, Plan, Unit
from ksearch.plan.units import quotation_unit, word_unit
from ksearch.query import AllOf, AnyOf, Node, Quoted, Word

__all__ = ["plan"]

# What is remembered for each analyzer: units of about 2 kB, of texts that are likely to come again.
MOST_UNITS = 4096
MOST_LETTERS = 64


def plan(node: Node, analyzer: Analyzer) -> Plan:
    """The plan of a query tree."""
    units = _UNITS.get(analyzer)
    if units is None:
        units = _UNITS.setdefault(analyzer, _Units())
    return _planned(node, analyzer, units)


class _Units:
    """Units by their text. Threads may share it: a unit that is made twice is the same unit."""

    def __init__(self) -> None:
        self.words: dict[str, Unit] = {}
        self.quotations: dict[str, Unit] = {}


_UNITS: WeakKeyDictionary[Analyzer, _Units] = WeakKeyDictionary()


def _planned(node: Node, analyzer: Analyzer, units: _Units) -> Plan:
    if isinstance(node, Word):
        return units.words.get(node.text) or _made(units.words, word_unit, node.text, analyzer)
    if isinstance(node, Quoted):
        known = units.quotations.get(node.text)
        return known or _made(units.quotations, quotation_unit, node.text, analyzer)
    if isinstance(node, AnyOf):
        return AnyPlan(tuple([_planned(part, analyzer, units) for part in node.parts]))
    if isinstance(node, AllOf):
        return AllPlan(tuple([_planned(part, analyzer, units) for part in node.parts]))
    return ExceptPlan(
        _planned(node.wanted, analyzer, units), _planned(node.unwanted, analyzer, units)
    )


def _made(
    known: dict[str, Unit], make: Callable[[str, Analyzer], Unit], text: str, analyzer: Analyzer
) -> Unit:
    unit = make(text, analyzer)
    if len(text) <= MOST_LETTERS:
        if len(known) >= MOST_UNITS:
            known.clear()
        known[text] = unit
    return unit
