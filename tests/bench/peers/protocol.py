"""What must an engine do to be compared? Build, open, answer, and say how big it is.

A peer lives in a process of its own (``tests.bench.worker``), so that no engine warms or burdens
another. Its library is imported when it is first used: a machine without it skips the peer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from importlib.util import find_spec
from time import perf_counter
from typing import Protocol, TypeVar

from tests.bench.corpus import Site
from tests.bench.queries import Query

__all__ = ["TOP", "How", "Peer", "lacking", "term_documents", "timed"]

TOP = 10
Asked = TypeVar("Asked")


class How(StrEnum):
    """What is asked of an engine."""

    TERMS = "terms"  # the ten best for any of the terms
    COUNTED = "counted"  # the same, and how many match in all
    WHOLE = "whole"  # the ten best for a text as typed, with their stored texts


class Peer(Protocol):
    """An engine. ``build`` and ``open`` are called once in a process, and never both."""

    name: str
    answers: frozenset[How]
    analyses: bool  # indexes texts; else terms that were made before
    rounds: int | None  # at most so many rounds, where it is slow; None: as many as the others

    def absent(self) -> str | None:
        """Why the engine cannot run here, in a line; None where it can."""
        ...

    def version(self) -> str:
        """The version of its library."""
        ...

    def build(self, site: Site) -> None:
        """Index a site's corpus (or its terms) and commit."""
        ...

    def open(self, site: Site) -> None:
        """Open the site's index for searching."""
        ...

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:
        """Answer each query; how many seconds each took."""
        ...

    def best(self, query: Query) -> list[str]:
        """The ids of the ten best for the query's terms (of its text, where it takes no terms)."""
        ...

    def process(self) -> int:
        """The process that holds the index."""
        ...


def timed(answer: Callable[[Asked], object], queries: Sequence[Asked]) -> list[float]:
    """How long each answer takes, in seconds.

    What an engine makes of terms before it searches is given as a query, and so costs it nothing.
    """
    seconds = []
    for query in queries:
        began = perf_counter()
        answer(query)
        seconds.append(perf_counter() - began)
    return seconds


def lacking(*modules: str) -> str | None:
    """Which of the modules is not installed, as a reason; None where all are."""
    absent = [module for module in modules if find_spec(module) is None]
    return f"not installed: {', '.join(absent)}" if absent else None


def term_documents(site: Site) -> Iterator[tuple[str, str, str]]:
    """The id, the terms and the text of each article, side by side."""
    with site.terms.open(encoding="utf-8") as terms, site.corpus.open(encoding="utf-8") as texts:
        for line, text in zip(terms, texts, strict=True):
            article_id, joined = json.loads(line)
            record = json.loads(text)
            yield article_id, joined, f"{record.get('title') or ''}\n{record.get('body') or ''}"
