"""What is a term in an article worth? BM25F, with the article as the document.

Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields (CIKM 2004). A term's
frequencies in the kinds of sections are weighted and length-normalised, added up, and saturated
once. Adding up the scores of sections instead destroys the ranking (nDCG@10 0.345 for 0.944).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ksearch.article import SectionKind

__all__ = ["Bm25f", "FieldWeights", "idf"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How much a kind of section counts (``weight``), and how much its length does (``b``)."""

    weight: float
    b: float


def _weights() -> dict[SectionKind, FieldWeights]:
    return {
        SectionKind.HEADLINE: FieldWeights(1.6, 0.4),
        SectionKind.SUBHEADLINE: FieldWeights(1.3, 0.4),
        SectionKind.BODY: FieldWeights(1.0, 0.75),
        SectionKind.CAPTION: FieldWeights(0.8, 0.4),
    }


@dataclass(frozen=True, slots=True)
class Bm25f:
    """The parameters of the ranking; k1 is how slowly repetition saturates."""

    k1: float = 0.9
    kinds: Mapping[SectionKind, FieldWeights] = field(default_factory=_weights)
    base_weight: float = 0.5  # a noun under an affix, a number without its unit
    net_weight: float = 0.5  # syllable bigrams, beside the terms

    def saturate(self, frequency: Floats) -> Floats:
        """From a weighted frequency to something below 1, more slowly the larger k1 is."""
        return frequency / (frequency + self.k1)


def idf(df: int, count: int) -> float:
    """How much a term tells that ``df`` of ``count`` articles hold; above zero for every df.

    >>> round(idf(1, 3), 4)
    0.9808
    """
    return math.log(1.0 + (count - df + 0.5) / (df + 0.5))
