"""Searching while another thread writes: each answer is that of one commit, and nobody waits."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ksearch
from ksearch.codec import ArticleIndex
from ksearch.engine import SearchResult, WhooshIndex
from ksearch.errors import IndexLockedError
from tests.samples import article

COMMITS = 25
ARTICLES = 6


def _one_commit(result: SearchResult) -> None:
    """Every hit is of the same round, and none is missing."""
    rounds = {hit.headline for hit in result.hits}
    assert len(rounds) == 1
    assert result.total == len(result.hits) == ARTICLES
    for hit in result.hits:
        assert [snippet.text for snippet in hit.snippets] == [f"시청에서 총회가 {hit.headline}"]


def _write(index: WhooshIndex, done: threading.Event) -> None:
    try:
        for number in range(COMMITS):
            index.add(
                article(str(n), f"시청에서 총회가 {number}차", headline=f"{number}차")
                for n in range(ARTICLES)
            )
            index.add([article("passing", "도서관")])
            index.delete(["passing"])
    finally:
        done.set()


def _search(index: WhooshIndex, done: threading.Event, *, refreshes: bool) -> int:
    searches = 0
    while not done.is_set() or not searches:
        if refreshes:
            index.refresh()
        _one_commit(index.search("총회", limit=99))
        assert index.search("도서관").total in {0, 1}
        article_0 = index.get("0")
        assert article_0 is not None
        searches += 1
    return searches


def test_answers_during_writing_are_those_of_one_commit(tmp_path: Path) -> None:
    """Three threads search, two through the writing object and one through its own."""
    done = threading.Event()
    with ksearch.open(tmp_path, create=True) as index, ksearch.open(tmp_path) as reader:
        index.add(article(str(n), "시청에서 총회가 99차", headline="99차") for n in range(ARTICLES))
        reader.refresh()
        with ThreadPoolExecutor(4) as pool:
            searching = [
                pool.submit(_search, index, done, refreshes=False),
                pool.submit(_search, index, done, refreshes=False),
                pool.submit(_search, reader, done, refreshes=True),
            ]
            writing = pool.submit(_write, index, done)
            writing.result()
            assert all(future.result() for future in searching)
        assert reader.refresh() in {True, False}
        assert {hit.headline for hit in reader.search("총회").hits} == {f"{COMMITS - 1}차"}


def test_short_lived_threads_search_while_a_writer_commits(tmp_path: Path) -> None:
    """Threads that come and go, one search each, see one commit each, whole."""
    done = threading.Event()
    wrong: list[BaseException] = []

    def search_once() -> None:
        try:
            _one_commit(index.search("총회", limit=99))
        except BaseException as error:  # noqa: BLE001 -- told to the thread that started it
            wrong.append(error)

    with ksearch.open(tmp_path, create=True) as index, ThreadPoolExecutor(1) as pool:
        index.add(article(str(n), "시청에서 총회가 99차", headline="99차") for n in range(ARTICLES))
        writing = pool.submit(_write, index, done)
        searches = 0
        while not done.is_set():
            threads = [threading.Thread(target=search_once) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            searches += len(threads)
        writing.result()
    assert searches > 20
    assert wrong == []


def test_who_does_not_refresh_sees_what_it_opened(tmp_path: Path) -> None:
    """A reader keeps its commit although the files are gone from the folder."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("1", "시청 총회")])
        with ksearch.open(tmp_path) as reader:
            index.add([article("1", "도서관")])
            index.rebuild()
            assert [hit.id for hit in reader.search("총회").hits] == ["1"]
            assert reader.get("1") == article("1", "시청 총회")
            assert reader.refresh()
            assert reader.search("총회").total == 0
            assert not reader.refresh()


def test_searching_opening_and_counting_do_not_need_the_lock(tmp_path: Path) -> None:
    """With a writer at work all the time, everything but writing works."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("1", "시청 총회")])
        writer = ArticleIndex(tmp_path).writer()
        with ksearch.open(tmp_path) as reader:
            for one in (index, reader):
                assert one.search("총회").total == 1
                assert one.stats().articles == 1
                assert not one.refresh()
        writer.cancel()


def test_a_second_writer_is_told_at_once(tmp_path: Path) -> None:
    """Adding, deleting and rebuilding say who holds the index, and go on once it is free."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("1", "시청 총회")])
        writer = ArticleIndex(tmp_path).writer()
        with pytest.raises(IndexLockedError) as caught:
            index.add([article("2", "도서관")])
        assert caught.value.path == tmp_path
        with pytest.raises(IndexLockedError):
            index.delete(["1"])
        with pytest.raises(IndexLockedError):
            index.rebuild()
        writer.cancel()
        assert index.add([article("2", "도서관")]).added == 1


def test_a_writer_with_patience_waits_for_the_first(tmp_path: Path) -> None:
    """With a timeout the second writer begins when the first has ended."""
    ksearch.open(tmp_path, create=True).close()
    writer = ArticleIndex(tmp_path).writer()
    with ksearch.open(tmp_path, timeout=60) as index, ThreadPoolExecutor(1) as pool:
        adding = pool.submit(index.add, [article("1", "시청")])
        writer.cancel()
        assert adding.result().added == 1


def test_adding_nothing_needs_no_lock(tmp_path: Path) -> None:
    """No articles, no commit: a reader of empty sources disturbs nobody."""
    with ksearch.open(tmp_path, create=True) as index:
        writer = ArticleIndex(tmp_path).writer()
        assert index.add([]) == ksearch.AddReport()
        writer.cancel()
        assert index.stats().generation == 0
