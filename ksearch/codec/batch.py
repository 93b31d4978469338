"""What is handed to the writer: articles, their sections, and the tokens of the sections.

Parallel arrays, since there are hundreds of tokens to an article. Invariant: sections are in the
order of their articles; tokens come in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Batch", "FieldTokens", "IntArray", "StoredArticle"]

IntArray = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What is kept of an article beside its tokens.

    ``digest`` tells whether an article changed; ``date`` orders ties and sorts, as an integer that
    grows with time and is 0 where no date is known; ``content`` is JSON in UTF-8.
    """

    id: str
    digest: int
    date: int
    content: bytes


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """The tokens of one field: which term, in which section of the batch, at which offset."""

    term: IntArray
    section: IntArray
    position: IntArray

    @classmethod
    def joined(cls, parts: Sequence[FieldTokens]) -> FieldTokens:
        """Several tokens as one, one part after the other; there is at least one part."""
        return cls(
            np.concatenate([part.term for part in parts]),
            np.concatenate([part.section for part in parts]),
            np.concatenate([part.position for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles with their sections (article ordinal and kind code) and tokens by field.

    ``vocabulary`` gives, by field, the term of each term number.
    """

    articles: Sequence[StoredArticle]
    section_article: IntArray
    section_kind: IntArray
    tokens: Mapping[str, FieldTokens]
    vocabulary: Mapping[str, Sequence[str]]
