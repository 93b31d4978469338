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

from collections.abc import Iterable, Mapping
from pathlib import Path

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

    def items(self) -> Iterable[tuple[str, Entry]]:
        """Every key and its entry, in the file's order."""
        for row in range(len(self)):
            key = self._key(row).decode("utf-8", "surrogatepass")
            yield key, self._entry(row, key)

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
    """Save ``fresh`` entries together with those of ``base``; the number of entries written."""
    entries: dict[str, Entry] = dict(base.items()) if base is not None else {}
    for key, entry in fresh.items():
        if len(entries) >= MAX_ENTRIES:
            break
        entries[key] = entry
    encoded = [key.encode("utf-8", "surrogatepass") for key in entries]
    hashes = np.fromiter(map(xxhash.xxh3_64_intdigest, encoded), np.uint64, len(encoded))
    order = np.argsort(hashes, kind="stable")
    keys = list(entries)
    forms: dict[str, int] = {}
    starts: list[int] = []
    stops: list[int] = []
    origins: list[int] = []
    numbers: list[int] = []
    span_end: list[int] = []
    for row in order.tolist():
        key = keys[row]
        for term, start, stop, origin in entries[key]:
            starts.append(start)
            stops.append(stop)
            origins.append(origin)
            own = term == key[start:stop]
            numbers.append(0 if own else forms.setdefault(term, len(forms) + 1))
        span_end.append(len(starts))
    ordered = [encoded[row] for row in order.tolist()]
    form_bytes = [form.encode("utf-8", "surrogatepass") for form in forms]
    write_arrays(
        path,
        KIND,
        VERSION,
        {"fingerprint": fingerprint},
        {
            "hash": hashes[order],
            "key_end": _ends(ordered),
            "key_text": np.frombuffer(b"".join(ordered), np.uint8),
            "span_end": np.array(span_end, np.uint32),
            "span_start": np.array(starts, np.uint8),
            "span_stop": np.array(stops, np.uint8),
            "span_origin": np.array(origins, np.uint8),
            "span_form": np.array(numbers, np.uint32),
            "form_end": _ends(form_bytes),
            "form_text": np.frombuffer(b"".join(form_bytes), np.uint8),
        },
    )
    return len(entries)


def _ends(texts: list[bytes]) -> npt.NDArray[np.uint32]:
    return np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts))).astype(np.uint32)
