"""Copies of a story at the shell: one hit with 외 n건, named in JSON, each by itself on demand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.engine.test_engine_copies import STORY

DATES = {"late": "2024-05-03", "first": "2024-05-01T09:00:00+09:00", "undated": None}
OTHER = {"id": "other", "headline": "도서관 앞 안개", "body": "도서관 앞에 안개가 끼었다."}


@pytest.fixture(scope="module")
def folder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story three times, under headlines of their own, and an article of another."""
    folder = tmp_path_factory.mktemp("copies") / "index"
    rows = [
        {"id": name, "headline": f"강변 도서관 첫 삽 {name}", "body": STORY, "date_published": date}
        for name, date in DATES.items()
    ]
    pages = "\n".join(json.dumps(row) for row in [*rows, OTHER])
    assert run("index", "-", "--index", folder, stdin=pages).returncode == 0
    return folder


def _hits(run: Run, folder: Path, *options: str) -> list[tuple[str, list[str]]]:
    done = run("query", "도서관", "--json", "--index", folder, *options)
    assert done.returncode == 0
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    return sorted((hit["id"], hit["copies"]) for hit in hits)


def test_the_earliest_is_the_hit_and_json_names_its_copies(run: Run, folder: Path) -> None:
    assert _hits(run, folder) == [("first", ["late", "undated"]), ("other", [])]


def test_no_collapse_shows_each_by_itself(run: Run, folder: Path) -> None:
    """And says of none that there are others."""
    everyone = sorted([*DATES, "other"])
    assert _hits(run, folder, "--no-collapse") == [(name, []) for name in everyone]
    shown = run("query", "도서관", "--no-collapse", "--index", folder).stdout
    assert "외 " not in shown


def test_a_person_reads_how_many_others_there_are(run: Run, folder: Path) -> None:
    """Once, beside the facts of the head; what is counted in all are articles."""
    lines = run("query", "도서관", "--index", folder).stdout.splitlines()
    (told,) = [line for line in lines if "외 2건" in line]
    assert "2024-05-01" in told
    assert "first" in told
    assert not any("외 0건" in line for line in lines)
    assert lines[-1].startswith("4 articles found, 1–2 shown")


def test_pages_count_stories(run: Run, folder: Path) -> None:
    """What is on the first page comes on no other."""
    first = _hits(run, folder, "--limit", "1")
    second = _hits(run, folder, "--limit", "1", "--offset", "1")
    assert sorted(first + second) == _hits(run, folder)
    assert _hits(run, folder, "--offset", "2") == []


def test_a_copy_that_does_not_match_is_not_counted(run: Run, folder: Path) -> None:
    done = run("query", "도서관", "-late", "--json", "--index", folder)
    hits = {hit["id"]: hit["copies"] for hit in map(json.loads, done.stdout.splitlines())}
    assert hits == {"first": ["undated"], "other": []}
