"""In which order is everything built, asked and measured?

Comes in: what the command line says. Goes out: the rows of the table, in their order. What an
earlier run left complete in the same folder is used again: a corpus, its terms, the other engines'
indexes; ksearch's own only if that is asked for, since it is what changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.benchmarks import (
    Builds,
    Session,
    beside_row,
    build_row,
    first_row,
    how_row,
    indexing,
    indexing_terms,
    indexing_warm,
    memory_row,
    shell_row,
    size_row,
)
from tests.bench.corpus import Site, real_site, records
from tests.bench.crew import Worker, crew
from tests.bench.maker import Maker
from tests.bench.measures import Row
from tests.bench.peers import PEERS, How, Ksearch, by_name
from tests.bench.queries import EACH, Query, headline_queries, questions
from tests.bench.synthetic import synthetic_site

__all__ = ["ROWS", "SCALE_PEERS", "Outcome", "Settings", "run"]

# With ten or a hundred times the articles only these are asked: the fastest there is, and ours.
SCALE_PEERS = ("ksearch", "tantivy")
REAL_ROWS = ("1a", "1b", "2a", "2b", "4a", "4b", "4c", "5", "6a", "6b", "7a", "7b")
SCALE_ROWS = ("3a", "3b", "3c", "3d", "3e", "3f", "6c", "6d", "7c")
ROWS = tuple(sorted(REAL_ROWS + SCALE_ROWS))


@dataclass(frozen=True, slots=True)
class Settings:
    """What to measure. ``questions`` is None where there are none; ``scale`` 0 makes no more.

    ``rebuild`` names what is made again though it is there: engines, ``corpus`` or ``terms``;
    ``prepare`` makes everything but ksearch's index and measures nothing.
    """

    source: Path
    folder: Path
    questions: Path | None = None
    peers: tuple[str, ...] = tuple(PEERS)
    rows: tuple[str, ...] = ROWS
    most: int | None = None
    scale: int = 0
    rounds: int = 5
    builds: int = 3
    shell_runs: int = 30
    each: int = EACH
    rebuild: tuple[str, ...] = ()
    reuse_ksearch: bool = False
    prepare: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows, the engines' versions, why some were skipped, and what is of an earlier run."""

    rows: tuple[Row, ...]
    versions: Mapping[str, str]
    skipped: Mapping[str, str]
    reused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all sites of a run have in common: queries of both kinds, ``short`` ones the latter."""

    settings: Settings
    maker: Maker
    queries: Sequence[Query]
    short: Sequence[Query]
    say: Callable[[str], None]

    def wants(self, *rows: str) -> bool:
        """Whether one of these rows is to be measured."""
        return not self.settings.prepare and not {*rows}.isdisjoint(self.settings.rows)

    def session(
        self, site: Site, workers: Mapping[str, Worker], queries: Sequence[Query]
    ) -> Session:
        """A session with these queries."""
        return Session(site, workers, queries, self.settings.rounds, self.say)

    def shell(self, number: str, site: Site, *, unseen: bool) -> Iterator[Row]:
        """One of rows 6, if it is to be measured."""
        if self.wants(number):
            self.say(f"at the shell, row {number}")
            texts = [query.text for query in self.short]
            yield shell_row(number, site, texts, self.settings.shell_runs, unseen=unseen)


def run(settings: Settings, say: Callable[[str], None]) -> Outcome:
    """Measure; ksearch is always among the engines, since the others get its terms.

    Raises:
        RuntimeError: an engine failed, with its traceback.
    """
    versions, skipped = _present(settings.peers)
    say(f"corpus: {settings.source}")
    again = "corpus" in settings.rebuild
    site = real_site(settings.source, settings.folder / "real", settings.most, again=again)
    texts = headline_queries(records(site.corpus), settings.each)
    asked = (questions(settings.questions, settings.each) if settings.questions else []) + texts
    queries = _queries(asked)
    maker = Maker(versions, settings.rebuild, say, reuse_ksearch=settings.reuse_ksearch)
    bench = _Bench(settings, maker, queries, queries[len(asked) - len(texts) :], say)
    rows: list[Row] = []
    if not {*REAL_ROWS}.isdisjoint(settings.rows):
        rows += _real(bench, site)
    if settings.scale and not {*SCALE_ROWS}.isdisjoint(settings.rows):
        say(f"{settings.scale:,} synthetic articles")
        folder = settings.folder / f"synthetic-{settings.scale}"
        rows += _scale(bench, synthetic_site(site, folder, settings.scale, again=again))
    chosen = [row for row in rows if row.number in settings.rows]
    return Outcome(
        tuple(sorted(chosen, key=lambda row: row.number)), versions, skipped, maker.reused
    )


def _present(names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    versions: dict[str, str] = {}
    skipped: dict[str, str] = {}
    for name in PEERS:
        if name not in (Ksearch.name, *names):
            continue
        peer = by_name(name)
        reason = peer.absent()
        if reason is None:
            versions[name] = peer.version()
        else:
            skipped[name] = reason
    return versions, skipped


def _queries(asked: Sequence[str]) -> list[Query]:
    with Worker(Ksearch.name) as worker:
        terms: list[list[str]] = worker.ask("query_terms", texts=asked)
    return [Query(text, tuple(found)) for text, found in zip(asked, terms, strict=True)]


def _real(bench: _Bench, site: Site) -> Iterator[Row]:
    settings, names = bench.settings, tuple(bench.maker.versions)
    times = settings.builds if bench.wants("4a") else 1
    builds, given = _build(bench, site, names, times)
    if settings.prepare:
        return
    if bench.wants("4a"):
        kiwi = [bench.maker.analysing_seconds(site) for _ in range(times)]
        yield build_row("4a", indexing, site, builds, kiwi)
    if bench.wants("4b"):
        warm = [bench.maker.warm(site) for _ in range(settings.builds)]
        warmed = Builds({**builds.times, Ksearch.name: warm}, builds.reused)
        yield build_row("4b", indexing_warm, site, warmed)
    yield build_row("4c", indexing_terms, site, given)
    yield size_row("5", site, names)
    if bench.wants("1a", "1b", "2a", "2b", "7a", "7b"):
        with crew(names, site) as workers:
            session = bench.session(site, workers, bench.queries)
            yield from _real_searches(bench, session)
    yield from bench.shell("6a", site, unseen=False)
    yield from bench.shell("6b", site, unseen=True)


def _real_searches(bench: _Bench, session: Session) -> Iterator[Row]:
    terms, whole = session.able(How.TERMS), session.able(How.WHOLE)
    if bench.wants("1a", "7a"):
        yield how_row("1a", How.TERMS, session, session.samples(terms))
    if bench.wants("1b"):
        yield how_row("1b", How.COUNTED, session, session.samples(session.able(How.COUNTED)))
    if bench.wants("7a"):
        yield memory_row("7a", session, terms, "after row 1, terms given")
    if bench.wants("2a", "2b", "7b"):
        found = session.samples(whole)
        yield how_row("2a", How.WHOLE, session, found)
        yield first_row("2b", session, found)
    if bench.wants("7b"):
        yield memory_row("7b", session, whole, "after row 2")


def _scale(bench: _Bench, site: Site) -> Iterator[Row]:
    names = tuple(name for name in bench.maker.versions if name in SCALE_PEERS)
    builds, given = _build(bench, site, names, 1)
    if bench.settings.prepare:
        return
    yield build_row("3d", indexing, site, builds)
    yield build_row("3e", indexing_terms, site, given)
    yield size_row("3f", site, names)
    if bench.wants("7c"):
        # In processes of their own: questions have words that no article has, and load Kiwi.
        with crew(names, site) as workers:
            session = bench.session(site, workers, bench.short)
            beside = session.beside()
            session.samples(beside)
            after = "after whole searches of ksearch, terms given to the others"
            yield memory_row("7c", session, beside, after)
    if bench.wants("3a", "3b", "3c"):
        with crew(names, site) as workers:
            session = bench.session(site, workers, bench.queries)
            yield from _scale_searches(bench, session)
    yield from bench.shell("6c", site, unseen=False)
    yield from bench.shell("6d", site, unseen=True)


def _scale_searches(bench: _Bench, session: Session) -> Iterator[Row]:
    if bench.wants("3a"):
        yield how_row("3a", How.TERMS, session, session.samples(session.able(How.TERMS)))
    if bench.wants("3b"):
        yield how_row("3b", How.COUNTED, session, session.samples(session.able(How.COUNTED)))
    if bench.wants("3c"):
        yield beside_row("3c", session)


def _build(bench: _Bench, site: Site, names: Sequence[str], times: int) -> tuple[Builds, Builds]:
    """Have every engine's index: those that are made of texts, and those that are made of terms.

    Where they are not there, the former are built several times, in turn.
    """
    if bench.settings.prepare:
        names = [name for name in names if name != Ksearch.name]
    analysing = [name for name in names if by_name(name).analyses]
    others = [name for name in names if name not in analysing]
    texts = bench.maker.indexes(site, analysing, {"corpus": site.digest}, times)
    if not others:
        return texts, Builds({})
    terms = bench.maker.terms(site, bench.queries)
    return texts, bench.maker.indexes(site, others, {"terms": terms}, 1)
