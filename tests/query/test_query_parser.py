"""How a query is written: words, quotations, what is unwanted; everything else is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import QueryError
from ksearch.query import AnyOf, Listed, Node, Quoted, Without, Word, parse
from tests.samples import nfd


def _listed(*parts: Node) -> Listed:
    return Listed(parts)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("서울 총회", _listed(Word("서울"), Word("총회"))),
        ("  서울　총회\n", _listed(Word("서울"), Word("총회"))),
        ('"서울 총회" 시청', _listed(Quoted("서울 총회"), Word("시청"))),
        ("“서울 총회”", _listed(Quoted("서울 총회"))),
        ("서울 -부산", Without(_listed(Word("서울")), AnyOf((Word("부산"),)))),
        ('서울 -"부산 총회"', Without(_listed(Word("서울")), AnyOf((Quoted("부산 총회"),)))),
        ("-부산 서울 -대구", Without(_listed(Word("서울")), AnyOf((Word("부산"), Word("대구"))))),
        ("한-미", _listed(Word("한-미"))),
        ('"서울 총회', _listed(Word("서울"), Word("총회"))),
        ('서울 " " - … 총회', _listed(Word("서울"), Word("총회"))),
        ('"  서울  "', _listed(Quoted("서울"))),
        ("R&D 3,452명", _listed(Word("R&D"), Word("3,452명"))),
    ],
)
def test_a_query_has_this_tree(query: str, tree: Node) -> None:
    """Words, straight and curly quotes, and hyphens before a word mean what they say."""
    assert parse(query) == tree


@pytest.mark.parametrize("query", ["", "   ", '""', "- … ·", "-부산", '-"부산 총회" -대구'])
def test_a_query_that_asks_for_nothing_is_an_error_that_says_so(query: str) -> None:
    """No word, or only unwanted ones: the error carries the query."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.query == query
    assert ("unwanted" in str(caught.value)) == ("부산" in query)


@given(st.text())
def test_any_text_is_a_tree_or_an_error_of_ours(query: str) -> None:
    """No query crashes, and its decomposed form means the same."""
    trees: list[Node | None] = []
    for form in (query, nfd(query)):
        try:
            trees.append(parse(form))
        except QueryError:
            trees.append(None)
    assert trees[0] == trees[1]
