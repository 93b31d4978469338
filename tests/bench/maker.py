"""What must be made before anything is measured, and what is there already?

Comes in: a site, and which engines are to index it. Goes out: what indexing took in this run, and
whose indexes an earlier one left.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tests.bench.benchmarks import Build, Builds
from tests.bench.corpus import Site
from tests.bench.crew import Worker
from tests.bench.machine import commit
from tests.bench.peers import Ksearch, WarmKsearch
from tests.bench.queries import Query
from tests.bench.stamps import made

__all__ = ["Maker"]


@dataclass(frozen=True, slots=True)
class Maker:
    """The engines by their versions, which are to index again, and what was found made already.

    An index of ksearch counts as made only with ``reuse_ksearch``: it is what changes.
    """

    versions: Mapping[str, str]
    rebuild: Collection[str]
    say: Callable[[str], None]
    reuse_ksearch: bool = False
    reused: dict[str, str] = field(default_factory=dict)

    def terms(self, site: Site, queries: Sequence[Query]) -> str:
        """Have the site's terms, by the analysis that gave those of the queries; their digest."""
        asked = json.dumps([query.terms for query in queries], ensure_ascii=False)
        of = {"corpus": site.digest, "queries": hashlib.sha256(asked.encode()).hexdigest()}
        again = "terms" in self.rebuild
        found, _ = made(site.stamp("terms"), of, partial(self._terms, site), again=again)
        return str(found["digest"])

    def indexes(
        self, site: Site, names: Sequence[str], of: Mapping[str, str], times: int
    ) -> Builds:
        """Have the engines' indexes; what is not there is built ``times`` times, in turn."""
        built: dict[str, list[Build]] = {}
        reused: list[str] = []
        for number in range(times):
            for name in [name for name in names if name not in reused]:
                again = number > 0 or self._again(name)
                stamp, facts = site.stamp(name), {**of, "version": self.versions[name]}
                build = partial(self._build, site, name)
                found, is_new = made(stamp, facts, build, again=again)
                if is_new:
                    figures = Build(found["seconds"], found["cpu"], found["peak"])
                    built.setdefault(name, []).append(figures)
                else:
                    self.say(f"{name} has indexed this already")
                    self.reused[f"{name}, {site.name}"] = f"{found['date']}, {found['commit']}"
                    reused.append(name)
        return Builds(built, reused)

    def warm(self, site: Site) -> Build:
        """Index again with a lexicon that knows every word."""
        with Worker(WarmKsearch.name) as worker:
            worker.ask("prepare", site)
        found = self._build(site, WarmKsearch.name)
        return Build(found["seconds"], found["cpu"], found["peak"])

    def analysing_seconds(self, site: Site) -> float:
        """How long Kiwi takes for the site's distinct words by itself."""
        self.say("analysing the distinct words alone")
        with Worker(Ksearch.name) as worker:
            return float(worker.ask("analysing", site))

    def _again(self, name: str) -> bool:
        return name in self.rebuild or (name == Ksearch.name and not self.reuse_ksearch)

    def _terms(self, site: Site) -> dict[str, Any]:
        self.say("making terms for those that analyse no texts")
        with Worker(Ksearch.name) as worker:
            found: dict[str, Any] = worker.ask("terms", site)
        return found

    def _build(self, site: Site, name: str) -> dict[str, Any]:
        self.say(f"indexing with {name}")
        with Worker(name) as worker:
            found: dict[str, Any] = worker.ask("build", site)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        return {**found, "date": date, "commit": commit()}
