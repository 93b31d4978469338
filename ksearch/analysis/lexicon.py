"""What is already known of a key? A cache of analyses, in memory and in a mapped file.

Comes in: keys with their term spans. Goes out: the same spans, in microseconds, without Kiwi.
Invariant: it is a cache. Dropping any entry changes no answer, only the time that it takes.

File (kind ``lexicon``, see ``ksearch.files``), n keys sorted by the xxh3-64 of their UTF-8:

    hash        u8[n]    the hashes; equal ones stand side by side, the key decides
    key_end     u4[n]    where each key ends in key_text
    key_text    u1[…]    the keys, UTF-8
    span_end    u4[n]    where each key's spans end in the span arrays
    span_start  u1[m]    offset of a span in its key, in code points
    span_stop   u1[m]    where it stops
    span_origin u1[m]    an Origin
    span_form   u4[m]    0: the term is the key's own letters; k: the k-th form below
    form_end    u4[f]    where each form ends in form_text
    form_text   u1[…]    the forms, UTF-8
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.analysis.terms import Origin, TermSpan
from ksearch.files import ArrayFile, write_arrays

__all__ = ["MAX_KEY", "Entry", "Lexicon", "LexiconFile", "write_lexicon"]

Entry = tuple[TermSpan, ...]
KIND = b"lexicon"
VERSION = 1
# Longer keys are seldom seen twice, and offsets are kept in one byte.
MAX_KEY = 48
# About 40 MB on disk for each million; beyond it new keys are analysed again when they are met.
MAX_ENTRIES = 4_000_000


class LexiconFile:
    """A saved lexicon, memory-mapped.

    Raises:
        FileNotFoundError: there is none.
        IndexDamagedError: the file is not as it was written.
    """

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path, KIND, VERSION)
        self.fingerprint: str = self._file.meta["fingerprint"]
        self._hashes = self._file.array("hash")
        self._key_end = self._file.array("key_end")
        self._key_text = self._file.array("key_text")
        self._span_end = self._file.array("span_end")
        self._form_end = self._file.array("form_end")

    def __len__(self) -> int:
        return len(self._hashes)

    def get(self, key: str) -> Entry | None:
        """The entry of ``key``, or None."""
        if not len(self._hashes):
            return None
        encoded = key.encode("utf-8", "surrogatepass")
        wanted = np.uint64(xxhash.xxh3_64_intdigest(encoded))
        row = int(np.searchsorted(self._hashes, wanted))
        while row < len(self._hashes) and self._hashes[row] == wanted:
            if self._key(row) == encoded:
                return self._entry(row, key)
            row += 1
        return None

    def rows(self) -> _Rows:
        """Every entry, in the file's order, as arrays in memory."""
        array = self._file.array
        form_end = self._form_end.tolist()
        form_text = array("form_text").tobytes()
        return _Rows(
            self._hashes,
            self._key_end.astype(np.int64),
            self._key_text,
            self._span_end.astype(np.int64),
            np.stack([array("span_start"), array("span_stop"), array("span_origin")], axis=1),
            array("span_form").astype(np.int64),
            tuple(
                form_text[begin:end] for begin, end in zip([0, *form_end], form_end, strict=False)
            ),
        )

    def _key(self, row: int) -> bytes:
        begin = int(self._key_end[row - 1]) if row else 0
        return self._key_text[begin : int(self._key_end[row])].tobytes()

    def _entry(self, row: int, key: str) -> Entry:
        begin = int(self._span_end[row - 1]) if row else 0
        stop = int(self._span_end[row])
        start_of, stop_of, origin_of, form_of = (
            self._file.array(name)[begin:stop].tolist()
            for name in ("span_start", "span_stop", "span_origin", "span_form")
        )
        return tuple(
            TermSpan(self._form(form) if form else key[start:end], start, end, Origin(origin))
            for start, end, origin, form in zip(start_of, stop_of, origin_of, form_of, strict=True)
        )

    def _form(self, number: int) -> str:
        begin = int(self._form_end[number - 2]) if number > 1 else 0
        text = self._file.array("form_text")[begin : int(self._form_end[number - 1])]
        return text.tobytes().decode("utf-8", "surrogatepass")


class Lexicon:
    """Entries in memory over saved files; asked in that order.

    Threads may read and add at once: a dictionary's single operations are atomic, and an entry
    that is added twice is the same entry.
    """

    def __init__(self, files: Iterable[LexiconFile] = ()) -> None:
        self._files = tuple(files)
        self._fresh: dict[str, Entry] = {}

    def get(self, key: str) -> Entry | None:
        """The entry of ``key``, or None where nobody knows it yet."""
        entry = self._fresh.get(key)
        if entry is not None:
            return entry
        for file in self._files:
            entry = file.get(key)
            if entry is not None:
                return entry
        return None

    def add(self, key: str, entry: Entry) -> None:
        """Remember an entry; a full lexicon and an over-long key forget it at once."""
        if len(key) <= MAX_KEY and len(self._fresh) < MAX_ENTRIES:
            self._fresh[key] = entry

    @property
    def fresh(self) -> Mapping[str, Entry]:
        """What was added since the files were saved."""
        return self._fresh


