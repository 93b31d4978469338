"""Verbs and adjectives by their stem; nouns and the verbs that 하다 and 되다 make of them."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

SAYING = Topic(
    {
        "past": "장관은 회견에서 새 대책을 밝혔다.",
        "base": "장관은 회견에서 새 대책을 밝히기로 했다.",
        "adnominal": "장관이 회견에서 밝힌 새 대책은 내년에 나온다.",
        "bright": "회견장의 밝은 조명이 눈에 띄었다.",
        "light": "시민들이 회견장 앞에서 촛불을 켰다.",
    },
    (
        ("밝히다", "past base adnominal"),
        ("밝혔다", "past base adnominal"),
        ("밝힌", "past base adnominal"),
        ("밝히며", "past base adnominal"),
        ("밝다", "bright"),
        ("밝은", "bright"),
        ("회견 -밝혔다", "bright light"),
    ),
)

BEAUTY = Topic(
    {
        "adnominal": "섬의 아름다운 노을을 보러 관광객이 몰린다.",
        "base": "섬의 노을은 예나 지금이나 아름답다.",
        "past": "섬의 노을은 그날따라 아름다웠다.",
        "adverb": "섬의 노을이 아름답게 물들었다.",
        "ugly": "섬의 노을을 가린 광고판이 흉하다.",
    },
    (
        ("아름다운", "adnominal base past adverb"),
        ("아름답다", "adnominal base past adverb"),
        ("아름다웠다", "adnominal base past adverb"),
        ("노을 -아름답다", "ugly"),
    ),
)

IRREGULAR = Topic(
    {
        "hot": "방바닥이 뜨거워 아이들이 이불을 걷었다.",
        "hot-base": "방바닥이 뜨겁다.",
        "heard": "아이들은 파도 소리를 들었다.",
        "hear": "아이들은 파도 소리를 듣는다.",
        "flowed": "강물이 마을 앞을 흘렀다.",
        "flow": "강물이 마을 앞을 흐른다.",
    },
    (
        ("뜨겁다", "hot hot-base"),
        ("뜨거운", "hot hot-base"),
        ("듣다", "heard hear"),
        ("들었다", "heard hear"),
        ("흐르다", "flowed flow"),
        ("흘렀다", "flowed flow"),
    ),
)

HOLDING = Topic(
    {
        "noun": "시는 가을 축제 개최를 앞두고 길을 넓힌다.",
        "past": "시는 가을 축제를 개최했다.",
        "future": "시는 가을 축제를 개최하기로 하고 길을 넓힌다.",
        "passive": "가을 축제가 호숫가에서 개최된다.",
        "adnominal": "호숫가에서 개최되는 가을 축제에 가수들이 나온다.",
        "apart": "시는 가을 축제를 호숫가에서 개최 했다.",
        "none": "시는 가을 축제를 취소했다.",
    },
    (
        ("개최", "noun past future passive adnominal apart"),
        ("개최하다", "noun past future passive adnominal apart"),
        ("개최했다", "past > noun future passive adnominal apart"),
        ("개최되는", "adnominal > noun past future passive apart"),
        ("개최하는", "noun past future passive adnominal apart"),
        ("축제 -개최", "none"),
        ("축제 -개최하다", "none"),
        ('"개최했다"', "past"),
        ('"개최 했다"', "apart past"),
    ),
)

TRADE = Topic(
    {
        "noun": "딸기 수출이 두 배로 늘었다.",
        "passive": "바다 건너로 수출되는 딸기가 두 배로 늘었다.",
        "active": "농가는 딸기를 바다 건너로 수출한다.",
        "past": "농가는 딸기를 바다 건너로 수출했다.",
        "import": "상인들은 딸기를 바다 건너에서 수입한다.",
    },
    (
        ("수출", "noun passive active past"),
        ("수출되는", "passive > noun active past"),
        ("수출하다", "noun passive active past"),
        ("수출한다", "active > noun passive past"),
        ("수출됐다", "noun passive active past"),
        ("딸기 -수출", "import"),
        ("딸기 -수출되다", "import"),
        ("수입", "import"),
    ),
)

TOPICS = (SAYING, BEAUTY, IRREGULAR, HOLDING, TRADE)
