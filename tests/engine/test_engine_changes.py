"""Adding, replacing, deleting, merging and rebuilding: the index holds what was said last."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest

import ksearch
from ksearch.article import Article
from ksearch.codec import ArticleIndex, ArticleWriter, layout, writer
from ksearch.engine import WhooshIndex, transaction, view, whoosh_index
from ksearch.errors import (
    AnalysisMismatchError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
)
from tests.samples import NOUNS, VERBS, article

QUERIES = (*NOUNS[:14], "시청 총회", '"시청 총회"', "도서관 -물가", "밝혔다", "3월")


def _news(number: int) -> Article:
    """The article of that number: some nouns, a verb, and every fifth in March."""
    nouns = [NOUNS[(number * step) % 13] for step in (1, 2, 3, 5)]
    month = " 3월에" if number % 5 == 0 else ""
    body = f"{nouns[0]}에서 {nouns[1]} {nouns[2]}를{month} {VERBS[number % len(VERBS)]}."
    return article(f"{number:03d}", body, headline=nouns[3], date=f"2024-05-{number % 28 + 1:02d}")


def _answers(index: WhooshIndex) -> list[Any]:
    found = []
    for query in QUERIES:
        result = index.search(query, limit=1000)
        found.append((result.total, [hit.to_json() for hit in result.hits]))
    return found


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    with ksearch.open(tmp_path / "index", create=True) as index:
        yield index


@pytest.mark.parametrize("commits", [1, 2])
def test_an_excerpt_never_takes_the_place_of_a_whole_text(index: WhooshIndex, commits: int) -> None:
    """Whether a page is read before the feed that names it, or after, in one run or in two."""
    page = article("1", "시청 앞 광장에 첫눈이 내렸다. 시민들이 반겼다.", headline="첫눈")
    brief = replace(article("1", "시청 앞 광장에…", headline="첫눈"), is_excerpt=True)
    longer = replace(article("1", "시청 앞 광장에 첫눈이…", headline="첫눈"), is_excerpt=True)
    for order in ([page, brief], [brief, page], [brief, longer, page, brief]):
        index.delete(["1"])
        for batch in [order] if commits == 1 else [[one] for one in order]:
            index.add(batch)
        assert index.get("1") == page.normalized()
    index.delete(["1"])
    assert index.add([brief]) == ksearch.AddReport(added=1)
    assert index.add([longer]) == ksearch.AddReport(replaced=1)
    assert index.add([page]) == ksearch.AddReport(replaced=1)
    assert index.add([longer]) == ksearch.AddReport(unchanged=1)


def test_the_same_article_again_changes_nothing(index: WhooshIndex) -> None:
    """What is there already is counted as unchanged, and answers stay."""
    news = [_news(n) for n in range(9)]
    assert index.add(news) == ksearch.AddReport(added=9)
    before = _answers(index)
    assert index.add(news) == ksearch.AddReport(unchanged=9)
    moved = Article.from_json(news[0].to_json() | {"source": "elsewhere.html"})
    assert index.add([moved]) == ksearch.AddReport(unchanged=1)
    assert _answers(index) == before
    assert index.stats().articles == 9


def test_a_changed_article_replaces_the_one_before_it(index: WhooshIndex) -> None:
    """The old words no longer find it, the new ones do, in the object and after reopening."""
    index.add([article("1", "시청 총회")])
    assert index.add([article("1", "흑산도 공항")]) == ksearch.AddReport(replaced=1)
    with ksearch.open(index.path) as reopened:
        for one in (index, reopened):
            assert one.search("총회").total == 0
            assert [hit.id for hit in one.search("흑산도").hits] == ["1"]
            assert one.stats().articles == 1


def test_the_last_of_one_id_in_a_batch_stays(index: WhooshIndex) -> None:
    """Within one call the last article of an id wins, as it does over several calls."""
    report = index.add([article("1", text) for text in ("시청", "총회", "총회", "도서관")])
    assert report == ksearch.AddReport(added=1, replaced=2, unchanged=1)
    assert [index.search(word).total for word in ("시청", "총회", "도서관")] == [0, 0, 1]
    assert [a.id for a in index.articles()] == ["1"]


def test_going_back_to_what_was_replaced_is_a_change(index: WhooshIndex) -> None:
    """시청, 총회, 시청: the third differs from the second and replaces it."""
    report = index.add([article("1", text) for text in ("시청", "총회", "시청")])
    assert report == ksearch.AddReport(added=1, replaced=2)
    assert [index.search(word).total for word in ("시청", "총회")] == [1, 0]


def test_deleted_articles_are_gone_and_may_come_back(index: WhooshIndex) -> None:
    """Deleting counts what there was; unknown ids and repeated ones count nothing."""
    index.add(_news(n) for n in range(4))
    generation = index.stats().generation
    assert index.delete(["없다"]) == 0
    assert index.stats().generation == generation
    assert index.delete(["001", "001", "없다", "003"]) == 2
    assert [a.id for a in index.articles()] == ["000", "002"]
    assert index.get("001") is None
    assert index.add([_news(1)]) == ksearch.AddReport(added=1)
    assert index.get("001") == _news(1)
    assert index.delete(a.id for a in list(index.articles())) == 3
    assert index.stats().articles == 0
    assert index.stats().segments == 0
    assert index.search("시청").total == 0


def test_many_small_commits_answer_like_one_big_one(tmp_path: Path) -> None:
    """Whatever was merged on the way, the answers and scores are those of one commit."""
    with (
        ksearch.open(tmp_path / "small", create=True) as small,
        ksearch.open(tmp_path / "big", create=True) as big,
    ):
        for number in range(80):
            small.add([_news(number), article("changing", f"{NOUNS[number % 13]} 총회")])
            if number % 7 == 0:
                small.add([article(f"gone{number}", "시청 총회")])
                small.delete([f"gone{number}"])
        assert small.stats().segments < 30
        big.add(
            [
                *(_news(number) for number in range(80)),
                article("changing", f"{NOUNS[79 % 13]} 총회"),
            ]
        )
        assert big.stats().segments == 1
        assert _answers(small) == _answers(big)
        assert small.stats().articles == big.stats().articles == 81


def test_no_tier_of_segments_stays_full(index: WhooshIndex) -> None:
    """After any number of one-article commits there are few segments, largest first in size."""
    for number in range(70):
        index.add([article(str(number), "시청")])
    assert index.stats().segments <= 3 * 7


def test_committing_whenever_memory_is_full_answers_like_committing_once(
    index: WhooshIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one call of ``add`` makes several commits, the result is the same."""
    with ksearch.open(tmp_path / "once", create=True) as once:
        once.add(_news(n) for n in range(40))
        monkeypatch.setattr(whoosh_index, "BATCH_ARTICLES", 3)
        index._memory = 1
        seen: list[int] = []
        index.add((_news(n) for n in range(40)), progress=seen.append)
        assert seen == [*range(3, 40, 3), 40]
        assert _answers(index) == _answers(once)
        assert index.rebuild() == 40
        assert _answers(index) == _answers(once)


