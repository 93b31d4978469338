"""OR, AND, NOT and brackets."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

FRUIT = Topic(
    (
        news("jeju-citrus", "제주 농가가 감귤 수확을 시작했다."),
        news("jeju-hallabong", "제주 농가가 한라봉 수확을 마쳤다."),
        news("market-citrus", "시장 상인이 감귤 상자를 쌓았다."),
        news("market-grape", "시장 상인이 포도 상자를 날랐다."),
        news("grape-farm", "포도 농가가 가을 잔치를 열었다."),
        news("strawberry", "딸기 농가가 수출 길을 열었다."),
    ),
    (
        Row("감귤", "jeju-citrus market-citrus"),
        Row("감귤 OR 포도", "jeju-citrus market-citrus market-grape grape-farm"),
        Row("감귤|포도", "jeju-citrus market-citrus market-grape grape-farm"),
        Row("감귤 | 포도", "jeju-citrus market-citrus market-grape grape-farm"),
        Row("딸기 OR 한라봉 OR 포도", "strawberry jeju-hallabong market-grape grape-farm"),
        Row("딸기|한라봉 농가", "strawberry jeju-hallabong"),
        Row("농가 딸기|한라봉", "strawberry jeju-hallabong"),
        Row("(딸기 OR 한라봉) 농가", "strawberry jeju-hallabong"),
        Row("제주 감귤 | 한라봉", "jeju-citrus jeju-hallabong"),
        Row("제주 감귤", "jeju-citrus ? jeju-hallabong market-citrus"),
        Row("제주 AND 감귤", "jeju-citrus"),
        Row("제주 AND 감귤 AND 포도", "-"),
        Row("감귤 AND (제주 OR 시장)", "jeju-citrus market-citrus"),
        Row("제주 AND 감귤 OR 시장 AND 포도", "jeju-citrus market-grape"),
        Row("(제주 AND 감귤) | (시장 AND 포도)", "jeju-citrus market-grape"),
        Row("감귤 -제주", "market-citrus"),
        Row("-제주 감귤", "market-citrus"),
        Row("감귤 NOT 제주", "market-citrus"),
        Row("NOT 제주 감귤", "market-citrus"),
        Row("감귤 AND NOT 제주", "market-citrus"),
        Row("농가 -감귤 -포도", "jeju-hallabong strawberry"),
        Row("농가 -(감귤 | 포도)", "jeju-hallabong strawberry"),
        Row("농가 NOT (감귤 OR 포도)", "jeju-hallabong strawberry"),
        Row("농가 (-감귤 -포도)", "jeju-hallabong strawberry"),
        Row("농가 -(제주 감귤)", "jeju-hallabong grape-farm strawberry"),
        Row("농가 -(제주 -감귤)", "jeju-citrus grape-farm strawberry"),
        Row(
            "농가 NOT NOT 감귤", "jeju-citrus ? jeju-hallabong market-citrus grape-farm strawberry"
        ),
        Row("-(-감귤)", "jeju-citrus market-citrus"),
        Row("(농가 -제주) | 한라봉", "grape-farm strawberry jeju-hallabong"),
        Row("((감귤))", "jeju-citrus market-citrus"),
        Row("감귤 OR", "jeju-citrus market-citrus"),
        Row("| 감귤", "jeju-citrus market-citrus"),
        Row("감귤 () 수박", "jeju-citrus market-citrus"),
        Row('농가 -"수확을 시작"', "jeju-hallabong grape-farm strawberry"),
        Row("수박 OR 참외", "-"),
    ),
)

QUOTED = Topic(
    (
        news("apart", "마을은 스마트 시티 사업을 따냈다."),
        news("together", "마을은 스마트시티 사업을 따냈다."),
        news("reversed", "마을은 시티 투어에 스마트 기기를 쓴다."),
        news("past", "군청은 둑을 막았다."),
        news("future", "군청은 둑을 막기로 했다."),
    ),
    (
        Row("스마트시티", "together > apart"),
        Row('"스마트시티"', "together"),
        Row('"스마트 시티"', "apart together"),
        Row("“스마트 시티”", "apart together"),
        Row('마을 -"스마트 시티"', "reversed"),
        Row('"시티 투어"', "reversed"),
        Row('"시티 스마트"', "-"),
        Row('"막았다"', "past"),
        Row('"막기로 했다"', "future"),
        Row('"둑을" "했다"', "future ? past"),
        Row('"둑을" AND "했다"', "future"),
        Row('"둑을 막았다" OR "시티 투어"', "past reversed"),
        Row('"둑을 막았다', "past future"),
    ),
)

TOPICS = (FRUIT, QUOTED)
