"""What is kept of an article beside its tokens?

Comes in: a normalized article. Goes out: its stored form, its date as a number, and a digest that
tells whether it changed. Invariant: where an article was read from is no part of the digest.
"""

from __future__ import annotations

import xxhash

from ksearch.article import Article
from ksearch.codec.batch import StoredArticle
from ksearch.engine.chronology import instant
from ksearch.storage import said, with_source

__all__ = ["stored"]


def stored(article: Article) -> StoredArticle:
    """The article as the writer takes it.

    >>> one, two = (stored(Article("7", "첫눈", source=source)) for source in "ab")
    >>> one.digest == two.digest, one.content == two.content
    (True, False)
    """
    told = said(article)
    return StoredArticle(
        id=article.id,
        digest=xxhash.xxh3_64_intdigest(told),
        date=instant(article.date_published),
        content=with_source(told, article.source),
    )
