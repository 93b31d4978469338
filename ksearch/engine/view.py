"""What a search sees: one commit, its statistics and its analysis. It never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Synonyms,
    Tagger,
    UserDictionary,
    fingerprint,
    saved_dictionary,
    saved_synonyms,
    starter_lexicon,
)
from ksearch.codec import ArticleIndex, Snapshot
from ksearch.engine.answering import Answer, Asked, answer
from ksearch.engine.collapse import SHARE, collapsed
from ksearch.engine.filters import Filters
from ksearch.engine.result import Hit, SearchResult
from ksearch.errors import IndexDamagedError, IndexVersionError, QueryError
from ksearch.files import ArrayFile
from ksearch.plan import AllPlan, Patterned, Planner, Reading, word_pattern
from ksearch.plan.units import noun_unit
from ksearch.query import Node, parse
from ksearch.ranking import (
    Bm25f,
    Order,
    Ranked,
    Statistics,
    matching,
    prepare,
    rank,
    run,
)
from ksearch.snippets import Shown, show, with_words
from ksearch.storage import Record, from_bytes, record

if TYPE_CHECKING:
    from ksearch.ranking.explanation import Explanation
    from ksearch.suggest.completing import Suggestion
    from ksearch.suggest.table import SuggestTable

__all__ = ["View"]

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class View:
    """One commit, ready to be searched by any number of threads."""

    snapshot: Snapshot
    statistics: Statistics
    analyzer: Analyzer
    lexicon: LexiconFile | None
    planner: Planner
    synonyms: Synonyms  # as recorded; those of the analyzer are used
    _opened: dict[str, SuggestTable] = field(default_factory=dict)  # when it is first asked for

    @classmethod
    def of(
        cls, index: ArticleIndex, synonyms: Synonyms | None = None, *, any_lexicon: bool = False
    ) -> View:
        """The newest commit of an index, with its own dictionary.

        ``synonyms``: instead of the recorded ones. ``any_lexicon``: also without one that can be
        read.

        Raises:
            IndexDamagedError: one of its files is not as it was written.
        """
        snapshot = index.snapshot(
            {
                "lexicon": _sound_lexicon if any_lexicon else LexiconFile,
                "dictionary": saved_dictionary,
                "synonyms": saved_synonyms,
                "suggest": _suggestions_file,
            }
        )
        dictionary: UserDictionary = snapshot.companions.get("dictionary", UserDictionary())
        recorded: Synonyms = snapshot.companions.get("synonyms", Synonyms())
        lexicon: LexiconFile | None = snapshot.companions.get("lexicon")
        saved = [file for file in (lexicon, starter_lexicon()) if file is not None]
        usable = [file for file in saved if file.fingerprint == fingerprint(dictionary)]
        analyzer = Analyzer(
            Lexicon(usable),
            Tagger(dictionary=dictionary),
            synonyms if synonyms is not None else recorded,
        )
        statistics = Statistics(snapshot, Bm25f())
        planner = Planner(analyzer, statistics.frequency)
        return cls(snapshot, statistics, analyzer, lexicon, planner, recorded)

    def search(
        self, query: str, asked: Asked, filters: Filters = NO_FILTERS, facets: Sequence[str] = ()
    ) -> SearchResult:
        """One page of results.

        Raises:
            AttributesMissingError: names are asked for, and the index is from before it had any.
            QueryError: the query asks for nothing.
        """
        found, ranked, copies = self._page(filters.tree(query), asked)
        segments = self.snapshot.segments
        articles = [record(segments[one.segment].content(one.article)) for one in ranked]
        idf = found.idf
        weights = [sum([idf.get(s, 0.0) for s in unit.scored]) or 1.0 for unit in found.units]
        units = [
            with_words(unit, word_pattern(words.text), articles, self.analyzer)
            if isinstance(words, Patterned)
            else unit
            for words, unit in zip(found.words, found.units, strict=True)
        ]
        shown = show(articles, units, weights, self.analyzer)
        hits = map(_hit, count(asked.offset + 1), ranked, articles, shown, copies)
        return SearchResult(
            query,
            tuple(hits),
            asked.offset,
            found.relaxed,
            found.strict,
            found.relaxed and found.wanted is Reading.QUOTED,
            {attribute: found.facet(attribute) for attribute in facets},
            lambda: found.total,
            lambda: found.undated_left_out,
        )

    def _page(
        self, node: Node, asked: Asked
    ) -> tuple[Answer, Sequence[Ranked], Sequence[tuple[str, ...]]]:
        """The answer, its hits, and of each the ids of its copies."""
        stories = self.snapshot.stories
        if not asked.collapse or stories is None:
            found = answer(self.statistics, self.planner, node, asked)
            return found, found.articles, [()] * len(found.articles)
        # Some take the places of copies: as many more as are ranked anyway, for their passages.
        page_end = asked.offset + asked.limit
        enough = max(page_end + page_end // SHARE, self.statistics.parameters.with_passages)
        known = replace(asked, limit=enough if asked.limit else 0, offset=0)
        found = answer(self.statistics, self.planner, node, known)

        def first(wanted: int) -> Sequence[Ranked]:
            if wanted <= enough or len(found.articles) < enough:
                return found.articles
            more = replace(known, limit=wanted)
            return answer(self.statistics, self.planner, node, more).articles

        told = collapsed(
            self.snapshot,
            stories,
            first,
            lambda places: matching(self.statistics, found.program, places),
            asked.limit,
            asked.offset,
        )
        return found, told.heads, told.copies

    def found(self, query: str, most: int, filters: Filters = NO_FILTERS) -> int:
        """How many articles have all words of a query, up to a number; 0 where it asks nothing."""
        try:
            node = filters.tree(query)
        except QueryError:
            return 0
        program = prepare(self.statistics, self.planner.plan(node, Reading.ALL))
        # To mark and count them all takes less time than to put the first in an order.
        return min(run(self.statistics, program, 0).total, most)

    def suggest(self, begun: str, limit: int) -> list[Suggestion]:
        """Completions; phrases that stood only in articles which are deleted are left out.

        Raises:
            IndexDamagedError: the suggestions are not as they were written.
        """
        from ksearch.suggest.completing import complete  # noqa: PLC0415 -- 5 ms no search needs
        from ksearch.suggest.keystrokes import Kind  # noqa: PLC0415 -- as above

        table = self.suggestions
        if table is None:
            return []
        if not any(segment.segment.deletions for segment in self.snapshot.segments):
            return complete(table, begun, limit)
        found = complete(table, begun, 2 * limit)
        return [one for one in found if one.kind is not Kind.PHRASE or self._has(one.text)][:limit]

    def _has(self, text: str) -> bool:
        """Whether an article has the words of a text, by their letters: no analysis is needed."""
        plan = AllPlan(tuple(noun_unit(word) for word in text.split()))
        program = prepare(self.statistics, plan)
        return bool(run(self.statistics, program, 1, counted=False, order=Order.NEWEST).articles)

    @property
    def has_suggestions(self) -> bool:
        """Whether the index has kept what may be suggested."""
        return "suggest" in self.snapshot.companions

    @property
    def suggestions(self) -> SuggestTable | None:
        """What may be suggested; None where the index was made before that was kept.

        Raises:
            IndexDamagedError: it is not as it was written.
        """
        from ksearch.suggest.table import SuggestTable  # noqa: PLC0415 -- no search needs it

        if not self.has_suggestions:
            return None
        known = self._opened.get("suggest")
        if known is None:
            table = SuggestTable.of(self.snapshot.companions["suggest"])
            known = self._opened.setdefault("suggest", table)
        return known

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Why an article has its score; None where there is no such article.

        Raises:
            QueryError: the query asks for nothing.
        """
        from ksearch.ranking.explain import explain  # noqa: PLC0415 -- seldom asked for
        from ksearch.ranking.explanation import Explanation  # noqa: PLC0415 -- likewise

        wanted = answer(self.statistics, self.planner, parse(query), Asked(1)).plan
        place = self.snapshot.find(article_id)
        if place is None:
            return None
        segment, ordinal = place
        article = from_bytes(self.snapshot.segments[segment].content(ordinal))
        texts = [section.text for section in article.sections]
        told = explain(self.statistics, wanted, segment, ordinal, texts)
        first = rank(self.statistics, wanted, self.statistics.parameters.with_passages)
        is_first = any((r.segment, r.article) == place for r in first.articles)
        return Explanation(
            query,
            article.id,
            article.headline,
            told.matches,
            self.statistics.article_count,
            told.words,
            told.bonuses if is_first else (),
        )


def _hit(
    number: int, ranked: Ranked, article: Record, shown: Shown, copies: tuple[str, ...]
) -> Hit:
    get = article.fields.get
    return Hit(
        number,
        ranked.score,
        article.fields["id"],
        shown.headline,
        get("alternative_headline"),
        get("url"),
        get("publisher"),
        tuple(get("authors") or ()),
        get("article_section"),
        get("date_published"),
        get("source"),
        shown.snippets,
        shown.marks,
        copies,
        is_excerpt=bool(get("is_excerpt")),
    )


def _suggestions_file(path: Path) -> ArrayFile:
    """The file of suggestions, whose arrays are looked at when something is to be suggested."""
    return ArrayFile(path, b"suggest", 1)


def _sound_lexicon(path: Path) -> LexiconFile | None:
    """A lexicon is a cache: who is about to rebuild it can do without."""
    try:
        return LexiconFile(path)
    except (IndexDamagedError, IndexVersionError):
        return None
