"""The data to measure with, where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data; a test that needs it is skipped where it is absent."""
    root = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("KSEARCH_DATA", root / ".." / "shared"))
    if not (shared / "data").is_dir():
        pytest.skip("the measuring data is not at hand: set KSEARCH_DATA to its folder")
    return shared
