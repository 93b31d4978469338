"""What was known when the index was saved? A lexicon as a file, memory-mapped.

Comes in: keys. Goes out: their entries. Opening reads the directory only; a look-up verifies the
small arrays once, and of the large one the chunks that it reads.

File (kind ``lexicon``, see ``ksearch.files``), keys in the byte order of their UTF-8:

    first         u8[b]  of each block of 16 entries, the first 8 bytes of its first key, as a
                         number in the order of the bytes
    block         u4[b]  where the block begins in blob
    blob          u1[…]  the blocks, each entry some 8 bytes (see native/lexicon.c)
    pattern_end   u4[p]  where each pattern ends in pattern_text
    pattern_text  u1[…]  three bytes a term: start, stop, origin (its high bit: it is a form)
    form_end      u4[f]  where each form ends in form_text
    form_text     u1[…]  the forms, UTF-8
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.analysis.entries import MAX_SPANS, Entry, encoded
from ksearch.analysis.fresh import FreshEntries
from ksearch.analysis.kernels import (
    ABSENT,
    DAMAGED,
    FOUND,
    NONE,
    UNVERIFIED,
    LexiconView,
    Tables,
    brief_kernels,
    kernels,
)
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files import ArrayFile, write_arrays
from ksearch.files.layout import CHUNK
from ksearch.native.library import address

__all__ = ["MAX_ENTRIES", "LexiconFile", "write_lexicon"]

KIND = b"lexicon"
VERSION = 2
# Some 80 MB, opened in 0.3 ms; beyond it new keys are analysed again when they are met.
MAX_ENTRIES = 10_000_000
_ARRAYS = {
    "first": np.uint64,
    "block": np.uint32,
    "blob": np.uint8,
    "pattern_end": np.uint32,
    "pattern_text": np.uint8,
    "form_end": np.uint32,
    "form_text": np.uint8,
}
_NUMBERS = 4  # of a term: start, stop, origin, the form's number
_ORIGINS = {int(origin): origin for origin in Origin}


class LexiconFile:
    """A saved lexicon. Safe to share between threads.

    Raises:
        FileNotFoundError: there is none.
        IndexDamagedError: the file is not as it was written.
        IndexVersionError: it has another format.
    """

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path, KIND, VERSION)
        if self._file.version < VERSION:
            raise IndexVersionError(path, self._file.version, f"{VERSION}")
        self.fingerprint: str = self._file.meta["fingerprint"]
        self._entries: int = self._file.meta["entries"]
        self._view: LexiconView | None = None
        self._lock = threading.Lock()
        self._row = (ctypes.c_uint32 * (_NUMBERS * MAX_SPANS))()
        self._count = ctypes.c_int32()
        self._unverified = ctypes.c_uint64()

    def __len__(self) -> int:
        return self._entries

    def get(self, key: str) -> Entry | None:
        """The entry of ``key``, or None.

        Raises:
            IndexDamagedError: what would have to be read of the file is not as it was written.
        """
        text = encoded(key)
        with self._lock:
            said = self._look_up(text)
            if said == ABSENT:
                return None
            row = self._row[: _NUMBERS * self._count.value] if said == FOUND else []
        if said != FOUND:
            raise self._damaged()
        return tuple(
            TermSpan(
                key[row[k] : row[k + 1]] if row[k + 3] == NONE else self._form(row[k + 3]),
                row[k],
                row[k + 1],
                self._origin(row[k + 2]),
            )
            for k in range(0, len(row), _NUMBERS)
        )

    def verified_view(self) -> LexiconView:
        """The file for C functions that look up many keys: every byte is verified.

        It holds as long as this object lives.

        Raises:
            IndexDamagedError: the file is not as it was written.
        """
        self._file.array("blob")
        with self._lock:
            return self._opened()

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that the file holds, verified."""
        return {name: self._file.array(name) for name in _ARRAYS}

    def _look_up(self, text: bytes) -> int:
        view = self._view or self._opened()
        look_up = brief_kernels().ks_lexicon_get
        while True:
            said: int = look_up(view, text, len(text), self._row, self._count, self._unverified)
            if said != UNVERIFIED:
                return said
            self._file.lazy("blob").verify_chunk(self._unverified.value)

    def _opened(self) -> LexiconView:
        if self._view is None:
            self._view = self._made_view()
        return self._view

    def _made_view(self) -> LexiconView:
        small = {name: self._file.array(name) for name in _ARRAYS if name != "blob"}
        blob = self._file.lazy("blob")
        dtypes = {name: array.dtype for name, array in small.items()} | {"blob": blob.array.dtype}
        if dtypes != _ARRAYS or len(small["first"]) != len(small["block"]):
            raise self._damaged()
        return LexiconView(
            address(small["first"]),
            address(small["block"]),
            address(blob.array),
            address(blob.verified),
            len(small["block"]),
            len(blob.array),
            CHUNK.bit_length() - 1,
            Tables(
                *(address(small[n]) for n in ("pattern_text", "pattern_end")),
                *(address(small[n]) for n in ("form_text", "form_end")),
                *(len(small[n]) for n in ("pattern_end", "pattern_text")),
                *(len(small[n]) for n in ("form_end", "form_text")),
            ),
        )

    def _form(self, number: int) -> str:
        ends = self._file.array("form_end")
        begin = int(ends[number - 1]) if number else 0
        text = self._file.array("form_text")[begin : int(ends[number])].tobytes()
        try:
            return text.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise self._damaged() from None

    def _origin(self, number: int) -> Origin:
        origin = _ORIGINS.get(number)
        if origin is None:
            raise self._damaged()
        return origin

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(self._file.path, "its entries contradict one another")


def write_lexicon(
    path: Path, fingerprint: str, fresh: Mapping[str, Entry], base: LexiconFile | None = None
) -> int:
    """Save ``fresh`` entries together with those of ``base``; the number of entries written.

    Both are merged in the order of their keys, in C. A full lexicon keeps what it has and forgets
    the newest entries.

    Raises:
        IndexDamagedError: ``base`` is not as it was written.
        MemoryError: there is not enough memory.
        OSError: the disk refused; ``path`` is as it was.
    """
    if not isinstance(fresh, FreshEntries):
        fresh = FreshEntries(fresh.items())
    said = ctypes.c_int()
    view = base.verified_view() if base is not None else None
    room = MAX_ENTRIES - (len(base) if base is not None else 0)
    with fresh.lock:
        saved = kernels().ks_save(view, fresh.handle, max(room, 0), said)
    if saved is None:
        if said.value == DAMAGED and base is not None:
            raise base._damaged()  # noqa: SLF001 -- the same file
        raise MemoryError
    try:
        arrays, count = _saved_arrays(saved)
        write_arrays(path, KIND, VERSION, {"fingerprint": fingerprint, "entries": count}, arrays)
    finally:
        kernels().ks_saved_free(saved)
    return count


def _saved_arrays(saved: int) -> tuple[dict[str, npt.NDArray[Any]], int]:
    """The arrays of a new file, which live until ``saved`` is freed, and its number of entries."""
    places = (ctypes.c_void_p * len(_ARRAYS))()
    sizes = (ctypes.c_uint64 * len(_ARRAYS))()
    count: int = kernels().ks_saved_arrays(saved, places, sizes)
    return {
        name: np.frombuffer((ctypes.c_uint8 * size).from_address(place), dtype)
        if size
        else np.zeros(0, dtype)
        for (name, dtype), place, size in zip(_ARRAYS.items(), places, sizes, strict=True)
    }, count
