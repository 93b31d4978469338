from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.ranking.memory import Memory
from ksearch.ranking.search import BLOCK, DECIMALS, _promising


def test_what_is_remembered_is_made_once_and_forgotten_when_full() -> None:
    """A known key is not made again; a bound that is passed empties the memory."""
    memory = Memory(most=100)
    made: list[int] = []

    def make(number: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        made.append(number)
        return np.full(6, number)  # 48 bytes

    for number in (1, 1, 2, 2, 3, 3):
        assert memory.get(number, lambda number=number: make(number))[0] == number  # type: ignore[misc]
    assert made == [1, 2, 3]
    assert memory.get(1, lambda: make(1))[0] == 1
    assert made == [1, 2, 3, 1]


def test_what_is_larger_than_the_memory_is_given_and_not_kept() -> None:
    """An array beyond the bound comes out all the same."""
    memory = Memory(most=10)
    assert memory.get("large", lambda: np.arange(100)).sum() == 4950
    assert memory._known == {}


def test_threads_get_what_belongs_to_their_key() -> None:
    """Many threads, few keys, a memory that overflows all the time."""
    memory = Memory(most=3000)

    def ask(number: int) -> bool:
        return bool((memory.get(number % 7, lambda: np.full(100, number % 7)) == number % 7).all())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(2000)))


@given(
    st.lists(st.integers(0, 30), min_size=0, max_size=6 * BLOCK),
    st.integers(0, 8),
)
@pytest.mark.parametrize("noise", [0.0, 0.4 * 10.0**-DECIMALS])
def test_the_promising_hold_the_best_with_all_that_tie(
    noise: float, values: list[int], count: int
) -> None:
    """Every match whose rounded score is at least the ``count``-th best is promising."""
    score = np.array(values, float) + noise * (np.arange(len(values)) % 2)
    mask = np.arange(len(values)) % 3 != 0
    found = set(_promising(score, mask, count).tolist())
    rounded = np.round(score, DECIMALS)
    matching = np.flatnonzero(mask)
    assert found <= set(matching.tolist())
    best = sorted(rounded[matching].tolist(), reverse=True)[:count]
    needed = {i for i in matching.tolist() if best and rounded[i] >= best[-1]}
    assert needed <= found
