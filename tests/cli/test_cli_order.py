"""The order of hits at the shell: best, newest or oldest first, or fading with age."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DAYS = {"new": 2, "old": 900, "best": 400}


@pytest.fixture(scope="module")
def folder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three dated articles and one without a date; the best answer is neither new nor old."""
    folder = tmp_path_factory.mktemp("order") / "index"
    today = datetime.now(UTC)
    rows = [
        {
            "id": name,
            "headline": f"{name} 소식",
            "body": f"등대 {name} 이야기가 전해졌다.",
            "date_published": (today - timedelta(days=age)).isoformat(timespec="seconds"),
        }
        for name, age in DAYS.items()
    ]
    rows[-1]["headline"] = "등대 등대 소식"
    rows.append({"id": "undated", "headline": "소식", "body": "등대 undated 이야기가 전해졌다."})
    assert (
        run("index", "-", "--index", folder, stdin="\n".join(map(json.dumps, rows))).returncode == 0
    )
    return folder


def _ids(run: Run, folder: Path, *options: str) -> list[str]:
    done = run("query", "등대", "--json", "--index", folder, *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--sort", "date"), ["new", "best", "old", "undated"]),
        (("--sort", "oldest"), ["old", "best", "new", "undated"]),
        (("--sort", "date", "--limit", "2", "--offset", "1"), ["best", "old"]),
        (("--recency", "30d"), ["new", "best", "old", "undated"]),
        (("--recency", "12h"), ["new", "best", "old", "undated"]),
    ],
)
def test_hits_come_in_the_order_that_is_asked_for(
    run: Run, folder: Path, options: tuple[str, ...], expected: list[str]
) -> None:
    assert _ids(run, folder, *options) == expected


def test_the_best_comes_first_unless_another_order_is_asked_for(run: Run, folder: Path) -> None:
    """A half-life of many years changes nothing but the place of what has no date."""
    assert _ids(run, folder)[0] == "best"
    assert _ids(run, folder, "--sort", "relevance") == _ids(run, folder)
    assert _ids(run, folder, "--recency", "900y")[0] == "best"
    assert _ids(run, folder, "--recency", "900y")[-1] == "undated"


@pytest.mark.parametrize(
    "options",
    [("--sort", "newest"), ("--recency", "soon"), ("--recency", "0d"), ("--recency", "-3d")],
)
def test_an_order_that_is_none_is_status_2(
    run: Run, folder: Path, options: tuple[str, ...]
) -> None:
    done = run("query", "등대", "--index", folder, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert options[0] in done.stderr
    assert "Traceback" not in done.stderr