def test_articles_are_taken_by_letters_too(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long articles are, a batch ends with the one that fills its letters."""
    monkeypatch.setattr(whoosh_index, "BATCH_LETTERS", 100)
    lengths = (60, 30, 20, 500, 1, 99, 10)
    seen: list[int] = []
    index.add(
        (article(str(n), "가" * length) for n, length in enumerate(lengths)), progress=seen.append
    )
    assert seen == [3, 4, 6, 7]
    assert index.rebuild(progress=seen.append) == 7
    assert seen[4:] == [3, 4, 6, 7]


def test_memory_is_full_of_words_and_of_what_waits(index: WhooshIndex) -> None:
    """The table of words counts, and articles count before their words are found."""
    words = [article("a", " ".join(chr(0xAC00 + n) for n in range(100)))]
    for memory, is_full in ((20_000, True), (1 << 30, False)):
        started = index._transaction()
        started._memory = memory
        started.add(words)
        assert started._writer.pending == 0
        waiting = sum(waiting.bytes for waiting in started._waiting)
        assert waiting > 300 * transaction.STORED_BYTES
        started._memory = 2 * waiting
        assert started.is_full
        started._memory = memory
        started.finish()
        assert started._writer.pending_bytes < 10_000
        assert len(started._table) == 100
        assert started.is_full == is_full
        started.cancel()


def test_an_interruption_keeps_what_is_complete(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while pages are read: the batches before it are committed, the lock is free."""
    monkeypatch.setattr(whoosh_index, "BATCH_ARTICLES", 2)

    def articles() -> Iterable[Article]:
        yield from (_news(n) for n in range(5))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.add(articles())
    assert [a.id for a in index.articles()] == ["000", "001", "002", "003"]
    assert index.add([_news(9)]).added == 1


def test_an_interruption_half_way_into_a_batch_loses_no_article(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between deleting the old and keeping the new: the index is as before the call."""
    index.add(_news(n) for n in range(4))
    before = _answers(index)
    calls: list[object] = []
    delete = ArticleWriter.delete

    def interrupted(self: ArticleWriter, ids: Iterable[str]) -> int:
        calls.append(ids)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return delete(self, ids)

    with monkeypatch.context() as patch:
        patch.setattr(ArticleWriter, "delete", interrupted)
        with pytest.raises(KeyboardInterrupt):
            index.add(article(f"{n:03d}", "도서관") for n in range(4))
    assert _answers(index) == before
    assert index.add(article(f"{n:03d}", "도서관") for n in range(4)).replaced == 4


def test_an_error_while_reading_gives_up_what_is_not_committed(index: WhooshIndex) -> None:
    """The error comes up as it is, nothing was added, and the lock is free."""
    index.add([_news(0)])

    def articles() -> Iterable[Article]:
        yield _news(1)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        index.add(articles())
    assert [a.id for a in index.articles()] == ["000"]
    assert index.add([_news(1)]).added == 1


def test_an_error_of_a_commit_on_the_way_comes_up_as_it_is(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process takes the lock between two commits of one ``add``: that is what is said."""
    monkeypatch.setattr(whoosh_index, "BATCH_ARTICLES", 2)
    index._memory = 1
    others: list[ArticleWriter] = []
    commit = transaction.Transaction.commit

    def commit_and_lose(self: transaction.Transaction) -> None:
        commit(self)
        others.append(ArticleIndex(index.path).writer())

    with monkeypatch.context() as patch:
        patch.setattr(transaction.Transaction, "commit", commit_and_lose)
        with pytest.raises(IndexLockedError):
            index.add(_news(n) for n in range(40))
    committed = index.stats().articles  # two, and those that waited for their words
    assert committed in range(2, 40, 2)
    others[0].cancel()
    assert index.add(_news(n) for n in range(40)).unchanged == committed


def test_a_rebuild_changes_no_answer(index: WhooshIndex) -> None:
    """Every stored article is analysed again, deleted ones excepted, into fewer segments."""
    for number in range(6):
        index.add([_news(number)])
    index.delete(["003"])
    before = _answers(index)
    seen: list[int] = []
    assert index.rebuild(progress=seen.append) == 5
    assert seen == [5]
    assert _answers(index) == before
    assert index.stats().segments == 1


def test_an_interrupted_rebuild_changes_nothing(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at any batch of a rebuild: the index is as it was, and may be rebuilt again."""
    index.add(_news(n) for n in range(6))
    before = _answers(index)
    monkeypatch.setattr(whoosh_index, "BATCH_ARTICLES", 2)
    index._memory = 1
    for stop in (2, 4, 6):

        def progress(done: int, stop: int = stop) -> None:
            if done == stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            index.rebuild(progress=progress)
        with ksearch.open(index.path) as reopened:
            assert _answers(reopened) == before == _answers(index)
    assert index.rebuild() == 6
    assert _answers(index) == before


def test_another_analysis_is_named_and_a_rebuild_resolves_it(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of another Kiwi is not opened by mistake; rebuilt, it is one of this Kiwi."""
    index.add(_news(n) for n in range(6))
    before = _answers(index)
    for module in (transaction, view, whoosh_index):
        monkeypatch.setattr(module, "fingerprint", lambda _=None: "ksearch 2, kiwi 99")
    with pytest.raises(AnalysisMismatchError) as caught:
        ksearch.open(index.path)
    assert caught.value.expected == "ksearch 2, kiwi 99"
    assert "ksearch rebuild" in str(caught.value)
    with whoosh_index.open_index(index.path, any_analysis=True) as opened:
        with pytest.raises(AnalysisMismatchError):
            opened.add([_news(7)])
        assert opened.rebuild() == 6
        assert opened.stats().lexicon_entries > 0
    with ksearch.open(index.path) as rebuilt:
        assert rebuilt.stats().analysis == "ksearch 2, kiwi 99"
        assert _answers(rebuilt) == before
    monkeypatch.undo()
    with pytest.raises(AnalysisMismatchError):
        index.refresh()


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    """An absent folder, an empty one and a file: there is no index, and none is made."""
    (tmp_path / "file").write_text("시청", encoding="utf-8")
    for path in (tmp_path, tmp_path / "absent", tmp_path / "file"):
        with pytest.raises(IndexMissingError) as caught:
            ksearch.open(path)
        assert caught.value.path == path
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_damaged_lexicon_frees_the_lock(index: WhooshIndex) -> None:
    """A change that meets a damaged lexicon says so, and locks nobody out."""
    index.add([_news(0)])
    lexicon = next(index.path.glob("*.lexicon"))
    sound = lexicon.read_bytes()
    lexicon.write_bytes(sound[:-1])
    with pytest.raises(IndexDamagedError) as caught:
        index.add([_news(1)])
    assert caught.value.path == lexicon
    lexicon.write_bytes(sound)
    assert index.add([_news(1)]).added == 1


def test_pages_are_parts_of_the_whole_and_ranks_count_on(index: WhooshIndex) -> None:
    """The pages of a result, one after the other, are the result; behind its end is nothing."""
    index.add(_news(n) for n in range(30))
    everything = index.search("시청", limit=100, collapse=False)
    pages = [index.search("시청", limit=4, offset=at, collapse=False) for at in range(0, 40, 4)]
    assert [hit for page in pages for hit in page.hits] == list(everything.hits)
    assert {page.total for page in pages} == {everything.total} == {len(everything.hits)}
    assert [hit.rank for hit in everything.hits] == list(range(1, everything.total + 1))
    assert all(a.score >= b.score for a, b in pairwise(everything.hits))
    with pytest.raises(ValueError, match="negative"):
        index.search("시청", limit=-1)


@pytest.mark.parametrize("given", ["seeds", [{"title": "첫눈"}], ["seeds"]])
def test_what_is_no_article_is_not_added_and_said(index: WhooshIndex, given: Iterable[Any]) -> None:
    """Nothing of what stood before it is added, and the index can be written on."""
    with pytest.raises(ksearch.ArgumentError, match=r"ksearch\.read"):
        index.add([_news(0), *given])
    assert index.stats().articles == 0
    assert index.add([_news(1)]).added == 1


def test_a_search_that_fails_leaves_the_index_usable(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error inside one search is that search's alone."""
    index.add([_news(0)])

    def fail(*_arguments: object) -> NoReturn:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(view, "show", fail)
        with pytest.raises(MemoryError):
            index.search(NOUNS[0])
    assert index.search(NOUNS[0]).total == 1


def test_a_segment_that_is_mostly_deleted_gives_its_space_back(index: WhooshIndex) -> None:
    """Deleting most articles of a segment writes the rest anew."""
    index.add(_news(n) for n in range(200))
    before = index.stats().size
    index.delete(f"{n:03d}" for n in range(190))
    assert index.stats().articles == 10
    assert index.stats().size < before / 2
    assert [segment.segment.deleted_articles for segment in index._view.snapshot.segments] == [0]


def test_ctrl_c_during_a_commit_waits_until_it_is_done(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal comes while a segment is written: everything is kept, then it is raised."""
    write = layout.write_segment

    def interrupted(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 -- as write_segment
        signal.raise_signal(signal.SIGINT)
        write(*arguments, **options)

    monkeypatch.setattr(writer, "write_segment", interrupted)
    with pytest.raises(KeyboardInterrupt):
        index.add(_news(n) for n in range(5))
    assert index.stats().articles == 5
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_rebuild_needs_no_lexicon(index: WhooshIndex) -> None:
    """A damaged lexicon is a cache that is made anew; the articles are not touched."""
    index.add(_news(n) for n in range(5))
    before = _answers(index)
    lexicon = next(index.path.glob("*.lexicon"))
    lexicon.write_bytes(b"noise" * 20)
    with pytest.raises(IndexDamagedError, match=r"delete the folder"):
        ksearch.open(index.path)
    with whoosh_index.open_index(index.path, any_analysis=True) as opened:
        assert opened.rebuild() == 5
    with ksearch.open(index.path) as mended:
        assert _answers(mended) == before


def test_one_id_may_be_deleted_as_it_is(index: WhooshIndex) -> None:
    """A string is one id, not its letters."""
    index.add([_news(1), article("0", "시청"), article("1", "시청")])
    assert index.delete("001") == 1
    assert {a.id for a in index.articles()} == {"0", "1"}


def test_an_article_without_sections_is_found_by_its_headline(index: WhooshIndex) -> None:
    """What is shown of an article can be found."""
    index.add([Article("bare", "흑산도 공항")])
    assert [hit.id for hit in index.search("흑산도").hits] == ["bare"]


def test_an_older_view_never_replaces_a_newer_one(index: WhooshIndex) -> None:
    """A thread that was slow to open a commit does not take back what another has shown."""
    index.add([_news(0)])
    old = index._view
    index.add([_news(1)])
    index._show(old)
    assert index.stats().articles == 2
