"""Which articles does a query of the language find? Tables, run on the engine as users get it.

A topic is a small archive and queries to it. An answer names the articles that must be found:
``a b`` in any order, ``a > b c`` with a before both. What stands behind ``?`` may be found behind
all others, or not at all. No other article of the archive must be found, so each row says of every
article what becomes of it. ``-`` stands for nothing found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import ksearch
from ksearch.article import Article, Section, SectionKind
from ksearch.engine import WhooshIndex
from tests.answers.cases import OTHERS, holds
from tests.samples import article

__all__ = ["NOW", "Row", "Topic", "news", "opened", "wrong"]

NOW = datetime(2024, 5, 21, 15, 30)  # noqa: DTZ001 -- a Tuesday in Seoul
OTHER = "other-"


class Row(NamedTuple):
    """A query, and the articles that it finds."""

    query: str
    answer: str


class Topic(NamedTuple):
    """An archive and queries to it."""

    articles: tuple[Article, ...]
    rows: tuple[Row, ...]


def news(  # noqa: PLR0913 -- a field each
    article_id: str,
    body: str,
    *,
    headline: str = "",
    subheadline: str = "",
    caption: str = "",
    publisher: str | None = None,
    authors: tuple[str, ...] = (),
    section: str | None = None,
    date: str | None = None,
) -> Article:
    """An article with the fields that a query can ask for."""
    pieces = (
        (SectionKind.HEADLINE, headline),
        (SectionKind.SUBHEADLINE, subheadline),
        (SectionKind.BODY, body),
        (SectionKind.CAPTION, caption),
    )
    return Article(
        article_id,
        headline,
        tuple(Section(kind, text) for kind, text in pieces if text),
        publisher=publisher,
        authors=authors,
        article_section=section,
        date_published=date,
    )


@contextmanager
def opened(topic: Topic, folder: Path) -> Iterator[WhooshIndex]:
    """An index of a topic's articles, and of others so that words are as rare as in an archive."""
    with ksearch.open(folder, create=True) as index:
        index.add(article(f"{OTHER}{number}", text) for number, text in enumerate(OTHERS))
        index.add(topic.articles)
        yield index


def wrong(index: WhooshIndex, row: Row) -> str | None:
    """What is wrong with the answer to a query; None where nothing is."""
    result = index.search(row.query, limit=100, collapse=False, now=NOW)
    ids = [hit.id for hit in result.hits if not hit.id.startswith(OTHER)]
    if holds(ids, "" if row.answer == "-" else row.answer):
        return None
    return f"{row.query}: {row.answer!r}, not {' '.join(ids) or '-'}"
