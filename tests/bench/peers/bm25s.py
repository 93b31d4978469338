"""bm25s, sparse matrices of scores made beforehand, with terms given: what does numpy allow?"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

from tests.bench.corpus import Site
from tests.bench.peers.protocol import TOP, How, lacking, term_documents, timed
from tests.bench.queries import Query

__all__ = ["Bm25s"]


class Bm25s:
    """Scores in memory; no texts stored, no positions, no way to add an article."""

    name = "bm25s"
    answers = frozenset({How.TERMS})
    analyses = False
    rounds: int | None = None

    def __init__(self) -> None:
        self._scores: Any = None
        self._ids: list[str] = []

    def absent(self) -> str | None:
        """Whether it is installed."""
        return lacking("bm25s")

    def version(self) -> str:
        """The version of the package."""
        return version("bm25s")

    def build(self, site: Site) -> None:
        """Score every term in every article, and save."""
        scores = import_module("bm25s").BM25(k1=0.9, b=0.75)
        ids, documents = [], []
        for article_id, terms, _ in term_documents(site):
            ids.append(article_id)
            documents.append(terms.split())
        scores.index(documents, show_progress=False)
        folder = site.index(self.name)
        folder.mkdir(parents=True, exist_ok=True)
        scores.save(str(folder))
        (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")

    def open(self, site: Site) -> None:
        """Load everything into memory."""
        folder = site.index(self.name)
        self._scores = import_module("bm25s").BM25.load(str(folder), show_progress=False)
        self._ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:  # noqa: ARG002 -- only terms
        """The ten best."""
        return timed(self._answer, queries)

    def best(self, query: Query) -> list[str]:
        """The ids of the ten best."""
        return [self._ids[int(number)] for number in self._answer(query)[0][0]]

    def process(self) -> int:
        """This one."""
        return os.getpid()

    def _answer(self, query: Query) -> Any:  # noqa: ANN401 -- an optional library
        top = min(TOP, len(self._ids))
        return self._scores.retrieve([list(query.terms)], k=top, show_progress=False)
