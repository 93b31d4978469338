"""What is kept of an article beside its tokens?

Comes in: a normalized article. Goes out: its stored form, its date as a number, a digest that tells
whether it changed, and the sketch that tells what it is like. Invariant: where an article was read
from is no part of the digest.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.analysis import WordScan
from ksearch.analysis.scan import classes
from ksearch.article import Article
from ksearch.codec import ATTRIBUTES, Sections, StoredArticle, texts_of
from ksearch.copies import sketches
from ksearch.engine.chronology import instant, month
from ksearch.storage import said, with_source

__all__ = ["named", "sketched", "stored"]


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
        named=named(article),
    )


def named(article: Article) -> tuple[tuple[str, ...], ...]:
    """The article's names, by attribute.

    >>> named(Article("7", publisher="한빛일보", date_published="2024-04-30T23:00:00Z"))
    (('한빛일보',), (), (), ('2024-05',))
    """
    several = {
        "publisher": (article.publisher,),
        "author": article.authors,
        "section": (article.article_section,),
        "month": (month(article.date_published),),
    }
    return tuple(
        tuple(name.strip() for name in several[attribute] if name and name.strip())
        for attribute in ATTRIBUTES
    )


def sketched(sections: Sections, scan: WordScan) -> npt.NDArray[np.uint8]:
    """The sketch of each article, whose sections ``scan`` has the letters of, in their order."""
    end = np.cumsum(sections.length.astype(np.int64) + 1)  # behind each text stands a line feed
    start = (end - sections.length - 1).astype(np.uint32)
    return sketches(texts_of(sections), scan.codes, start, classes())
