"""The embedded engine: a folder, one writer, any number of readers.

A *view* is what a search sees: one commit, its statistics and its analysis, never changed. ``add``
and ``delete`` commit and then move the object to the new view; searches that run keep theirs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ksearch.analysis import (
    Analyzer,
    Synonyms,
    UserDictionary,
    fingerprint,
    read_dictionary,
    read_synonyms,
)
from ksearch.article import Article, SectionKind
from ksearch.codec import ArticleIndex
from ksearch.engine.answering import Asked
from ksearch.engine.chronology import seconds
from ksearch.engine.filters import Date, Filters, Names
from ksearch.engine.interrupts import interrupts_wait
from ksearch.engine.protocol import Sort
from ksearch.engine.result import MOST_RESPACED, AddReport, IndexStats, SearchResult
from ksearch.engine.transaction import Transaction
from ksearch.engine.view import View
from ksearch.errors import (
    AnalysisMismatchError,
    ArgumentError,
    DictionaryMismatchError,
    IndexMissingError,
)
from ksearch.ranking import FACETS, Order, Recency
from ksearch.storage import from_bytes, record

if TYPE_CHECKING:
    from ksearch.ranking.explanation import Explanation
    from ksearch.suggest.completing import Suggestion

__all__ = ["WhooshIndex", "open_index"]

Progress = Callable[[int], None]
# Large enough that a call of Kiwi has work for all its threads, small enough to show progress.
BATCH_ARTICLES = 256
# An article of news has 1,500; what is found in so many takes some 20 MB until it is in the writer.
BATCH_LETTERS = 1_000_000
DEFAULT_MEMORY = 1 << 30
_ORDER: dict[Sort, Order] = {
    "relevance": Order.SCORE,
    "date": Order.NEWEST,
    "oldest": Order.OLDEST,
}


def open_index(
    path: str | Path,
    *,
    create: bool = False,
    timeout: float = 0.0,
    memory: int = DEFAULT_MEMORY,
    dictionary: str | Path | None = None,
    synonyms: str | Path | None = None,
    any_analysis: bool = False,
) -> WhooshIndex:
    """Open the index in a folder; with ``create`` an absent one is made.

    Args:
        path: the folder.
        create: make an empty index where there is none.
        timeout: how many seconds a change waits for another writer.
        memory: how many bytes adding articles may take, beside what Kiwi's models take.
        dictionary: a file of words that are kept as one noun. An index that holds no articles has
            it from now on; one that holds some must have been made with the same words.
        synonyms: a file of words that are found with one another, for the searches of this object;
            ``record_synonyms`` has them stay. Without, those that were recorded.
        any_analysis: also open an index that was made with another analysis, to rebuild it.

    Raises:
        DictionaryMismatchError: it holds articles that were analysed with another dictionary.
        WordListError: a line of a file cannot be used.
        IndexMissingError: there is no index, and ``create`` is False.
        AnalysisMismatchError: it was made with another analysis.
        IndexDamagedError: one of its files is not as it was written.
    """
    folder = Path(path)
    words = None if dictionary is None else read_dictionary(Path(dictionary))
    meant = None if synonyms is None else read_synonyms(Path(synonyms))
    if not ArticleIndex.exists(folder):
        if not create:
            raise IndexMissingError(folder)
        if folder.exists() and not folder.is_dir():
            raise IndexMissingError(folder)
        ArticleIndex.create(folder, {"analysis": fingerprint()})
    opened = WhooshIndex(
        ArticleIndex(folder),
        timeout=timeout,
        memory=memory,
        synonyms=meant,
        any_analysis=any_analysis,
    )
    if dictionary is not None and words != opened.analyzer.dictionary:
        if opened.stats().articles:
            raise DictionaryMismatchError(folder, Path(dictionary))
        opened.rebuild(dictionary=dictionary)
    return opened


class WhooshIndex:
    """An index in a folder. Made by ``ksearch.open``; usable as a context manager.

    Searching is safe from several threads, and from several processes. One writer at a time: a
    second one gets ``IndexLockedError``, after ``timeout`` seconds.
    """

    def __init__(
        self,
        index: ArticleIndex,
        *,
        timeout: float = 0.0,
        memory: int = DEFAULT_MEMORY,
        synonyms: Synonyms | None = None,
        any_analysis: bool = False,
    ) -> None:
        self._index = index
        self._timeout = timeout
        self._memory = memory
        self._any_analysis = any_analysis
        self._synonyms = synonyms
        self._showing = threading.Lock()
        self._view = self._newest_view()

    @property
    def path(self) -> Path:
        """The folder."""
        return self._index.folder

    def add(self, articles: Iterable[Article], *, progress: Progress | None = None) -> AddReport:
        """Add articles; see ``Engine.add``. One commit, and one whenever the memory is full.

        A KeyboardInterrupt commits what is complete and goes on upwards. Any other error gives up
        what was added since the last commit.

        Raises:
            AnalysisMismatchError: what is in the index was made with another analysis.
            ArgumentError: one of them is no article.
            IndexLockedError: another writer is at work.
        """
        self._require_own_analysis(self._view)
        report = AddReport()
        transaction: Transaction | None = None
        try:
            for batch in _batches(articles):
                transaction = transaction or self._transaction()
                transaction.add([article.normalized() for article in batch])
                if progress is not None:
                    progress(report.total + transaction.report.total)
                if transaction.is_full:
                    self._commit(transaction)
                    report += transaction.report
                    transaction = transaction.next(self._timeout)
        except KeyboardInterrupt:
            if transaction is not None and transaction.can_commit:
                self._commit(transaction)
            elif transaction is not None:
                transaction.cancel()
            raise
        except BaseException:
            if transaction is not None:
                transaction.cancel()
            raise
        if transaction is not None:
            self._commit(transaction)
            report += transaction.report
        return report

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete articles by id; how many of the ids there were.

        Raises:
            IndexLockedError: another writer is at work.
        """
        transaction = self._transaction()
        ids = [article_ids] if isinstance(article_ids, str) else article_ids
        try:
            found = transaction.delete(ids)
        except BaseException:
            transaction.cancel()
            raise
        if found:
            self._commit(transaction)
        else:
            transaction.cancel()
        return found

    def rebuild(
        self,
        *,
        dictionary: str | Path | None = None,
        synonyms: str | Path | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Analyse every stored article again; how many there were.

        Nothing changes until the one commit at the end, so an interruption costs only time.

        Args:
            dictionary: a file of words that are kept as one noun, instead of those so far.
            synonyms: a file of synonyms, recorded instead of those so far.
            progress: called now and then with the number of articles done so far.

        Raises:
            IndexLockedError: another writer is at work.
            WordListError: a line of a file cannot be used.
        """
        words = None if dictionary is None else read_dictionary(Path(dictionary))
        meant = None if synonyms is None else read_synonyms(Path(synonyms))
        done = 0
        transaction = self._transaction(from_nothing=True, dictionary=words)
        try:
            if meant is not None:
                transaction.record(meant)
            self.refresh()
            for batch in _batches(self.articles()):
                transaction.add(batch)
                done += len(batch)
                if progress is not None:
                    progress(done)
                if transaction.is_full:
                    transaction.flush()
        except BaseException:
            transaction.cancel()
            raise
        self._commit(transaction)
        return done

    def record_synonyms(self, synonyms: str | Path) -> int:
        """Have the synonyms of a file for every search from now on; how many groups there are.

        They widen queries and change no term, so that nothing is analysed again. A file without
        groups leaves the index without synonyms.

        Raises:
            IndexLockedError: another writer is at work.
            WordListError: a line of the file cannot be used.
        """
        meant = read_synonyms(Path(synonyms))
        if meant != self._view.synonyms:
            transaction = self._transaction()
            transaction.record(meant)
            self._commit(transaction)
        return len(meant)

    def search(  # noqa: PLR0913 -- each by its name, each with a default
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        recency: timedelta | None = None,
        collapse: bool = True,
        publisher: Names = (),
        author: Names = (),
        section: Names = (),
        since: Date | None = None,
        until: Date | None = None,
        kinds: Sequence[SectionKind | str] = (),
        facets: Sequence[str] = (),
        now: datetime | None = None,
        exact: bool = False,
    ) -> SearchResult:
        """The best articles for a query, with snippets; see ``Engine.search``.

        Raises:
            AttributesMissingError: names are asked for, and the index is from before it had any.
            QueryError: the query asks for nothing.
            ArgumentError: ``limit`` or ``offset`` is negative, ``recency`` is no time, ``sort``, a
                kind or a facet is none of its values, or a date is none.
        """
        if limit < 0 or offset < 0:
            raise ArgumentError("limit and offset count hits: they cannot be negative")
        if sort not in _ORDER:
            raise ArgumentError(f"sort is one of {', '.join(_ORDER)}, not {sort}")
        if recency is not None and recency <= timedelta(0):
            raise ArgumentError("recency is a time in which scores halve: it cannot be 0 or less")
        fading = Recency(seconds(now), recency.total_seconds()) if recency else None
        asked = Asked(limit, offset, _ORDER[sort], fading, collapse=collapse)
        counted = (facets,) if isinstance(facets, str) else tuple(facets)
        unknown = next((name for name in counted if name not in FACETS), None)
        if unknown is not None:
            raise ArgumentError(f"facets are {', '.join(FACETS)}: there is no {unknown}")
        filters = Filters(publisher, author, section, since, until, kinds, now)
        view = self._view
        result = view.search(query, asked, filters, counted)
        is_certain = not result.is_scarce and not _may_be_respaced(query)
        if exact or is_certain or view.suggestions is None:
            return result
        from ksearch.engine.correcting import Sources, corrected  # noqa: PLC0415 -- 5 ms, seldom needed

        return corrected(
            result,
            Sources(view.suggestions, [s.fields["terms"] for s in view.snapshot.segments]),
            lambda text, most: view.found(text, most, Filters(now=now)),
            lambda text: view.search(text, asked, filters, counted),
        )

    def suggest(self, begun: str, *, limit: int = 10) -> list[Suggestion]:
        """How what a person has typed so far may go on; see ``Engine.suggest``.

        Raises:
            ArgumentError: ``limit`` is negative.
        """
        if limit < 0:
            raise ArgumentError("limit counts suggestions: it cannot be negative")
        return self._view.suggest(begun, limit)

    @property
    def has_suggestions(self) -> bool:
        """Whether suggestions are kept: not where all was added before ksearch kept them."""
        return self._view.has_suggestions

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Whether and why an article answers a query, and what its score is made of.

        None where there is no such article.

        Raises:
            QueryError: the query asks for nothing.
        """
        return self._view.explain(query, article_id)

    def get(self, article_id: str) -> Article | None:
        """The article with that id, or None."""
        snapshot = self._view.snapshot
        place = snapshot.find(article_id)
        return from_bytes(snapshot.segments[place[0]].content(place[1])) if place else None

    def articles(self) -> Iterator[Article]:
        """Every article, in the order of the index."""
        for segment in self._view.snapshot.segments:
            for content in segment.contents():
                yield from_bytes(content)

    def stats(self) -> IndexStats:
        """What the index holds."""
        view = self._view
        segments = [s.segment for s in view.snapshot.segments]
        return IndexStats(
            path=str(self.path),
            articles=view.snapshot.article_count,
            sections=sum(s.sections - s.deleted_sections for s in segments),
            segments=len(segments),
            lexicon_entries=len(view.lexicon) if view.lexicon is not None else 0,
            size=sum(entry.stat().st_size for entry in self.path.iterdir() if entry.is_file()),
            generation=view.snapshot.generation,
            analysis=_fingerprint(view.snapshot.settings),
            dictionary_words=len(view.analyzer.dictionary),
            synonym_groups=len(view.synonyms),
        )

    def refresh(self) -> bool:
        """Show what any process has committed since; whether there was anything.

        Raises:
            AnalysisMismatchError: it has since been rebuilt with another analysis.
        """
        if self._index.latest_generation() == self._view.snapshot.generation:
            return False
        self._show(self._newest_view())
        return True

    def close(self) -> None:
        """Nothing is held but memory maps, which go with the object; here for ``with``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def analyzer(self) -> Analyzer:
        """The analysis of this index, through its lexicon."""
        return self._view.analyzer

    def _newest_view(self) -> View:
        view = View.of(self._index, self._synonyms, any_lexicon=self._any_analysis)
        if not self._any_analysis:
            self._require_own_analysis(view)
        return view

    def _require_own_analysis(self, view: View) -> None:
        found = str(view.snapshot.settings["analysis"])
        expected = fingerprint(view.analyzer.dictionary)
        if found != expected:
            raise AnalysisMismatchError(self.path, found, expected)

    def _transaction(
        self, *, from_nothing: bool = False, dictionary: UserDictionary | None = None
    ) -> Transaction:
        return Transaction(
            self._index,
            self._timeout,
            self._memory,
            from_nothing=from_nothing,
            dictionary=dictionary,
            known=None if from_nothing else self._known,
        )

    def _known(self, article_id: str) -> Mapping[str, Any] | None:
        """What is stored of the article with that id, as far as this view knows."""
        snapshot = self._view.snapshot
        place = snapshot.find(article_id)
        if place is None:
            return None
        return record(snapshot.segments[place[0]].content(place[1])).fields

    def _commit(self, transaction: Transaction) -> None:
        with interrupts_wait():
            transaction.commit()
            self._show(self._newest_view())

    def _show(self, view: View) -> None:
        """Search this view from now on, unless another thread has found a newer one."""
        with self._showing:
            if view.snapshot.generation >= self._view.snapshot.generation:
                self._view = view


def _fingerprint(settings: Mapping[str, Any]) -> str:
    """What an index's terms depend on, and the digest of its synonyms."""
    synonyms = settings.get("synonyms")
    return f"{settings['analysis']}, synonyms {synonyms}" if synonyms else settings["analysis"]


def _may_be_respaced(query: str) -> bool:
    """Whether a query that finds enough may be meant with other spaces: one of a few words."""
    return " " in query.strip() and len(query.split()) <= MOST_RESPACED


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles to be added at a time: a batch ends when it has enough of them, or of letters."""
    batch: list[Article] = []
    letters = 0
    for article in articles:
        if not isinstance(article, Article):
            raise ArgumentError(
                f"add takes articles, not {type(article).__name__}: give it ksearch.read(PATH) or "
                "[ksearch.to_article({…})]"
            )
        batch.append(article)
        letters += sum(len(section.text) for section in article.sections)
        if len(batch) >= BATCH_ARTICLES or letters >= BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch
