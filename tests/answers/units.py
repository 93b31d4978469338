"""A word as typed is one unit, inside NOT and quotes too: its parts stand together."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

NOT_APART = Topic(
    {
        "together": "항만에 스마트시티를 짓는다.",
        "spaced": "항만에 스마트 시티를 짓는다.",
        "marked": "항만에 스마트-시티를 짓는다.",
        "far": "항만에 스마트 가로등을 달고 낡은 시티 버스를 바꾼다.",
        "reversed": "항만의 시티 스마트 버스를 바꾼다.",
        "sections": "항만의 스마트 가로등\n낡은 시티 버스를 바꾼다.",
        "half": "항만에 스마트 가로등을 단다.",
    },
    (
        ("항만 -스마트시티", "far reversed sections half"),
        ("항만 -스마트시티를", "far reversed sections half"),
        ('항만 -"스마트 시티"', "far reversed sections half"),
        ('항만 -"스마트시티"', "spaced marked far reversed sections half"),
        ("스마트시티", "together > spaced marked"),
        ('"스마트시티"', "together"),
        (
            '"스마트 시티"',
            "spaced marked together",
        ),  # what stands between letters is no part of a quotation
        ("항만 -스마트", ""),
    ),
)

QUOTED = Topic(
    {
        "together": "새 건강보험 제도가 봄에 시작된다.",
        "spaced": "새 건강 보험 제도가 봄에 시작된다.",
        "wide": "새 건강  보험 제도가 봄에 시작된다.",
        "particle": "새 건강의 보험 제도가 봄에 시작된다.",
        "lines": "새 건강\n보험 제도가 봄에 시작된다.",
        "other": "새 화재 보험 제도가 봄에 시작된다.",
    },
    (
        ('"건강 보험"', "spaced together"),
        ('"건강보험"', "together"),
        ('제도 -"건강 보험"', "wide particle lines other"),
        ("제도 -건강보험", "lines other"),
        ('"보험 제도가 봄에"', "together spaced wide particle lines other"),
        ('"보험 제도는 봄에"', ""),
    ),
)

PARTICLES = Topic(
    {
        "object": "정부가 새 철도를 놓는다.",
        "topic": "정부는 새 철도를 놓는다.",
        "owner": "정부의 새 철도가 놓인다.",
        "province": "의정부에 새 철도가 놓인다.",
    },
    (
        ("철도 -정부의", "province"),
        ('철도 -"정부의"', "object topic province"),
        ("정부의", "owner object topic"),
        ('"정부는"', "topic"),
    ),
)

TOPICS = (NOT_APART, QUOTED, PARTICLES)
