"""Which C functions make snippets? Their signatures, declared once.

What each does stands in ``ksearch/native``: snippets.c, snippet_texts.c, snippet_memory.c,
snippet_words.c. They keep the GIL, which lets one thread at a time into a memory: to get the GIL
back may take 5 ms where other threads are at work, and they take some 20 µs.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_double, c_int, c_int64, c_uint32, c_uint64, c_void_p
from functools import cache

from ksearch.analysis.kernels import LexiconView
from ksearch.native.library import library

__all__ = ["NO_MEMORY", "kernels"]

# What ks_show says where memory is short.
NO_MEMORY = -1
_SIGNATURES = {
    "ks_memory_new": (c_void_p, (c_uint64,)),
    "ks_memory_free": (None, (c_void_p,)),
    "ks_memory_size": (c_uint64, (c_void_p,)),
    "ks_memory_ask": (c_uint32, (c_void_p, c_char_p, c_uint32)),
    "ks_memory_answer": (c_int, (c_void_p, c_uint32, c_char_p, c_uint32, c_char_p, c_uint32)),
    "ks_memory_resolve": (
        c_uint32,
        (
            *(c_void_p, c_void_p, c_void_p, c_uint32, c_void_p),
            *(c_void_p, POINTER(POINTER(LexiconView)), c_uint32),
        ),
    ),
    "ks_texts": (c_int, (c_char_p, c_uint64, c_uint32, *[c_void_p] * 3)),
    "ks_show": (
        c_int64,
        (
            *(c_void_p, c_char_p, c_uint32, c_char_p, c_double),
            *(c_void_p, c_void_p, c_char_p, c_void_p),
            *(c_void_p, c_uint32, *[c_void_p] * 3, c_uint32, c_void_p),
        ),
    ),
}


@cache
def kernels() -> ctypes.PyDLL:
    """The compiled library.

    Raises:
        NativeLibraryError: it is absent.
    """
    loaded = ctypes.PyDLL(library()._name)  # noqa: SLF001 -- the file's path
    for name, (gives, takes) in _SIGNATURES.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = gives, takes
    return loaded
