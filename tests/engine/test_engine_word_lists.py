"""A dictionary and synonyms belong to the index: who opens it has them, and changes them safely."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

import ksearch
from ksearch.analysis import fingerprint, read_dictionary
from ksearch.engine import WhooshIndex
from ksearch.engine.transaction import Transaction
from ksearch.engine.whoosh_index import open_index
from ksearch.errors import DictionaryMismatchError, IndexDamagedError, WordListError
from tests.codec.dying import before_step
from tests.samples import article

ROOT = Path(__file__).parents[2]
ARTICLES = (
    article("a", "한동훈이 당근마켓을 찾았다", headline="총회"),
    article("b", "훈이가 시청에서 마켓을 열었다"),
)
MORE = article("c", "당근마켓의 총회")
OTHERS = article("d", "한동훈은 시청에 갔다")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "my words.tsv"
    path.write_text("한동훈\n당근마켓\tNNP\t당근+마켓\n", encoding="utf-8")
    return path


@pytest.fixture
def synonyms(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_text("지하철, 전철\nAI => 인공지능\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def _terms(index: WhooshIndex, word: str) -> list[str]:
    return [span.term for span in index.analyzer.word_terms(word)]


def _has_words(index: WhooshIndex) -> bool:
    """Whether the index is analysed with the dictionary: its texts and its queries alike."""
    stats = index.stats()
    is_said = "dictionary" in stats.analysis
    assert is_said == bool(stats.dictionary_words)
    assert is_said == (_terms(index, "한동훈이") == ["한동훈"])
    assert is_said == (_terms(index, "당근마켓을") == ["당근마켓", "당근", "마켓"])
    # In an article the letters are found with or without it; as a term, with it only.
    fields = [segment.fields["terms"] for segment in index._view.snapshot.segments]
    assert is_said == any(field.find("한동훈".encode()) is not None for field in fields)
    return is_said


def test_an_index_keeps_the_dictionary_that_it_was_made_with(folder: Path, words: Path) -> None:
    """Opened without naming it, read only or to add; the person's file is not needed any more."""
    with ksearch.open(folder, create=True, dictionary=words) as index:
        index.add(ARTICLES)
        assert index.stats().analysis == fingerprint(read_dictionary(words))
    words.unlink()
    with ksearch.open(folder) as index:
        assert index.stats().dictionary_words == 2
        assert _has_words(index)
        index.add([MORE])
        assert _has_words(index)
        assert [hit.id for hit in index.search("한동훈").hits] == ["a"]
        assert {hit.id for hit in index.search("마켓").hits} == {"a", "b", "c"}
        assert index.rebuild() == 3
        assert _has_words(index)


def test_another_dictionary_names_the_command_that_makes_it_count(
    folder: Path, words: Path
) -> None:
    """And nothing is lost; the same one, written otherwise, is no other."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)
    with pytest.raises(DictionaryMismatchError) as caught:
        ksearch.open(folder, create=True, dictionary=words)
    command = f"`ksearch rebuild --index {folder} --dictionary '{words}'`"
    assert command in str(caught.value)
    with open_index(folder, any_analysis=True) as index:
        assert not _has_words(index)
        assert index.rebuild(dictionary=words) == 2
        assert _has_words(index)
        assert {a.id for a in index.articles()} == {"a", "b"}
    words.write_text("# 말\n당근마켓\t\t당근 마켓\n한동훈\tNNP\n", encoding="utf-8")
    with ksearch.open(folder, dictionary=words) as index:
        assert index.stats().generation == 2
    words.write_text("", encoding="utf-8")
    with pytest.raises(DictionaryMismatchError):
        ksearch.open(folder, dictionary=words)
    with open_index(folder, any_analysis=True) as index:
        index.rebuild(dictionary=words)
        assert not _has_words(index)


def test_an_index_without_articles_takes_any_dictionary(folder: Path, words: Path) -> None:
    """Nothing is there that would have to be analysed again."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)
        index.delete(["a", "b"])
    with ksearch.open(folder, dictionary=words) as index:
        index.add(ARTICLES)
        assert _has_words(index)


def test_a_file_with_a_wrong_line_makes_no_index(folder: Path, words: Path) -> None:
    words.write_text("한 동훈", encoding="utf-8")
    for name in ("dictionary", "synonyms"):
        with pytest.raises(WordListError):
            ksearch.open(folder, create=True, **{name: words})  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        ksearch.open(folder, create=True, dictionary=folder / "none.tsv")
    assert not folder.exists()


def test_who_adds_has_the_dictionary_that_another_process_has_given(
    folder: Path, words: Path
) -> None:
    """An object that was opened before neither writes terms of the old one, nor searches them."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)
        with open_index(folder, any_analysis=True) as other:
            other.rebuild(dictionary=words)
        index.add([MORE, OTHERS])
        assert _has_words(index)
        lexicon = index._view.lexicon
        assert lexicon is not None
        assert lexicon.fingerprint == fingerprint(read_dictionary(words))


def test_a_dictionary_given_between_two_commits_of_one_add_counts(
    folder: Path, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words that were numbered for the first commit are not those of the second."""
    monkeypatch.setattr("ksearch.engine.whoosh_index.BATCH_ARTICLES", 2)
    monkeypatch.setattr("ksearch.engine.transaction.PENDING_SHARE", 0)
    go_on = Transaction.next

    def after_another(transaction: Transaction, timeout: float) -> Transaction:
        with open_index(folder, any_analysis=True) as other:
            other.rebuild(dictionary=words)
        return go_on(transaction, timeout)

    monkeypatch.setattr(Transaction, "next", after_another)
    with ksearch.open(folder, create=True) as index:
        index.add([*ARTICLES, MORE, article("e", "한동훈이 당근마켓을 떠났다")])
        assert _has_words(index)
        assert {hit.id for hit in index.search("당근마켓").hits} == {"a", "c", "e"}
        terms = [segment.fields["terms"] for segment in index._view.snapshot.segments]
        assert not any(field.find("한동훈이".encode()) for field in terms)


