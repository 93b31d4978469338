"""No floor is lowered in silence. These tests need no data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.quality.floors import Floor, faults, read_floors
from tests.quality.sets import SETS

FLOOR = Floor("a", "nDCG@10", 0.9, 100, "d1")
FIRST = {"set": "a", "measure": "nDCG@10", "floor": 0.9, "queries": 100, "digest": "d1"}
REASON = "copies of a story are no longer counted as one"


def test_every_floor_is_what_its_last_change_says() -> None:
    floors, changes = read_floors()
    assert not faults(floors, changes)


def test_every_set_has_a_floor() -> None:
    assert [floor.set for floor in read_floors()[0]] == [one.name for one in SETS]


def test_a_floor_may_be_raised_without_a_word() -> None:
    changes = [FIRST, FIRST | {"floor": 0.95}]
    assert not faults([replace(FLOOR, floor=0.95)], changes)


@pytest.mark.parametrize(
    ("now", "changes", "said"),
    [
        ({"floor": 0.8}, [FIRST], "its last change says 0.9"),
        ({"digest": "d2"}, [FIRST], "its last change says d1"),
        ({"queries": 50}, [FIRST], "its last change says 100"),
        ({"floor": 0.8}, [FIRST, FIRST | {"floor": 0.8}], "does not say why"),
        ({"floor": 0.8}, [FIRST, FIRST | {"floor": 0.8, "reason": "worse"}], "does not say why"),
        ({"digest": "d2"}, [FIRST, FIRST | {"digest": "d2"}], "does not say why"),
        ({"set": "b"}, [FIRST, FIRST | {"set": "b"}], "a: its floor is gone"),
        ({}, [], "no change made its floor"),
    ],
)
def test_a_lower_floor_or_other_data_needs_a_reason(
    now: dict[str, Any], changes: list[dict[str, Any]], said: str
) -> None:
    found = faults([replace(FLOOR, **now)], changes)
    assert len(found) == 1
    assert said in found[0]


def test_with_a_reason_a_floor_may_be_lower() -> None:
    lower = FIRST | {"floor": 0.8, "reason": REASON}
    assert not faults([replace(FLOOR, floor=0.8)], [FIRST, lower])
    assert faults([FLOOR], [FIRST, lower])
