"""What must stand in an article, and what adds to its score?

A query tree with its words analysed. Ranking evaluates it over postings, snippets over a text, and
a cluster's engine writes it as a request: all three see the same chains and the same terms.
"""

from ksearch.plan.compile import plan
from ksearch.plan.nodes import (
    AllPlan,
    AnyPlan,
    Chain,
    ExceptPlan,
    Link,
    Plan,
    Scored,
    Unit,
    units,
)

__all__ = [
    "AllPlan",
    "AnyPlan",
    "Chain",
    "ExceptPlan",
    "Link",
    "Plan",
    "Scored",
    "Unit",
    "plan",
    "units",
]
