"""What comes back: hits with their snippets, and what a change did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ksearch.ranking import Facet
from ksearch.snippets import Snippet

__all__ = ["AddReport", "Correction", "Hit", "IndexStats", "SearchResult"]

FEW = 3
# Words of a query that finds enough, and may still be meant with other spaces.
MOST_RESPACED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found; ``rank`` counts from 1 over all pages of the result.

    ``headline_highlights`` are code points ``[start, end)`` of ``headline``. ``copies`` are the ids
    of other articles that tell the same story in nearly the same words and match as well, earliest
    first; the article shown is the earliest of them, its score and rank those of the best.
    ``is_excerpt`` is the article's.
    """

    rank: int
    score: float
    id: str
    headline: str
    alternative_headline: str | None
    url: str | None
    publisher: str | None
    authors: tuple[str, ...]
    article_section: str | None
    date_published: str | None
    source: str | None
    snippets: tuple[Snippet, ...]
    headline_highlights: tuple[tuple[int, int], ...] = ()
    copies: tuple[str, ...] = ()
    is_excerpt: bool = False

    def to_json(self) -> dict[str, Any]:
        """The hit as the command line prints it with ``--json``."""
        return {
            "rank": self.rank,
            "score": self.score,
            "id": self.id,
            "headline": self.headline,
            "alternative_headline": self.alternative_headline,
            "url": self.url,
            "publisher": self.publisher,
            "authors": list(self.authors),
            "article_section": self.article_section,
            "date_published": self.date_published,
            "source": self.source,
            "is_excerpt": self.is_excerpt,
            "copies": list(self.copies),
            "snippets": [
                {
                    "section": snippet.section.value,
                    "text": snippet.text,
                    "highlights": [list(span) for span in snippet.highlights],
                }
                for snippet in self.snippets
            ],
        }


@dataclass(frozen=True, slots=True)
class Correction:
    """What a query may have meant: ``text`` is the whole query as it would be then.

    ``kind`` is ``layout`` (typed in the other keyboard layout), ``spelling`` or ``spacing``. Where
    it ``is_applied``, the hits are those of ``text``; else it is only offered.
    """

    text: str
    kind: str
    is_applied: bool = False

    def to_json(self) -> dict[str, Any]:
        """The correction as the command line prints it with ``--json``."""
        return {"query": self.text, "kind": self.kind, "applied": self.is_applied}


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of a search.

    ``relaxed`` tells that articles with only some of the words of a short query are among those
    found, since no more than ``strict`` have all of them: what an article has decides its place. In
    a query of more words it tells so of its quotations (``relaxed_quotations``), and the ``strict``
    articles that have them come first. ``facets`` has, of each that was asked for,
    the names with how many of all matches have them, copies included: months in their order, others
    the most frequent first.
    """

    query: str
    hits: tuple[Hit, ...]
    offset: int
    relaxed: bool
    strict: int
    relaxed_quotations: bool
    facets: Mapping[str, Facet]
    _count: Callable[[], int] = field(compare=False, repr=False)
    _undated: Callable[[], int] = field(compare=False, repr=False)
    _corrections: Callable[[], tuple[Correction, ...]] = field(
        default=tuple, compare=False, repr=False
    )

    @property
    def total(self) -> int:
        """How many articles match, copies included, exactly; counted when it is first asked for.

        The best are found without looking at all that match, in a fraction of the time that
        counting them takes.
        """
        return self._count()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What a query that finds little may have meant, the likeliest first.

        Looked for when they are first asked for: that takes longer than the search did. One that is
        applied is known already.
        """
        return self._corrections()

    @property
    def is_scarce(self) -> bool:
        """Whether fewer than three articles have all that was asked for: it may be a mistake."""
        if self.relaxed:
            return self.strict < FEW
        return (self.offset + len(self.hits) or self.total) < FEW

    @property
    def undated_left_out(self) -> int:
        """How many articles would match if it were not for a range of dates, and have no date.

        Exactly; counted when it is asked for.
        """
        return self._undated()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What ``add`` did, in articles."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0

    def __add__(self, other: AddReport) -> AddReport:
        """Both together."""
        return AddReport(
            self.added + other.added,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
        )

    @property
    def total(self) -> int:
        """How many articles were given."""
        return self.added + self.replaced + self.unchanged


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds: counts of live articles, and ``size`` in bytes of all its files.

    ``analysis`` is its fingerprint: what its terms depend on, and after that, where there are any,
    the digest of the synonyms, which widen its queries.
    """

    path: str
    articles: int
    sections: int
    segments: int
    lexicon_entries: int
    size: int
    generation: int
    analysis: str
    dictionary_words: int
    synonym_groups: int

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}
