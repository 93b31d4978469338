"""What is handed to the writer: articles, their sections, and which word stands where.

Parallel arrays, since there are hundreds of words to an article. Invariant: sections are in the
order of their articles, tokens in the order of the text. The terms of a word depend on the word
alone, so they are told once, by the vocabulary, and not for every token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["U4", "Batch", "FieldTerms", "StoredArticle", "Vocabulary", "WordTokens"]

U4 = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What is kept of an article beside its words.

    ``digest`` tells whether an article changed; ``date`` orders ties and sorts, as an integer that
    grows with time and is 0 where no date is known; ``content`` is JSON in UTF-8; ``named`` has its
    names by attribute (``ksearch.codec.attributes``), nothing where it has none at all.
    """

    id: str
    digest: int
    date: int
    content: bytes
    named: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class WordTokens:
    """Which word (its number in the vocabulary), in which section of the batch, at which offset.

    Offsets are code points into the section's text, to where the word begins.
    """

    word: U4
    section: U4
    offset: U4

    def __len__(self) -> int:
        return len(self.word)


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of one field, and which of them each word has.

    ``text`` is the UTF-8 of all terms, one after the other, and ``text_end`` tells where each ends.
    ``word_end[w]`` tells where the terms of word ``w`` end in ``term`` (their numbers) and
    ``start`` (where in the word each stands, in code points).
    """

    text: npt.NDArray[np.uint8]
    text_end: U4
    word_end: U4
    term: U4
    start: U4


class Vocabulary(Protocol):
    """The words that tokens may name, and their terms by field. It may grow."""

    def __len__(self) -> int:
        """How many words there are."""
        ...

    def field(self, name: str) -> FieldTerms:
        """The terms of every word in the field of that name."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles with their sections and words.

    Of each section: the ordinal of its article in the batch, its kind's code, and its length in
    code points. ``sketch`` has what ``ksearch.copies`` makes of each article, one after the other;
    None where copies are not looked for.
    """

    articles: Sequence[StoredArticle]
    section_article: U4
    section_kind: npt.NDArray[np.uint8]
    section_length: U4
    tokens: WordTokens
    vocabulary: Vocabulary
    sketch: npt.NDArray[np.uint8] | None = None
