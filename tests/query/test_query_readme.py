"""What README.md says of queries is so."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from ksearch.errors import QueryError
from ksearch.query import Listed, Word, parse, syntax

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("### What a query can say")[2].partition("\n### ")[0]
ROWS = re.findall(r"^\| (.+?) \| .+ \|$", SECTION, re.MULTILINE)
CODE = re.compile(r"`([^`]+)`|<code>(.+?)</code>")


def _queries(cell: str) -> list[str]:
    return [html.unescape(typed or marked) for typed, marked in CODE.findall(cell)]


def test_the_table_names_queries_and_each_is_understood() -> None:
    queries = [query for cell in ROWS for query in _queries(cell)]
    assert len(queries) > 20
    for query in queries:
        tree = parse(query)
        is_plain = query == "서울 총회"
        assert is_plain == (isinstance(tree, Listed) and {type(p) for p in tree.parts} == {Word})


def test_what_is_said_to_be_words_is_words_and_what_is_refused_is_refused() -> None:
    words = re.search(r"no part\s+of this is a word: (.+?), a stray bracket", SECTION, re.DOTALL)
    assert words is not None
    typed = _queries(words[1])
    assert len(typed) > 4
    for query in typed:
        assert parse(query) == Listed((Word(query),))
    refused = re.search(r"cannot be answered, such as\s+`(.+?)`", SECTION)
    assert refused is not None
    with pytest.raises(QueryError, match="is no date"):
        parse(refused[1])


def test_the_words_that_look_like_operators_are_named_in_the_grammar() -> None:
    for word in ("or", "and", "not", "또는"):
        assert parse(f"서울 {word} 부산") == Listed(tuple(map(Word, ("서울", word, "부산"))))
        assert word in syntax()
