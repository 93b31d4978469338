"""Dictionaries and synonyms at the shell: recorded, shown, refused in one sentence."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PAGES = (
    '{"id": "a", "headline": "총회", "body": "당근마켓이 지하철에 광고를 냈다"}\n'
    '{"id": "b", "headline": "시청", "body": "한동훈은 전철을 탔다"}\n'
)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text("한동훈\n당근마켓\tNNP\t당근+마켓\n", encoding="utf-8")
    return path


@pytest.fixture
def synonyms(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_text("지하철, 전철\n", encoding="utf-8")
    return path


def _terms(stdout: str) -> list[str]:
    rows = [json.loads(line) for line in stdout.splitlines()]
    return [row["term"] for row in rows if row["field"] == "terms"]


def test_a_changed_dictionary_says_the_command_that_makes_it_count(
    run: Run, words: Path, tmp_path: Path
) -> None:
    """The command is to be typed as it stands; afterwards the same dictionary is no change."""
    folder = tmp_path / "my index"
    assert run("index", "-", "--index", folder, stdin=PAGES).returncode == 0
    refused = run("index", "-", "--index", folder, "--dictionary", words, stdin=PAGES)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    command = shlex.split(refused.stderr.split("`")[1])
    assert command == ["ksearch", "rebuild", "--index", str(folder), "--dictionary", str(words)]
    assert json.loads(run("stats", "--json", "--index", folder).stdout)["articles"] == 2
    rebuilt = run(*command[1:])
    assert rebuilt.returncode == 0
    assert rebuilt.stdout == f"2 articles analysed again\n{folder} has a dictionary of 2 words\n"
    again = run("index", "-", "--index", folder, "--dictionary", words, stdin=PAGES)
    assert again.returncode == 0
    assert "2 unchanged" in again.stdout
    stats = run("stats", "--index", folder).stdout
    assert "dictionary words 2\n" in stats
    assert ", dictionary " in stats


def test_analyze_shows_what_a_dictionary_does(run: Run, words: Path, tmp_path: Path) -> None:
    """That of a file, and that of an index; not both."""
    folder = tmp_path / "index"
    made = run("index", "--dictionary", words, "--index", folder)
    assert (made.returncode, made.stdout) == (0, f"{folder} has a dictionary of 2 words\n")
    wanted = ["당근마켓", "당근", "마켓"]
    for option, path in (("--dictionary", words), ("--index", folder)):
        assert _terms(run("analyze", "당근마켓을", "--json", option, path).stdout) == wanted
    assert _terms(run("analyze", "당근마켓을", "--json").stdout) != wanted
    both = run("analyze", "당근마켓을", "--index", folder, "--dictionary", words)
    assert both.returncode == 2


def test_synonyms_are_recorded_and_counted(run: Run, synonyms: Path, tmp_path: Path) -> None:
    """Without a page to read; what is printed says that no rebuild is needed."""
    folder = tmp_path / "index"
    assert run("index", "-", "--index", folder, stdin=PAGES).returncode == 0
    recorded = run("index", "--synonyms", synonyms, "--index", folder)
    assert recorded.returncode == 0
    assert recorded.stdout == (
        f"{folder} has 1 group of synonyms: they count from now on, without a rebuild\n"
    )
    stats = json.loads(run("stats", "--json", "--index", folder).stdout)
    assert (stats["articles"], stats["synonym_groups"]) == (2, 1)
    assert ", synonyms " in stats["analysis"]
    asked = run("query", "총회", "--synonyms", synonyms, "--index", folder)
    assert asked.returncode == 0


@pytest.mark.parametrize("option", ["--dictionary", "--synonyms"])
def test_a_file_that_cannot_be_used_is_named_in_one_sentence(
    run: Run, tmp_path: Path, option: str
) -> None:
    """With its line; and no index is made."""
    path, folder = tmp_path / "list", tmp_path / "index"
    path.write_text("# 말\n한 동훈\n", encoding="utf-8")
    for name, said in ((path, f"{path}, line 2: "), (tmp_path / "none", f"{tmp_path / 'none'}: ")):
        for command in (("index", "-"), ("rebuild",)):
            done = run(*command, option, name, "--index", folder, stdin=PAGES)
            assert done.returncode == 2
            if command[0] == "index":
                assert done.stderr.startswith(f"ksearch: {said}")
            assert done.stderr.count("\n") == 1
    assert not folder.exists()


def test_indexing_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    """Neither pages nor lists: the usage is shown, as for every command that lacks an argument."""
    done = run("index", "--index", tmp_path / "index")
    assert done.returncode == 2
    assert "PATH" in done.stderr
    assert not (tmp_path / "index").exists()
