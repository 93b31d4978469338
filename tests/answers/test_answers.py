"""Each question of each table finds what it says, in that order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answers import (
    abbreviations,
    affixes,
    compounds,
    hanja,
    latin,
    listed,
    loanwords,
    numbers,
    particles,
    ranking,
    stems,
    units,
    wordlists,
)
from tests.answers.cases import Topic, found, holds, opened

TABLES = {
    "abbreviations": abbreviations,
    "affixes": affixes,
    "compounds": compounds,
    "hanja": hanja,
    "latin": latin,
    "listed": listed,
    "loanwords": loanwords,
    "numbers": numbers,
    "particles": particles,
    "ranking": ranking,
    "stems": stems,
    "units": units,
    "wordlists": wordlists,
}
NAMED = [
    pytest.param(topic, id=f"{name}-{number}")
    for name, table in TABLES.items()
    for number, topic in enumerate(table.TOPICS)
]


@pytest.mark.parametrize("topic", NAMED)
def test_every_question_of_a_topic_finds_its_articles(topic: Topic, tmp_path: Path) -> None:
    """All questions are asked, and those that fail are told together."""
    with opened(topic, tmp_path) as index:
        answers = [(query, answer, found(index, query)) for query, answer in topic.answers]
    wrong = [f"{q}: {answer!r}, not {ids}" for q, answer, ids in answers if not holds(ids, answer)]
    assert not wrong, "\n".join(wrong)
