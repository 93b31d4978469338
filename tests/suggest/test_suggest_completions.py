"""What is suggested for what was begun: by keystrokes, initials, and in the wrong layout."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import ksearch
from ksearch.suggest.keystrokes import Kind
from tests.codec.make_tiny_index import FOLDER
from tests.samples import article
from tests.suggest.conftest import archive

# What was begun, and texts that are suggested for it, in this order.
BEGUN = (
    ("스마트", ["스마트시티", "스마트팜"]),
    ("스마ㅌ", ["스마트시티", "스마트팜"]),
    ("스맡", ["스마트시티", "스마트팜"]),
    ("슴", ["스마트시티"]),
    ("장바ㄱ", ["장바구니"]),
    ("장박", ["장바구니"]),
    ("ㅅㅁㅌㅅㅌ", ["스마트시티"]),
    ("ㅅㅁ", ["스마트시티", "스마트팜"]),
    ("ㅈㅂㄱㄴ", ["장바구니"]),
    ("ㅇㅅㅎ ㅅㅈ", ["오세훈 시장"]),
    ("오세훈 ㅅ", ["오세훈 시장"]),
    ("오세훈ㅅㅈ", ["오세훈 시장"]),
    ("디지털ㄱㅊ", ["디지털 격차 해소"]),
    ("디지털격차", ["디지털 격차 해소"]),
    ("tmakxmtlxl", ["스마트시티"]),
    ("tmakx", ["스마트시티", "스마트팜"]),
    ("ㅗ디ㅣㅐ", ["Hello"]),
    ("he", ["Hello"]),
    ("weg", ["WeGO"]),
    ("ＷｅＧ", ["WeGO"]),
    ("국립 솔", ["국립 솔재 박물관"]),
    ("한빛", ["한빛신문"]),
    ("김누", ["김누리"]),
    ("뉴타운 스마", ["뉴타운 스마트시티"]),
    ("ㄴㅌㅇ ㅅㅁㅌㅍ", ["뉴타운 스마트팜"]),
)


@pytest.mark.parametrize(("begun", "expected"), BEGUN)
def test_what_was_begun_goes_on(invented: Path, begun: str, expected: list[str]) -> None:
    with ksearch.open(invented) as index:
        texts = [one.text for one in index.suggest(begun)]
    assert [text for text in texts if text in expected] == expected, texts


@pytest.mark.parametrize(
    "begun", ["", " ", "…", "없는말", "ㅋㅋㅋㅋ", "ㅏ", "zzz", "가" * 99, "\0"]
)
def test_what_begins_nothing_has_no_suggestions(invented: Path, begun: str) -> None:
    with ksearch.open(invented) as index:
        assert index.suggest(begun) == []


def test_a_suggestion_says_how_often_it_is_used_and_what_it_is(invented: Path) -> None:
    with ksearch.open(invented) as index:
        (paper,) = index.suggest("한빛신")
        (author,) = index.suggest("김누리")
        (city, *_) = index.suggest("스마트시티", limit=1)
    assert (paper.kind, paper.count) == (Kind.PUBLISHER, len(archive()))
    assert (author.kind, author.count) == (Kind.AUTHOR, len(archive()))
    assert (city.kind, city.count) == (Kind.PHRASE, 10)


def test_no_more_are_suggested_than_wanted(invented: Path) -> None:
    with ksearch.open(invented) as index:
        assert len(index.suggest("ㅅ", limit=3)) == 3
        assert index.suggest("ㅅ", limit=0) == []
        with pytest.raises(ValueError, match="negative"):
            index.suggest("ㅅ", limit=-1)


def test_what_was_used_lately_comes_before_what_was_used_a_little_more(tmp_path: Path) -> None:
    old = [article(f"o{n}", headline="한빛도서관 소식", date="2019-01-01") for n in range(3)]
    new = [article(f"n{n}", headline="한빛박물관 소식", date="2024-01-01") for n in range(2)]
    with ksearch.open(tmp_path, create=True) as index:
        index.add([*old, *new])
        texts = [one.text for one in index.suggest("한빛")]
        assert texts.index("한빛박물관") < texts.index("한빛도서관")
        index.add(
            article(f"m{n}", headline="한빛도서관 소식", date="2019-01-01") for n in range(99)
        )
        texts = [one.text for one in index.suggest("한빛")]
        assert texts.index("한빛도서관") < texts.index("한빛박물관")


def test_articles_one_by_one_are_counted_as_all_at_once(tmp_path: Path, invented: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        for one in archive():
            index.add([one])
        with ksearch.open(invented) as other:
            for begun in ("스", "ㅅ", "디지털", "한빛", "we", "국립"):
                several = {(one.text, one.count) for one in index.suggest(begun, limit=99)}
                assert several == {(one.text, one.count) for one in other.suggest(begun, limit=99)}


def test_little_memory_loses_no_word(tmp_path: Path) -> None:
    """What is counted becomes a table whenever there is too much of it."""
    with ksearch.open(tmp_path, create=True, memory=100_000) as index:
        index.add(archive())
        assert index.suggest("스마트시티", limit=1)[0].count == 10
        assert [one.count for one in index.suggest("한빛신")] == [len(archive())]


def test_unchanged_articles_are_counted_once(tmp_path: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        for _ in range(3):
            index.add(archive())
        (city, *_) = index.suggest("스마트시티", limit=1)
    assert city.count == 10


def test_an_article_that_is_read_again_counts_with_another_headline_only(tmp_path: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        for body in ("첫 판", "고친 판", "다시 고친 판"):
            index.add(
                [replace(article("a", body, headline="한빛도서관 개관"), authors=("김누리",))]
            )
        assert [one.count for one in index.suggest("한빛도서관", limit=1)] == [1]
        assert [one.count for one in index.suggest("김누리")] == [1]
        index.add([article("a", "고친 판", headline="한빛도서관 휴관")])
        assert [one.count for one in index.suggest("한빛도서관", limit=1)] == [2]


def test_what_stood_in_deleted_articles_only_is_not_suggested(tmp_path: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        index.add(archive())
        index.delete([one.id for one in archive() if "스마트팜" in one.headline])
        texts = [one.text for one in index.suggest("스마트")]
        assert "스마트시티" in texts
        assert not [text for text in texts if "스마트팜" in text]
        assert [one.text for one in index.suggest("김누")] == ["김누리"]


def test_a_rebuild_counts_what_is_left(tmp_path: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        index.add(archive())
        gone = [one.id for one in archive() if "스마트팜" in one.headline]
        index.delete(gone)
        index.rebuild()
        assert [one.text for one in index.suggest("스마트팜")] == []
        assert index.suggest("스마트시티", limit=1)[0].count == 10


def test_an_index_of_before_has_suggestions_when_it_is_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(FOLDER, folder)
    with ksearch.open(folder, any_analysis=True) as index:
        assert not index.has_suggestions
        assert index.suggest("스마트") == []
        index.rebuild()
        assert index.has_suggestions
