"""What must stand in an article, and what adds to its score?

A query tree with its words analysed. Ranking evaluates it over postings, snippets over a text, and
a cluster's engine writes it as a request: all three see the same chains and the same terms.
"""

from ksearch.plan.compile import Planner, Reading, plan, readings
from ksearch.plan.nodes import (
    AllPlan,
    AnyPlan,
    Chain,
    Close,
    Dated,
    ExceptPlan,
    Expanded,
    Expansion,
    Link,
    Mask,
    Named,
    Patterned,
    Plan,
    Scored,
    Spot,
    Undated,
    Unit,
    units,
    wanted_words,
    without_dates,
)
from ksearch.plan.patterns import WordPattern, word_pattern
from ksearch.plan.units import SLACK

__all__ = [
    "SLACK",
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
    "Planner",
    "Reading",
    "Scored",
    "Spot",
    "Undated",
    "Unit",
    "WordPattern",
    "plan",
    "readings",
    "units",
    "wanted_words",
    "without_dates",
    "word_pattern",
]
