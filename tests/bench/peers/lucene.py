"""Lucene with nori, texts given: what do the clusters of this world run on?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

from tests.bench.corpus import Site
from tests.bench.peers.jars import LUCENE, class_path, no_java
from tests.bench.peers.protocol import How
from tests.bench.queries import Query

__all__ = ["Lucene"]

THREADS = 2
HEAP = "2g"
# The Java process cannot tell a command from a question that looks like one, so each has its verb.
BUILD, OPEN, ASK, BEST = "build", "open", "ask", "best"


class Lucene:
    """A Java process: nori with its defaults, BM25, texts stored; it times itself.

    A line is a command, its arguments parted by tabs; a line comes back for each.
    """

    name = "lucene"
    answers = frozenset({How.WHOLE})
    analyses = True
    rounds: int | None = None

    def __init__(self) -> None:
        self._java: subprocess.Popen[str] | None = None

    def absent(self) -> str | None:
        """Whether Java and Maven are here and work."""
        return no_java()

    def version(self) -> str:
        """The version of Lucene."""
        return LUCENE

    def build(self, site: Site) -> None:
        """Index with two threads, and commit."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._tell([f"{BUILD}\t{site.corpus}\t{folder}\t{THREADS}"])

    def open(self, site: Site) -> None:
        """Open the index."""
        self._tell([f"{OPEN}\t{site.index(self.name)}"])

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:  # noqa: ARG002 -- only whole
        """Parse with nori, search, fetch ten stored texts; no snippets are made."""
        return [int(line) / 1e9 for line in self._tell([f"{ASK}\t{q.text}" for q in queries])]

    def best(self, query: Query) -> list[str]:
        """The ids of the ten best."""
        return self._tell([f"{BEST}\t{query.text}"])[0].split("\t")

    def process(self) -> int:
        """The Java process."""
        return self._running().pid

    def _tell(self, lines: Sequence[str]) -> list[str]:
        java = self._running()
        if java.stdin is None or java.stdout is None:
            raise RuntimeError("the Java process has no pipes")
        java.stdin.write("".join(f"{line}\n" for line in lines))
        java.stdin.flush()
        found = [java.stdout.readline() for _ in lines]
        if not all(found):
            raise RuntimeError("the Java process ended: see what it wrote to standard error")
        return [line.rstrip("\n") for line in found]

    def _running(self) -> subprocess.Popen[str]:
        if self._java is None:
            java = shutil.which("java") or "java"
            self._java = subprocess.Popen(
                [java, f"-Xmx{HEAP}", "-Dfile.encoding=UTF-8", "-cp", class_path(), "LucenePeer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._java
