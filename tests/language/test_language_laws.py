"""Whatever is typed is answered or refused with a place; operators are those of sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.engine import WhooshIndex
from ksearch.errors import QueryError
from tests.language.cases import NOW, news
from tests.query.texts import texts

WORDS = ("감귤", "포도", "제주", "시장", "농가")
FOUND = 64


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    """For every choice of the words an article that has these and no others."""
    with ksearch.open(tmp_path_factory.mktemp("laws"), create=True) as opened:
        opened.add(
            news(
                f"{choice:05b}",
                " ".join(word for at, word in enumerate(WORDS) if choice >> at & 1) + " 이야기",
                headline="서울 소식" if choice % 3 else "",
                publisher="한강일보" if choice % 2 else None,
                date="2024-05-20" if choice % 5 else None,
            )
            for choice in range(1 << len(WORDS))
        )
        yield opened


def found(index: WhooshIndex, query: str) -> set[str]:
    return {hit.id for hit in index.search(query, limit=FOUND, collapse=False, now=NOW).hits}


@given(query=texts)
def test_any_text_is_answered_or_refused_with_the_place(index: WhooshIndex, query: str) -> None:
    """No query crashes; a refusal is one sentence, and its caret stands under the query."""
    try:
        result = index.search(query, limit=3, now=NOW, facets=("publisher",))
    except QueryError as error:
        reason, position, text = error.reason, error.position, error.query
    else:
        assert 0 <= len(result.hits) <= result.total
        assert result.undated_left_out >= 0
        return
    assert reason
    assert "\n" not in reason
    assert 0 <= position <= len(text)


# A query, and what it finds of what its words find.
Asked = tuple[str, Callable[[Callable[[str], set[str]]], set[str]]]


def _word(text: str) -> Asked:
    return text, lambda of: of(text)


def _joined(operator: str, left: Asked, right: Asked) -> Asked:
    query = f"({left[0]}) {operator}{'' if operator == '-' else ' '}({right[0]})"
    if operator in {"OR", "|"}:
        return query, lambda of: left[1](of) | right[1](of)
    if operator == "AND":
        return query, lambda of: left[1](of) & right[1](of)
    return query, lambda of: left[1](of) - right[1](of)


leaves = st.sampled_from([*WORDS, '"감귤 포도"', "언론사:한강일보", "제목:서울", "날짜:어제"])
asked: st.SearchStrategy[Asked] = st.recursive(
    leaves.map(_word),
    lambda parts: st.builds(
        _joined, st.sampled_from(["OR", "AND", "AND NOT", "NOT", "|", "-"]), parts, parts
    ),
    max_leaves=8,
)


@given(query=asked)
def test_operators_are_those_of_sets(index: WhooshIndex, query: Asked) -> None:
    """OR, AND and NOT over words, quotations and fields, in any brackets."""
    text, expected = query
    assert found(index, text) == expected(lambda word: found(index, word)), text
