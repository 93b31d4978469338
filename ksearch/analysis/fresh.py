"""Which entries does no file have yet? Kept in C, at some 30 bytes each.

Comes in: entries, many at a time. Goes out: the same entries, one by one, or all of them to a file.
"""

from __future__ import annotations

import ctypes
import secrets
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping

from ksearch.analysis.entries import MAX_KEY, MAX_SPANS, Entry, can_be_kept, encoded, spelt
from ksearch.analysis.kernels import FOUND, NONE, brief_kernels, kernels
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.native.library import address

__all__ = ["FreshEntries"]

_NUMBERS = 5  # of a term: start, stop, origin, where its form begins, and the form's size
_ORIGINS = {int(origin): origin for origin in Origin}


class FreshEntries(Mapping[str, Entry]):
    """Entries by key, in the order in which they came. Safe to share between threads.

    ``lock`` guards ``handle``: whoever hands it to a C function holds the lock meanwhile.
    """

    def __init__(self, entries: Iterable[tuple[str, Entry]] = ()) -> None:
        self.handle: int | None = kernels().ks_fresh_new(secrets.randbits(64))
        if self.handle is None:
            raise MemoryError
        weakref.finalize(self, kernels().ks_fresh_free, self.handle)
        self.lock = threading.Lock()
        self._row = (ctypes.c_uint32 * (_NUMBERS * MAX_SPANS))()
        self._count = ctypes.c_int32()
        self._forms = ctypes.c_void_p()
        self.add(entries)

    def __len__(self) -> int:
        return int(brief_kernels().ks_fresh_count(self.handle))

    def __iter__(self) -> Iterator[str]:
        text = ctypes.create_string_buffer(4 * MAX_KEY)
        for number in range(len(self)):
            with self.lock:
                size = brief_kernels().ks_fresh_key(self.handle, number, text)
            yield text.raw[:size].decode("utf-8", "surrogatepass")

    def __getitem__(self, key: str) -> Entry:
        entry = self.find(key)
        if entry is None:
            raise KeyError(key)
        return entry

    def find(self, key: str) -> Entry | None:
        """The entry of a key, or None."""
        text = encoded(key)
        with self.lock:
            said = brief_kernels().ks_fresh_get(
                self.handle, text, len(text), self._row, self._count, self._forms
            )
            if said != FOUND:
                return None
            row = self._row[: _NUMBERS * self._count.value]
            forms = [self._form(*row[k : k + 2]) for k in range(3, len(row), _NUMBERS)]
        return tuple(
            TermSpan(
                key[row[k] : row[k + 1]] if form is None else form,
                row[k],
                row[k + 1],
                _ORIGINS[row[k + 2]],
            )
            for k, form in zip(range(0, len(row), _NUMBERS), forms, strict=True)
        )

    def _form(self, begin: int, size: int) -> str | None:
        if begin == NONE:
            return None
        text = ctypes.string_at((self._forms.value or 0) + begin, size)
        return text.decode("utf-8", "surrogatepass")

    def add(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Add the entries that can be kept; a key that is there keeps its entry.

        Raises:
            MemoryError: there is not enough memory.
        """
        made = spelt((key, entry) for key, entry in entries if can_be_kept(key, entry))
        with self.lock:
            added = kernels().ks_fresh_add(
                self.handle,
                made.entries,
                made.key_text,
                address(made.key_end),
                made.pattern_text,
                address(made.pattern_end),
                made.form_text,
                address(made.form_end),
            )
        if added != made.entries:
            raise MemoryError
