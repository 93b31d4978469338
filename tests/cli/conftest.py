"""A small index, and ksearch as a person runs it: another process, its streams and its status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"KSEARCH_INDEX", "NO_COLOR", "FORCE_COLOR"}
    } | {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "TERM": "xterm"}


@pytest.fixture(scope="session")
def run(environment: dict[str, str]) -> Run:
    def run_ksearch(
        *arguments: str | Path, stdin: str = "", encoding: str = "utf-8", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ksearch", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding=encoding,
            env=environment | variables,
            check=False,
        )

    return run_ksearch


@pytest.fixture(scope="session")
def seed_index(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    result = run("index", SEEDS, "--index", folder)
    assert result.returncode == 0, result.stderr
    return folder
