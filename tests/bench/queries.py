"""What is asked? 500 real questions, and 500 queries of one to three words out of headlines.

The questions are those of the measuring archive. The short queries are words that stand side by
side in a headline, drawn with a fixed seed: what a person types who looks for a piece of news.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.corpus import records

__all__ = ["EACH", "Query", "headline_queries", "questions"]

EACH = 500
SEED = 20240521
LONGEST = 3
_EDGES = "\"'‘’“”.,…·ㆍ?!()[]<>《》「」『』~-:;/|"


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed, and the content terms that ksearch's analysis finds in it, each once."""

    text: str
    terms: tuple[str, ...] = ()


def questions(path: Path, most: int = EACH) -> list[str]:
    """The questions of a JSONL file, in its order."""
    return [str(record["question"]) for record in records(path)][:most]


def headline_queries(articles: Iterable[Mapping[str, Any]], count: int = EACH) -> list[str]:
    """Queries of one to three words, the same ones for the same articles.

    >>> headline_queries([{"title": "‘스마트 시티’ 총회"}], 2)
    ['스마트 시티 총회', '스마트']
    """
    titles = [title for article in articles if (title := _words(article.get("title") or ""))]
    draw = random.Random(SEED)
    found: list[str] = []
    while titles and len(found) < count:
        title = draw.choice(titles)
        length = min(draw.randint(1, LONGEST), len(title))
        begin = draw.randrange(len(title) - length + 1)
        found.append(" ".join(title[begin : begin + length]))
    return found


def _words(title: str) -> list[str]:
    """The words of a title, less the punctuation around them: a hyphen in front would mean NOT."""
    words = (word.strip(_EDGES) for word in title.split())
    return [word for word in words if any(map(str.isalnum, word)) and '"' not in word]
