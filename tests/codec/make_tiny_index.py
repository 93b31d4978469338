"""Make the index that is kept for ever: ``python -m tests.codec.make_tiny_index``.

The folder ``format1`` holds an index as the first ksearch that wrote format 1 wrote it: later ones
must open it. It is made anew only as long as that format is in no release. Its articles are
written for this project.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import ksearch
from ksearch.engine import WhooshIndex
from tests.samples import article

__all__ = ["DELETED", "FIRST", "FOLDER", "SECOND", "make"]

FOLDER = Path(__file__).parent / "format1"
FIRST = (
    article(
        "harbour",
        "흑산도 포구에 등대가 다시 켜졌다. 주민 1,204명이 모였다.",
        "등대지기는 “서른 해 만의 불빛”이라고 말했다.",
        headline="흑산도 등대 30년 만에 불 밝혀",
        captions=["불을 밝힌 흑산도 등대"],
        date="2023-03-02T09:00:00+09:00",
    ),
    article(
        "library",
        "시립 도서관이 스마트시티 자료실을 열었다.",
        "자료실은 KF94마스크를 쓰고 들어갈 수 있다.",
        headline="도서관에 스마트시티 자료실",
        date="2022-07",
    ),
    article("withdrawn", "스마트시티 총회는 열리지 않았다", headline="없던 일이 된 총회"),
)
SECOND = (
    article(
        "assembly",
        "시청에서 총회가 열렸다. Hermes 위성의 3월 관측값을 나눴다.",
        headline="시청 총회 열려",
        captions=["시청 총회장"],
        date="2024-05-21",
    ),
    article("mountain", "구름이 산마루를 넘었다", headline="산마루"),
)
DELETED = "withdrawn"


def make(folder: Path) -> None:
    """An index of two segments, of which the first has a deleted article."""
    shutil.rmtree(folder, ignore_errors=True)
    with ksearch.open(folder, create=True) as index:
        index.add(FIRST)
        index.add(SECOND)
        index.delete([DELETED])
        _require_two_segments(index)
    (folder / "MAIN_WRITELOCK").unlink(missing_ok=True)


def _require_two_segments(index: WhooshIndex) -> None:
    segments = [segment.segment for segment in index._view.snapshot.segments]
    if [segment.deleted_articles for segment in segments] != [1, 0]:
        raise RuntimeError("the tiny index needs two segments, the first with a deletion")


if __name__ == "__main__":
    make(FOLDER)
