"""A person's synonyms and dictionary: words that mean the same, words that are one noun."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

SYNONYMS = Topic(
    {
        "lift": "아침 승강기가 멈춰 출근길이 막혔다.",
        "elevator": "아침 엘리베이터가 멈춰 출근길이 막혔다.",
        "owner": "엘리베이터의 새 규격이 공개됐다.",
        "bus": "아침 버스가 멈춰 출근길이 막혔다.",
        "company": "당근마켓이 광고를 냈다.",
        "company-latin": "Daangn이 새 사옥을 냈다.",
        "phrase": "환경 단체가 지구 온난화를 걱정했다.",
        "phrase-other": "환경 단체가 기후 변화를 걱정했다.",
        "levy": "탄소 부담금을 놓고 다퉜다.",
    },
    (
        ("승강기", "lift > elevator owner"),
        ("승강기의", "lift > owner elevator"),
        ("엘리베이터", "elevator owner > lift"),
        ('"승강기"', "lift"),
        ("출근길 -승강기", "bus"),
        ("출근길 -엘리베이터가", "bus"),
        ('출근길 -"승강기가"', "elevator bus"),
        ("daangn", "company-latin > company"),
        ("당근마켓", "company > company-latin"),
        ("단체 -온난화", "phrase-other"),
        # Several words are looked up together, with a particle or without.
        ("지구 온난화", "phrase > phrase-other"),
        ("환경 기후 변화를", "phrase-other > phrase"),
        ("단체 -(지구 온난화)", ""),
        ('"지구 온난화"', "phrase"),
        ("탄소세 감축", "levy"),
    ),
    synonyms="승강기, 엘리베이터\n당근마켓, daangn\n지구 온난화, 기후 변화\n"
    "탄소세 감축 => 탄소 부담금\n",
)

DICTIONARY = Topic(
    {
        "whole": "별빛나루가 새 앱을 내놓았다.",
        "owner": "별빛나루의 앱이 인기다.",
        "part": "강가 나루에 배가 닿았다.",
        "stars": "밤하늘 별빛이 밝다.",
        "person": "배우 진설은 상을 받았다.",
        "person-subject": "배우 진설이 무대에 올랐다.",
        "snow": "설원에서 스키를 탔다.",
    },
    (
        ("별빛나루", "whole owner ? part stars"),
        ("별빛나루를", "whole owner ? part stars"),
        ("나루", "part whole owner"),
        ("앱 -나루", ""),
        ("진설", "person person-subject"),
        ("진설이", "person person-subject"),
        ("배우 -진설은", ""),
    ),
    dictionary="별빛나루\tNNP\t별빛+나루\n진설\tNNP\n",
)

TOPICS = (SYNONYMS, DICTIONARY)
