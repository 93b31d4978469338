"""Latin letters in any case and width, beside Hangul; Hangul beside Latin letters."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

NAME = Topic(
    {
        "particle": "Hermes는 올해 안에 매장을 두 곳 더 연다.",
        "capitals": "백화점 일층에 HERMES 매장이 들어섰다.",
        "wide": "진열대에 Ｈｅｒｍｅｓ라고 적힌 상자가 놓였다.",
        "quoted": "간판의 ‘hermes’가 밤에도 환하다.",
        "glued": "매장 앞에서 신제품Hermes를 찍는 손님이 많다.",
        "other": "Hermitage 미술관이 매장을 연다.",
    },
    (
        ("hermes", "particle capitals wide quoted glued"),
        ("HERMES", "particle capitals wide quoted glued"),
        ("ｈｅｒｍｅｓ", "particle capitals wide quoted glued"),
        ("Hermes는", "particle capitals wide quoted glued"),
        ("매장 -hermes", "other"),
    ),
)

COMPOUND = Topic(
    {
        "glued": "AI반도체를 만드는 회사가 늘었다.",
        "spaced": "AI 반도체 수요가 늘었다.",
        "chip": "메모리 반도체 값이 내렸다.",
        "ai": "AI가 쓴 시가 상을 받았다.",
        "wide": "ＡＩ로 악보를 복원했다.",
        "said": "새벽 항구에 배들이 said라는 이름을 달고 들어왔다.",
    },
    (
        ("AI", "glued spaced ai wide"),
        ("ai", "glued spaced ai wide"),
        ("반도체", "glued spaced chip"),
        ("AI반도체", "glued spaced"),
        ("ai반도체는", "glued spaced"),
        ('"AI반도체"', "glued"),
        ("반도체 -AI", "chip"),
    ),
)

DIGITS = Topic(
    {
        "five": "5G 기지국이 섬에도 섰다.",
        "lower": "산간에서도 5g가 터진다.",
        "mask": "약국마다 KF94 마스크가 동났다.",
        "mask-lower": "kf94를 쓴 승객이 많다.",
        "mask-other": "KF80 마스크는 남아 있다.",
    },
    (
        ("5G", "five lower"),
        ("kf94", "mask mask-lower"),
        ("KF94마스크", "mask"),
        ("KF80", "mask-other"),
    ),
)

TOPICS = (NAME, COMPOUND, DIGITS)
