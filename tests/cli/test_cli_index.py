"""What ``ksearch index`` reads, lists, rejects and removes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ksearch
from ksearch.article import Article
from ksearch.cli import named
from ksearch.cli.indexing import WordLists, index_paths
from ksearch.cli.listing import list_articles
from ksearch.cli.named import Reading
from tests.cli.conftest import Run
from tests.ingest.packs import zipped

MEMORY = 1 << 28
PAGE = '{"id": "%s", "title": "%s", "body": "눈이 왔다."}\n'


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, typed as ``pages``, with a JSON, a JSONL of two and a ZIP of one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.json").write_text(PAGE % ("a", "첫눈"), "utf-8")
    (folder / "b.jsonl").write_text(PAGE % ("b1", "장마") + PAGE % ("b2", "가뭄"), "utf-8")
    (folder / "c.zip").write_bytes(zipped({"c.json": (PAGE % ("c", "태풍")).encode()}))
    monkeypatch.chdir(tmp_path)
    return folder


def index(*paths: str, prune: bool = False, errors: Path | None = None) -> int:
    reading = Reading(paths, prune=prune, errors=errors)
    return index_paths(reading, Path("index"), WordLists(), timeout=0, memory=MEMORY)


def held() -> set[str]:
    with ksearch.open("index") as opened:
        return {article.id for article in opened.articles()}


def sources() -> dict[str, str | None]:
    with ksearch.open("index") as opened:
        return {article.id: article.source for article in opened.articles()}


def test_a_dry_run_lists_an_article_a_line_and_makes_nothing(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "d.json").write_text('{"title":', "utf-8")
    assert list_articles(Reading(["pages"]), Path("index"), as_json=False) == 2
    shown = capsys.readouterr()
    assert [line.split(" · ")[0] for line in shown.out.splitlines()] == [
        "첫눈",
        "장마",
        "가뭄",
        "태풍",
    ]
    assert "pages/d.json: it is broken JSON" in shown.err
    assert "4 articles would be read into index" in shown.err
    assert not Path("index").exists()
    assert list_articles(Reading(["pages"]), Path("index"), as_json=True) == 2
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["id"] for record in records] == ["a", "b1", "b2", "c"]
    assert records[3]["source"] == f"{pages}/c.zip!/c.json"


def test_flags_that_do_not_go_together_are_said(run: Run, pages: Path) -> None:
    for flags in (["--json"], ["--prune"]):
        result = run("index", pages / "a.json", *flags)
        assert result.returncode == 2
        assert flags[0] in result.stderr


def test_rejects_are_written_with_reason_file_and_line(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "b.jsonl").write_text(PAGE % ("b1", "장마") + "{broken\n", "utf-8")
    (pages / "e.zip").write_bytes(zipped({"e.jsonl": b'{"a": 1}\n{"b": 2}\n'}))
    rejects = pages / "rejects.jsonl"
    assert index("pages", "absent", errors=rejects) == 2
    assert index("pages", "absent", errors=rejects) == 2  # nor is the file read as a page
    found = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [(one["file"], one["line"]) for one in found] == [
        ("absent", None),
        ("pages/b.jsonl", 2),
        ("pages/e.zip!/e.jsonl", 1),
        ("pages/e.zip!/e.jsonl", 2),
    ]
    assert all(one["reason"] for one in found)
    assert capsys.readouterr().err.count("not read: pages/b.jsonl:2: ") == 2


def test_however_many_are_refused_some_are_named_and_all_are_counted(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "x.jsonl").write_text("{\n" * 3_000, "utf-8")
    assert index("pages") == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 501
    assert "2,500 more (--errors FILE keeps all)" in errors[-1]


def test_an_article_knows_its_whole_path_however_it_was_typed(pages: Path) -> None:
    expected = {
        "a": f"{pages}/a.json",
        "b1": f"{pages}/b.jsonl#1",
        "b2": f"{pages}/b.jsonl#2",
        "c": f"{pages}/c.zip!/c.json",
    }
    for typed in ("pages", "./pages/", "pages/../pages"):
        assert index(typed) == 0
        assert sources() == expected


def test_what_is_gone_from_a_folder_is_removed_if_asked(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index("pages")
    (pages / "a.json").unlink()
    (pages / "c.zip").unlink()
    (pages / "b.jsonl").write_text(PAGE % ("b2", "가뭄"), "utf-8")
    assert index("pages") == 0
    assert held() == {"a", "b1", "b2", "c"}
    capsys.readouterr()
    assert index("pages", prune=True) == 0
    assert held() == {"b2"}
    assert "3 gone from their folder and removed" in capsys.readouterr().out


def test_what_is_elsewhere_or_has_moved_stays(pages: Path) -> None:
    other = pages.parent / "pages2"
    other.mkdir()
    (other / "x.json").write_text(PAGE % ("x", "폭염"), "utf-8")
    index("pages", "pages2")
    with ksearch.open("index") as opened:
        opened.add([Article("own"), Article("relative", source="pages/absent.json")])
    (pages / "a.json").rename(other / "moved.json")
    index("pages2")
    assert sources()["a"] == f"{other}/moved.json"
    assert index("pages", prune=True) == 0
    assert held() == {"a", "b1", "b2", "c", "x", "own", "relative"}


def test_nothing_is_removed_that_could_not_be_read_this_time(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pages / "sub").mkdir()
    (pages / "sub" / "s.json").write_text(PAGE % ("s", "폭염"), "utf-8")
    index("pages")
    (pages / "a.json").write_text("{", "utf-8")
    (pages / "b.jsonl").write_text(PAGE % ("b2", "가뭄") + "{\n", "utf-8")
    (pages / "c.zip").write_bytes((pages / "c.zip").read_bytes()[:-30])
    scandir = os.scandir

    def guarded(path: str | Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert index("pages", prune=True) == 2
    assert held() == {"a", "b1", "b2", "c", "s"}


def test_a_folder_that_is_empty_now_loses_nothing(pages: Path) -> None:
    """It may be a disk that is not mounted."""
    index("pages")
    for path in pages.iterdir():
        path.unlink()
    assert index("pages", prune=True) == 2
    assert held() == {"a", "b1", "b2", "c"}


def test_what_lay_in_a_subfolder_that_is_empty_now_stays_until_that_is_removed(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be the place of a disk that is not mounted."""
    disk = pages / "disk"
    for year in ("2023", "2024"):
        (disk / year).mkdir(parents=True)
        (disk / year / "s.json").write_text(PAGE % (year, "폭염"), "utf-8")
    (pages / "d.zip").write_bytes(zipped({"d.json": (PAGE % ("d", "태풍")).encode()}))
    index("pages")
    (pages / "d.zip").unlink()
    shutil.rmtree(disk)
    disk.mkdir()
    capsys.readouterr()
    assert index("pages", prune=True) == 0
    assert held() == {"a", "b1", "b2", "c", "2023", "2024"}
    assert f"{disk} is empty" in (said := capsys.readouterr().err)
    assert "2 articles stay" in said
    disk.rmdir()
    assert index("pages", prune=True) == 0
    assert held() == {"a", "b1", "b2", "c"}


def test_an_interruption_says_where_it_was_and_what_was_refused_and_removes_nothing(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index("pages")
    (pages / "a.json").unlink()
    (pages / "broken.json").write_text('{"title":', "utf-8")
    read = ksearch.read

    def interrupted(path: str, **options: object) -> Iterator[Article]:
        yield from read(path, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(named, "read", interrupted)
    assert index("pages", prune=True) == 130
    said = capsys.readouterr().err
    assert "interrupted while reading pages/c.zip!/c.json; index now" in said
    assert "not read: pages/broken.json: it is broken JSON" in said
    assert held() == {"a", "b1", "b2", "c"}
    with pytest.raises(KeyboardInterrupt):
        list_articles(Reading(["pages"]), Path("index"), as_json=False)
    assert "not read: pages/broken.json: it is broken JSON" in capsys.readouterr().err
