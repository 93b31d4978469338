"""Why has this article this score? What ``explain`` answers, as values and as JSON.

The score is the sum of what each typed word contributes, which is the sum over its terms, and of
the bonuses. Numbers are not rounded here: the sum, rounded to six decimals, is what search shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ksearch.article import SectionKind

__all__ = ["Bonus", "Explanation", "How", "Occurrence", "Share", "TermPart", "Way", "WordPart"]

DECIMALS = 6


class How(StrEnum):
    """How a word stands in an article."""

    TERM = "term"  # one of the article's content terms is the word's
    AS_TYPED = "as typed"
    APART = "written apart"  # the parts of a compound, close behind one another


class Share(StrEnum):
    """As what a term counts."""

    TERM = "term"
    BASE = "base"  # less than what was typed: 디지털 of 디지털화
    BIGRAM = "bigram"
    OTHER = "other spelling"  # a synonym, or another way to write the word


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a word stands in the article.

    ``terms`` are content terms of the article; ``text`` is what is written there, empty where only
    terms are asked for; ``kinds`` in which kinds of sections.
    """

    how: How
    terms: tuple[str, ...]
    text: str
    kinds: tuple[SectionKind, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "how": self.how.value,
            "terms": list(self.terms),
            "text": self.text,
            "sections": [kind.value for kind in self.kinds],
        }


@dataclass(frozen=True, slots=True)
class Occurrence:
    """How often a term stands in the sections of one kind, which hold ``length`` tokens.

    ``weight`` is that of the kind; ``norm`` is 1 where the length is the average one, and more
    where it is greater.
    """

    kind: SectionKind
    count: int
    length: int
    weight: float
    norm: float

    @property
    def frequency(self) -> float:
        """The count as it is added up."""
        return self.weight * self.count / self.norm if self.norm else math.inf

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "section": self.kind.value,
            "count": self.count,
            "length": self.length,
            "weight": self.weight,
            "norm": self.norm,
        }


@dataclass(frozen=True, slots=True)
class TermPart:
    """What one term adds: ``weight * idf * saturation``.

    ``df`` articles hold it. ``saturation`` grows with the frequency from 0 to 1. Where another word
    of the query has the term too, it adds to one of them only: ``counted_with`` names that one.
    """

    term: str
    share: Share
    weight: float
    df: int
    idf: float
    occurrences: tuple[Occurrence, ...]
    saturation: float
    counted_with: str | None = None

    @property
    def contribution(self) -> float:
        """What it adds to the score."""
        return 0.0 if self.counted_with is not None else self.weight * self.idf * self.saturation

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "term": self.term,
            "share": self.share.value,
            "weight": self.weight,
            "df": self.df,
            "idf": self.idf,
            "occurrences": [occurrence.to_json() for occurrence in self.occurrences],
            "saturation": self.saturation,
            "counted_with": self.counted_with,
            "contribution": self.contribution,
        }


@dataclass(frozen=True, slots=True)
class WordPart:
    """A word or quotation of the query: in which ways it stands, and what its terms add.

    One that is not ``wanted`` (``-부산``) has no terms; where it stands, the article is left out.
    """

    text: str
    wanted: bool
    ways: tuple[Way, ...]
    terms: tuple[TermPart, ...]

    @property
    def stands(self) -> bool:
        """Whether it stands in the article."""
        return bool(self.ways)

    @property
    def contribution(self) -> float:
        """What it adds to the score."""
        return math.fsum(term.contribution for term in self.terms)

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "word": self.text,
            "wanted": self.wanted,
            "stands": self.stands,
            "contribution": self.contribution,
            "ways": [way.to_json() for way in self.ways],
            "terms": [term.to_json() for term in self.terms],
        }


@dataclass(frozen=True, slots=True)
class Bonus:
    """What the article as a whole adds to the score beside its words, and why."""

    name: str
    value: float
    why: str

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"name": self.name, "value": self.value, "why": self.why}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether an article answers a query, and what its score is made of.

    ``articles`` is how many there are in all; ``words`` stand in the order of the query.
    """

    query: str
    id: str
    headline: str
    matches: bool
    articles: int
    words: tuple[WordPart, ...]
    bonuses: tuple[Bonus, ...] = ()

    @property
    def score(self) -> float | None:
        """What search shows; None where the article does not match."""
        if not self.matches:
            return None
        of_words = math.fsum(term.contribution for word in self.words for term in word.terms)
        # Search rounds what the words add before it looks at the best articles again.
        return round(round(of_words, DECIMALS) + sum(b.value for b in self.bonuses), DECIMALS)

    @property
    def sentence(self) -> str:
        """In words: whether it matches, with which score, or why not."""
        if self.matches:
            standing = sum(word.stands for word in self.words if word.wanted)
            asked = sum(word.wanted for word in self.words)
            of_them = "" if asked <= 1 else f", {standing} of {asked} words stand in it"
            return f"matches, score {self.score:.2f}{of_them}"
        barred = [f"-{word.text}" for word in self.words if not word.wanted and word.stands]
        if barred:
            return f"does not match: left out by {', '.join(barred)}"
        if not any(word.stands for word in self.words if word.wanted):
            return "does not match: no word of the query stands in it"
        absent = [word.text for word in self.words if word.wanted and not word.stands]
        return f"does not match: without {', '.join(absent)}" if absent else "does not match"

    def to_json(self) -> dict[str, Any]:
        """The explanation as the command line prints it with ``--json``."""
        return {
            "query": self.query,
            "id": self.id,
            "headline": self.headline,
            "matches": self.matches,
            "score": self.score,
            "articles": self.articles,
            "words": [word.to_json() for word in self.words],
            "bonuses": [bonus.to_json() for bonus in self.bonuses],
        }
