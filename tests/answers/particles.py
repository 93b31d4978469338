"""Nouns that no dictionary knows find one another under any particle."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

PERSON = Topic(
    {
        "bare": "한동훈 대표가 시장을 찾았다.",
        "subject": "이날 한동훈이 시장을 찾았다.",
        "owner": "한동훈의 측근이 시장을 찾았다.",
        "topic": "한동훈은 시장을 찾았다.",
        "object": "상인들이 한동훈을 반겼다.",
        "to": "상인들이 한동훈에게 떡을 건넸다.",
        "other": "상인들이 이동훈을 반겼다.",
        "last": "동훈이라는 아이가 떡을 건넸다.",
    },
    (
        ("한동훈", "bare subject owner topic object to ? last other"),
        ("한동훈이", "bare subject owner topic object to ? last other"),
        ("한동훈의", "bare subject owner topic object to ? last other"),
        ("한동훈은", "bare subject owner topic object to ? last other"),
        ("한동훈을", "bare subject owner topic object to ? last other"),
        ("한동훈에게", "bare subject owner topic object to ? last other"),
        ("상인들 -한동훈이", "other"),
        ("상인들 -한동훈은", "other"),
        ('"한동훈은"', "topic"),
    ),
)

COMPANY = Topic(
    {
        "bare": "뉴진틸 새 공장이 문을 열었다.",
        "subject": "뉴진틸이 새 공장을 지었다.",
        "object": "은행이 뉴진틸을 사들였다.",
        "with": "은행이 뉴진틸과 손을 잡았다.",
        "other": "은행이 새 지점을 지었다.",
    },
    (
        ("뉴진틸", "bare subject object with"),
        ("뉴진틸이", "bare subject object with"),
        ("뉴진틸을", "bare subject object with"),
        ("뉴진틸과", "bare subject object with"),
        ("은행 -뉴진틸이", "other"),
    ),
)

TORN = Topic(
    {
        "bare": "김의겸 의원이 회의를 열었다.",
        "topic": "김의겸은 회의를 열었다.",
        "subject": "이날 김의겸이 회의를 열었다.",
        "owner": "김의겸의 질문이 회의를 늦췄다.",
        "other": "김서율 의원이 회의를 늦췄다.",
        "surname": "김 의원이 회의를 미뤘다.",
        "do": "한병도 의원이 총회를 열었다.",
        "do-subject": "한병도가 총회를 미뤘다.",
        "do-other": "유리병도 총회 선물이었다.",
    },
    (
        ("김의겸", "bare topic subject owner"),
        ("김의겸은", "bare topic subject owner"),
        ("김의겸의", "bare topic subject owner"),
        ("회의 -김의겸이", "other surname"),
        ("한병도", "do do-subject"),
        ("한병도가", "do do-subject"),
        ("총회 -한병도", "do-other"),
        ('"김의겸은"', "topic"),
    ),
)

KEPT = Topic(
    {
        "island": "여의도에 벚꽃이 피었다.",
        "country": "우크라이나에 눈이 내렸다.",
        "cat": "고양이가 담을 넘었다.",
        "city": "고양시 하늘이 맑았다.",
    },
    (
        ("여의도", "island"),
        ("우크라이나", "country"),
        ("고양이", "cat"),
        ("고양시", "city"),
    ),
)

TOPICS = (PERSON, COMPANY, TORN, KEPT)
