"""From articles to a commit: one writer, one table of words, one growing lexicon."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
import xxhash

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Tagger,
    fingerprint,
    starter_lexicon,
    write_lexicon,
)
from ksearch.article import Article
from ksearch.codec import KINDS, ArticleIndex, Batch, StoredArticle
from ksearch.engine.chronology import instant
from ksearch.engine.tokens import TokenTable

__all__ = ["Session"]

# A table of this many distinct words is some 500 MB; a new one starts with the next commit.
TABLE_WORDS = 1_500_000
_KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}


class Session:
    """What is being written. Ends with ``commit`` or ``cancel``.

    Raises:
        IndexLockedError: another writer is at work, and ``timeout`` seconds did not suffice.
    """

    def __init__(
        self,
        index: ArticleIndex,
        tagger: Tagger,
        timeout: float,
        table: TokenTable | None = None,
    ) -> None:
        self._index = index
        self._tagger = tagger
        self._writer = index.writer(timeout=timeout)
        try:
            self._base = self._saved_lexicon()
        except BaseException:
            self._writer.cancel()
            raise
        starter = starter_lexicon()
        known = [file for file in (self._base, starter) if file is not None]
        self._lexicon = Lexicon(known)
        analyzer = Analyzer(self._lexicon, tagger)
        self._table = table if table is not None else TokenTable(analyzer)
        self._table.analyzer = analyzer

    def _saved_lexicon(self) -> LexiconFile | None:
        """The index's lexicon, where it was made with the analysis of this process."""
        filename = self._writer.companions.get("lexicon")
        if filename is None:
            return None
        file = LexiconFile(self._index.folder / filename)
        return file if file.fingerprint == fingerprint() else None

    @property
    def pending(self) -> int:
        """How many articles are in memory."""
        return self._writer.pending

    @property
    def can_commit(self) -> bool:
        """Whether what was added is complete."""
        return self._writer.can_commit

    def next(self, timeout: float) -> Session:
        """A new session that goes on where a committed one ended."""
        table = self._table if len(self._table) < TABLE_WORDS else None
        return Session(self._index, self._tagger, timeout, table)

    def add(self, articles: Sequence[Article]) -> tuple[int, int]:
        """Add what differs from the index; how many are new, how many replace another."""
        stored: list[StoredArticle] = []
        chosen: list[Article] = []
        digests: dict[str, int] = {}
        new = changed = 0
        for article in articles:
            row = _stored(article)
            before = digests.get(row.id)
            if before is None:
                before = self._writer.digest(row.id)
            if before == row.digest:
                continue
            new += before is None
            changed += before is not None
            digests[row.id] = row.digest
            stored.append(row)
            chosen.append(article)
        if stored:
            self._writer.add(self._batch(stored, chosen))
        return new, changed

    def _batch(self, stored: list[StoredArticle], articles: list[Article]) -> Batch:
        sections = [section for article in articles for section in article.sections]
        counts = [len(article.sections) for article in articles]
        return Batch(
            articles=stored,
            section_article=np.repeat(np.arange(len(articles)), counts),
            section_kind=np.array([_KIND_CODE[s.kind] for s in sections], np.uint8),
            tokens=self._table.tokens([section.text for section in sections]),
            vocabulary=self._table.vocabulary,
        )

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete articles by id; how many there were."""
        return self._writer.delete(article_ids)

    def start_over(self) -> None:
        """Drop every article; those that are added from here on have this process's analysis."""
        self._writer.clear()
        self._writer.settings["analysis"] = fingerprint()
        if self._base is None:
            self._writer.companions.pop("lexicon", None)

    def flush(self) -> None:
        """Write what is pending to disk, not yet visible, and give its memory back."""
        self._writer.flush()
        if len(self._table) >= TABLE_WORDS:
            self._table = TokenTable(self._table.analyzer)

    def commit(self) -> None:
        """Make it durable and visible, the lexicon with it."""
        fresh = self._lexicon.fresh
        companions = {}
        if fresh:
            companions["lexicon"] = partial(
                write_lexicon, fingerprint=fingerprint(), fresh=dict(fresh), base=self._base
            )
        self._writer.commit(companions=companions)

    def cancel(self) -> None:
        """Leave the index as it was."""
        self._writer.cancel()


def _stored(article: Article) -> StoredArticle:
    record = article.to_json()
    content = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    # Where it was read from is no part of what the article says.
    record.pop("source")
    said = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return StoredArticle(
        id=article.id,
        digest=xxhash.xxh3_64_intdigest(said),
        date=instant(article.date_published),
        content=content,
    )
