"""From articles to a commit: one writer, one table of words, one growing lexicon."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Synonyms,
    Tagger,
    UserDictionary,
    fingerprint,
    saved_dictionary,
    starter_lexicon,
    starter_words,
    write_dictionary,
    write_lexicon,
    write_synonyms,
)
from ksearch.article import Article
from ksearch.codec import KINDS, ArticleIndex, Batch, Sections, StoredArticle
from ksearch.engine.result import AddReport
from ksearch.engine.stored import sketched, stored
from ksearch.engine.tokens import FoundWords, TokenTable
from ksearch.errors import AnalysisMismatchError
from ksearch.sources import file_of, is_gone
from ksearch.storage import from_bytes

if TYPE_CHECKING:
    from ksearch.engine.phrases import PhraseRecorder

__all__ = ["Transaction"]

# What of the memory may be articles that wait to be written, with what writing them takes; and what
# the table of words. The rest is for what is being read and analysed.
PENDING_SHARE = 0.5
TABLE_SHARE = 0.25
WORD_BYTES = 100  # of the table, for each distinct word
# An article that waits for its words takes, for each byte that is stored of it: its text, also as
# code points, and its words; and in the writer what those take there, which is more.
STORED_BYTES = 7
READ_AHEAD = 4  # calls of ``add`` whose words are being found
_KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}


class _Chosen(NamedTuple):
    """Articles that differ from the index, what is stored of them, and whose headlines are new."""

    stored: list[StoredArticle]
    articles: list[Article]
    is_news: list[bool]


class _Waiting(NamedTuple):
    """Articles whose words are being found, and how much memory they are taken to need."""

    batch: Future[Batch]
    bytes: int


class Transaction:
    """What is being written. Ends with ``commit`` or ``cancel``.

    Words are analysed with the index's own dictionary. With ``from_nothing`` the articles and the
    lexicon so far are dropped at the commit; then another ``dictionary`` may take its place.
    ``known`` gives what is stored of an article of the index, by id: one whose file is gone is
    taken to have moved to where it is read now, and no excerpt takes the place of a whole text.

    Raises:
        IndexLockedError: another writer is at work, and ``timeout`` seconds did not suffice.
    """

    def __init__(
        self,
        index: ArticleIndex,
        timeout: float,
        memory: int,
        table: TokenTable | None = None,
        *,
        from_nothing: bool = False,
        dictionary: UserDictionary | None = None,
        known: Callable[[str], Mapping[str, Any] | None] | None = None,
    ) -> None:
        self._known = known
        self._excerpts: set[str] = set()  # of what was added since the last commit
        self._index = index
        self._memory = memory
        self.report = AddReport()
        self._writer = index.writer(timeout=timeout)
        try:
            self._companions: dict[str, Callable[[Path], object]] = {}
            self._dictionary = dictionary if dictionary is not None else self._saved_dictionary()
            self._fingerprint = fingerprint(self._dictionary)
            self._open(table, from_nothing=from_nothing)
        except BaseException:
            self._writer.cancel()
            raise

    def _open(self, table: TokenTable | None, *, from_nothing: bool) -> None:
        self._base = None if from_nothing else self._saved_lexicon()
        if from_nothing:
            self._start_over()
        starter = None if self._dictionary else starter_lexicon()
        known = [file for file in (self._base, starter) if file is not None]
        self._lexicon = Lexicon(known)
        analyzer = Analyzer(self._lexicon, Tagger(dictionary=self._dictionary))
        # Another process may have changed the dictionary since the table was filled.
        if table is None or table.analyzer.dictionary != self._dictionary:
            table = TokenTable(analyzer)
        self._table = table
        self._table.analyzer = analyzer
        self._phrases = self._recorder(from_nothing=from_nothing)
        self._digests: dict[str, int] = {}  # of what was added since the last commit
        # Words are found and analysed in one thread, numbered in another, while this one reads on.
        self._finding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ksearch-words")
        self._numbering = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ksearch-terms")
        self._waiting: deque[_Waiting] = deque()

    def _saved_dictionary(self) -> UserDictionary:
        """The index's own."""
        filename = self._writer.companions.get("dictionary")
        if filename is None:
            return UserDictionary()
        return saved_dictionary(self._index.folder / filename)

    def _saved_lexicon(self) -> LexiconFile | None:
        """The index's lexicon, where it was made with the analysis of this process."""
        filename = self._writer.companions.get("lexicon")
        if filename is None:
            return None
        file = LexiconFile(self._index.folder / filename)
        return file if file.fingerprint == self._fingerprint else None

    def _recorder(self, *, from_nothing: bool) -> PhraseRecorder:
        from ksearch.engine.phrases import PhraseRecorder  # noqa: PLC0415 -- no search needs it

        filename = None if from_nothing else self._writer.companions.get("suggest")
        path = self._index.folder / filename if filename is not None else None
        return PhraseRecorder(path, self._memory)

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit or flush: articles or words take their share of the memory.

        What waits for its words counts as what is pending.
        """
        pending = self._writer.pending_bytes + sum(waiting.bytes for waiting in self._waiting)
        return pending >= self._memory * PENDING_SHARE or self._next_table is None

    @property
    def _next_table(self) -> TokenTable | None:
        """The table of words, or None where it takes more than its share of the memory."""
        fits = len(self._table) * WORD_BYTES < self._memory * TABLE_SHARE
        return self._table if fits else None

    @property
    def can_commit(self) -> bool:
        """Whether what was added is complete."""
        return self._writer.can_commit

    def next(self, timeout: float) -> Transaction:
        """A new transaction that goes on where a committed one ended."""
        return Transaction(self._index, timeout, self._memory, self._next_table, known=self._known)

    def add(self, articles: Sequence[Article]) -> None:
        """Add what differs from the index; counted in ``report``.

        Their words are found while others are being read, so that they are in the writer some calls
        later, or after ``finish``.

        Raises:
            AnalysisMismatchError: what is in the index was made with another analysis.
        """
        made_with = str(self._writer.settings["analysis"])
        if made_with != self._fingerprint:
            raise AnalysisMismatchError(self._index.folder, made_with, self._fingerprint)
        chosen = self._choose(articles)
        if not chosen.articles:
            return
        texts = [section.text for article in chosen.articles for section in article.sections]
        found = self._finding.submit(self._table.foresee, texts)
        batch = self._numbering.submit(self._batch, chosen, found)
        size = sum(len(row.content) for row in chosen.stored)
        self._waiting.append(_Waiting(batch, size * STORED_BYTES))
        while len(self._waiting) > READ_AHEAD:
            self._take()

    def finish(self) -> None:
        """Put what waits for its words into the writer."""
        while self._waiting:
            self._take()

    def _take(self) -> None:
        batch = self._waiting[0].batch.result()
        self._waiting.popleft()
        self._writer.add(batch)

    def _choose(self, articles: Sequence[Article]) -> _Chosen:
        chosen = _Chosen([], [], [])
        for article in articles:
            row = stored(article)
            before = self._digests.get(row.id)
            if before is None:
                before = self._writer.digest(row.id)
            if before is None:
                self.report += AddReport(added=1)
            elif before != row.digest and not self._would_lose(article):
                self.report += AddReport(replaced=1)
            else:
                self.report += AddReport(unchanged=1)
                if before != row.digest or not self._has_moved(article):
                    continue
            self._digests[row.id] = row.digest
            (self._excerpts.add if article.is_excerpt else self._excerpts.discard)(row.id)
            chosen.stored.append(row)
            chosen.articles.append(article)
            chosen.is_news.append(before is None or self._is_renamed(article))
        return chosen

    def _is_renamed(self, article: Article) -> bool:
        """Whether the index has another headline for it; what waits to be written is not asked."""
        content = self._writer.content(article.id)
        return content is None or from_bytes(content).headline != article.headline

    def _has_moved(self, article: Article) -> bool:
        """Whether the index names a file that is gone for what was read from another just now."""
        now = article.source
        if self._known is None or now is None or article.id in self._digests:
            return False
        before = (self._known(article.id) or {}).get("source")
        return isinstance(before, str) and file_of(before) != file_of(now) and is_gone(before)

    def _would_lose(self, article: Article) -> bool:
        """Whether an excerpt is to take the place of a whole text, as a feed's of its page's."""
        if not article.is_excerpt:
            return False
        if article.id in self._digests:
            return article.id not in self._excerpts
        before = None if self._known is None else self._known(article.id)
        return before is not None and not before.get("is_excerpt")

    def _batch(self, chosen: _Chosen, found: Future[FoundWords]) -> Batch:
        sections = [section for article in chosen.articles for section in article.sections]
        counts = [len(article.sections) for article in chosen.articles]
        of_sections = Sections(
            np.repeat(np.arange(len(counts), dtype=np.uint32), counts),
            np.array([_KIND_CODE[s.kind] for s in sections], np.uint8),
            np.array([len(s.text) for s in sections], np.uint32),
            len(counts),
        )
        words = found.result()
        tokens = self._table.tokens(words)
        self._phrases.count(*chosen, of_sections, words.scan, tokens, self._table)
        return Batch(
            articles=chosen.stored,
            section_article=of_sections.article,
            section_kind=of_sections.kind,
            section_length=of_sections.length,
            tokens=tokens,
            vocabulary=self._table,
            sketch=sketched(of_sections, words.scan),
        )

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete articles by id; how many there were."""
        return self._writer.delete(article_ids)

    def _start_over(self) -> None:
        """Drop every article; those that are added from here on have this process's analysis."""
        self._writer.clear()
        self._writer.settings["analysis"] = self._fingerprint
        self._writer.companions.pop("lexicon", None)
        self._writer.companions.pop("dictionary", None)
        self._writer.companions.pop("suggest", None)
        if self._dictionary:
            self._companions["dictionary"] = partial(write_dictionary, dictionary=self._dictionary)

    def record(self, synonyms: Synonyms) -> None:
        """Have other synonyms from the commit on; they change no term."""
        self._writer.settings["synonyms"] = synonyms.digest
        self._writer.companions.pop("synonyms", None)
        if synonyms:
            self._companions["synonyms"] = partial(write_synonyms, synonyms=synonyms)

    def flush(self) -> None:
        """Write what is pending to disk, not yet visible, and give its memory back."""
        self.finish()
        self._writer.flush()
        self._digests.clear()
        self._excerpts.clear()
        self._table = self._next_table or TokenTable(self._table.analyzer)

    def commit(self) -> None:
        """Make it durable and visible, the lexicon with it."""
        try:
            self.finish()
            fresh = self._lexicon.fresh
            if fresh and self._dictionary and self._base is None:
                self._table.analyzer.learn(starter_words())
            if fresh:
                self._companions["lexicon"] = partial(
                    write_lexicon, fingerprint=self._fingerprint, fresh=fresh, base=self._base
                )
            write_suggestions = self._phrases.finish()
            if write_suggestions is not None:
                self._companions["suggest"] = write_suggestions
        except BaseException:
            self.cancel()
            raise
        self._shutdown()
        self._writer.commit(companions=self._companions)

    def cancel(self) -> None:
        """Leave the index as it was."""
        self._shutdown()
        self._writer.cancel()

    def _shutdown(self) -> None:
        for pool in (self._finding, self._numbering):
            pool.shutdown(cancel_futures=True)