def write_lexicon(
    path: Path, fingerprint: str, fresh: Mapping[str, Entry], base: LexiconFile | None = None
) -> int:
    """Save ``fresh`` entries together with those of ``base``; the number of entries written.

    ``fresh`` holds no key that ``base`` has: it is what was added because nobody knew it.
    """
    rows = _Rows.of_entries(fresh)
    if base is not None and len(base):
        rows = base.rows().followed_by(rows)
    rows = rows.sorted_by_hash(MAX_ENTRIES)
    write_arrays(path, KIND, VERSION, {"fingerprint": fingerprint}, rows.arrays())
    return len(rows.hashes)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Entries as parallel arrays, as in the file but in any order."""

    hashes: npt.NDArray[np.uint64]
    key_end: npt.NDArray[np.int64]
    key_text: npt.NDArray[np.uint8]
    span_end: npt.NDArray[np.int64]
    spans: npt.NDArray[np.uint8]  # (m, 3): start, stop, origin
    span_form: npt.NDArray[np.int64]
    forms: tuple[bytes, ...]

    @classmethod
    def of_entries(cls, entries: Mapping[str, Entry]) -> _Rows:
        encoded = [key.encode("utf-8", "surrogatepass") for key in entries]
        forms: dict[str, int] = {}
        spans: list[tuple[int, int, int]] = []
        span_form: list[int] = []
        for key, entry in entries.items():
            for term, start, stop, origin in entry:
                spans.append((start, stop, origin))
                own = term == key[start:stop]
                span_form.append(0 if own else forms.setdefault(term, len(forms) + 1))
        counts = np.fromiter((len(entry) for entry in entries.values()), np.int64, len(entries))
        return cls(
            np.fromiter(map(xxhash.xxh3_64_intdigest, encoded), np.uint64, len(encoded)),
            _ends(encoded),
            np.frombuffer(b"".join(encoded), np.uint8),
            np.cumsum(counts),
            np.array(spans, np.uint8).reshape(-1, 3),
            np.array(span_form, np.int64),
            tuple(form.encode("utf-8", "surrogatepass") for form in forms),
        )

    def followed_by(self, other: _Rows) -> _Rows:
        number = {form: place for place, form in enumerate(self.forms, 1)}
        renumbered = [0, *(number.setdefault(form, len(number) + 1) for form in other.forms)]
        return _Rows(
            np.concatenate([self.hashes, other.hashes]),
            np.concatenate([self.key_end, other.key_end + len(self.key_text)]),
            np.concatenate([self.key_text, other.key_text]),
            np.concatenate([self.span_end, other.span_end + len(self.spans)]),
            np.concatenate([self.spans, other.spans]),
            np.concatenate([self.span_form, np.array(renumbered, np.int64)[other.span_form]]),
            tuple(number),
        )

    def sorted_by_hash(self, most: int) -> _Rows:
        order = np.argsort(self.hashes[:most], kind="stable")
        keys, key_counts = _ranges(self.key_end, order)
        spans, span_counts = _ranges(self.span_end, order)
        return _Rows(
            self.hashes[order],
            np.cumsum(key_counts),
            self.key_text[keys],
            np.cumsum(span_counts),
            self.spans[spans],
            self.span_form[spans],
            self.forms,
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            "hash": self.hashes,
            "key_end": self.key_end.astype(np.uint32),
            "key_text": self.key_text,
            "span_end": self.span_end.astype(np.uint32),
            "span_start": self.spans[:, 0],
            "span_stop": self.spans[:, 1],
            "span_origin": self.spans[:, 2],
            "span_form": self.span_form.astype(np.uint32),
            "form_end": _ends(self.forms).astype(np.uint32),
            "form_text": np.frombuffer(b"".join(self.forms), np.uint8),
        }


def _ranges(
    end: npt.NDArray[np.int64], order: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places of the rows in ``order``, one row after the other, and each row's length."""
    begin = np.concatenate([np.zeros(1, np.int64), end[:-1]])
    counts = (end - begin)[order]
    starts = np.cumsum(counts) - counts
    places = np.arange(int(counts.sum())) + np.repeat(begin[order] - starts, counts)
    return places, counts


def _ends(texts: Sequence[bytes]) -> npt.NDArray[np.int64]:
    return np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
