"""Which C functions count phrases and find suggestions? Their signatures, declared once.

What each does stands in ``ksearch/native``: suggest_phrases.c, suggest_table.c, suggest_finding.c,
suggest_near.c.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_double, c_int, c_int64, c_uint32, c_uint64, c_void_p
from functools import cache

from ksearch.native import library

DAMAGED = -1  # as in analysis.h
__all__ = ["DAMAGED", "MAX_STROKES", "FormStruct", "GuessStruct", "TableStruct", "kernels"]

# ``KS_MAX_STROKES`` of suggest.h.
MAX_STROKES = 120


class FormStruct(ctypes.Structure):
    """``ks_form``: how a key is written."""

    _fields_ = (("kind", c_uint32), ("spaces", c_uint32), ("upper", c_uint32))


class GuessStruct(ctypes.Structure):
    """``ks_guess``: an entry that was found."""

    _fields_ = (
        ("form", FormStruct),
        ("count", c_uint32),
        ("fresh", c_uint32),
        ("size", c_uint32),
        ("rank", c_int64),
        ("key", ctypes.c_uint8 * MAX_STROKES),
    )


class TableStruct(ctypes.Structure):
    """``ks_suggest``: a table as it is mapped."""

    _fields_ = (
        ("blob", c_void_p),
        ("blob_size", c_uint64),
        ("block", c_void_p),
        ("best", c_void_p),
        ("blocks", c_uint64),
    )


_TABLE = POINTER(TableStruct)
_GUESSES = POINTER(GuessStruct)
_NEAR = (ctypes.c_char_p, c_uint32, c_void_p, c_uint32, c_uint32, _GUESSES, c_uint32)
# By function: what it gives, what it takes.
_SIGNATURES = {
    "ks_phrases_new": (c_void_p, (c_uint64,)),
    "ks_phrases_free": (None, (c_void_p,)),
    "ks_phrases_count": (c_uint32, (c_void_p,)),
    "ks_phrases_keys": (c_void_p, (c_void_p,)),
    "ks_phrases_counted": (c_void_p, (c_void_p,)),
    "ks_phrases_headlines": (c_int, (*[c_void_p] * 7, c_uint64, c_void_p)),
    "ks_phrases_name": (c_int, (c_void_p, c_void_p, c_uint32, c_uint32, c_uint32, c_double)),
    "ks_suggest_merge": (
        c_void_p,
        (_TABLE, c_void_p, c_void_p, c_double, c_double, c_uint64, POINTER(c_int)),
    ),
    "ks_suggest_free": (None, (c_void_p,)),
    "ks_suggest_arrays": (None, (c_void_p, POINTER(c_void_p), POINTER(c_uint64))),
    "ks_suggest_beginning": (c_uint32, (_TABLE, c_void_p, c_uint32, c_uint32, _GUESSES, c_uint32)),
    "ks_suggest_find": (c_int, (_TABLE, ctypes.c_char_p, c_uint32, _GUESSES)),
    "ks_suggest_near": (c_uint32, (_TABLE, *_NEAR)),
    "ks_terms_near": (c_uint32, (c_void_p, *_NEAR)),
}


@cache
def kernels() -> ctypes.CDLL:
    """The library with the signatures of what is called for suggestions.

    Raises:
        NativeLibraryError: it is absent.
    """
    lib = library()
    for name, (gives, takes) in _SIGNATURES.items():
        function = getattr(lib, name)
        function.restype, function.argtypes = gives, takes
    return lib
