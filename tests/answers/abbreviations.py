"""What news calls ministries, parties and taxes for short, and their names in full."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

MINISTRY = Topic(
    {
        "short": "해수부가 새 항로를 연다.",
        "full": "해양수산부가 새 어장을 연다.",
        "minister-short": "해수부장관이 어촌을 찾았다.",
        "minister-full": "해양수산부 장관이 섬을 찾았다.",
        "other": "국토부가 새 철길을 연다.",
    },
    (
        ("해수부", "short minister-short > full minister-full"),
        ("해수부는", "short minister-short > full minister-full"),
        ("해양수산부", "full minister-full > short minister-short"),
        ('"해수부"', "short minister-short"),
        ("연다 -해수부", "other"),
    ),
)

TAX = Topic(
    {
        "short": "종부세 고지서가 나왔다.",
        "full": "종합부동산세 고지서가 나왔다.",
        "other": "양도소득세 고지서가 나왔다.",
    },
    (
        ("종부세", "short > full"),
        ("종합부동산세", "full > short"),
        ("양도세", "other"),
    ),
)

COMPANY = Topic(
    {
        "marked": "(주)별빛나루가 공장을 짓는다.",
        "behind": "별빛나루(주) 공장이 문을 연다.",
        "bare": "별빛나루가 배를 띄운다.",
        "other": "(주)달빛이 주주를 모은다.",
    },
    (
        ("(주)별빛나루", "marked > bare behind"),
        ("(주)별빛나루는", "marked > bare behind"),
        ("별빛나루(주)", "behind > bare marked"),
        ("별빛나루", "marked behind bare"),
        ('"(주)별빛나루"', "marked"),
    ),
)

DISEASE = Topic(
    {
        "usual": "코로나19로 섬 축제가 미뤄졌다.",
        "latin": "COVID-19로 섬 장터가 미뤄졌다.",
        "other": "독감으로 섬 잔치가 미뤄졌다.",
    },
    (
        ("코로나19", "usual > latin"),
        ("COVID-19", "latin > usual"),
        ("covid-19는", "latin > usual"),
        ('"COVID-19"', "latin"),
    ),
)

TOPICS = (MINISTRY, TAX, COMPANY, DISEASE)
