"""Texts as they come: what no newspaper prints neither crashes nor harms what is beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import ksearch
from ksearch.article import Article, Section, SectionKind
from ksearch.errors import QueryError
from tests.samples import article, nfd

anything = st.text(st.characters(categories=None), max_size=60)


@given(texts=st.lists(anything, max_size=4), article_id=anything, query=anything)
@example(texts=["\ud800 시청\udfff"], article_id="\ud800", query="\ud800시청")
@example(texts=["\x00시청\x00", "\u200b시\u200b청", "🏙️시청🏙️"], article_id="", query="시청\x00")
@example(texts=["", " ", "…"], article_id="a/b\nc", query="시청")
@example(texts=["가" * 900, "a" * 5000, "1" * 5000], article_id="long", query="가" * 90)
@example(texts=["ᄒᆞᆫ글", "ㄱㄴㄷ", "각ᆨ", "𠮷野家는 𝐀가"], article_id="jamo", query="ᄒᆞᆫ글")
def test_any_text_is_kept_as_it_is_and_harms_no_other(
    texts: list[str], article_id: str, query: str
) -> None:
    """What was added comes back in NFC, any query is answered, and the neighbour is found."""
    added = article(article_id, *texts, headline="".join(texts))
    neighbour = article(f"{article_id}!", "도서관에서 총회가 열렸다")
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add([added, neighbour])
        with ksearch.open(name) as reopened:
            assert reopened.get(article_id) == added.normalized()
            assert reopened.get(neighbour.id) == neighbour
            assert neighbour.id in {hit.id for hit in reopened.search("도서관에서").hits}
            try:
                result = reopened.search(query)
            except QueryError:
                return
            assert result.total == len(result.hits)


def test_an_article_without_sections_is_kept_and_counted(tmp_path: Path) -> None:
    """There is nothing to find in it, and everything else works around it."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([Article("1"), Article("2", sections=(Section(SectionKind.BODY, " \n"),))])
        assert index.stats().articles == 2
        assert index.stats().sections == 0
        assert index.search("시청").total == 0
        index.add([article("3", "시청")])
        assert index.search("시청").total == 1
        assert index.rebuild() == 3
        assert index.search("시청").total == 1


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    """No article, no hit, no error."""
    with ksearch.open(tmp_path, create=True) as index:
        assert index.search("시청 -총회").hits == ()
        assert list(index.articles()) == []
        assert index.rebuild() == 0
        assert index.delete(["1"]) == 0


@pytest.mark.parametrize("text", ["스마트시티를", "3월에는", "尹대통령은", "Café의"])
def test_composed_and_decomposed_find_one_another(text: str, tmp_path: Path) -> None:
    """A Mac writes NFD, people type NFC: either finds either."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("nfc", text), article("nfd", nfd(text))])
        assert index.search(text).total == index.search(nfd(text)).total == 2
