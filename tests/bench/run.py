"""In which order is everything built, asked and measured?

Comes in: what the command line says. Goes out: the rows of the table, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.benchmarks import (
    Build,
    Session,
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
from tests.bench.corpus import Site, records, write_corpus
from tests.bench.crew import Worker, crew
from tests.bench.measures import Row
from tests.bench.peers import PEERS, How, Ksearch, WarmKsearch, by_name
from tests.bench.queries import EACH, Query, headline_queries, questions
from tests.bench.synthetic import write_synthetic

__all__ = ["SCALE_PEERS", "Outcome", "Settings", "run"]

# With ten or a hundred times the articles only these are asked: the fastest there is, and ours.
SCALE_PEERS = ("ksearch", "tantivy")


@dataclass(frozen=True, slots=True)
class Settings:
    """What to measure. ``questions`` is None where there are none; ``scale`` 0 makes no more."""

    source: Path
    folder: Path
    questions: Path | None = None
    peers: tuple[str, ...] = tuple(PEERS)
    most: int | None = None
    scale: int = 0
    rounds: int = 5
    builds: int = 3
    shell_runs: int = 30
    each: int = EACH


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows, the engines' versions, and why some were skipped."""

    rows: tuple[Row, ...]
    versions: Mapping[str, str]
    skipped: Mapping[str, str]


def run(settings: Settings, say: Callable[[str], None]) -> Outcome:
    """Measure everything; ksearch is always among the engines, since the others get its terms.

    Raises:
        RuntimeError: an engine failed, with its traceback.
    """
    versions, skipped = _present(settings.peers)
    say(f"corpus: {settings.source}")
    site = write_corpus(settings.source, settings.folder / "real", "the corpus", settings.most)
    site = Site(site.folder, f"{site.size.articles:,} articles", site.size)
    texts = headline_queries(records(site.corpus), settings.each)
    asked = (questions(settings.questions, settings.each) if settings.questions else []) + texts
    rows = _real(settings, site, tuple(versions), asked, texts, say)
    if settings.scale:
        say(f"making {settings.scale:,} synthetic articles")
        large = write_synthetic(site.corpus, settings.folder / "synthetic", settings.scale)
        names = tuple(name for name in versions if name in SCALE_PEERS)
        rows += _scale(settings, large, names, asked, texts, say)
    return Outcome(tuple(sorted(rows, key=lambda row: row.number)), versions, skipped)


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


def _real(
    settings: Settings,
    site: Site,
    names: Sequence[str],
    asked: Sequence[str],
    texts: Sequence[str],
    say: Callable[[str], None],
) -> list[Row]:
    builds, given = _build(site, names, settings.builds, say)
    warm = []
    for _ in range(settings.builds):
        with Worker(WarmKsearch.name) as worker:
            worker.ask("prepare", site)
        warm.append(_built(WarmKsearch.name, site, say))
    rows = [
        build_row("4a", indexing, site, builds),
        build_row("4b", indexing_warm, site, {**builds, Ksearch.name: warm}),
        build_row("4c", indexing_terms, site, given),
        size_row("5", site, names),
    ]
    queries = _queries(site, asked)
    with crew(names, site) as workers:
        session = Session(site, workers, queries, settings.rounds, say)
        rows.append(how_row("1a", How.TERMS, session, session.samples(How.TERMS)))
        rows.append(how_row("1b", How.COUNTED, session, session.samples(How.COUNTED)))
        rows.append(memory_row("7a", How.TERMS, session, "after row 1, terms given"))
        whole = session.samples(How.WHOLE)
        rows.append(how_row("2a", How.WHOLE, session, whole))
        rows.append(first_row("2b", session, whole))
        rows.append(
            memory_row("7b", How.WHOLE, session, "after row 2, for which ksearch has loaded Kiwi")
        )
    say("at the shell")
    rows.append(shell_row("6a", site, texts, settings.shell_runs, unseen=False))
    rows.append(shell_row("6b", site, texts, settings.shell_runs, unseen=True))
    return rows


def _scale(
    settings: Settings,
    site: Site,
    names: Sequence[str],
    asked: Sequence[str],
    texts: Sequence[str],
    say: Callable[[str], None],
) -> list[Row]:
    builds, given = _build(site, names, 1, say)
    rows = [
        build_row("3d", indexing, site, builds),
        build_row("3e", indexing_terms, site, given),
        size_row("3f", site, names),
    ]
    queries = _queries(site, asked)
    with crew(names, site) as workers:
        session = Session(site, workers, queries, settings.rounds, say)
        rows.append(how_row("3a", How.TERMS, session, session.samples(How.TERMS)))
        rows.append(how_row("3b", How.COUNTED, session, session.samples(How.COUNTED)))
        rows.append(memory_row("7c", How.TERMS, session, "after row 3, terms given"))
        rows.append(how_row("3c", How.WHOLE, session, session.samples(How.WHOLE)))
    say("at the shell")
    rows.append(shell_row("6c", site, texts, settings.shell_runs, unseen=False))
    rows.append(shell_row("6d", site, texts, settings.shell_runs, unseen=True))
    return rows


def _build(
    site: Site, names: Sequence[str], times: int, say: Callable[[str], None]
) -> tuple[dict[str, list[Build]], dict[str, list[Build]]]:
    """Build every engine's index, several times those that are made of texts, in turn.

    The others' are made of the terms that ksearch's index then gives.
    """
    analysing = [name for name in names if by_name(name).analyses]
    others = [name for name in names if name not in analysing]
    texts: dict[str, list[Build]] = {name: [] for name in analysing}
    for _ in range(times):
        for name in analysing:
            texts[name].append(_built(name, site, say))
    if others:
        say("making terms for the others")
        with Worker(Ksearch.name) as worker:
            worker.ask("terms", site)
    return texts, {name: [_built(name, site, say)] for name in others}


def _built(name: str, site: Site, say: Callable[[str], None]) -> Build:
    say(f"indexing with {name}")
    with Worker(name) as worker:
        found: dict[str, Any] = worker.ask("build", site)
    return Build(found["seconds"], found["cpu"], found["peak"])


def _queries(site: Site, asked: Sequence[str]) -> list[Query]:
    with Worker(Ksearch.name) as worker:
        terms: list[list[str]] = worker.ask("query_terms", site, texts=asked)
    return [Query(text, tuple(found)) for text, found in zip(asked, terms, strict=True)]
