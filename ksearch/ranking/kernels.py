"""The C structures of a search, as ``ksearch/native/search.h`` declares them."""

from __future__ import annotations

import ctypes
import struct
import threading
import weakref
from ctypes import POINTER, Structure, c_double, c_int, c_int64, c_uint32, c_uint64, c_void_p
from functools import cache

from ksearch.native import library

__all__ = [
    "FIELD_COUNT",
    "HIT",
    "Arena",
    "QueryStruct",
    "SegmentStruct",
    "WeightsStruct",
    "arena",
    "kernels",
]

FIELD_COUNT = 2
KIND_COUNT = 4
MOST_MISSING = 64


class SegmentStruct(Structure):
    """``ks_segment``: a segment of the snapshot."""

    _fields_ = (
        ("field", c_void_p * FIELD_COUNT),
        ("articles", c_uint64),
        ("sections", c_uint64),
        ("id_size", c_uint64),
        ("first_section", c_void_p),
        ("section_length", c_void_p),
        ("section_width", c_uint64),
        ("live", c_void_p),
        ("live_df", c_void_p * FIELD_COUNT),
        ("date", c_void_p),
        ("id_text", c_void_p),
        ("id_end", c_void_p),
        ("mask", c_void_p),
        ("section_kind", c_void_p),
    )


class WeightsStruct(Structure):
    """``ks_weights``: how a field scores, by kind."""

    _fields_ = (
        ("weight", c_double * KIND_COUNT),
        ("b", c_double * KIND_COUNT),
        ("average", c_double * KIND_COUNT),
    )


# ``ks_hit``, a scored article: score, date, segment, article.
HIT = struct.Struct("<dqII")


class QueryStruct(Structure):
    """``ks_query``: a query, and its answer."""

    _fields_ = (
        ("segments", c_uint64),
        ("segment", c_void_p),
        ("terms", c_uint64),
        ("text", ctypes.c_char_p),
        ("text_end", c_void_p),
        ("term_field", ctypes.c_char_p),
        ("share", c_void_p),
        ("kinds", ctypes.c_char_p),
        ("decides", ctypes.c_char_p),
        ("program", c_void_p),
        ("weights", c_void_p),
        ("bound_scale", c_void_p),
        ("floor_scale", c_void_p),
        ("single", c_void_p),
        ("k1", c_double),
        ("articles", c_uint64),
        ("wanted", c_uint64),
        ("union_of_scored", c_uint64),
        ("uncounted", c_uint64),
        ("like", c_void_p),
        ("spots", c_uint64),
        ("spot", c_void_p),
        ("with_passages", c_uint64),
        ("passage_weight", c_double),
        ("lead_weight", c_double),
        ("lead_reach", c_double),
        ("next_weight", c_double),
        ("next_reach", c_double),
        ("letters_share", c_double),
        ("now", c_int64),
        ("half_life", c_double),
        ("passage_width", c_uint32),
        ("order", c_uint32),
        ("window", c_uint32),
        ("chunk", c_uint32),
        ("arena", c_void_p),
        ("idf", c_void_p),
        ("total", c_uint64),
        ("hits", c_uint64),
        ("room", c_uint64),
        ("hit", c_void_p),
        ("missing", c_uint64),
        ("missing_segment", c_uint32 * MOST_MISSING),
        ("missing_field", c_uint32 * MOST_MISSING),
        ("missing_chunk", c_uint32 * MOST_MISSING),
    )


@cache
def kernels() -> ctypes.CDLL:
    """The library with the signatures of what ranking calls."""
    lib = library()
    lib.ks_search.argtypes = [POINTER(QueryStruct)]
    lib.ks_search.restype = c_int
    lib.ks_look.argtypes = [POINTER(QueryStruct), c_void_p, c_uint64, ctypes.c_char_p]
    lib.ks_look.restype = c_int
    lib.ks_mark_matches.argtypes = [POINTER(QueryStruct), c_void_p]
    lib.ks_mark_matches.restype = c_int
    lib.ks_new_arena.argtypes = []
    lib.ks_new_arena.restype = c_void_p
    lib.ks_free_arena.argtypes = [c_void_p]
    lib.ks_free_arena.restype = None
    return lib


class Arena:
    """Working memory for one query at a time, given back when nobody has the object any more.

    Who searches holds it meanwhile. At the end of the process it is left to the system: a daemon
    thread may be at work in it.
    """

    def __init__(self) -> None:
        lib = kernels()
        self.address: int | None = lib.ks_new_arena()
        if self.address is None:
            raise MemoryError("there is not enough memory to search")
        weakref.finalize(self, lib.ks_free_arena, self.address).atexit = False


_OF_THREAD = threading.local()


def arena() -> Arena:
    """This thread's working memory, which goes when the thread ends.

    Raises:
        MemoryError: there is none.
    """
    held: Arena | None = getattr(_OF_THREAD, "arena", None)
    if held is None:
        held = _OF_THREAD.arena = Arena()
    return held
