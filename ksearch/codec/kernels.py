"""The C structures of terms and postings, as ``ksearch/native/postings.h`` declares them.

Comes in: arrays. Goes out: structures that point to them, and arrays that C has made. Invariant:
who holds a structure holds the arrays that it points to.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, c_double, c_int, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.native import address, library

__all__ = [
    "EntryStruct",
    "FieldStruct",
    "ListStruct",
    "MadeStruct",
    "SourcesStruct",
    "TokensStruct",
    "kernels",
    "pointers",
    "taken",
]


class FieldStruct(Structure):
    """``ks_field``: one field of one segment."""

    _fields_ = (
        ("dictionary", c_void_p),
        ("dictionary_size", c_uint64),
        ("block_at", c_void_p),
        ("block_postings", c_void_p),
        ("blocks", c_uint64),
        ("terms", c_uint64),
        ("postings", c_void_p),
        ("postings_size", c_uint64),
        ("verified", c_void_p),
        ("tf", c_void_p),
        ("tf_sum", c_void_p),
        ("tf_kind", c_void_p),
        ("codes", c_uint64),
        ("length", c_void_p),
        ("articles", c_uint64),
        ("block_size", c_uint64),
    )


class EntryStruct(Structure):
    """``ks_entry``: where a term and its postings are."""

    _fields_ = (
        ("row", c_uint64),
        ("at", c_uint64),
        ("size", c_uint64),
        ("df", c_uint32),
        ("bound", ctypes.c_uint8),
        ("floor", ctypes.c_uint8),
    )


class ListStruct(Structure):
    """``ks_list``: a whole list in memory."""

    _fields_ = (
        ("count", c_uint32),
        ("room", c_uint32),
        ("article", c_void_p),
        ("code", c_void_p),
        ("places", c_uint32),
        ("place_room", c_uint32),
        ("place", c_void_p),
        ("failed", c_int),
    )


class BufferStruct(Structure):
    """``ks_buffer``: bytes that C has made."""

    _fields_ = (("bytes", c_void_p), ("size", c_uint64), ("room", c_uint64), ("failed", c_int))


class MadeStruct(Structure):
    """``ks_made``: what a writer makes of a field."""

    _fields_ = (
        ("dictionary", BufferStruct),
        ("block_at", BufferStruct),
        ("block_postings", BufferStruct),
        ("postings", BufferStruct),
        ("tf", BufferStruct),
        ("tf_count", BufferStruct),
        ("length", BufferStruct),
        ("last", BufferStruct),
        ("terms", c_uint64),
        ("written", c_uint64),
        ("worth", c_void_p),
        ("average", c_double * 4),
        ("block_size", c_uint32),
        ("failed", c_int),
        ("state", c_void_p),
    )


class TokensStruct(Structure):
    """``ks_tokens``: the words of some articles, and the terms of the words."""

    _fields_ = (
        ("tokens", c_uint64),
        ("word", c_void_p),
        ("section", c_void_p),
        ("offset", c_void_p),
        ("sections", c_uint64),
        ("section_article", c_void_p),
        ("section_start", c_void_p),
        ("section_kind", c_void_p),
        ("articles", c_uint64),
        ("words", c_uint64),
        ("word_end", c_void_p),
        ("term", c_void_p),
        ("start", c_void_p),
        ("terms", c_uint64),
        ("text", c_void_p),
        ("text_end", c_void_p),
        ("weight", c_void_p),
        ("b", c_void_p),
        ("block_size", c_uint32),
        ("positions", c_uint32),
    )


class SourcesStruct(Structure):
    """``ks_sources``: the segments that become one."""

    _fields_ = (
        ("sources", c_uint64),
        ("field", c_void_p),
        ("article", c_void_p),
        ("tf_count", c_void_p),
        ("articles", c_uint64),
        ("length", c_void_p),
        ("weight", c_void_p),
        ("b", c_void_p),
        ("average", c_void_p),
        ("block_size", c_uint64),
    )


@cache
def kernels() -> ctypes.CDLL:
    """The library with the signatures of what the codec calls."""
    lib = library()
    lib.ks_invert.argtypes = [POINTER(TokensStruct)]
    lib.ks_invert.restype = POINTER(MadeStruct)
    lib.ks_free_made.argtypes = [POINTER(MadeStruct)]
    lib.ks_free_made.restype = None
    lib.ks_drain.argtypes = [POINTER(MadeStruct)]
    lib.ks_drain.restype = None
    lib.ks_merge_begin.argtypes = [POINTER(SourcesStruct)]
    lib.ks_merge_begin.restype = POINTER(MadeStruct)
    lib.ks_merge_step.argtypes = [POINTER(MadeStruct), c_uint64]
    lib.ks_merge_step.restype = c_int
    lib.ks_merge_end.argtypes = [POINTER(MadeStruct)]
    lib.ks_merge_end.restype = None
    lib.ks_find.argtypes = [POINTER(FieldStruct), ctypes.c_char_p, c_uint32, POINTER(EntryStruct)]
    lib.ks_find.restype = None
    lib.ks_read_list.argtypes = [POINTER(FieldStruct), POINTER(EntryStruct)]
    lib.ks_read_list.restype = POINTER(ListStruct)
    lib.ks_free_read.argtypes = [POINTER(ListStruct)]
    lib.ks_free_read.restype = None
    lib.ks_glob.argtypes = [
        POINTER(FieldStruct),
        ctypes.c_char_p,
        c_uint32,
        POINTER(BufferStruct),
    ]
    lib.ks_glob.restype = c_int
    lib.ks_free_found.argtypes = [POINTER(BufferStruct)]
    lib.ks_free_found.restype = None
    lib.ks_mark_named.argtypes = [c_void_p, c_void_p, c_uint64, c_void_p, c_void_p]
    lib.ks_mark_named.restype = None
    lib.ks_count_named.argtypes = [c_void_p, c_uint64, c_void_p, c_void_p, c_void_p]
    lib.ks_count_named.restype = None
    return lib


def taken(place: int | None, size: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """A copy of ``size`` bytes that C has made, as numbers of ``dtype``."""
    kind = np.dtype(dtype)
    if not place or not size:
        return np.zeros(0, kind)
    return np.frombuffer(ctypes.string_at(place, size), kind)


def pointers(arrays: Sequence[npt.NDArray[Any]]) -> Any:  # noqa: ANN401 -- a type made by ctypes
    """The addresses of some arrays, as an array of C."""
    return (c_void_p * max(1, len(arrays)))(*(address(array) for array in arrays))
