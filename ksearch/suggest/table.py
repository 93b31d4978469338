"""What may be suggested? A table of texts in the order of their keys, memory-mapped.

Comes in: the table of the last commit, and what was counted since. Goes out: the next table, and
structures for C to search in. A commit that adds articles writes it anew, in one pass.

File (kind ``suggest``, see ``ksearch.files``), entries as ``ksearch/native/suggest_table.c`` says:

    blob    u1[…]  the entries, in blocks of 16
    block   u4[b]  where each block begins in blob
    best    u1[b]  how much the weightiest entry of each block is worth

``meta``: ``entries``; ``newest``, the day from which freshness counts (days since the year 1, 0
where no article has a date); ``share``, how many of the phrases that were used once are kept, of
2**32: which, depends on their keys alone, so that a kept one is there when it is used again.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile, write_arrays
from ksearch.native import address
from ksearch.suggest.counting import PhraseCounter, fading
from ksearch.suggest.kernels import DAMAGED, TableStruct, kernels

__all__ = ["KIND", "VERSION", "SuggestTable", "write_table"]

KIND = b"suggest"
VERSION = 1
ALL = 1 << 32
# Phrases that were used once, as a small archive's mostly are: so many, or a share of the others.
MOST_SINGLES = 4_000
SINGLES_SHARE = 0.1
_ARRAYS: dict[str, np.dtype[Any]] = {
    "blob": np.dtype("|u1"),
    "block": np.dtype("<u4"),
    "best": np.dtype("|u1"),
}
_NOTHING = {name: np.zeros(0, dtype) for name, dtype in _ARRAYS.items()}


class SuggestTable:
    """The texts that may be suggested. Safe to share between threads.

    ``struct`` is what C reads.
    """

    def __init__(
        self,
        arrays: dict[str, npt.NDArray[Any]],
        meta: dict[str, int],
        path: Path = Path("suggestions"),
    ) -> None:
        self._path = path
        self.arrays = arrays
        self.meta = meta
        blob, block, best = (arrays[name] for name in _ARRAYS)
        self.struct = TableStruct(
            address(blob), len(blob), address(block), address(best), len(block)
        )

    @classmethod
    def empty(cls) -> SuggestTable:
        """The table of an index without articles."""
        return cls(_NOTHING, {"entries": 0, "newest": 0, "share": ALL})

    @classmethod
    def read(cls, path: Path) -> SuggestTable:
        """The table that was written to a file; raises as ``of``.

        Raises:
            FileNotFoundError: there is none.
        """
        return cls.of(ArrayFile(path, KIND, VERSION))

    @classmethod
    def of(cls, file: ArrayFile) -> SuggestTable:
        """The table of a file that is open.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        absent = [name for name in _ARRAYS if name not in file]
        arrays = {name: file.array(name) for name in _ARRAYS} if not absent else {}
        if {name: array.dtype for name, array in arrays.items()} != _ARRAYS:
            raise IndexDamagedError(file.path, "its arrays are not those of suggestions")
        if len(arrays["block"]) != len(arrays["best"]):
            raise IndexDamagedError(file.path, "its suggestions contradict each other")
        meta = {name: int(file.meta[name]) for name in ("entries", "newest", "share")}
        return cls(arrays, meta, file.path)

    def __len__(self) -> int:
        """How many texts there are."""
        return self.meta["entries"]

    def with_counted(self, counter: PhraseCounter) -> SuggestTable:
        """The table that this one becomes with what was counted.

        Raises:
            IndexDamagedError: this one contradicts itself.
            MemoryError: there is not enough memory.
        """
        made = self._merged(counter, self.meta["share"])
        singles, entries = made.meta.pop("singles"), len(made)
        most = max(MOST_SINGLES, int(SINGLES_SHARE * (entries - singles)))
        if singles > most:
            made = self._merged(counter, made.meta["share"] * most // singles)
            made.meta.pop("singles")
        return made

    def _merged(self, counter: PhraseCounter, share: int) -> SuggestTable:
        newest = max(self.meta["newest"], counter.newest)
        fades = fading(newest - self.meta["newest"]) if self.meta["newest"] else 1.0
        unit = counter.unit * fading(newest - counter.newest)
        lib = kernels()
        said = ctypes.c_int()
        made = lib.ks_suggest_merge(self.struct, *counter.arrays, fades, unit, share, said)
        if not made and said.value == DAMAGED:
            raise IndexDamagedError(self._path, "its suggestions contradict each other")
        if not made:
            raise MemoryError("there is not enough memory to write suggestions")
        try:
            places, sizes = (ctypes.c_void_p * 3)(), (ctypes.c_uint64 * 5)()
            lib.ks_suggest_arrays(made, places, sizes)
            arrays = {
                name: np.frombuffer(ctypes.string_at(place, size), dtype)
                if place and size
                else _NOTHING[name]
                for (name, dtype), place, size in zip(
                    _ARRAYS.items(), places, sizes[:3], strict=True
                )
            }
        finally:
            lib.ks_suggest_free(made)
        meta = {"entries": sizes[3], "newest": newest, "share": share, "singles": sizes[4]}
        return SuggestTable(arrays, meta)


def write_table(path: Path, table: SuggestTable) -> None:
    """Write a table, durably; ``SuggestTable.read`` is the inverse."""
    write_arrays(path, KIND, VERSION, table.meta, table.arrays)
