"""A file of arrays gives back what was written, or says that it is damaged; never anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files import ArrayFile, write_arrays
from ksearch.files.layout import DTYPES

KIND = b"sample"
META = {"이름": "시청", "numbers": [1, 2.5, None], "inner": {"참": True}}


@st.composite
def named_arrays(draw: st.DrawFn) -> dict[str, npt.NDArray[Any]]:
    """One-dimensional arrays of every dtype that a file may hold, empty ones too."""
    made = {}
    for name in draw(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=6)):
        dtype = np.dtype(draw(st.sampled_from(sorted(DTYPES))))
        size = draw(st.integers(0, 40))
        raw = draw(st.binary(min_size=size * dtype.itemsize, max_size=size * dtype.itemsize))
        made[name] = np.frombuffer(raw, dtype)
    return made


@given(arrays=named_arrays(), big_endian=st.booleans())
def test_arrays_come_back_as_they_were(
    tmp_path: Path, *, arrays: dict[str, npt.NDArray[Any]], big_endian: bool
) -> None:
    """Names, dtypes, bytes and meta come back, whatever the byte order in memory."""
    given_arrays = {
        name: array.astype(array.dtype.newbyteorder(">")) if big_endian else array
        for name, array in arrays.items()
    }
    try:
        write_arrays(tmp_path / "f", KIND, 3, META, given_arrays)
    except UnicodeEncodeError:
        assert any("\ud800" <= c <= "\udfff" for name in arrays for c in name)
        return
    file = ArrayFile(tmp_path / "f", KIND, 3)
    assert file.meta == META
    for name, array in arrays.items():
        found = file.array(name)
        assert name in file
        assert found.dtype == array.dtype
        assert found.tobytes() == array.astype(array.dtype).tobytes()
        assert not found.flags.writeable
    assert "absent" * 3 not in file


@given(named_arrays(), st.data())
def test_any_damage_is_reported_or_harmless(
    tmp_path: Path, arrays: dict[str, npt.NDArray[Any]], data: st.DataObject
) -> None:
    """One changed byte or a cut is an error that names the file, or lies in the padding."""
    arrays = {f"a{number}": array for number, array in enumerate(arrays.values())}
    path = tmp_path / "f"
    write_arrays(path, KIND, 1, META, arrays)
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[at] ^= data.draw(st.integers(1, 255))
    else:
        del raw[at:]
    path.write_bytes(raw)
    said = _said(path, list(arrays))
    if isinstance(said, dict):
        assert said == {"meta": META} | {name: array.tobytes() for name, array in arrays.items()}
    else:
        assert said.path == path
        assert str(path) in str(said)


def _said(path: Path, names: list[str]) -> dict[str, Any] | IndexDamagedError | IndexVersionError:
    try:
        file = ArrayFile(path, KIND, 1)
        return {"meta": file.meta} | {name: file.array(name).tobytes() for name in names}
    except (IndexDamagedError, IndexVersionError) as error:
        return error


def test_a_newer_format_is_refused_and_a_readable_one_is_not(tmp_path: Path) -> None:
    """What counts is the oldest version that can read the file, not the one that wrote it."""
    write_arrays(tmp_path / "new", KIND, 5, {}, {}, oldest=4)
    write_arrays(tmp_path / "kept", KIND, 5, {}, {}, oldest=3)
    with pytest.raises(IndexVersionError) as caught:
        ArrayFile(tmp_path / "new", KIND, 3)
    assert caught.value.found == 5
    assert ArrayFile(tmp_path / "kept", KIND, 3).version == 5


def test_a_file_of_another_kind_is_no_file_of_this_kind(tmp_path: Path) -> None:
    """A lexicon put in a segment's place is damage, not data."""
    write_arrays(tmp_path / "f", b"lexicon", 1, {}, {})
    with pytest.raises(IndexDamagedError):
        ArrayFile(tmp_path / "f", b"segment", 1)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((2, 2)),
        np.array(["가"]),
        np.array([object()]),
        np.zeros(2, bool),
        np.zeros(2, complex),
        np.zeros(2, "M8[s]"),
    ],
)
def test_what_is_no_row_of_plain_numbers_is_not_written(
    tmp_path: Path, array: npt.NDArray[Any]
) -> None:
    """Matrices, objects and strings are refused before anything is written."""
    with pytest.raises(ValueError, match="'a'"):
        write_arrays(tmp_path / "f", KIND, 1, {}, {"a": array})
    assert list(tmp_path.iterdir()) == []


def test_an_open_file_stays_as_it_was_when_it_is_replaced_and_removed(tmp_path: Path) -> None:
    """A reader keeps what it opened, although it asks for the array only later."""
    write_arrays(tmp_path / "f", KIND, 1, {}, {"a": np.arange(9)})
    file = ArrayFile(tmp_path / "f", KIND, 1)
    write_arrays(tmp_path / "f", KIND, 1, {}, {"a": np.arange(3)})
    (tmp_path / "f").unlink()
    assert file.array("a").tolist() == list(range(9))
