"""An archive of invented headlines, whose words and phrases are used more or less often."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import ksearch
from ksearch.article import Article
from tests.samples import article

# How often each headline is used, and its day.
HEADLINES = (
    (6, "2024-03-02", "오세훈 시장, 스마트시티 총회 연다"),
    (4, "2024-03-03", "스마트시티 조성에 시민 참여"),
    (3, "2023-01-05", "스마트팜 청년 농부 늘었다"),
    (2, "2024-02-01", "장바구니 물가 다시 올라"),
    (3, "2022-05-01", "디지털 격차 해소 방안 발표"),
    (2, "2022-05-01", "코로나바이러스 확산 주춤"),
    (3, None, "WeGO 사무국 새 단장"),
    (2, None, "Hello 영어마을 문 열어"),
    (5, "2024-01-01", "솔재 도서관 개관"),
    (2, None, "국립 솔재 박물관의 봄"),
    (1, "2021-01-01", "뉴타운 재개발 조합 총회"),
)


def archive() -> list[Article]:
    """Its articles."""
    made: list[Article] = []
    for times, date, headline in HEADLINES:
        for _ in range(times):
            number = str(len(made))
            one = article(number, f"{number}번째 기사의 본문이다.", headline=headline, date=date)
            made.append(replace(one, publisher="한빛신문", authors=("김누리",)))
    return made


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "index"
    with ksearch.open(folder, create=True) as index:
        index.add(archive())
    return folder
