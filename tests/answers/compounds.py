"""Compounds: whole and parts find one another, the closer the better ranked.

Whether the whole also finds an article with a part only (더불어민주당 one with 민주당) is left
open; if so, it stands behind all that have the whole, and -더불어민주당 keeps it.
"""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

INSURANCE = Topic(
    {
        "whole": "국민건강보험공단은 올해 검진 대상을 넓히기로 했다고 전했다.",
        "apart": "국민 건강보험 공단은 올해 검진 대상을 넓히기로 했다고 전했다.",
        "quoted": "국민 ‘건강보험’ 공단은 올해 검진 대상을 넓히기로 했다고 전했다.",
        "part": "건강보험 적용을 받는 약이 올해 크게 늘어난다고 정부가 전했다.",
        "part-apart": "건강 보험 적용을 받는 약이 올해 크게 늘어난다고 정부가 전했다.",
        "far": "보험 가입자는 올해 검진을 마치고 나서 건강 상담을 따로 받는다.",
        "car": "자동차 보험에 드는 운전자가 올해 크게 늘어난다고 업계가 전했다.",
    },
    (
        ("국민건강보험공단", "whole > apart quoted ? part part-apart"),
        ("국민건강보험공단이", "whole > apart quoted ? part part-apart"),
        ("건강보험", "part whole apart quoted part-apart"),
        ("건강보험의", "whole apart quoted part part-apart"),
        ('"건강보험"', "whole apart quoted part"),
        ('"건강 보험"', "part-apart part whole apart quoted"),
        ('"국민건강보험공단"', "whole"),
        ('"국민 건강보험 공단"', "apart whole"),
        ("보험 -건강보험", "far car"),
        ("보험 -국민건강보험공단", "part part-apart far car"),
    ),
)

PARTY = Topic(
    {
        "whole": "더불어민주당은 예산안을 다음 주에 따로 내기로 했다.",
        "apart": "더불어 민주당은 예산안을 다음 주에 따로 내기로 했다.",
        "part": "민주당은 예산안을 다음 주에 따로 내기로 했다.",
        "other": "더불어 사는 마을을 꾸미는 예산을 주민이 직접 짰다.",
    },
    (
        ("민주당", "part > whole apart"),
        ("민주당이", "part > whole apart"),
        ("더불어민주당", "whole > apart ? part"),
        ("더불어민주당의", "whole > apart ? part"),
        ('"더불어민주당"', "whole"),
        ("예산 -더불어민주당", "other part"),
        ("예산 -민주당", "other"),
    ),
)

CITY = Topic(
    {
        "whole": "세계스마트시티기구가 새 사무국을 항구 옆에 열었다.",
        "whole-apart": "세계 스마트시티 기구가 새 사무국을 항구 옆에 열었다.",
        "apart": "세계 스마트 시티 기구가 새 사무국을 항구 옆에 열었다.",
        "part": "스마트시티가 새 센서를 항구 옆 골목마다 달았다.",
        "part-apart": "스마트 시티가 새 센서를 항구 옆 골목마다 달았다.",
        "far": "스마트한 버스가 항구를 지나 옛 도심의 시티 투어에 나선다.",
    },
    (
        ("스마트시티", "part whole-apart whole > apart part-apart"),
        ("스마트시티를", "part whole-apart whole > apart part-apart"),
        ("세계스마트시티기구", "whole > whole-apart > apart ? part part-apart"),
        ("세계스마트시티기구의", "whole > whole-apart > apart ? part part-apart"),
        ('"스마트시티"', "whole whole-apart part"),
        ('"스마트 시티"', "apart part-apart whole whole-apart part"),
        ("항구 -스마트시티", "far"),
        ("항구 -세계스마트시티기구", "part part-apart far"),
        ('항구 -"스마트 시티"', "far"),
    ),
)

PLAZA = Topic(
    {
        "whole": "동대문디자인플라자에서 봄꽃 전시가 열린다.",
        "apart": "동대문 디자인 플라자에서 봄꽃 전시가 열린다.",
        "half": "동대문 디자인플라자에서 봄꽃 전시가 열린다.",
        "parts": "동대문 상가에서 봄꽃 디자인 우산을 파는 플라자 매장이 열린다.",
    },
    (
        ("동대문디자인플라자", "whole > apart half"),
        ("디자인플라자", "whole half apart"),
        ("플라자", "whole apart half parts"),
        ('"동대문디자인플라자"', "whole"),
        ("봄꽃 -동대문디자인플라자", "parts"),
    ),
)

HOUSES = Topic(
    {
        "whole": "아파트값이 석 달 만에 다시 올랐다.",
        "apart": "아파트 값이 석 달 만에 다시 올랐다.",
        "between": "아파트의 값이 석 달 만에 다시 올랐다.",
        "far": "아파트 단지 옆 가게에서 기름값이 다시 올랐다.",
    },
    (
        ("아파트값", "whole > apart between"),
        ("아파트값은", "whole > apart between"),
        ("아파트", "whole apart between far"),
    ),
)

TOPICS = (INSURANCE, PARTY, CITY, PLAZA, HOUSES)
