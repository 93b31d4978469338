"""Where words stand decides the order: in which section, how close, how early, how often."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

SECTIONS = Topic(
    {
        "headline": "등대 다시 불 밝혀\n섬 주민들이 밤바다를 보러 나왔다.",
        "body": "섬 소식\n등대 옆에서 주민들이 밤바다를 보러 나왔다.",
        "both": "등대 다시 불 밝혀\n등대 옆에서 주민들이 밤바다를 보았다.",
        "none": "섬 소식\n주민들이 밤바다를 보러 나왔다.",
    },
    (
        ("등대", "both > headline > body"),
        ("섬 등대", "headline body > both > none"),
    ),
)

CLOSE = Topic(
    {
        "side": "시장이 항만 철도 사업을 다시 열었다. 하루에 여러 번 다닌다.",
        "near": "시장이 항만 옆 새 철도 사업을 열었다. 하루에 여러 번 다닌다.",
        "far": "시장이 항만 사업을 다시 열었다. 아침마다 일꾼이 모이고 저녁이면 흩어지며, "
        "비가 오는 날에는 창고에서 그물을 손질하고 이야기를 나누다가 해가 지면 돌아간다. "
        "마을에는 하루에 여러 번 철도 편이 다닌다.",
        "one": "시장이 항만 사업을 다시 열었다. 하루에 여러 번 다닌다.",
    },
    (
        ("항만 철도", "side near > far > one"),
        ("철도 항만", "side near > far > one"),
        ('"항만 철도"', "side"),
    ),
)

OFTEN = Topic(
    {
        "often": "고래 떼가 돌아왔다. 고래를 보려는 배가 늘었고 고래 그림이 걸렸다.",
        "once": "고래 떼가 돌아왔다. 바다를 보려는 배가 늘었고 파도 그림이 걸렸다.",
        "long": "고래 떼가 돌아왔다. " + "바다를 보려는 배가 늘었고 파도 그림이 걸렸다. " * 12,
    },
    (("고래", "often > once > long"),),
)

RARE = Topic(
    {
        "both": "시청이 백일홍 꽃밭을 열었다.",
        "rare": "마을이 백일홍 축제를 열었다.",
        "common": "시청이 새 청사를 열었다.",
        "common-too": "시청이 옛 청사를 헐었다.",
        "common-three": "시청이 앞뜰을 넓혔다.",
    },
    (("시청 백일홍", "both > rare > common common-too common-three"),),
)

EARLY = Topic(
    {
        "first": "너구리가 마당에 왔다. 주민들이 먹이를 주고 사진을 찍으며 저녁까지 지켜보았다.",
        "later": "주민들이 먹이를 주고 사진을 찍으며 저녁까지 지켜보았다. 너구리가 마당에 왔다.",
    },
    (("너구리", "first > later"), ("너구리 마당", "first > later")),
)

ORDER = Topic(
    {
        "train": "오늘 화물 열차가 새로 다니기 시작했다고 역장이 말했다.",
        "cargo": "오늘 열차 화물이 새로 다니기 시작했다고 역장이 말했다.",
    },
    (("화물 열차", "train > cargo"), ("열차 화물", "cargo > train")),
)

# What Kiwi tears into syllables is looked for by its letters all the same.
TORN = Topic(
    {
        "near": "영화 몬크의 출연진이 모였다. 다음 달 새 작품을 찍는다.",
        "far": "영화 몬크의 감독이 말했다. 다음 달 새 작품을 찍는데 배우 여럿이 함께하며, "
        "촬영은 바닷가 마을에서 석 달 동안 이어지고 겨울이 오기 전에 끝난다고 한다. "
        "다른 영화의 출연진이 모였다.",
        "other": "영화 출연진이 모였다. 다음 달 새 작품을 찍는다.",
    },
    (("몬크의 출연진", "near > far > other"),),
)

TOPICS = (SECTIONS, CLOSE, EARLY, ORDER, OFTEN, RARE, TORN)
