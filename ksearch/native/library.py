"""How does Python call the C files? The library, loaded once, and the addresses of arrays.

Invariant: a function gets contiguous arrays of the dtypes that its caller's docstring names, which
live until it returns. Loading takes a millisecond: numpy has imported ctypes already. In a source
tree, where C files lie beside the library, it was made of these: another millisecond.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from ksearch.errors import NativeLibraryError
from ksearch.native.sources import digest

__all__ = ["address", "library"]

NAMES = ("_kernels.so", "_kernels.dylib", "_kernels.dll")


@cache
def library() -> ctypes.CDLL:
    """The compiled library.

    Raises:
        NativeLibraryError: it is absent: this is a source tree that was never installed. Or it was
            made of other C files than lie beside it: the tree has changed since.
    """
    return load(Path(__file__).parent)


def load(folder: Path) -> ctypes.CDLL:
    """The compiled library of a folder; see ``library``."""
    path = next((folder / name for name in NAMES if (folder / name).exists()), None)
    if path is None:
        raise NativeLibraryError(folder)
    loaded = ctypes.CDLL(str(path))
    expected = digest(folder)
    if expected and _sources(loaded) != expected:
        raise NativeLibraryError(path, is_stale=True)
    return loaded


def _sources(loaded: ctypes.CDLL) -> str:
    """The digest of the C files that a library was made of; empty where it does not tell."""
    try:
        ask = loaded.ks_sources
    except AttributeError:
        return ""
    ask.restype = ctypes.c_char_p
    told: bytes = ask()
    return told.decode()


def address(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    """Where an array's numbers begin; the caller keeps the array alive.

    >>> import numpy as np
    >>> address(np.zeros(3)).value is not None
    True
    """
    place: int = array.__array_interface__["data"][0]
    return ctypes.c_void_p(place)
