"""Several in a row, which newspapers write with dots between or without."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

COUNTRIES = Topic(
    {
        "joined": "한미 정상이 통화했다.",
        "dotted": "한·미 정상이 만찬을 함께했다.",
        "small-dot": "한ㆍ미 정상이 산책했다.",
        "hanja": "韓·美 정상이 선물을 나눴다.",
        "compound": "한미정상회담이 끝났다.",
        "dotted-compound": "한·미 정상회담이 열렸다.",
        "apart": "할 일 많은 한 사람이 미 대륙을 걸어서 건넜다.",
        "done": "그가 한 일이 알려졌다.",
        "neighbours": "한·일 축구가 열렸다.",
    },
    (
        ("한미", "joined compound > hanja dotted small-dot dotted-compound"),
        ("한미는", "joined compound > hanja dotted small-dot dotted-compound"),
        ("한·미", "dotted small-dot dotted-compound > hanja joined compound"),
        ("韓·美", "hanja > joined compound dotted small-dot dotted-compound"),
        ("한미정상회담", "compound > dotted-compound"),
        ("열렸다 -한미", "neighbours"),
        ('"한·미"', "dotted small-dot dotted-compound"),
        ('"한미"', "joined compound"),
        ("한·일", "neighbours ? done"),
    ),
)

ELECTION = Topic(
    {
        "joined": "재보궐선거 투개표가 끝났다.",
        "dotted": "재·보궐선거 투·개표가 시작됐다.",
        "half": "보궐선거 개표가 늦어졌다.",
    },
    (
        ("재보궐선거", "joined > dotted"),
        ("재·보궐선거", "dotted > joined"),
        ("투개표", "joined > dotted"),
        ("투‧개표를", "dotted > joined"),
    ),
)

TOPICS = (COUNTRIES, ELECTION)
