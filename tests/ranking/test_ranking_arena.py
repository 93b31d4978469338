"""The working memory of a search belongs to its thread, and goes with it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest

from ksearch.plan import AnyPlan, Chain, Link, Scored, Unit
from ksearch.ranking import Bm25f, Statistics, kernels, rank
from tests.ranking.worlds import TERMS, World, made_world

PLAN = AnyPlan(
    (
        *(Unit(term, (Chain((term,)),), (Scored("terms", term),)) for term in TERMS),
        Unit("", (Chain((), (Link("ab", 0, 0, 0, 1), Link("bc", 1, 9, 0, 1))),), ()),
    )
)
ROOT = Path(__file__).parents[2]
AT_THE_END = """
import sys, threading, time
from pathlib import Path
from ksearch.codec import ArticleIndex
from ksearch.ranking import Bm25f, Statistics, rank
from tests.ranking.test_ranking_arena import PLAN
known = Statistics(ArticleIndex(Path(sys.argv[1])).snapshot({}), Bm25f())
def search():
    while True:
        rank(known, PLAN, 1000)
for _ in range(6):
    threading.Thread(target=search, daemon=True).start()
time.sleep(0.1)
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made_world(tmp_path_factory.mktemp("arena") / "index", 1, (300, 50), deleted=0.1)


def _run(target: object, count: int) -> None:
    threads = [threading.Thread(target=target) for _ in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_thread_that_ends_gives_its_memory_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every arena that short-lived threads made is freed, once each."""
    freed: list[int] = []
    made: list[weakref.ref[kernels.Arena]] = []
    lib = kernels.kernels()
    free = lib.ks_free_arena

    class Watched:
        ks_new_arena = lib.ks_new_arena

        @staticmethod
        def ks_free_arena(address: int) -> None:
            freed.append(address)
            free(address)

    monkeypatch.setattr(kernels, "kernels", Watched)
    known = Statistics(world.snapshot(), Bm25f())

    def search() -> None:
        rank(known, PLAN, 10)
        made.append(weakref.ref(kernels._OF_THREAD.arena))

    for _ in range(10):
        _run(search, 8)
    gc.collect()
    assert len(made) == len(freed) == 80
    assert all(arena() is None for arena in made)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is counted as on Linux")
def test_many_threads_take_no_more_memory_than_a_few(world: World) -> None:
    """A thousand short-lived threads: what they took, those before them had."""
    known = Statistics(world.snapshot(), Bm25f())
    expected = rank(known, PLAN, 10)
    wrong: list[object] = []

    def search() -> None:
        found = rank(known, PLAN, 10)
        if found != expected:
            wrong.append(found)

    for _ in range(25):
        _run(search, 8)
    before = _resident()
    for _ in range(125):
        _run(search, 8)
    # An arena takes 256 KiB at least: a thousand of them were 250 MB.
    assert _resident() - before < 50 << 20
    assert wrong == []


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


def test_threads_that_search_at_once_do_not_disturb_one_another(world: World) -> None:
    """Different queries from eight threads, over and over, each answered as when alone."""
    known = Statistics(world.snapshot(), Bm25f())
    plans = [Unit(t, (Chain((t,)),), (Scored("terms", t), Scored("net", "ab"))) for t in TERMS]
    expected = [rank(known, plan, limit) for plan in plans for limit in (1, 10, 400)]
    wrong: list[object] = []

    def search() -> None:
        for _ in range(20):
            found = [rank(known, plan, limit) for plan in plans for limit in (1, 10, 400)]
            if found != expected:
                wrong.append(found)

    _run(search, 8)
    assert wrong == []


def test_the_memory_of_a_thread_is_used_again(world: World) -> None:
    """One arena a thread, whatever it asks, in whatever order."""
    known = Statistics(world.snapshot(), Bm25f())
    rank(known, PLAN, 400)
    held = kernels.arena()
    for limit in (1, 400, 10, 1):
        rank(known, PLAN, limit)
        assert kernels.arena() is held


def test_a_process_may_end_while_daemon_threads_search(tmp_path: Path) -> None:
    """What they read and write stays there until the process is gone."""
    made_world(tmp_path / "index", 1, (3000,))
    for _ in range(3):
        subprocess.run(
            [sys.executable, "-c", AT_THE_END, str(tmp_path / "index")], cwd=ROOT, check=True
        )
