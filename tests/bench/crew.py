"""Who starts the engines' processes, and in which turn are they asked?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Self

from tests.bench.corpus import ROOT, Site
from tests.bench.peers import How, by_name
from tests.bench.queries import Query

__all__ = ["Samples", "Worker", "crew", "in_turn"]

# So many queries go to one engine before the next has its turn: some milliseconds.
TURN = 25
SECONDS_TO_END = 30
# seconds[round][query]; round 0 is the first time that the process sees the query
Samples = list[list[float]]


class Worker:
    """The process of one engine.

    Raises:
        RuntimeError: from ``ask``, with the worker's traceback.
    """

    def __init__(self, name: str) -> None:
        self.peer = by_name(name)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.worker", name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, do: str, site: Site | None = None, **more: object) -> Any:  # noqa: ANN401 -- JSON
        """Send one request and wait for its answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        request = {"do": do, **more}
        if site is not None:
            request["site"] = {**asdict(site), "folder": str(site.folder)}
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        line = stdout.readline()
        reply = json.loads(line) if line else {"error": f"{self.peer.name}: the process ended"}
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply["answer"]

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(SECONDS_TO_END)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@contextmanager
def crew(names: Sequence[str], site: Site) -> Iterator[dict[str, Worker]]:
    """A worker for each engine, with the site's index open."""
    workers: dict[str, Worker] = {}
    try:
        for name in names:
            workers[name] = Worker(name)
            workers[name].ask("open", site)
        yield workers
    finally:
        for worker in workers.values():
            worker.close()


def in_turn(
    workers: Mapping[str, Worker],
    hows: Mapping[str, How],
    queries: Sequence[Query],
    rounds: int,
    say: Callable[[str], None],
) -> dict[str, Samples]:
    """Ask the engines in ``hows`` everything ``rounds`` times after a first, in turn.

    A few queries at a time, so that none has the machine for itself while another has not.
    """
    samples: dict[str, Samples] = {name: [] for name in hows}
    for number in range(rounds + 1):
        due = [name for name in hows if number <= (workers[name].peer.rounds or rounds)]
        told = ", ".join(f"{name} ({hows[name]})" for name in due)
        say(f"asking, round {number} of {rounds}: {told}")
        for name in due:
            samples[name].append([])
        for turn, begin in enumerate(range(0, len(queries), TURN)):
            rows = [(q.text, q.terms) for q in queries[begin : begin + TURN]]
            first = (number + turn) % len(due)
            for name in due[first:] + due[:first]:
                samples[name][-1] += workers[name].ask("ask", how=hows[name], queries=rows)
    return samples
