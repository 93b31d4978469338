"""The C functions of ``ksearch/native/copies.c``, with what they take."""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_uint32, c_uint64, c_void_p
from functools import cache

from ksearch.native import library

__all__ = ["kernels"]


@cache
def kernels() -> ctypes.CDLL:
    """The library with the signatures of what finds copies."""
    lib = library()
    lib.ks_sketch.argtypes = [*[c_void_p] * 5, c_uint64, c_uint32, c_uint32, c_void_p]
    lib.ks_sketch.restype = c_int
    lib.ks_alike.argtypes = [c_void_p, c_void_p, c_uint64, c_void_p, c_void_p, c_void_p]
    lib.ks_alike.restype = c_int
    return lib
