"""Which articles does a query find, and in which order? Tables, run on the engine as users get it.

A topic is a small archive and some questions to it. A question's answer is written as ids in the
order of the hits: ``a > b c > d`` says that a comes before b and c, in whichever order these are,
and d last. What stands behind ``?`` may be found behind all others, or not at all (``*``: any
other); no other article of the topic must be found. Articles of other matters lie beside them, so
that words are as rare as in an archive, and each article goes on with other matters, so that none
is a copy of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import ksearch
from ksearch.article import Article
from ksearch.engine import WhooshIndex
from tests.samples import article

__all__ = ["Topic", "found", "holds", "opened"]

OTHER = "other-"
OTHERS = (
    "어젯밤 남해안에 많은 비가 내려 도로 두 곳이 물에 잠겼다.",
    "프로야구 개막전에서 홈팀이 연장 끝에 이겼다.",
    "감귤 농가가 이른 추위에 수확을 서두르고 있다.",
    "지하철 막차 시간이 다음 달부터 삼십 분 늦춰진다.",
    "새끼 반달가슴곰 두 마리가 산에서 처음으로 목격됐다.",
    "유명 소설가의 유고집이 십 년 만에 출간됐다.",
    "동네 빵집들이 밀가루 값을 견디지 못하고 문을 닫는다.",
    "초등학교 급식에 제철 나물이 자주 오르게 됐다.",
    "축구 대표팀이 새 감독과 함께 첫 훈련을 마쳤다.",
    "연안 어선이 그물에 걸린 고래를 놓아주었다.",
    "오래된 극장이 헐리고 그 자리에 작은 숲이 들어선다.",
    "독감 환자가 늘어 병원 대기실이 붐빈다.",
    "겨울 철새 수만 마리가 하구에 내려앉았다.",
    "중고 자전거를 고쳐 이웃에 나누는 모임이 생겼다.",
    "배추 작황이 좋아 김장 비용이 줄어들 전망이다.",
    "소극장 연극이 입소문을 타고 석 달째 매진이다.",
)
PADDING = (
    *zip(OTHERS[::2], OTHERS[1::2], strict=True),
    *zip(OTHERS[1::2], (*OTHERS[2::2], OTHERS[0]), strict=True),
)


class Topic(NamedTuple):
    """Bodies of articles by id, and questions with their answers; the dates of some; word lists.

    A body that has a line break is a headline and a body. There are at most as many articles as
    ``PADDING`` has rows.
    """

    articles: Mapping[str, str]
    answers: tuple[tuple[str, str], ...]
    dates: Mapping[str, str] = MappingProxyType({})
    dictionary: str = ""
    synonyms: str = ""


def _article(article_id: str, text: str, *more: str, date: str | None = None) -> Article:
    headline, _, body = text.rpartition("\n")
    return article(article_id, body, *more, headline=headline, date=date)


@contextmanager
def opened(topic: Topic, folder: Path) -> Iterator[WhooshIndex]:
    """An index of a topic's articles and those of other matters."""
    dictionary = _written(folder / "dictionary.tsv", topic.dictionary)
    synonyms = _written(folder / "synonyms.txt", topic.synonyms)
    path = folder / "index"
    with ksearch.open(path, create=True, dictionary=dictionary, synonyms=synonyms) as index:
        index.add(_article(f"{OTHER}{number}", text) for number, text in enumerate(OTHERS))
        index.add(
            _article(article_id, text, *padding, date=topic.dates.get(article_id))
            for (article_id, text), padding in zip(
                topic.articles.items(), PADDING[: len(topic.articles)], strict=True
            )
        )
        yield index


def _written(path: Path, lines: str) -> Path | None:
    if not lines:
        return None
    path.write_text(lines, encoding="utf-8")
    return path


def found(index: WhooshIndex, query: str, **options: Any) -> list[str]:  # noqa: ANN401 -- see search
    """The ids of all that is found, best first, but for other matters."""
    hits = index.search(query, limit=100, **options).hits
    return [hit.id for hit in hits if not hit.id.startswith(OTHER)]


def holds(ids: list[str], answer: str) -> bool:
    """Whether the ids are in the order of an answer, and no others.

    >>> holds(["a", "c", "b"], "a > b c"), holds(["b", "a"], "a > b"), holds(["a", "b"], "a")
    (True, False, False)
    >>> holds(["a", "b"], "a ? b c"), holds(["b", "a"], "a ? b"), holds(["a"], "a ? b")
    (True, False, True)
    >>> holds(["a", "b"], "a ? *"), holds(["b", "a"], "a ? *")
    (True, False)
    """
    sure, _, perhaps = answer.partition("?")
    begin = 0
    for step in sure.split(">"):
        names = sorted(step.split())
        if sorted(ids[begin : begin + len(names)]) != names:
            return False
        begin += len(names)
    rest = ids[begin:]
    may = set(perhaps.split())
    return len(rest) == len(set(rest)) and ("*" in may or set(rest) <= may)
