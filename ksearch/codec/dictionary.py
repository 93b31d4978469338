"""Here is a term: where are its postings? Here is the beginning of a term: which terms begin so?

Comes in: the dictionary of one field of one segment. Goes out: entries, and terms in byte order.
Looking a term up is C; going through the dictionary, for wildcards, fuzzy terms and Whoosh's
cursors, is Python, a block at a time. Useful for finding terms; knows nothing of postings.
"""

from __future__ import annotations

import ctypes
import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ksearch.codec.kernels import BufferStruct, EntryStruct, FieldStruct, kernels

__all__ = ["Dictionary", "Entry"]

# ``KS_TERMS`` and ``KS_FLOOR`` of postings.h.
TERMS = 16
FLOOR = 10
REMEMBERED = 256
# How ``native/globbing.c`` wants a pattern, and what stands before each term that it finds.
_SIGNS = {"*": b"\xff", "?": b"\xfe"}
_FOUND = struct.Struct("<II")


class Entry(NamedTuple):
    """A term's row, and where its ``df`` postings lie: ``size`` bytes from ``at`` on.

    ``bound`` and ``floor`` say how high its frequencies are: ``ksearch/native/postings.c``.
    """

    row: int
    at: int
    size: int
    df: int
    bound: int
    floor: int


class Dictionary:
    """The terms of one field, in byte order; ``row`` counts them from 0."""

    def __init__(
        self,
        field: FieldStruct,
        dictionary: memoryview,
        block_at: memoryview,
        block_postings: memoryview,
    ) -> None:
        self._field = field
        self._bytes = dictionary
        self._at = block_at
        self._postings = block_postings
        self._block = lru_cache(REMEMBERED)(self._read_block)

    def __len__(self) -> int:
        return int(self._field.terms)

    def find(self, term: bytes) -> Entry | None:
        """The entry of a term, or None."""
        entry = EntryStruct()
        kernels().ks_find(ctypes.byref(self._field), term, len(term), ctypes.byref(entry))
        if not entry.df:
            return None
        return Entry(entry.row, entry.at, entry.size, entry.df, entry.bound, entry.floor)

    def glob(self, pattern: str) -> list[tuple[bytes, int]]:
        """The terms that a pattern stands for, in byte order, each with its df.

        ``*`` stands for any letters, ``?`` for one; nothing else is special.

        Raises:
            MemoryError: there is not enough.
        """
        lib, found = kernels(), BufferStruct()
        encoded = b"".join([_SIGNS.get(c) or c.encode("utf-8", "surrogatepass") for c in pattern])
        is_whole = lib.ks_glob(
            ctypes.byref(self._field), encoded, len(encoded), ctypes.byref(found)
        )
        rows = ctypes.string_at(found.bytes, found.size) if found.size else b""
        lib.ks_free_found(ctypes.byref(found))
        if not is_whole:
            raise MemoryError("there is not enough memory to look for a pattern")
        terms, at = [], 0
        while at < len(rows):
            df, size = _FOUND.unpack_from(rows, at)
            at += _FOUND.size + size
            terms.append((rows[at - size : at], df))
        return terms

    def term(self, row: int) -> bytes:
        """The UTF-8 of the term in that row."""
        return self._block(row // TERMS)[row % TERMS][0]

    def entry(self, row: int) -> Entry:
        """The entry in that row."""
        return self._block(row // TERMS)[row % TERMS][1]

    def first_row(self, text: bytes) -> int:
        """The first row whose term is not below ``text``; ``len(self)`` where there is none."""
        block = bisect_right(range(len(self._at)), text, key=lambda b: self._block(b)[0][0]) - 1
        if block < 0:
            return 0
        terms = [term for term, _ in self._block(block)]
        return block * TERMS + next((i for i, term in enumerate(terms) if term >= text), len(terms))

    def terms_from(self, row: int = 0) -> Iterator[tuple[bytes, Entry]]:
        """Every term from a row on, with its entry."""
        for block in range(row // TERMS, len(self._at)):
            rows = self._read_block(block)
            yield from rows[row % TERMS :] if block == row // TERMS else rows

    def _read_block(self, block: int) -> list[tuple[bytes, Entry]]:
        place, postings, term = self._at[block], self._postings[block], b""
        found = []
        first = block * TERMS
        for row in range(first, min(first + TERMS, len(self))):
            shared, place = self._number(place)
            length, place = self._number(place)
            term = term[:shared] + bytes(self._bytes[place : place + length])
            df, place = self._number(place + length)
            size, place = self._number(place)
            bound, floor = self._bytes[place], 0
            place += 1
            if df >= FLOOR:
                floor = self._bytes[place]
                place += 1
            found.append((term, Entry(row, postings, size, df, bound, floor)))
            postings += size
        return found

    def _number(self, place: int) -> tuple[int, int]:
        """A number in 7 bits a byte, and the place behind it."""
        value = shift = 0
        while True:
            byte = self._bytes[place]
            place += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 -- the bit that says that more follows
                return value, place
            shift += 7
