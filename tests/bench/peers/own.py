"""ksearch itself, through the doors that its users have."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

import ksearch
from ksearch.engine import WhooshIndex, open_index
from ksearch.engine.view import View
from ksearch.plan import AnyPlan, Chain, Scored, Unit
from ksearch.ranking import prepare, rank, run
from tests.bench.corpus import Site
from tests.bench.peers.protocol import TOP, How, timed
from tests.bench.queries import Query

__all__ = ["Ksearch", "WarmKsearch", "terms_plan"]


def terms_plan(terms: Sequence[str]) -> AnyPlan:
    """Articles with any of the terms: each is one link, and scores as itself."""
    return AnyPlan(tuple(Unit(term, (Chain((term,)),), (Scored("terms", term),)) for term in terms))


class Ksearch:
    """The engine in this checkout."""

    name = "ksearch"
    answers = frozenset(How)
    analyses = True
    rounds: int | None = None

    def __init__(self) -> None:
        self._index: WhooshIndex | None = None

    def absent(self) -> str | None:
        """Never: it is what is measured."""
        return None

    def version(self) -> str:
        """The version in this checkout."""
        return ksearch.__version__

    def build(self, site: Site) -> None:
        """Index with an empty lexicon, as the first run of a person does."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        with open_index(folder, create=True) as index:
            index.add(ksearch.read(site.corpus))

    def open(self, site: Site) -> None:
        """Open the index."""
        self._index = open_index(site.index(self.name))

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:
        """``index.search``, snippets included; or the ranking alone, its queries made before."""
        if how is How.WHOLE:
            index = self._opened()
            return timed(lambda query: index.search(query.text, limit=TOP), queries)
        statistics = self._view().statistics
        programs = [prepare(statistics, terms_plan(query.terms)) for query in queries]
        counted = how is How.COUNTED
        return timed(lambda program: run(statistics, program, TOP, counted=counted), programs)

    def best(self, query: Query) -> list[str]:
        """The ids that the ranking gives."""
        view = self._view()
        ranking = rank(view.statistics, terms_plan(query.terms), TOP)
        return [view.snapshot.segments[r.segment].article_id(r.article) for r in ranking.articles]

    def process(self) -> int:
        """This one."""
        return os.getpid()

    def _opened(self) -> WhooshIndex:
        if self._index is None:
            raise RuntimeError("the index is not open")
        return self._index

    def _view(self) -> View:
        return self._opened()._view


class WarmKsearch(Ksearch):
    """The engine with a lexicon that knows every word: an index whose articles were all deleted."""

    name = "ksearch-warm"

    def build(self, site: Site) -> None:
        """Index into the emptied index that ``prepare`` left."""
        with open_index(site.index(self.name)) as index:
            index.add(ksearch.read(site.corpus))

    def prepare(self, site: Site) -> None:
        """Copy the index of ``Ksearch`` and delete all of its articles."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site.index(Ksearch.name), folder)
        with open_index(folder) as index:
            index.delete([article.id for article in index.articles()])
