"""How does Python call the C files? The library, loaded once, and the addresses of arrays.

Invariant: a function gets contiguous arrays of the dtypes that its caller's docstring names, which
live until it returns. Loading takes a millisecond: numpy has imported ctypes already.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from ksearch.errors import NativeLibraryError

__all__ = ["address", "library"]

NAMES = ("_kernels.so", "_kernels.dylib", "_kernels.dll")


@cache
def library() -> ctypes.CDLL:
    """The compiled library.

    Raises:
        NativeLibraryError: it is absent: this is a source tree that was never installed.
    """
    folder = Path(__file__).parent
    path = next((folder / name for name in NAMES if (folder / name).exists()), None)
    if path is None:
        raise NativeLibraryError(folder)
    return ctypes.CDLL(str(path))


def address(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    """Where an array's numbers begin; the caller keeps the array alive.

    >>> import numpy as np
    >>> address(np.zeros(3)).value is not None
    True
    """
    place: int = array.__array_interface__["data"][0]
    return ctypes.c_void_p(place)
