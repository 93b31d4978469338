"""Whatever lies in a folder, all articles beside it are read, and none of them twice."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from ksearch.errors import ReadError
from ksearch.ingest import read, read_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """``sd/a.json`` and ``sd/c/d.json``."""
    inner = tmp_path / "sd" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "sd" / "a.json").write_text('{"title": "가"}', "utf-8")
    (inner / "d.json").write_text('{"title": "라"}', "utf-8")
    return tmp_path / "sd"


def outcomes(path: Path | str, *leave_out: Path) -> tuple[list[str], list[tuple[str, str]]]:
    errors: list[ReadError] = []
    found = [a.headline for a in read(path, on_error=errors.append, leave_out=leave_out)]
    return found, [(Path(error.source).name, error.reason) for error in errors]


def ids(path: Path | str) -> list[str]:
    return [article.id for article in read(path)]


def test_a_link_to_itself_costs_only_itself(folder: Path) -> None:
    (folder / "b").symlink_to("b")
    (folder / "b2").symlink_to("absent")
    found, errors = outcomes(folder)
    assert found == ["가", "라"]
    assert errors[1] == ("b2", "there is no such file or folder")
    assert (len(errors), errors[0][0]) == (2, "b")


def test_a_folder_that_cannot_be_listed_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "x.json").write_text('{"title": "나"}', "utf-8")
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert outcomes(folder) == (["가", "라"], [("b", "permission denied")])


def test_what_is_to_be_left_out_is_left_out_by_whatever_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "link").symlink_to(folder)
    monkeypatch.chdir(folder)
    assert outcomes(".", folder.parent / "link" / "c") == (["가"], [])
    assert outcomes(folder, Path("a.json"), Path("absent")) == (["라"], [])
    assert outcomes(folder / "a.json", folder / "a.json") == (["가"], [])


def test_a_folder_that_holds_an_index_is_not_read(folder: Path) -> None:
    (folder / "c" / "MAIN_00000001.contents").write_bytes(b"\0")
    assert outcomes(folder) == (["가"], [])
    assert outcomes(folder / "c") == ([], [("c", "the folder holds no file to read")])


def test_a_pipe_in_a_folder_is_refused_and_one_that_is_named_is_read(folder: Path) -> None:
    os.mkfifo(folder / "b.json")
    assert outcomes(folder) == (["가", "라"], [("b.json", "it is no regular file")])
    writer = threading.Thread(target=(folder / "b.json").write_bytes, args=(b'{"title": "a"}',))
    writer.start()
    assert outcomes(folder / "b.json") == (["a"], [])
    writer.join()


def test_an_id_does_not_depend_on_how_the_path_is_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "t.txt").write_text("첫눈\n\n서울 시청 앞 광장에 올해 첫눈이 내렸다.\n", "utf-8")
    (folder / "u.html").write_text("<html><h1>첫눈</h1><p>첫눈이 내렸다.</p></html>", "utf-8")
    (folder.parent / "link").symlink_to(folder)
    expected = ids(folder)
    assert len(set(expected)) == 4
    monkeypatch.chdir(folder.parent)
    for typed in ("sd", "./sd", "sd/../sd", "sd/c/..", "link"):
        assert ids(typed) == expected
    monkeypatch.chdir(folder)
    assert ids(".") == expected
    assert [a.source for a in read("a.json")] == ["a.json"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a"])
def test_an_id_stays_when_records_are_written_behind_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    seen: list[str] = []
    for text in ('{"title": "가"}', '{"title": "가"}\n{"title": "나"}\n'):
        path.write_text(text, "utf-8")
        assert ids(path)[: len(seen)] == seen
        seen = ids(path)
    assert len(set(seen)) == 2
    path.write_text('[{"title": "가"}]', "utf-8")
    first = ids(path)
    path.write_text('[{"title": "가"}, {"title": "나"}]', "utf-8")
    assert ids(path)[:1] == first == seen[:1]


def test_records_of_one_line_and_of_several_have_ids_of_their_own() -> None:
    data = b'{"articles": [{"title": "a"}, {"title": "b"}]}\n{"title": "c"}\n{"title": "d"}\n'
    assert len({article.id for article in read_bytes(data, "a.jsonl")}) == 4
