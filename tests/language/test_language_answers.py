"""Each query of each table finds the articles that it says, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language import dates, fields, marks, names, operators, patterns, strays
from tests.language.cases import Topic, opened, wrong

TABLES = {
    "operators": operators,
    "fields": fields,
    "names": names,
    "dates": dates,
    "marks": marks,
    "patterns": patterns,
    "strays": strays,
}
NAMED = [
    pytest.param(topic, id=f"{name}-{number}")
    for name, table in TABLES.items()
    for number, topic in enumerate(table.TOPICS)
]


@pytest.mark.parametrize("topic", NAMED)
def test_every_query_of_a_table_finds_what_it_says(topic: Topic, tmp_path: Path) -> None:
    """All queries are asked, and those that fail are told together."""
    with opened(topic, tmp_path) as index:
        faults = [fault for row in topic.rows if (fault := wrong(index, row)) is not None]
    assert not faults, "\n".join(faults)


def test_the_tables_have_enough_queries() -> None:
    """150 are promised."""
    rows = [row.query for table in TABLES.values() for topic in table.TOPICS for row in topic.rows]
    assert len(set(rows)) >= 150
