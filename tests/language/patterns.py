"""Patterns and words close together."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

PATTERNS = Topic(
    (
        news("phone", "스마트폰을 새로 샀다."),
        news("city", "스마트시티를 항구에 짓는다."),
        news("plain", "스마트 도시라는 말이 퍼진다."),
        news("inside", "세계스마트시티기구가 문을 연다."),
        news("citizen", "시티즌 축구단이 이겼다."),
        news("survey", "조사과정을 밝혔다."),
        news("apple", "사과나무에 꽃이 폈다."),
        news("sorry", "구청장이 사과했다."),
        news("mask", "KF94마스크와 kf80 마스크를 나눠 준다."),
        news("numbers", "주민 3,452명이 3.5% 올랐다고 답했다.", headline="사과 값"),
        news("hanja", "尹대통령은 美를 찾는다."),
        news("start", "스타트업을 돕는다."),
        news("verb", "호수가 맑아졌다고 밝힌다."),
    ),
    (
        Row("스마트*", "phone city plain inside"),
        Row("스마트*을", "phone"),
        Row("*시티", "city inside"),
        Row("*시티*", "city inside citizen"),
        Row("*시티기구", "inside"),
        Row("시티*", "citizen city inside"),  # 시티 is a word of 스마트시티
        Row("스?트", "plain start inside city phone"),
        Row("스?트업", "start"),
        Row("??폰", "-"),
        Row("???폰", "phone"),
        Row("?마트폰을", "phone"),
        Row("사과*", "apple sorry numbers"),
        Row("사과* -나무", "sorry numbers"),
        Row("제목:사과*", "numbers"),
        Row("본문:사과*", "apple sorry"),
        Row("kf*", "mask"),
        Row("KF9*", "mask"),
        Row("*스크", "mask"),
        Row("345*", "numbers"),
        Row("3.5*", "numbers"),
        Row("尹*", "hanja"),
        Row("밝히*", "survey verb"),
        Row("항구 스마트*", "city ? phone plain inside"),
        Row("스마트* AND 항구", "city"),
        Row("스마트*^3 | 사과*", "phone city plain inside > apple sorry numbers"),
        Row("없는*", "-"),
    ),
)

NEAR = Topic(
    (
        news("beside", "서울 총회가 내일 열린다."),
        news("turned", "총회는 서울에서 내일 열린다."),
        news("five", "서울에서 내일 낮 처음으로 큰 총회가 열린다."),
        news("six", "서울에서 내일 낮 처음으로 아주 큰 총회가 열린다."),
        news("split", "총회가 열린다.", headline="서울 소식"),
        news("glued", "서울총회가 내일 열린다."),
        news("three", "서울 시청에서 총회와 잔치가 열린다."),
    ),
    (
        Row('"서울 총회"~5', "beside turned five glued three"),
        Row('"총회 서울"~5', "beside turned five glued three"),
        Row('"서울 총회"~1', "beside turned glued"),
        Row('"서울 총회"~6', "beside turned five six glued three"),
        Row('"서울 총회 잔치"~5', "three"),
        Row('"서울 총회 잔치"~2', "-"),
        Row('"서울 총회 소풍"~9', "-"),
        Row('"서울 소식"~1', "split"),
        Row('본문:"서울 소식"~1', "-"),
        Row('제목:"서울 소식"~1', "split"),
        Row('열린다 -"서울 총회"~5', "six split"),
        Row('"서울 총회"~1 OR "서울 소식"~1', "beside turned glued split"),
        Row('시청 "서울 총회"~5', "three"),
    ),
)

TOPICS = (PATTERNS, NEAR)
