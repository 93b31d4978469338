"""What do the articles of a commit add to the suggestions?

Comes in: articles with their words. Goes out: what writes the next table of suggestions. What was
deleted since is counted until the next rebuild; an article that is read again counts again only
with another headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from ksearch.analysis import WordScan
from ksearch.article import Article, SectionKind
from ksearch.codec import KINDS, Sections, StoredArticle, WordTokens
from ksearch.engine.chronology import seconds
from ksearch.engine.tokens import TokenTable
from ksearch.suggest.counting import SECONDS, PhraseCounter
from ksearch.suggest.keystrokes import Kind
from ksearch.suggest.table import SuggestTable, write_table

__all__ = ["PhraseRecorder"]

# What of the memory phrases may take before they become a table, which is a tenth as large.
SHARE = 0.04
PHRASE_BYTES = 80
_HEADLINE = KINDS.index(SectionKind.HEADLINE)


class PhraseRecorder:
    """Counts what one transaction adds to the suggestions of the last commit.

    One thread at a time. ``memory`` is what the transaction may take, in bytes.
    """

    def __init__(self, path: Path | None, memory: int) -> None:
        self._most = int(memory * SHARE) // PHRASE_BYTES
        self._table = SuggestTable.read(path) if path is not None else SuggestTable.empty()
        self._counter = PhraseCounter()
        self._is_changed = False

    def count(
        self,
        stored: Sequence[StoredArticle],
        articles: Sequence[Article],
        is_news: Sequence[bool],
        sections: Sections,
        scan: WordScan,
        tokens: WordTokens,
        table: TokenTable,
    ) -> None:
        """Count what the headlines of those articles say that are news, and their names.

        Raises:
            MemoryError: there is not enough memory.
        """
        today = seconds() // SECONDS  # a date beyond it is a mistake of somebody's
        days = np.array([min(row.date // SECONDS, today) for row in stored], np.int64)
        fresh = self._counter.fresh(days)
        is_counted = (sections.kind == _HEADLINE) & np.array(is_news)[sections.article]
        chosen = is_counted[tokens.section]
        parts = (scan.start, scan.end, tokens.word, sections.article[tokens.section])
        of_headlines = [np.ascontiguousarray(part[chosen]) for part in parts]
        with table.held() as words:
            self._counter.count(words, scan.codes, of_headlines, fresh)
        news = [
            (a, one) for a, one, new in zip(articles, fresh.tolist(), is_news, strict=True) if new
        ]
        self._count_names(news)
        if len(self._counter) >= self._most:
            self._merge()

    def _count_names(self, news: Sequence[tuple[Article, float]]) -> None:
        uses: Counter[tuple[str, Kind, float]] = Counter()
        for article, one in news:
            uses.update((author, Kind.AUTHOR, one) for author in article.authors)
            if article.publisher:
                uses[article.publisher, Kind.PUBLISHER, one] += 1
        for (name, kind, one), count in uses.items():
            self._counter.count_name(name, kind, count, one)

    def _merge(self) -> None:
        if len(self._counter):
            self._table = self._table.with_counted(self._counter)
            self._counter = PhraseCounter()
            self._is_changed = True

    def finish(self) -> Callable[[Path], object] | None:
        """What writes the next table to a path; None where it is as it was."""
        self._merge()
        return partial(write_table, table=self._table) if self._is_changed else None
