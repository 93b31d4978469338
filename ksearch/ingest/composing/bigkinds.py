"""What do exports of BigKinds, the archive of the Korea Press Foundation, mean by their columns?

Comes in: a record with its Korean names. Goes out: the same, its classes and names as a section and
keywords, and whether its text was cut. Invariant: nothing that it says is lost.

An export gives the first 200 characters of each text, classes as ``사회>사건_사고``, and persons,
places, organisations and words with commas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["is_bigkinds", "is_cut", "named"]

_ID = "뉴스 식별자"
_BODY = "본문"
_CLASSES = ("통합 분류1", "통합 분류2", "통합 분류3")
_EVENTS = ("사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3")
_WORDS = ("특성추출(가중치순 상위 50개)", "특성추출")
_NAMES = ("인물", "위치", "기관")
_CUT = 200  # characters
_ABOUT = 10  # by which the text of an export may be longer or shorter than that
_ENDS = (".", "?", "!", "”", '"', "’", "'", ")", "]", "〉", "》")


def is_bigkinds(record: Mapping[str, Any]) -> bool:
    """Whether the record is a row of such an export."""
    return _ID in record


def is_cut(record: Mapping[str, Any]) -> bool:
    """Whether the text is the beginning of a longer one.

    >>> is_cut({"본문": "가" * 200}), is_cut({"본문": "첫눈이 왔다."})
    (True, False)
    """
    body = record.get(_BODY)
    if not isinstance(body, str):
        return False
    length = len(body.strip())
    if abs(length - _CUT) > _ABOUT:
        return False
    return abs(length - _CUT) <= 1 or not body.rstrip().endswith(_ENDS)


def named(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its first class as section, and what else it is filed under as keywords.

    >>> record = {"통합 분류1": "사회>사건_사고", "인물": "홍길동", "키워드": "첫눈,길"}
    >>> named(record)["통합 분류1"], named(record)["키워드"]
    ('사회', '첫눈,길,홍길동,사건_사고')
    """
    classes = [part for name in (*_CLASSES, *_EVENTS) for part in _parts(record, name, ">")]
    words = next((found for name in _WORDS if (found := _parts(record, name, ","))), None)
    words = _parts(record, "키워드", ",") if words is None else words
    names = [part for name in _NAMES for part in _parts(record, name, ",")]
    others = {name: value for name, value in record.items() if name not in _WORDS}
    if classes:
        others[_CLASSES[0]] = classes[0]
    keywords = dict.fromkeys(
        word for word in (*words, *names, *classes[1:]) if word not in classes[:1]
    )
    if keywords:
        others["키워드"] = ",".join(keywords)
    return others


def _parts(record: Mapping[str, Any], name: str, mark: str) -> list[str]:
    value = record.get(name)
    if not isinstance(value, str):
        return []
    return [part for item in value.split(mark) if (part := item.strip())]
