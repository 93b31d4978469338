"""What a search sees: one commit, its statistics and its analysis. It never changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Tagger,
    fingerprint,
    starter_lexicon,
)
from ksearch.article import Article
from ksearch.codec import ArticleIndex, Snapshot
from ksearch.engine.result import Hit, SearchResult
from ksearch.errors import IndexDamagedError
from ksearch.plan import Unit, plan, units
from ksearch.query import parse
from ksearch.ranking import Bm25f, Ranked, Statistics, rank
from ksearch.snippets import StoredPlaces, best_snippets, highlight, linked_terms

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """One commit, ready to be searched by any number of threads."""

    snapshot: Snapshot
    statistics: Statistics
    analyzer: Analyzer
    lexicon: LexiconFile | None

    @classmethod
    def of(cls, index: ArticleIndex, tagger: Tagger, *, any_lexicon: bool = False) -> View:
        """The newest commit of an index; with ``any_lexicon`` a damaged lexicon is passed over.

        Raises:
            IndexDamagedError: one of its files is not as it was written.
        """
        snapshot = index.snapshot({"lexicon": _sound_lexicon if any_lexicon else LexiconFile})
        lexicon: LexiconFile | None = snapshot.companions.get("lexicon")
        saved = [file for file in (lexicon, starter_lexicon()) if file is not None]
        usable = [file for file in saved if file.fingerprint == fingerprint()]
        analyzer = Analyzer(Lexicon(usable), tagger)
        return cls(snapshot, Statistics(snapshot, Bm25f()), analyzer, lexicon)

    def search(self, query: str, limit: int, offset: int) -> SearchResult:
        """One page of results.

        Raises:
            QueryError: the query asks for nothing.
        """
        wanted = plan(parse(query), self.analyzer)
        ranking = rank(self.statistics, wanted, limit, offset)
        named = tuple(units(wanted))
        weights = [sum(ranking.idf.get(s, 0.0) for s in unit.scored) or 1.0 for unit in named]
        keys = linked_terms(named)
        places = {
            number: StoredPlaces(self.snapshot.segments[number], keys, self.analyzer)
            for number in {ranked.segment for ranked in ranking.articles}
        }
        hits = tuple(
            self._hit(place, ranked, named, weights, places[ranked.segment])
            for place, ranked in enumerate(ranking.articles, offset + 1)
        )
        return SearchResult(query, hits, ranking.total, offset)

    def _hit(
        self,
        number: int,
        ranked: Ranked,
        named: Sequence[Unit],
        weights: Sequence[float],
        stored: StoredPlaces,
    ) -> Hit:
        content = self.snapshot.segments[ranked.segment].content(ranked.article)
        article = Article.from_json(json.loads(content))
        places = stored.of(ranked.article, article.sections)
        headline = next(
            (
                place
                for section, place in zip(article.sections, places, strict=True)
                if section.text == article.headline
            ),
            {},
        )
        return Hit(
            rank=number,
            score=ranked.score,
            id=article.id,
            headline=article.headline,
            alternative_headline=article.alternative_headline,
            url=article.url,
            publisher=article.publisher,
            authors=article.authors,
            article_section=article.article_section,
            date_published=article.date_published,
            source=article.source,
            snippets=best_snippets(article.sections, places, named, weights),
            headline_highlights=highlight(headline, named),
        )


def _sound_lexicon(path: Path) -> LexiconFile | None:
    """A lexicon is a cache: who is about to rebuild it can do without."""
    try:
        return LexiconFile(path)
    except IndexDamagedError:
        return None
