"""Queries as people might type them: any text, and the marks of the language in any order."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["texts"]

# Parts of queries that mean something to the parser, beside any other text.
MARKS = st.sampled_from(
    (  # noqa: SIM905 -- a list of words, not of quotes
        '" “ ” ( ) | - * ? ~5 ^2 : … [단독] OR AND NOT 제목: 기자: 날짜: date: 2024 .. 오늘 서울 '
        "C++ 스마트* 스?트"
    ).split()
)
pieces = st.one_of(MARKS, st.text(" \n서울a.-", max_size=3), st.just(" "))
texts = st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join))
