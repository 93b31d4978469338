"""The query language is what ``grammar.ebnf`` says: queries are written by it and read."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import QueryError
from ksearch.query import (
    AnyOf,
    Attributed,
    Boosted,
    Near,
    Node,
    Pattern,
    Published,
    Quoted,
    Within,
    Without,
    Word,
    parse,
    syntax,
)
from ksearch.query.dates import published
from ksearch.query.scan import FIELDS
from tests.query.ebnf import read_grammar

GRAMMAR = read_grammar(syntax())
NOW = datetime(2024, 5, 21, 15, 30)  # noqa: DTZ001 -- Seoul's, as every time without a zone
# What a sentence may be refused for although it is written by the rules.
MEANINGLESS = (
    "only what is unwanted",
    "ends before it begins",
    "OR joins what is wanted",
    "is no date",
)


def test_every_rule_is_used_and_every_name_is_a_rule() -> None:
    assert GRAMMAR.names() | {"query"} == set(GRAMMAR.rules)


def test_the_names_of_fields_are_those_that_are_understood() -> None:
    written = {name for rule in ("place", "name", "day field") for name in GRAMMAR.literals(rule)}
    assert written == set(FIELDS)


@given(GRAMMAR.sentences("query"))
def test_a_query_that_is_written_by_the_grammar_is_understood(query: str) -> None:
    """It is refused only where its words ask for nothing, never for how it is written."""
    reason = _refusal(query)
    assert reason is None or any(known in reason for known in MEANINGLESS), query


def _refusal(query: str) -> str | None:
    try:
        parse(query, now=NOW)
    except QueryError as error:
        return error.reason
    return None


@pytest.mark.parametrize(
    ("rule", "node"),
    [
        ("word", Word),
        ("pattern", Pattern),
        ("quoted", Quoted),
        ("near", Near),
    ],
)
@given(data=st.data())
def test_what_a_rule_allows_becomes_its_node(
    rule: str, node: type[Node], data: st.DataObject
) -> None:
    text = data.draw(GRAMMAR.sentences(rule))
    assert [type(part) for part in _parts(parse(text))] == [node], text
    weighted = text + data.draw(GRAMMAR.sentences("weight"))
    (part,) = _parts(parse(weighted))
    if not weighted.endswith(("^1", "^1.0")):
        assert isinstance(part, Boosted), weighted
        part = part.part
    assert isinstance(part, node), weighted
    for not_ in ("-", "NOT "):
        tree = parse(f"서울 {not_}{text}")
        assert isinstance(tree, Without), text
        assert isinstance(tree.unwanted, AnyOf)
        assert [type(part) for part in tree.unwanted.parts] == [node], text


@pytest.mark.parametrize(("rule", "node"), [("place", Within), ("name", Attributed)])
@given(data=st.data())
def test_a_field_asks_for_what_stands_behind_its_colon(
    rule: str, node: type[Node], data: st.DataObject
) -> None:
    name, colon, value = (data.draw(GRAMMAR.sentences(r)) for r in (rule, "colon", "word"))
    assert isinstance(parse(f"{name}{colon}{value}"), node)


@given(GRAMMAR.sentences("date"))
def test_a_date_that_is_written_by_the_grammar_is_one(text: str) -> None:
    """By itself, behind its field, in quotation marks and in brackets it is the same."""
    queries = (f"날짜:{text}", f"date: {text}", f'날짜:"{text}"', f"날짜:({text})")
    reason = _refusal(queries[0])
    if reason is not None:
        assert "ends before it begins" in reason or "29" in text, text  # no 29th of February
        return
    expected = published(text, NOW)
    assert expected != Published(None, None)
    for query in queries:
        assert parse(query, now=NOW) == expected, query


def _parts(tree: Node) -> tuple[Node, ...]:
    parts = getattr(tree, "parts", None)
    assert isinstance(parts, tuple), tree
    return parts
