"""A tiny index with everything that an index can have: segments, deletions, updates, a lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch
from tests.samples import article

BEFORE = (
    article("a", "서울시가 스마트시티를 만든다", headline="스마트시티의 날", date="2024-05-21"),
    article("b", "시청에서 총회가 열렸다", "총회는 3월에 끝났다", captions=["총회 사진"]),
    article("c", "Hermes는 KF94마스크를 판다", headline="마스크"),
    article("e", "포구에 안개가 끼었다"),
    article("f", "시민 3,452명이 걸었다"),
)


@pytest.fixture(scope="session")
def tiny_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two segments, one with a deleted and one with a replaced article; not to be changed."""
    folder = tmp_path_factory.mktemp("tiny") / "index"
    with ksearch.open(folder, create=True) as index:
        index.add(BEFORE)
        index.add([article("d", "흑산도 공항을 짓는다"), article("b", "시청 총회가 또 열렸다")])
        index.delete(["c"])
        assert index.stats().segments == 2
    return folder
