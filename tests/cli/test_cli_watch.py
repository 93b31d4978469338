"""``ksearch watch``, as a process of its own: the index follows its folder."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import ksearch
from ksearch.cli.changes import Folders
from tests.cli.conftest import Run

PAGE = '{"id": "%s", "title": "%s", "body": "눈이 왔다."}\n'
PATIENCE = 60  # seconds


class Watch:
    """A running ``ksearch watch``; ``line`` waits for what it says next."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """What it says next, without the time."""
        return self._lines.get(timeout=PATIENCE).partition(" ")[2]


@pytest.fixture(params=["told by the system", "looking again and again"])
def watch(
    request: pytest.FixtureRequest, environment: dict[str, str], tmp_path: Path
) -> Iterator[Watch]:
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    (pages / "a.json").write_text(PAGE % ("a", "첫눈"), "utf-8")
    (pages / "sub" / "b.json").write_text(PAGE % ("b", "장마"), "utf-8")
    path = os.environ.get("PYTHONPATH", str(Path.cwd()))
    if request.param == "looking again and again":
        (tmp_path / "absent").mkdir()
        absent = "raise ImportError('it is not installed')"
        (tmp_path / "absent" / "watchfiles.py").write_text(absent, "utf-8")
        path = os.pathsep.join([str(tmp_path / "absent"), path])
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ksearch",
            "watch",
            "pages",
            "--index",
            "pages/index",
            "--map",
            "body=글",
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment | {"PYTHONPATH": path},
    ) as process:
        yield Watch(process)
        process.kill()


def test_the_index_follows_the_folder_until_it_is_interrupted(watch: Watch, tmp_path: Path) -> None:
    pages, index = tmp_path / "pages", tmp_path / "pages" / "index"

    def held() -> dict[str, str]:
        with ksearch.open(index) as opened:
            return {article.id: article.headline for article in opened.articles()}

    told = watch.line()
    assert told.startswith("watching pages (Ctrl-C ends it): 2 added, 0 replaced, 0 removed;")
    (pages / "a.json").write_text(PAGE % ("a", "둘째 눈"), "utf-8")
    assert watch.line().startswith("0 added, 1 replaced, 0 removed;")
    (pages / "sub" / "c.json").write_text(PAGE % ("c", "태풍"), "utf-8")
    assert watch.line().startswith("1 added, 0 replaced, 0 removed;")
    assert held() == {"a": "둘째 눈", "b": "장마", "c": "태풍"}
    (pages / "sub" / "b.json").rename(pages / "moved.json")  # the article is the same: not a word
    (pages / "sub" / "c.json").unlink()
    assert watch.line().startswith("0 added, 0 replaced, 1 removed;")
    (pages / "a.json").write_text('{"id": ', "utf-8")
    assert "pages/a.json: it is broken JSON" in watch.line()
    (pages / "x.csv").write_text("id,제목,글\nx,가뭄,비가 없다.\n", "utf-8")
    assert watch.line().startswith("1 added, 0 replaced, 0 removed;")
    assert held() == {"a": "둘째 눈", "b": "장마", "x": "가뭄"}
    watch.process.send_signal(signal.SIGINT)
    assert watch.line().startswith("stopped; pages/index holds 3")
    assert watch.process.wait(PATIENCE) == 0


def test_what_a_folder_lost_meanwhile_is_removed_at_the_start(run: Run, tmp_path: Path) -> None:
    pages, index = tmp_path / "pages", tmp_path / "index"
    pages.mkdir()
    for name in "ab":
        (pages / f"{name}.json").write_text(PAGE % (name, "첫눈"), "utf-8")
    assert run("index", pages, "--index", index).returncode == 0
    (pages / "a.json").unlink()
    with subprocess.Popen(
        [sys.executable, "-m", "ksearch", "watch", str(pages), "--index", str(index)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert "0 added, 0 replaced, 1 removed" in Watch(process).line()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_only_folders_are_watched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    for name in ("a.json", "absent"):
        result = run("watch", tmp_path / name, "--index", tmp_path / "index")
        assert result.returncode == 2
        assert "it is no folder" in result.stderr
        assert not (tmp_path / "index").exists()


def test_a_file_is_told_of_when_it_has_come_to_rest(tmp_path: Path) -> None:
    folders = Folders([str(tmp_path)], [])
    file = tmp_path / "a.json"
    for size in (1, 2):
        file.write_text("x" * size, "utf-8")
        assert folders.changes() == ([], [])
        assert folders.is_restless
    assert folders.changes() == ([str(file)], [])
    assert folders.changes() == ([], [])
    assert not folders.is_restless
    folders.forget([str(file)])
    assert folders.changes() == ([str(file)], [])
    file.unlink()
    assert folders.changes() == ([], [])
    file.write_text("xx", "utf-8")  # replaced, and not gone
    os.utime(file, ns=(1, 1))
    assert folders.changes() == ([], [])
    assert folders.changes() == ([str(file)], [])
    file.unlink()
    assert [folders.changes() for _ in range(3)] == [([], []), ([], [str(file)]), ([], [])]


def test_what_cannot_be_listed_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, inner = tmp_path / "r", tmp_path / "r" / "i"
    inner.mkdir(parents=True)
    (root / "a").write_text("x", "utf-8")
    (inner / "b").write_text("x", "utf-8")
    folders = Folders([str(root)], [])
    scandir = os.scandir

    def guarded(path: str | Path) -> object:
        if Path(path).name == "i":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert [folders.changes() for _ in range(3)] == [([], [])] * 3
    root.rename(tmp_path / "elsewhere")
    assert [folders.changes() for _ in range(3)] == [([], [])] * 3


@pytest.mark.parametrize("is_removed", [False, True])
def test_what_lay_on_a_disk_below_that_is_not_mounted_any_more_is_not_gone(
    tmp_path: Path, *, is_removed: bool
) -> None:
    disk = tmp_path / "disk" / "2024"
    disk.mkdir(parents=True)
    file = disk / "a.json"
    file.write_text("{}", "utf-8")
    folders = Folders([str(tmp_path)], [])
    folders._disks_below[str(disk)] += 1  # as if another one had been mounted there
    file.unlink()
    if is_removed:
        disk.rmdir()
    for _ in range(3):
        assert folders.changes() == ([], [])
    disk.mkdir(exist_ok=True)
    file.write_text("{}", "utf-8")
    folders.changes()
    folders.changes()
    file.unlink()
    folders.changes()
    assert folders.changes() == ([], [str(file)])


def test_what_a_file_held_that_cannot_be_read_at_the_start_goes_with_it(
    run: Run, tmp_path: Path
) -> None:
    pages, index = tmp_path / "pages", tmp_path / "index"
    pages.mkdir()
    for name in "ab":
        (pages / f"{name}.json").write_text(PAGE % (name, "첫눈"), "utf-8")
    assert run("index", pages, "--index", index).returncode == 0
    (pages / "a.json").write_text('{"id": ', "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "ksearch", "watch", str(pages), "--index", str(index)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        told = Watch(process)
        assert "0 added, 0 replaced, 0 removed" in told.line()
        (pages / "a.json").unlink()
        assert told.line().startswith("0 added, 0 replaced, 1 removed;")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
