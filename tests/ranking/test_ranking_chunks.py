"""Postings are verified by chunk, when a query needs them: tiny chunks stand for large files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile, arrays, writing
from ksearch.plan import AnyPlan, Chain, Plan, Scored, Unit
from ksearch.ranking import Bm25f, Ranking, Statistics, rank, statistics
from tests.ranking.worlds import TERMS, World, made_world

CHUNK = 64
EVERYTHING = AnyPlan(
    tuple(
        Unit(term, (Chain((term,)),), (Scored("terms", term), Scored("net", term)))
        for term in TERMS
    )
)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """An index whose postings lie in hundreds of chunks."""
    for module in (arrays, writing, statistics):
        monkeypatch.setattr(module, "CHUNK", CHUNK)
    return made_world(tmp_path / "index", 6, (900, 100), block=16)


def _ranked(world: World, plan: Plan) -> Ranking:
    return rank(Statistics(world.snapshot(), Bm25f()), plan, 20)


def test_more_chunks_than_can_be_named_at_once_are_all_verified(world: World) -> None:
    """A query over hundreds of chunks is asked again until all are known; then never more."""
    known = Statistics(world.snapshot(), Bm25f())
    first = rank(known, EVERYTHING, 20)
    lazy = [s.fields[name].lazy for s in known.snapshot.segments for name in ("terms", "net")]
    assert sum(int(array.verified.sum()) for array in lazy) > 2 * 64
    assert first.total == rank(known, EVERYTHING, 1000).total
    assert rank(known, EVERYTHING, 20) == first


def test_damage_is_met_by_the_queries_that_read_it_and_by_no_other(world: World) -> None:
    """A flipped bit in one term's postings: its queries name the file, the others answer."""
    plans = [Unit(t, (Chain((t,)),), (Scored("terms", t),)) for t in TERMS]
    before = [_ranked(world, plan) for plan in plans]
    path = max(world.folder.glob("*.segment"), key=lambda p: p.stat().st_size)
    entry = _entry(world, path, "ab")
    _, _, offset, _ = ArrayFile(path, b"articles", 1)._entries["terms.postings"]
    raw = bytearray(path.read_bytes())
    raw[64 + offset + entry[0] + entry[1] // 2] ^= 4
    path.write_bytes(raw)
    with pytest.raises(IndexDamagedError) as caught:
        _ranked(world, plans[TERMS.index("ab")])
    assert caught.value.path == path
    answered = 0
    for plan, expected in zip(plans, before, strict=True):
        with suppress(IndexDamagedError):
            assert _ranked(world, plan) == expected
            answered += 1
    assert answered >= len(plans) - 3  # a list's neighbours may share its chunk


def _entry(world: World, path: Path, term: str) -> tuple[int, int]:
    segment = next(s for s in world.snapshot().segments if s.path == path)
    entry = segment.fields["terms"].find(term.encode())
    assert entry is not None
    return entry.at, entry.size
