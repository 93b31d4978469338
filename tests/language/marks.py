"""Wildcards, nearness, weights."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

PATTERNS = Topic(
    (
        news("phone", "가게가 스마트폰을 판다."),
        news("city", "마을이 스마트시티가 된다."),
        news("farm", "들판에 스마트팜이 들어섰다."),
        news("capital", "서울의 수도는 강을 낀다."),
        news("sport", "스포츠 경기가 열렸다."),
        news("kbs", "방송사 KBC가 생중계했다."),
        news("trade", "증권사 E*TRADE와 계약했다."),
        news("research", "연구소가 R&D센터로 바뀌었다."),
    ),
    (
        Row("스마트*", "phone city farm"),
        Row("스마트* -스마트폰", "city farm"),
        Row("*시티", "city"),
        Row("스*츠", "sport"),
        Row("스?츠", "sport"),
        Row("마을 스마트*", "city ? phone farm"),
        Row("스마트* OR 스포츠", "phone city farm sport"),
        Row("본문:스마트*", "phone city farm"),
        Row("제목:스마트*", "-"),
        Row("kb?", "-"),
        Row("KB*", "kbs"),
        Row("E*TRADE", "trade"),
        Row("R&D*", "research"),
        Row("마을 AND 스마트*", "city"),
        Row('"스마트*"', "phone city farm"),
        Row("(스마트* | 스포츠) -스마트폰", "city farm sport"),
        Row("서울의 수도는?", "capital"),
        Row("들판 -스마트*", "-"),
    ),
)

NEARNESS = Topic(
    (
        news("side", "시장 총회가 시작됐다."),
        news("turned", "총회 뒤에 시장 연설이 있었다."),
        news("two", "시장이 새 건물에서 총회를 열었다."),
        news(
            "far",
            "시장은 아침에 강을 따라 걷고 나서 도서관과 학교와 병원과 공원을 차례로 둘러본 다음 "
            "마지막으로 저녁 늦게 총회를 찾았다.",
        ),
        news("one", "시장은 아침에 걸었다."),
    ),
    (
        Row('"시장 총회"~1', "side"),
        Row('"시장 총회"~3', "side turned two"),
        Row('"총회 시장"~3', "side turned two"),
        Row('"시장 총회"~50', "side turned two far"),
        Row('시장 -"시장 총회"~3', "far one"),
        Row('"시장 건물 총회"~4', "two"),
        Row('본문:"시장 총회"~3', "side turned two"),
        Row('제목:"시장 총회"~3', "-"),
    ),
)

WEIGHTS = Topic(
    (
        news("wolf", "산에 늑대가 나타났다."),
        news("fox", "산에 여우가 나타났다."),
    ),
    (
        Row("늑대^5 | 여우", "wolf > fox"),
        Row("늑대 | 여우^5", "fox > wolf"),
        Row("늑대^0.1 | 여우", "fox > wolf"),
        Row('"늑대가"^5 | 여우', "wolf > fox"),
        Row("(여우 | 곰)^5 | 늑대", "fox > wolf"),
        Row("본문:늑대^5 | 본문:여우", "wolf > fox"),
    ),
)

TOPICS = (PATTERNS, NEARNESS, WEIGHTS)
