"""Counting facets over all that matches costs a query of real news next to nothing."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from pathlib import Path

import ksearch
from ksearch.ranking import FACETS
from tests.bench.queries import questions

QUERIES = 150
ALLOWED = 0.001  # seconds of the processor, for all four at once


def _seconds(index: ksearch.Engine, query: str, facets: tuple[str, ...]) -> float:
    begin = time.thread_time()
    index.search(query, facets=facets)
    return time.thread_time() - begin


def test_facets_add_less_than_a_millisecond(news_index: Path, shared: Path) -> None:
    """The median of questions over 16,321 articles, with and without, in turns."""
    asked = questions(shared / "data" / "newsqa_dev_queries.jsonl.gz")[:QUERIES]
    with ksearch.open(news_index) as index:
        for query in asked:
            index.search(query, facets=FACETS)
        plain, counted = [], []
        for query in asked:
            plain.append(_seconds(index, query, ()))
            counted.append(_seconds(index, query, FACETS))
    assert statistics.median(counted) - statistics.median(plain) < ALLOWED


def test_facets_are_what_the_articles_say(news_index: Path) -> None:
    """Of every article that matches, whatever the page."""
    with ksearch.open(news_index) as index:
        result = index.search("정부", limit=5, facets=FACETS)
        ids = [hit.id for hit in index.search("정부", limit=10**6, collapse=False).hits]
        articles = [index.get(article_id) for article_id in ids]
    assert len(ids) == result.total > 1000
    found = [article for article in articles if article is not None]
    publishers = Counter(article.publisher for article in found if article.publisher)
    authors = Counter(author for article in found for author in {*article.authors})
    assert dict(result.facets["publisher"]) == publishers
    assert dict(result.facets["author"]) == authors
