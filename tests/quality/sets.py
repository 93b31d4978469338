"""Which sets of questions are there, over which articles?

Comes in: the folder of measuring data. Goes out: for each set its articles, its queries, and which
articles are copies of one story.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import ksearch
from ksearch.evaluation import JudgedQuery, read_queries
from tests.quality.copies import copies_of

__all__ = ["SETS", "QualitySet", "digest"]

HEADLINES = 1000
HEADLINE_SEED = 20_230_417
NEWS = "news.jsonl.gz"


@dataclass(frozen=True, slots=True)
class QualitySet:
    """A set: its name, its files, the name of the index of its articles, and how each is made.

    ``copies`` says for each query which articles count as the one that is asked for.
    """

    name: str
    files: tuple[str, ...]
    index: str
    articles: Callable[[Path], Iterator[ksearch.Article]]
    queries: Callable[[Path], list[JudgedQuery]]
    copies: Callable[[Path], Mapping[str, set[str]]] | None = None


def digest(data: Path, files: tuple[str, ...]) -> str:
    """SHA-256 of what some files hold, unpacked, one after the other."""
    total = hashlib.sha256()
    for name in files:
        with gzip.open(data / name) as stream:
            total.update(stream.read())
    return total.hexdigest()


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of packed JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _paragraphs(name: str) -> Callable[[Path], Iterator[ksearch.Article]]:
    def articles(data: Path) -> Iterator[ksearch.Article]:
        for row in records(data / name):
            found = {"id": row["docid"], "headline": row["title"], "body": row["body"]}
            yield ksearch.to_article(found)

    return articles


def _bodies(data: Path) -> Iterator[ksearch.Article]:
    for row in records(data / NEWS):
        if (row["body"] or "").strip():
            yield ksearch.to_article({"id": row["id"], "body": row["body"]})


@cache
def chosen_headlines(data: Path) -> list[dict[str, Any]]:
    """1,000 articles that have both a title and a body."""
    able = [
        row
        for row in records(data / NEWS)
        if (row["title"] or "").strip() and (row["body"] or "").strip()
    ]
    return random.Random(HEADLINE_SEED).sample(able, HEADLINES)


def _headlines(data: Path) -> list[JudgedQuery]:
    return [JudgedQuery(row["id"], row["title"], {row["id"]: 1}) for row in chosen_headlines(data)]


def _unquoted_headlines(data: Path) -> list[JudgedQuery]:
    """Where the marks of quotations, which a query would read as its own, are spaces."""
    return [replace(query, text=re.sub('["“”]', " ", query.text)) for query in _headlines(data)]


@cache
def _copies(data: Path) -> Mapping[str, set[str]]:
    return copies_of(chosen_headlines(data), records(data / NEWS))


@cache
def _rough_copies(data: Path) -> Mapping[str, set[str]]:
    return copies_of(chosen_headlines(data), records(data / NEWS), roughly=True)


def _questions(name: str) -> Callable[[Path], list[JudgedQuery]]:
    return lambda data: read_queries(data / name)


SETS = (
    QualitySet(
        "newsqa",
        (NEWS, "newsqa_dev_queries.jsonl.gz"),
        "news",
        lambda data: ksearch.read(data / NEWS),
        _questions("newsqa_dev_queries.jsonl.gz"),
    ),
    QualitySet("headlines", (NEWS,), "bodies", _bodies, _headlines, _copies),
    QualitySet("unquoted", (NEWS,), "bodies", _bodies, _unquoted_headlines, _copies),
    QualitySet("stories", (NEWS,), "bodies", _bodies, _unquoted_headlines, _rough_copies),
    QualitySet(
        "korquad",
        ("korquad_dev_corpus.jsonl.gz", "korquad_dev_queries.jsonl.gz"),
        "korquad",
        _paragraphs("korquad_dev_corpus.jsonl.gz"),
        _questions("korquad_dev_queries.jsonl.gz"),
    ),
    QualitySet(
        "msmarco",
        ("msmarco_ko_corpus.jsonl.gz", "msmarco_ko_queries.jsonl.gz"),
        "msmarco",
        _paragraphs("msmarco_ko_corpus.jsonl.gz"),
        _questions("msmarco_ko_queries.jsonl.gz"),
    ),
)
