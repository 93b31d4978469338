"""Which questions are answered? One function each; its docstring's first line is the question.

Each takes a *session*, which holds what the benchmarks have in common and the workers of one site,
and gives one row of the table.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.corpus import Site
from tests.bench.crew import Samples, Worker, in_turn
from tests.bench.measures import Row, latency
from tests.bench.peers import TOP, How, Ksearch
from tests.bench.queries import Query
from tests.bench.shell import UNSEEN, wall_times

__all__ = [
    "Build",
    "Builds",
    "Session",
    "beside_row",
    "build_row",
    "first_row",
    "how_row",
    "indexing",
    "indexing_terms",
    "indexing_warm",
    "memory_row",
    "shell_row",
    "size_row",
]

MEGA = 1e6
OURS = Ksearch.name
# The agreement of the engines is looked at for so many queries, outside of what is timed.
COMPARED = 50


@dataclass(frozen=True, slots=True)
class Build:
    """What an engine's indexing took: seconds, processor time, the most bytes resident."""

    seconds: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Builds:
    """By engine what indexing took in this run, and whose indexes are of an earlier one."""

    times: Mapping[str, Sequence[Build]]
    reused: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A site with its engines open, the queries, how many rounds, and where progress is told."""

    site: Site
    workers: Mapping[str, Worker]
    queries: Sequence[Query]
    rounds: int
    say: Callable[[str], None]

    def able(self, how: How) -> dict[str, How]:
        """The engines that can be asked so."""
        return {name: how for name, worker in self.workers.items() if how in worker.peer.answers}

    def samples(self, hows: Mapping[str, How]) -> dict[str, Samples]:
        """Each engine's times for every query."""
        asked = [query for query in self.queries if query.terms]
        return in_turn(self.workers, hows, asked, self.rounds, self.say)

    def beside(self) -> dict[str, How]:
        """Whole searches for ksearch; of the others those that rank terms given are asked so."""
        whole = {name: How.WHOLE for name in self.workers if name == OURS}
        return {**self.able(How.TERMS), **whole}


def ranking() -> None:
    """How fast are the ten best found, when the terms are made already and any may match?"""


def counting() -> None:
    """The same, when the engines also say how many articles match?"""


def searching() -> None:
    """How fast is a whole search in the library, from the text typed to ten articles?

    ksearch gives snippets with highlights; Lucene fetches ten stored texts and makes none. How many
    articles match nobody asks: ksearch counts them when its result is asked, Lucene up to 1,000.
    """


def searching_beside() -> None:
    """How fast is ksearch's whole search beside others that only rank, their terms given?"""


def first_time() -> None:
    """How fast is it when the process sees each query for the first time?

    ksearch then analyses words that no article has (loading Kiwi at the first of them, which is
    the maximum); Lucene's code is not yet compiled.
    """


def indexing() -> None:
    """How long is it from JSONL to the commit, ksearch's lexicon being empty at the start?

    Lucene with nori has two threads, and ksearch's Kiwi too: how long Kiwi takes by itself for the
    distinct words stands beside. The peak is of all memory resident.
    """


def indexing_warm() -> None:
    """How long is it from JSONL to the commit, ksearch's lexicon knowing every word?

    Lucene has no lexicon: its figures are those of the row before.
    """


def indexing_terms() -> None:
    """How long is it from terms that are made already to the commit?"""


def size() -> None:
    """How large is the index on disk, against the UTF-8 of titles and bodies?

    All but bm25s hold the texts and the positions; ksearch holds its lexicon and bigrams besides.
    """


def shell() -> None:
    """How long does a person wait for `ksearch query` at the shell, all words seen before?"""


def shell_unseen() -> None:
    """How long does a person wait for `ksearch query` when one word was never seen?"""


def memory() -> None:
    """How much memory of its own, less what is backed by files, does a searching process hold?"""


QUESTIONS: dict[How, Callable[[], None]] = {
    How.TERMS: ranking,
    How.COUNTED: counting,
    How.WHOLE: searching,
}


def _question(of: Callable[[], None]) -> str:
    return (inspect.getdoc(of) or "").splitlines()[0]


def how_row(number: str, how: How, session: Session, samples: Mapping[str, Samples]) -> Row:
    """Rows 1 to 3: times of one kind of query, with the samples of ``Session.samples``."""
    values = {name: latency(found) for name, found in samples.items()}
    note = f"{len(session.queries)} queries, {session.rounds} rounds"
    if how is How.TERMS:
        note += _agreement(session)
    return Row(number, _question(QUESTIONS[how]), session.site.name, values, note)


