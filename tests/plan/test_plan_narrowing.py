"""Kinds of sections and factors change the units of a plan, operators stay strict."""

from __future__ import annotations

import pytest

from ksearch.analysis import Analyzer
from ksearch.article import SectionKind
from ksearch.errors import QueryError
from ksearch.plan import AllPlan, AnyPlan, Dated, ExceptPlan, Named, Plan, Reading, Unit, plan
from ksearch.plan import readings as tried
from ksearch.query import (
    AllOf,
    AnyOf,
    Attribute,
    Attributed,
    Boosted,
    Listed,
    Node,
    Published,
    Quoted,
    Within,
    Without,
    Word,
)

HEADLINE, BODY, CAPTION = SectionKind.HEADLINE, SectionKind.BODY, SectionKind.CAPTION
ANALYZER = Analyzer()
ONE, OTHER, THIRD = Word("등대"), Word("총회"), Word("도서관")
PAPER = Attributed(Attribute.PUBLISHER, "한빛일보")


def unit(node: Node) -> Unit:
    made = plan(node, ANALYZER)
    assert isinstance(made, Unit)
    return made


def names(node: Plan) -> str:
    """A plan in short: words, ∧ for all, ∨ for any, ¬ for except."""
    match node:
        case Unit(text):
            return text
        case AllPlan(parts):
            return f"({'∧'.join(map(names, parts))})"
        case AnyPlan(parts):
            return f"({'∨'.join(map(names, parts))})"
        case ExceptPlan(wanted, unwanted):
            return f"({names(wanted)}¬{names(unwanted)})"
        case Named(_, text):
            return text
        case _:
            return "…"


def test_words_of_a_kind_stand_and_score_there() -> None:
    """Unwanted ones too; what is no word is of no kind; without a common kind nothing matches."""
    made = plan(Within((HEADLINE,), Without(ONE, AnyOf((OTHER, PAPER)))), ANALYZER)
    assert isinstance(made, ExceptPlan)
    assert isinstance(made.unwanted, AnyPlan)
    other, paper = made.unwanted.parts
    assert isinstance(made.wanted, Unit)
    assert isinstance(other, Unit)
    assert made.wanted.kinds == other.kinds == (HEADLINE,)
    assert paper == Named("publisher", "한빛일보")
    assert not made.wanted.spots
    inner = Within((BODY, HEADLINE), ONE)
    assert unit(Within((HEADLINE, CAPTION), inner)).kinds == (HEADLINE,)
    assert plan(Within((CAPTION,), inner), ANALYZER) == AnyPlan(())


def test_a_factor_is_of_each_term_and_of_nothing_else() -> None:
    """Factors multiply; what matches stays the same."""
    plain, made = unit(ONE), unit(Boosted(Boosted(ONE, 2.0), 1.5))
    assert [s.share for s in made.scored] == [s.share * 3 for s in plain.scored]
    assert made.chains == plain.chains
    assert plan(Boosted(Published(1, None), 2.0), ANALYZER) == Dated(1, None)


@pytest.mark.parametrize("factor", [0.0, -1.0, float("inf"), float("nan")])
def test_words_have_a_worth(factor: float) -> None:
    """What is no factor is refused in one sentence."""
    with pytest.raises(QueryError, match="times as much"):
        plan(Boosted(ONE, factor), ANALYZER)


WORDS = Listed((ONE, OTHER))


@pytest.mark.parametrize(
    ("node", "strict", "loose"),
    [
        (WORDS, "(등대∧총회)", "(등대∨총회)"),
        (Listed((ONE, PAPER, OTHER)), "(등대∧총회∧한빛일보)", "((등대∨총회)∧한빛일보)"),
        (AllOf((WORDS, PAPER)), "((등대∧총회)∧한빛일보)", "((등대∨총회)∧한빛일보)"),
        (Listed((PAPER,)), "(한빛일보)", "(한빛일보)"),
        (Listed((Boosted(ONE, 2.0), OTHER)), "(등대∧총회)", "(등대∨총회)"),
        (Listed((Within((BODY,), ONE), OTHER)), "(총회∧등대)", "((총회)∧등대)"),
        (Listed((AnyOf((ONE, OTHER)), THIRD)), "(도서관∧(등대∨총회))", "((도서관)∧(등대∨총회))"),
        (AnyOf((WORDS, THIRD)), "((등대∧총회)∨도서관)", "((등대∨총회)∨도서관)"),
        (AllOf((ONE, OTHER)), "(등대∧총회)", "(등대∧총회)"),
        (Without(WORDS, WORDS), "((등대∧총회)¬(등대∧총회))", "((등대∨총회)¬(등대∧총회))"),
        (Listed((Listed((ONE, OTHER)), THIRD)), "((등대∧총회)∧도서관)", "((등대∨총회)∨도서관)"),
    ],
)
def test_only_words_side_by_side_are_read_loosely(node: Node, strict: str, loose: str) -> None:
    """Operators, filters and what is unwanted hold under every reading."""
    assert names(plan(node, ANALYZER, Reading.ALL)) == strict
    assert names(plan(node, ANALYZER, Reading.ANY)) == loose


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (PAPER, (Reading.ANY,)),
        (AllOf((ONE, PAPER)), (Reading.ANY, Reading.PARTS)),
        (AllOf((WORDS, PAPER)), (Reading.ALL, Reading.PARTS)),
        (Within((BODY,), Listed((ONE,) * 5)), (Reading.PARTS,)),
        (AnyOf((Listed((ONE,) * 3), Listed((ONE,) * 2))), (Reading.ALL, Reading.PARTS)),
        (Listed((ONE, Quoted("새 등대"))), (Reading.ALL, Reading.QUOTED, Reading.PARTS)),
        (Listed((ONE, Quoted("새 등대 앞 바다"))), (Reading.QUOTED, Reading.PARTS)),
        (Listed((Quoted("새 등대"),)), (Reading.ALL,)),
        (Quoted("등대"), (Reading.ALL,)),
        (Quoted("새 등대가 선 그 바다"), (Reading.QUOTED, Reading.PARTS)),
    ],
)
def test_readings_depend_on_how_many_words_stand_side_by_side(
    node: Node, expected: tuple[Reading, ...]
) -> None:
    """Of more than four any will do at once; filters are no words."""
    assert tried(node) == expected
