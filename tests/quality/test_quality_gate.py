"""The answers to four sets of real questions are no worse than they were."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch
from tests.quality.floors import Floor, read_floors
from tests.quality.measuring import built, measure
from tests.quality.sets import SETS, digest

BY_NAME = {one.name: one for one in SETS}


@pytest.mark.parametrize("floor", read_floors()[0], ids=lambda floor: str(floor.set))
def test_answers_are_no_worse_than_their_floor(
    floor: Floor, shared: Path, news_index: Path
) -> None:
    """Refuses other data: a floor holds for the questions and articles that it was measured on."""
    quality_set, data = BY_NAME[floor.set], shared / "data"
    assert digest(data, quality_set.files) == floor.digest, "measure again and set a new floor"
    with ksearch.open(built(quality_set, data, news_index.parent)) as index:
        found = measure(quality_set, data, index)
    assert len(found.queries) == floor.queries
    assert found.mean(floor.measure) >= floor.floor
