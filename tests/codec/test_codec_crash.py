"""Whatever happens at whatever moment, the index is as of a commit, and the next commit works."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from whoosh.writing import IndexingError

import ksearch
from ksearch.article import Article
from ksearch.codec import ArticleIndex
from ksearch.codec.index import Contents
from tests.codec.dying import CHANGES, before_step, change
from tests.ranking.worlds import made_batch, made_world
from tests.samples import article

ROOT = Path(__file__).parents[2]
ENDLESS = """
import sys
import ksearch
from itertools import count
from tests.samples import article
with ksearch.open(sys.argv[1], create=True) as index:
    for number in count():
        index.add([article(str(n), f"시청 총회 {number}") for n in range(20)])
        if not number:
            print("ready", flush=True)
"""

State = dict[str, Article]


def _state(folder: Path) -> State:
    with ksearch.open(folder) as index:
        found = {a.id: a for a in index.articles()}
        assert index.stats().articles == len(found)
        for one in found.values():
            assert index.get(one.id) == one
        assert {hit.id for hit in index.search("총회", limit=99).hits} == {
            a.id for a in found.values() if any("총회" in s.text for s in a.sections)
        }
    return found


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def _states(tiny_index: Path) -> tuple[State, State, State]:
    """Before the change, between its two commits, after them."""
    before = _state(tiny_index)
    between = before | {a.id: a for a in CHANGES}
    return before, between, {i: a for i, a in between.items() if i != "d"}


def _no_leftovers(folder: Path) -> None:
    """Only what the table of contents names, and the lock, lies in the folder."""
    contents = ArticleIndex(folder).contents()
    named = {Contents.filename(contents.generation), *contents.companions.values()}
    for segment in contents.segments:
        named |= {segment.filename, segment.deletions or segment.filename}
    there = {path.name for path in folder.iterdir()} - {"MAIN_WRITELOCK", "MAIN.tmp"}
    assert there == named


def test_a_process_that_dies_at_any_step_leaves_a_commit(tiny_index: Path, tmp_path: Path) -> None:
    """At each touch of the disk the process ends at once; the index is whole, and goes on."""
    subprocess.run(
        [sys.executable, "-m", "tests.codec.dying", str(tiny_index), str(tmp_path)],
        cwd=ROOT,
        env=_environment(),
        check=True,
    )
    before, between, after = _states(tiny_index)
    seen = []
    folders = sorted(tmp_path.iterdir())
    assert len(folders) > 20
    for folder in folders:
        seen.append(_state(folder))
        assert seen[-1] in (before, between, after)
        change(folder)
        assert _state(folder) == after
        _no_leftovers(folder)
    for state in (before, between, after):
        assert state in seen


def test_an_error_of_the_disk_at_any_step_leaves_a_commit(tiny_index: Path, tmp_path: Path) -> None:
    """The error comes up as it is, the lock is free, and the same change then succeeds."""
    before, between, after = _states(tiny_index)
    for wanted in count(1):
        folder = tmp_path / str(wanted)
        shutil.copytree(tiny_index, folder)
        raised: list[int] = []

        def fail(wanted: int = wanted, raised: list[int] = raised) -> NoReturn:
            raised.append(wanted)
            raise OSError("disk full")

        with pytest.MonkeyPatch.context() as patch:
            before_step(wanted, fail, patch.setattr)
            outcome = _outcome(folder)
        if not raised:
            break
        # What cannot be removed now is removed by the next commit: that is no error.
        assert outcome in ("done", "disk full")
        assert _state(folder) in (before, between, after)
        change(folder)
        assert _state(folder) == after
        _no_leftovers(folder)
    assert wanted > 20


def _outcome(folder: Path) -> str:
    try:
        change(folder)
    except OSError as error:
        return str(error)
    return "done"


def test_kill_9_at_a_random_moment_leaves_a_commit(tmp_path: Path) -> None:
    """Twenty articles are replaced by each commit: all are of one commit, whenever it ends."""
    randomly = random.Random(7)
    seen = set()
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(tmp_path)],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        with process, process.stdout:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(randomly.uniform(0, 0.4))
            process.kill()
        texts = {section.text for a in _state(tmp_path).values() for section in a.sections}
        assert len(texts) == 1
        seen |= texts
    assert len(seen) > 1
    with ksearch.open(tmp_path) as index:
        index.add([article("new", "시청")])
    _no_leftovers(tmp_path)


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    """A commit removes what earlier commits left, and nothing that is not ours."""
    others = [
        "notes.txt",
        "MAIN.md",
        "MAIN_notes",
        "MAIN_2024.csv",
        "MAIN_00000001.csv.gz",
        ".gitignore",
    ]
    for name in others:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "MAIN_00000009.segment").write_text("left by a crash", encoding="utf-8")
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("1", "시청")])
    assert {path.name for path in tmp_path.iterdir()} >= set(others)
    assert not (tmp_path / "MAIN_00000009.segment").exists()


def test_a_writer_whose_flush_failed_can_only_be_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No commit makes half of what was added visible, or nothing of it, without an error."""
    world = made_world(tmp_path / "index", 3, (20,))
    index = ArticleIndex(world.folder)
    before = index.latest_generation()
    writer = index.writer()
    writer.add(made_batch(["new"], [None], [[(2, [0, 1])]]))
    assert writer.can_commit
    seen: list[bool] = []

    def fail(*_arguments: object, **_options: object) -> NoReturn:
        seen.append(writer.can_commit)
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("ksearch.codec.writer.write_segment", fail)
        with pytest.raises(OSError, match="disk full"):
            writer.flush()
    assert [*seen, writer.can_commit] == [False, False]
    for change_it in (writer.flush, writer.commit):
        with pytest.raises(IndexingError, match="cancel"):
            change_it()
    writer.cancel()
    assert index.latest_generation() == before
    index.writer().cancel()
