from __future__ import annotations

import json
from pathlib import Path

import pytest

from ksearch.article import Article
from ksearch.cli.extracting import print_articles
from ksearch.ingest import read
from tests.cli.conftest import Run

PAGE = """<!doctype html><html lang="ko"><head><title>광장에 첫눈 - 한국소식</title></head><body>
<h1>광장에 첫눈</h1><article><p>서울 광장에 올해 첫눈이 내렸다고 기상청이 18일 오전에 밝혔다.</p>
<p>눈은 한 시간 동안 내렸고 시민들은 걸음을 멈추고 사진을 찍으며 겨울을 반겼다.</p></article>
</body></html>"""
ENGLISH = """<!doctype html><html lang="en"><head><title>Moonlight Market</title></head><body>
<h1>Moonlight Market</h1><article><p>The moonlight market opens again on the riverside.</p>
<p>A hundred and twenty merchants share sixty tents from sunset until midnight.</p></article>
</body></html>"""
RECORDS = '{"id": "1", "title": "첫눈"}\n{"id": "2", "title": "둘째 눈"}\n{"id": 3\n'


def test_extract_prints_one_article_a_line_and_needs_no_index(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "snow.html"
    path.write_text(PAGE, encoding="utf-8")
    result = run("extract", path)
    assert (result.returncode, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    assert [Article.from_json(json.loads(line))] == list(read(path))
    assert run("extract", path, "--json").stdout == result.stdout
    assert [child.name for child in tmp_path.iterdir()] == ["snow.html"]


def test_extract_reads_standard_input(run: Run) -> None:
    result = run("extract", "-", stdin=PAGE)
    assert json.loads(result.stdout)["headline"] == "광장에 첫눈"


@pytest.mark.parametrize("text", ["", "<html><body></body></html>", "{}"])
def test_what_holds_no_article_is_said_in_one_sentence_with_status_2(
    run: Run, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "empty.html"
    path.write_text(text, encoding="utf-8")
    result = run("extract", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert str(path) in result.stderr


def test_a_file_that_is_not_there_is_said_with_status_2(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path / "absent.html")
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_broken_line_costs_that_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(RECORDS, encoding="utf-8")
    result = run("extract", path)
    assert result.returncode == 2
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "2"]
    assert f"{path}:3" in result.stderr


def test_on_a_terminal_the_json_is_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "snow.html"
    path.write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert print_articles(str(path), as_json=False) == 0
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) > 10
    found = json.loads(shown)
    assert found["headline"] == "광장에 첫눈"
    assert None not in found.values()


def test_index_and_extract_read_english_if_asked_for(run: Run, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    file = pages / "english.html"
    file.write_text(ENGLISH, encoding="utf-8")
    refused = run("extract", file)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "in English" in refused.stderr
    assert run("extract", file, "--english").returncode == 0
    assert run("index", pages, "--index", tmp_path / "index").returncode == 2
    asked = run("index", pages, "--english", "--index", tmp_path / "index")
    assert (asked.returncode, "1 added" in asked.stdout) == (0, True)
    assert len(list(read(pages, english=True))) == 1