def beside_row(number: str, session: Session) -> Row:
    """Row 3c: whole searches of ksearch and given terms of the others, asked in one turn."""
    values = {name: latency(found) for name, found in session.samples(session.beside()).items()}
    note = f"{len(session.queries)} queries, {session.rounds} rounds"
    return Row(number, _question(searching_beside), session.site.name, values, note)


def first_row(number: str, session: Session, samples: Mapping[str, Samples]) -> Row:
    """Row 2b: the first round alone."""
    values = {}
    for name, found in samples.items():
        figures = latency(found[:1])
        values[name] = {"p50 ms": figures["p50 ms"], "p99 ms": figures["p99 ms"]}
        values[name]["max ms"] = max(found[0]) * 1000
    return Row(number, _question(first_time), session.site.name, values)


def _agreement(session: Session) -> str:
    """How many of the ten best the engines share with ksearch: they rank by almost one formula."""
    rows = [(q.text, q.terms) for q in session.queries if q.terms][:COMPARED]
    best = {
        name: worker.ask("best", queries=rows)
        for name, worker in session.workers.items()
        if How.TERMS in worker.peer.answers
    }
    ours = best.pop(OURS, None)
    if ours is None:
        return ""
    shared = {
        name: sum(len({*a} & {*b}) for a, b in zip(ours, theirs, strict=True))
        for name, theirs in best.items()
    }
    most = sum(map(len, ours)) or 1
    told = ", ".join(f"{name} {100 * count / most:.0f} %" for name, count in shared.items())
    return f"; of ksearch's {TOP} best others have: {told}" if told else ""


def build_row(
    number: str,
    benchmark: Callable[[], None],
    site: Site,
    builds: Builds,
    kiwi: Sequence[float] = (),
) -> Row:
    """Row 4: what indexing took, of several times the median; rates are of the fastest.

    ``kiwi`` are the seconds that it takes for the distinct words by itself.
    """
    values = {}
    for name, times in builds.times.items():
        fastest = min(build.seconds for build in times)
        values[name] = {
            "min s": fastest,
            "median s": median(build.seconds for build in times),
            "cpu s": median(build.cpu for build in times),
            "articles/s": site.size.articles / fastest,
            "characters/s": site.size.characters / fastest,
            "peak MB": median(build.peak for build in times) / MEGA,
        }
    if kiwi and OURS in values:
        values[OURS]["Kiwi alone s"] = median(kiwi)
    note = f"{max(map(len, builds.times.values()), default=0)} times"
    if builds.reused:
        note += f"; made by an earlier run: {', '.join(builds.reused)}"
    return Row(number, _question(benchmark), site.name, values, note)


def size_row(number: str, site: Site, names: Sequence[str]) -> Row:
    """Row 5: bytes on disk."""
    values = {}
    for name in names:
        held = _bytes(site.index(name))
        values[name] = {"MB": held / MEGA, "of the text": held / max(site.size.bytes, 1)}
    lexicon = _bytes(site.index(OURS), "*.lexicon") / MEGA
    text = site.size.bytes / MEGA
    note = f"text {text:,.1f} MB; of ksearch's index {lexicon:,.1f} MB are the lexicon"
    return Row(number, _question(size), site.name, values, note)


def _bytes(folder: Path, pattern: str = "*") -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def shell_row(number: str, site: Site, texts: Sequence[str], runs: int, *, unseen: bool) -> Row:
    """Row 6: the command line, a fresh process each time; ``imports`` is what it stands on."""
    asked = [f"{text} {UNSEEN}" for text in texts] if unseen else texts
    values = wall_times(site, asked, runs)
    question = _question(shell_unseen if unseen else shell)
    return Row(number, question, site.name, values, f"{runs} runs")


def memory_row(number: str, session: Session, names: Collection[str], after: str) -> Row:
    """Row 7: anonymous memory, now, of the workers that have been asked."""
    workers = session.workers
    values = {name: {"own MB": workers[name].ask("memory") / MEGA} for name in names}
    if OURS in names:
        kiwi = "loaded" if "kiwipiepy" in workers[OURS].ask("modules") else "not loaded"
        after += f", Kiwi {kiwi}"
    return Row(number, _question(memory), session.site.name, values, after)
