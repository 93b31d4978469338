"""Which C functions does the analysis call? Their signatures, declared once.

What each does stands in ``ksearch/native``: scan.c, lexicon.c, words.c. Those that take long
release the GIL; who calls one makes sure that nobody changes meanwhile what it reads. Those that
take a microsecond keep it: to get it back may take 5 ms where other threads are at work.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int32, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import TypeVar

from ksearch.native.library import library

__all__ = [
    "ABSENT",
    "DAMAGED",
    "FOUND",
    "MAX_KEY_BYTES",
    "NONE",
    "UNVERIFIED",
    "LexiconView",
    "Tables",
    "brief_kernels",
    "kernels",
]

# What a look-up says (analysis.h).
FOUND, ABSENT, DAMAGED, UNVERIFIED = 1, 0, -1, -2
# The UTF-8 of a key has no more.
MAX_KEY_BYTES = 192
# No such number.
NONE = 0xFFFFFFFF


class Tables(ctypes.Structure):
    """``ks_tables``: the patterns and forms that entries name by number."""

    _fields_ = (
        ("pattern_text", c_void_p),
        ("pattern_end", c_void_p),
        ("form_text", c_void_p),
        ("form_end", c_void_p),
        ("patterns", c_uint64),
        ("pattern_size", c_uint64),
        ("forms", c_uint64),
        ("form_size", c_uint64),
    )


class LexiconView(ctypes.Structure):
    """``ks_lexicon``: a mapped lexicon."""

    _fields_ = (
        ("first", c_void_p),
        ("block", c_void_p),
        ("blob", c_void_p),
        ("verified", c_void_p),
        ("blocks", c_uint64),
        ("blob_size", c_uint64),
        ("chunk_bits", c_uint64),
        ("tables", Tables),
    )


Library = TypeVar("Library", bound=ctypes.CDLL)
_VIEW = POINTER(LexiconView)
_SOURCES = (c_void_p, POINTER(_VIEW), c_uint32)
# By function: what it gives, what it takes.
_SIGNATURES = {
    "ks_scan": (c_uint64, (c_void_p, c_uint64, c_void_p, c_void_p, c_uint64, *[c_void_p] * 4)),
    "ks_distinct": (c_uint32, (*[c_void_p] * 3, c_uint64, c_uint64, c_void_p, c_void_p)),
    "ks_lexicon_get": (
        c_int,
        (_VIEW, c_char_p, c_uint32, c_void_p, POINTER(c_int32), POINTER(c_uint64)),
    ),
    "ks_fresh_new": (c_void_p, (c_uint64,)),
    "ks_fresh_free": (None, (c_void_p,)),
    "ks_fresh_count": (c_uint32, (c_void_p,)),
    "ks_fresh_add": (
        c_uint32,
        (c_void_p, c_uint32, *[c_char_p, c_void_p] * 3),
    ),
    "ks_fresh_get": (
        c_int,
        (c_void_p, c_char_p, c_uint32, c_void_p, POINTER(c_int32), POINTER(c_void_p)),
    ),
    "ks_fresh_key": (c_uint32, (c_void_p, c_uint32, c_void_p)),
    "ks_save": (c_void_p, (_VIEW, c_void_p, c_uint64, POINTER(c_int))),
    "ks_saved_arrays": (c_uint64, (c_void_p, POINTER(c_void_p), POINTER(c_uint64))),
    "ks_saved_free": (None, (c_void_p,)),
    "ks_unknown": (
        c_uint64,
        (*[c_void_p] * 3, c_uint32, c_void_p, *_SOURCES, *[c_void_p] * 2),
    ),
    "ks_table_new": (c_void_p, (c_uint64,)),
    "ks_table_free": (None, (c_void_p,)),
    "ks_table_count": (c_uint32, (c_void_p,)),
    "ks_table_register": (
        None,
        (*[c_void_p] * 4, c_uint32, c_void_p, *_SOURCES, c_void_p),
    ),
    "ks_table_add": (
        c_uint32,
        (c_void_p, c_char_p, c_char_p, c_uint32, c_char_p, *[c_void_p] * 3),
    ),
    "ks_table_field": (None, (c_void_p, c_int, POINTER(c_void_p), POINTER(c_uint64))),
}


@cache
def kernels() -> ctypes.CDLL:
    """The compiled library, for functions that take long.

    Raises:
        NativeLibraryError: it is absent.
    """
    return _signed(library())


@cache
def brief_kernels() -> ctypes.PyDLL:
    """The compiled library, for functions that take a microsecond.

    Raises:
        NativeLibraryError: it is absent.
    """
    return _signed(ctypes.PyDLL(library()._name))  # noqa: SLF001 -- the file's path


def _signed(loaded: Library) -> Library:
    for name, (gives, takes) in _SIGNATURES.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = gives, takes
    return loaded
