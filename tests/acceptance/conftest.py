"""The owner's page, indexed once for all tests that need it."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch


@pytest.fixture(scope="session")
def page_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "index"
    with ksearch.open(folder, create=True) as index:
        index.add(ksearch.read(shared / "seeds"))
    return folder