def test_words_of_questions_load_no_kiwi_where_there_is_a_dictionary(
    folder: Path, words: Path
) -> None:
    """The lexicon of the index has those that the package's has, analysed with the dictionary."""
    with ksearch.open(folder, create=True, dictionary=words) as index:
        index.add(ARTICLES)
    search = """
import sys, ksearch
with ksearch.open(sys.argv[1]) as index:
    assert index.search("한동훈이 누구인가 얼마인가").hits
assert "kiwipiepy" not in sys.modules
"""
    subprocess.run(
        [sys.executable, "-c", search, str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )


def test_synonyms_are_recorded_without_a_rebuild_and_stay(
    folder: Path, synonyms: Path, words: Path
) -> None:
    """Adding and rebuilding keep them; the segments are the files that they were."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)
        analysis = index.stats().analysis
        before = {path.name for path in folder.glob("*.segment")}
        assert index.record_synonyms(synonyms) == 2
        assert index.analyzer.synonyms.of("전철") == ("지하철",)
        assert {path.name for path in folder.glob("*.segment")} == before
        generation = index.stats().generation
        assert index.record_synonyms(synonyms) == 2
        assert index.stats().generation == generation
        index.add([MORE])
    synonyms.unlink()
    with open_index(folder, any_analysis=True) as index:
        index.rebuild(dictionary=words)
    with ksearch.open(folder) as index:
        assert index.analyzer.synonyms.of("AI") == ("인공지능",)
        assert index.stats().synonym_groups == 2
        assert index.stats().analysis.startswith(analysis)
        assert ", synonyms " in index.stats().analysis
        synonyms.write_text("# nothing\n", encoding="utf-8")
        assert index.record_synonyms(synonyms) == 0
        assert ", synonyms " not in index.stats().analysis
        assert not [*folder.glob("*.synonyms")]
        assert _has_words(index)


def test_synonyms_that_are_named_when_opening_are_for_that_object(
    folder: Path, synonyms: Path
) -> None:
    """They take the place of those of the index, also after it has added something."""
    with ksearch.open(folder, create=True, synonyms=synonyms) as index:
        index.add(ARTICLES)
        assert index.analyzer.synonyms.of("전철") == ("지하철",)
        assert index.stats().synonym_groups == 0
    with ksearch.open(folder) as index:
        assert index.analyzer.synonyms.of("전철") == ()


def test_a_rebuild_gives_dictionary_and_synonyms_at_once(
    folder: Path, words: Path, synonyms: Path
) -> None:
    """In its one commit."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)
        generation = index.stats().generation
        index.rebuild(dictionary=words, synonyms=synonyms)
        assert index.stats().generation == generation + 1
        assert _has_words(index)
        assert index.stats().synonym_groups == 2


@pytest.mark.parametrize("changed", ["dictionary", "synonyms"])
def test_an_error_of_the_disk_at_any_step_leaves_the_lists_of_a_commit(
    folder: Path, words: Path, synonyms: Path, tmp_path: Path, changed: str
) -> None:
    """Before or after, never a dictionary that the terms are not of; then the change succeeds."""
    with ksearch.open(folder, create=True) as index:
        index.add(ARTICLES)

    def change(copy: Path) -> None:
        with open_index(copy, any_analysis=True) as index:
            if changed == "dictionary":
                index.rebuild(dictionary=words)
            else:
                index.record_synonyms(synonyms)

    def state(copy: Path) -> bool:
        with ksearch.open(copy) as index:
            assert {a.id for a in index.articles()} == {"a", "b"}
            groups = index.stats().synonym_groups
            assert len(index.analyzer.synonyms) == groups
            return _has_words(index) if changed == "dictionary" else bool(groups)

    seen = set()
    for wanted in count(1):
        copy = tmp_path / str(wanted)
        shutil.copytree(folder, copy)
        raised: list[int] = []

        def fail(wanted: int = wanted, raised: list[int] = raised) -> NoReturn:
            raised.append(wanted)
            raise OSError("disk full")

        with pytest.MonkeyPatch.context() as patch:
            before_step(wanted, fail, patch.setattr)
            try:
                change(copy)
            except OSError as error:
                assert str(error) == "disk full"  # noqa: PT017 -- or none, at a removal
        if not raised:
            break
        seen.add(state(copy))
        change(copy)
        assert state(copy)
        assert len([*copy.glob(f"*.{changed}")]) == 1
    assert wanted > 5
    assert seen == {False, True}


def test_a_damaged_dictionary_is_named(folder: Path, words: Path) -> None:
    """Terms are not looked up that its articles have not."""
    with ksearch.open(folder, create=True, dictionary=words) as index:
        index.add(ARTICLES)
    (saved,) = folder.glob("*.dictionary")
    data = bytearray(saved.read_bytes())
    data[70] ^= 1
    saved.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=saved.name):
        ksearch.open(folder)
