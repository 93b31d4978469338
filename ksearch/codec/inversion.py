"""How do words become postings? C counts and encodes; here its arrays are prepared and named.

Comes in: the sections of some articles, which word stands where, and which terms a word has. Goes
out: the arrays of a field's file, as ``layout`` names them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec.batch import U4, FieldTerms, WordTokens
from ksearch.codec.bounds import BOUND_B, BOUND_WEIGHT
from ksearch.codec.fields import GAP, KINDS
from ksearch.codec.kernels import BufferStruct, MadeStruct, TokensStruct, kernels, taken
from ksearch.native import address

__all__ = ["BLOCK", "FieldArrays", "Sections", "invert", "total_lengths", "weights"]

# Postings in a block: large enough to be packed well, small enough to be skipped often.
BLOCK = 128
OFFSETS, ORDINALS = 1, 2
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sections:
    """Of each section: its article, kind and length in code points. In the order of articles."""

    article: U4
    kind: npt.NDArray[np.uint8]
    length: U4
    articles: int

    @property
    def first(self) -> U4:
        """The first section of each article, and the number of sections at the end."""
        return np.searchsorted(self.article, np.arange(self.articles + 1)).astype(np.uint32)

    @property
    def ordinal(self) -> U4:
        """Which section of its article each is."""
        return (np.arange(len(self.article)) - self.first[self.article]).astype(np.uint32)

    @property
    def start(self) -> U4:
        """Where each section begins when its article's stand one behind the other."""
        end = np.cumsum(self.length.astype(np.int64) + GAP)
        begin = end - self.length - GAP
        return (begin - begin[self.first[self.article]]).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """One field, ready to be written: arrays by name, how many terms, lengths by kind.

    ``average`` is what bounds were made with; ``total`` how many tokens there are, and how many
    articles have any.
    """

    arrays: Mapping[str, npt.NDArray[Any]]
    terms: int
    average: tuple[float, ...]
    total: npt.NDArray[np.int64]

    @classmethod
    def of(cls, made: MadeStruct) -> FieldArrays:
        """What C has made, copied."""

        def numbers(buffer: BufferStruct, dtype: str) -> npt.NDArray[Any]:
            return taken(buffer.bytes, buffer.size, dtype)

        length = numbers(made.length, "<u2")
        return cls(
            {
                "dictionary": numbers(made.dictionary, "u1"),
                "block_at": numbers(made.block_at, "<u8"),
                "block_postings": numbers(made.block_postings, "<u8"),
                "postings": numbers(made.postings, "u1"),
                "tf": numbers(made.tf, "<u2"),
                "tf_count": numbers(made.tf_count, "<u8"),
                "length": length,
            },
            int(made.terms),
            tuple(made.average),
            total_lengths(length),
        )


def total_lengths(length: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """By kind: how many tokens some articles hold, and how many of them hold any.

    >>> total_lengths(np.array([3, 0, 2, 0, 1, 0, 0, 0])).tolist()
    [[4, 0, 2, 0], [2, 0, 1, 0]]
    """
    rows = length.reshape(-1, len(KINDS))
    return np.stack([rows.sum(axis=0, dtype=np.int64), np.count_nonzero(rows, axis=0)])


def weights() -> tuple[Floats, Floats]:
    """By kind, as C wants them: what bounds are made with."""
    return np.array(BOUND_WEIGHT, np.float64), np.array(BOUND_B, np.float64)


def invert(
    sections: Sections,
    tokens: WordTokens,
    terms: FieldTerms,
    *,
    positions: bool,
    block: int = BLOCK,
) -> FieldArrays:
    """Invert one field. With ``positions`` places are offsets, else which section it is.

    Raises:
        MemoryError: there is not enough.
    """
    weight, b = weights()
    start = sections.start if positions else sections.ordinal
    lib = kernels()
    given = TokensStruct(
        len(tokens.word),
        address(tokens.word),
        address(tokens.section),
        address(tokens.offset),
        len(sections.article),
        address(sections.article),
        address(start),
        address(sections.kind),
        sections.articles,
        len(terms.word_end),
        address(terms.word_end),
        address(terms.term),
        address(terms.start),
        len(terms.text_end),
        address(terms.text),
        address(terms.text_end),
        address(weight),
        address(b),
        block,
        OFFSETS if positions else ORDINALS,
    )
    made = lib.ks_invert(ctypes.byref(given))
    if not made:
        raise MemoryError("there is not enough memory to invert a field")
    try:
        return FieldArrays.of(made.contents)
    finally:
        lib.ks_free_made(made)
