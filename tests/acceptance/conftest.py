"""The owner's page and the measuring archive, indexed once for all tests that need them."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch
from tests.ingest.conftest import shared

__all__ = ["shared"]


@pytest.fixture(scope="session")
def page_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "index"
    with ksearch.open(folder, create=True) as index:
        index.add(ksearch.read(shared / "seeds"))
    return folder


@pytest.fixture(scope="session")
def news_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news") / "index"
    with ksearch.open(folder, create=True) as index:
        index.add(ksearch.read(shared / "data" / "news.jsonl.gz"))
    return folder
