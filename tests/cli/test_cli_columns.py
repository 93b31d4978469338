"""A person says which columns are which fields: --map and --mapping, at index and at extract."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

TABLE = "큰제목,글,날\n첫눈 내린 광장,서울 광장에 첫눈이 왔다.,2024-01-05\n"


def test_columns_are_named_at_the_command_line_or_in_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    mapping = tmp_path / "columns.txt"
    mapping.write_text("headline=큰제목\nbody=글\n", "utf-8")
    named = run("extract", path, "--map", "headline=큰제목", "--map", "body=글")
    (article,) = map(json.loads, named.stdout.splitlines())
    assert article["sections"] == [
        {"kind": "headline", "text": "첫눈 내린 광장"},
        {"kind": "body", "text": "서울 광장에 첫눈이 왔다."},
    ]
    assert run("extract", path, "--mapping", mapping).stdout == named.stdout
    index = tmp_path / "index"
    arguments = ("--mapping", mapping, "--map", "date_published=날", "--index", index)
    assert run("index", path, *arguments).returncode == 0
    (line,) = run("query", "광장", "--json", "--index", index).stdout.splitlines()
    assert json.loads(line)["date_published"] == "2024-01-05"


def test_without_them_the_columns_that_were_seen_are_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    result = run("extract", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "its columns are 큰제목, 글, 날" in result.stderr
    assert "--map headline=COLUMN" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_field_that_is_none_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    index = tmp_path / "index"
    result = run("index", tmp_path, "--map", "colour=글", "--index", index)
    assert (result.returncode, result.stdout) == (2, "")
    assert "colour is no field" in result.stderr
    assert not index.exists()
