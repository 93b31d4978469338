"""Packed numbers: any part of them comes back, and of damaged ones nothing beyond the end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from ksearch.native import address, library

U1 = npt.NDArray[np.uint8]
U4 = npt.NDArray[np.uint32]
GUARD = 0xDEADBEEF
# 128 numbers lie otherwise than any other count.
counts = st.one_of(st.integers(0, 300), st.sampled_from([127, 128, 129]))
# Small numbers of any width, and now and then a large one.
widths = st.integers(0, 32)


def _packed(values: U4) -> U1:
    """The bytes of some numbers, and those that a reader may look at behind them."""
    room = np.zeros(len(values) * 16 + 64, np.uint8)
    size = library().ks_pack_array(address(values), len(values), address(room), len(room))
    assert size > 0
    return room[: size + 16]


def _numbers(count: int, width: int, seed: int) -> U4:
    draw = np.random.default_rng(seed)
    values = draw.integers(0, 2**32, count, np.uint64) >> np.uint64(32 - width)
    large = draw.random(count) < draw.choice([0.0, 0.02, 0.3])
    values[large] = draw.integers(0, 2**32, int(large.sum()), np.uint64)
    return values.astype(np.uint32)


@given(counts, widths, st.integers(0, 2**32))
def test_numbers_of_any_width_and_their_parts_come_back(count: int, width: int, seed: int) -> None:
    """Unpacking is the inverse of packing, and unpacking a range is a slice of it."""
    values = _numbers(count, width, seed)
    packed = _packed(values)
    size = len(packed) - 16
    found = np.full(count + 1, GUARD, np.uint32)
    assert library().ks_unpack_array(address(packed), size, address(found), count) == size
    assert found.tolist() == [*values.tolist(), GUARD]
    draw = np.random.default_rng(seed)
    for begin, end in np.sort(draw.integers(0, count + 1, (5, 2)), axis=1).tolist():
        part = np.full(end - begin + 1, GUARD, np.uint32)
        library().ks_unpack_part(address(packed), size, address(part), count, begin, end)
        assert part.tolist() == [*values[begin:end].tolist(), GUARD]


@given(st.binary(max_size=700), counts, st.integers(0, 2**32))
def test_any_bytes_are_read_to_their_end_at_most(data: bytes, count: int, seed: int) -> None:
    """Damaged bytes give some numbers: nothing is written beyond them, and the place is inside."""
    room = np.frombuffer(data + bytes(16 + 20), np.uint8)
    values = np.full(count + 1, GUARD, np.uint32)
    size = library().ks_unpack_array(address(room), len(data), address(values), count)
    assert 0 <= size <= len(data) + 20
    assert values[-1] == GUARD
    begin, end = sorted(np.random.default_rng(seed).integers(0, count + 1, 2).tolist())
    part = np.full(end - begin + 1, GUARD, np.uint32)
    library().ks_unpack_part(address(room), len(data), address(part), count, begin, end)
    assert part[-1] == GUARD


@given(st.integers(1, 300), widths, st.integers(0, 2**32), st.data())
def test_a_cut_in_packed_numbers_is_noticed_or_harmless(
    count: int, width: int, seed: int, data: st.DataObject
) -> None:
    """What lies behind the end is not taken for numbers: they are as packed, or zeros."""
    values = _numbers(count, width, seed)
    packed = _packed(values)
    cut = data.draw(st.integers(0, len(packed) - 17))
    found = np.full(count, GUARD, np.uint32)
    library().ks_unpack_array(address(packed), cut, address(found), count)
    low = found == values & ((1 << int(packed[0])) - 1 if packed[0] < 32 else 0xFFFFFFFF)
    assert ((found == values) | (found == 0) | low).all()
