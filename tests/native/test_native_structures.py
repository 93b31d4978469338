"""What Python hands to C is laid out as C reads it."""

from __future__ import annotations

import ctypes
import re

import ksearch.analysis.kernels
import ksearch.codec.kernels
import ksearch.ranking.kernels
import ksearch.snippets.kernels
import ksearch.suggest.kernels
from ksearch.native import library

MODULES = (
    ksearch.analysis.kernels,
    ksearch.codec.kernels,
    ksearch.ranking.kernels,
    ksearch.snippets.kernels,
    ksearch.suggest.kernels,
)


def test_structures_are_as_large_as_those_of_c() -> None:
    """Each names its structure of C first in its docstring, and has its size."""
    structures = {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ctypes.Structure)
    } - {ctypes.Structure}
    assert len(structures) >= 12
    for structure in structures:
        named = re.match(r"``(ks_\w+)``", structure.__doc__ or "")
        assert named is not None, structure
        size = ctypes.c_uint64.in_dll(library(), f"size_of_{named[1]}")
        assert ctypes.sizeof(structure) == size.value, structure
