"""Whoosh with its own codec, with terms given: what has the codec of arrays brought?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from importlib.metadata import version

from whoosh import analysis, fields, index, query, searching

from tests.bench.corpus import Site
from tests.bench.peers.protocol import TOP, How, term_documents, timed
from tests.bench.queries import Query

__all__ = ["Whoosh"]

MEGABYTES = 512


class Whoosh:
    """Terms with positions under a tokenizer that parts at spaces, texts stored; one process."""

    name = "whoosh"
    answers = frozenset({How.TERMS})
    analyses = False
    rounds: int | None = 1

    def __init__(self) -> None:
        self._searcher: searching.Searcher | None = None

    def absent(self) -> str | None:
        """Never: ksearch needs it too."""
        return None

    def version(self) -> str:
        """The version of the package."""
        return version("whoosh3")

    def build(self, site: Site) -> None:
        """Index the terms."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            terms=fields.TEXT(analyzer=analysis.RegexTokenizer(r"\S+"), phrase=True),
            text=fields.STORED(),
        )
        writer = index.create_in(str(folder), schema).writer(limitmb=MEGABYTES)
        for article_id, terms, text in term_documents(site):
            writer.add_document(id=article_id, terms=terms, text=text)
        writer.commit()

    def open(self, site: Site) -> None:
        """Open the index."""
        self._searcher = index.open_dir(str(site.index(self.name))).searcher()

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:  # noqa: ARG002 -- only terms
        """The ten best."""
        return timed(self._answer, queries)

    def best(self, query: Query) -> list[str]:
        """The ids of the ten best."""
        return [str(hit["id"]) for hit in self._answer(query)]

    def process(self) -> int:
        """This one."""
        return os.getpid()

    def _answer(self, asked: Query) -> searching.Results:
        if self._searcher is None:
            raise RuntimeError("the index is not open")
        wanted = query.Or([query.Term("terms", term) for term in asked.terms])
        return self._searcher.search(wanted, limit=TOP)
