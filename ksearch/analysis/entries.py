"""What is remembered of a key? Its terms: an entry, and how entries are spelt for the C files.

A key's entry holds its content terms, then its lone syllables (``Origin.SYLLABLE``). Spelt, a term
is three bytes of a *pattern* (where it starts and stops in the key, its origin), and where it is
not simply the key's letters, a *form* beside it, which the origin's high bit announces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ksearch.analysis.terms import TermSpan

__all__ = ["IS_FORM", "MAX_KEY", "MAX_SPANS", "Entry", "Spelt", "can_be_kept", "encoded", "spelt"]

Entry = tuple[TermSpan, ...]
# Longer keys are seldom seen twice, and offsets are kept in one byte.
MAX_KEY = 48
MAX_SPANS = 255
IS_FORM = 0x80


class Spelt(NamedTuple):
    """Some entries: their number, texts one after the other, and where each ends."""

    entries: int
    key_text: bytes
    key_end: npt.NDArray[np.uint32]
    pattern_text: bytes
    pattern_end: npt.NDArray[np.uint32]
    form_text: bytes
    form_end: npt.NDArray[np.uint32]


def encoded(text: str) -> bytes:
    """UTF-8; halves of surrogate pairs stand in broken texts, and are kept as they are."""
    return text.encode("utf-8", "surrogatepass")


def can_be_kept(key: str, entry: Entry) -> bool:
    """Whether an entry can be spelt; every other one is analysed again when it is met."""
    return len(key) <= MAX_KEY and len(entry) <= MAX_SPANS


def spelt(entries: Iterable[tuple[str, Entry]]) -> Spelt:
    """Keys and their entries, which ``can_be_kept``, for the C files."""
    keys: list[bytes] = []
    rows: list[int] = []
    pattern_end: list[int] = []
    forms: list[bytes] = []
    for key, entry in entries:
        keys.append(encoded(key))
        for term, start, end, origin in entry:
            if term == key[start:end]:
                rows += (start, end, origin)
            else:
                rows += (start, end, origin | IS_FORM)
                forms.append(encoded(term))
        pattern_end.append(len(rows))
    return Spelt(
        len(keys),
        b"".join(keys),
        _ends(keys),
        bytes(rows),
        np.array(pattern_end, np.uint32),
        b"".join(forms),
        _ends(forms),
    )


def _ends(texts: Sequence[bytes]) -> npt.NDArray[np.uint32]:
    return np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts))).astype(np.uint32)
