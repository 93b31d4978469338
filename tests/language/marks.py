"""Weights."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

WEIGHTS = Topic(
    (
        news("wolf", "산에 늑대가 나타났다."),
        news("fox", "산에 여우가 나타났다."),
    ),
    (
        Row("늑대^5 | 여우", "wolf > fox"),
        Row("늑대 | 여우^5", "fox > wolf"),
        Row("늑대^0.1 | 여우", "fox > wolf"),
        Row('"늑대가"^5 | 여우', "wolf > fox"),
        Row("(여우 | 곰)^5 | 늑대", "fox > wolf"),
        Row("본문:늑대^5 | 본문:여우", "wolf > fox"),
    ),
)

TOPICS = (WEIGHTS,)
