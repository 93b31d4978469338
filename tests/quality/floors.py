"""How good must the answers be? The floors, and what is wrong with how they were changed.

Comes in: ``floors.toml``. Goes out: a floor for each set, and sentences that say where a floor was
lowered, or the data exchanged, without a change that says why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Floor", "faults", "read_floors"]

FILE = Path(__file__).with_name("floors.toml")
# So short a reason is none.
LEAST_REASON = 20
_RECORDED = ("measure", "floor", "queries", "digest")


@dataclass(frozen=True, slots=True)
class Floor:
    """What a measure of a set must reach, over how many queries, and of which data it was told."""

    set: str
    measure: str
    floor: float
    queries: int
    digest: str


def read_floors(path: Path = FILE) -> tuple[list[Floor], list[dict[str, Any]]]:
    """The floors, and the changes that made them, oldest first."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Floor(**row) for row in content["floor"]], content["change"]


def faults(floors: Sequence[Floor], changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong: floors that no change made, and changes that do not say why.

    >>> floor = Floor("a", "R@1", 0.5, 10, "d1")
    >>> first = {"set": "a", "measure": "R@1", "floor": 0.6, "queries": 10, "digest": "d1"}
    >>> faults([floor], [first])
    ['a: its floor is 0.5, but its last change says 0.6: add a change that says why']
    """
    found = []
    known: dict[str, Mapping[str, Any]] = {}
    for change in changes:
        name = change["set"]
        before = known.get(name, change)
        reason = str(change.get("reason", ""))
        is_worse = change["floor"] < before["floor"]
        is_other = any(change[key] != before[key] for key in _RECORDED if key != "floor")
        if (is_worse or is_other) and len(reason) < LEAST_REASON:
            what = "lowers the floor" if is_worse else "has another measure or other data"
            found.append(f"{name}: a change {what} and does not say why")
        known[name] = change
    for floor in floors:
        last = known.get(floor.set)
        if last is None:
            found.append(f"{floor.set}: no change made its floor")
            continue
        found += [
            f"{floor.set}: its {key} is {getattr(floor, key)}, but its last change says "
            f"{last[key]}: add a change that says why"
            for key in _RECORDED
            if getattr(floor, key) != last[key]
        ]
    gone = {*known} - {floor.set for floor in floors}
    return [*found, *(f"{name}: its floor is gone" for name in sorted(gone))]
