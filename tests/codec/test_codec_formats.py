"""An index that an older ksearch wrote opens and answers, and says its format, with any Kiwi."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from whoosh.query import Phrase, Term

import ksearch
from ksearch.codec import ArticleIndex
from ksearch.engine.whoosh_index import open_index
from ksearch.errors import AnalysisMismatchError, IndexDamagedError, IndexVersionError
from ksearch.files import ArrayFile, write_arrays
from ksearch.plan import AllPlan, Chain, ExceptPlan, Plan, Scored, Unit
from ksearch.ranking import Bm25f, Statistics, rank
from tests.codec.make_tiny_index import DELETED, FIRST, FOLDER, SECOND, make

LIVE = {a.id: a for a in (*FIRST, *SECOND) if a.id != DELETED}
# Letters, numbers and foreign words: no morpheme decides what they find.
TYPED = {
    '"흑산도 등대"': {"harbour"},
    '"스마트시티 자료실"': {"library"},
    '"총회"': {"assembly"},
    '"시청 총회" -"산마루"': {"assembly"},
    '"1,204명"': {"harbour"},
    '"Hermes"': {"assembly"},
    '"KF94"': {"library"},
    '"없는 말"': set(),
}


def _word(term: str) -> Unit:
    return Unit(term, (Chain((term,)),), (Scored("terms", term),))


# Content terms as they were made when the index was.
PLANS: tuple[tuple[Plan, set[str]], ...] = (
    (_word("등대"), {"harbour"}),
    (_word("스마트시티"), {"library"}),
    (AllPlan((_word("시청"), _word("총회"))), {"assembly"}),
    (ExceptPlan(_word("총회"), _word("시청")), set()),
    (_word("산마루"), {"mountain"}),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy, which a test may change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "index"))


def test_it_opens_and_gives_its_articles_back(folder: Path) -> None:
    """Two segments, one deletion, every article as it was added."""
    with open_index(folder, any_analysis=True) as index:
        stats = index.stats()
        assert (stats.articles, stats.segments) == (len(LIVE), 2)
        assert {a.id: a for a in index.articles()} == LIVE
        assert index.get(DELETED) is None
        assert index.get("harbour") == LIVE["harbour"]


def test_it_answers_queries(folder: Path) -> None:
    """What was typed finds the articles with these letters, with snippets that mark something."""
    with open_index(folder, any_analysis=True) as index:
        for query, expected in TYPED.items():
            hits = index.search(query).hits
            assert {hit.id for hit in hits} == expected, query
            assert all(hit.snippets for hit in hits)


def test_its_terms_and_postings_are_read(folder: Path) -> None:
    """Plans find what they found when it was written, and so do Whoosh's own queries."""
    index = ArticleIndex(folder)
    snapshot = index.snapshot({"lexicon": lambda _: None})
    known = Statistics(snapshot, Bm25f())
    for plan, expected in PLANS:
        found = rank(known, plan, 9).articles
        assert {snapshot.segments[r.segment].article_id(r.article) for r in found} == expected
        assert all(r.score > 0 for r in found)
    with index.searcher() as searcher:
        hits = searcher.search(Term("terms", "등대"), limit=None)
        assert {(hit["article"], hit["kind"]) for hit in hits} >= {("harbour", "headline")}
        hits = searcher.search(Phrase("net", ["시청", "총회"], slop=5), limit=None)
        assert {hit["article"] for hit in hits} == {"assembly"}


@pytest.mark.parametrize("optimize", [False, True])
def test_it_can_be_written_to(folder: Path, *, optimize: bool) -> None:
    """Deleting, and merging into what is written today, keep the other articles."""
    writer = ArticleIndex(folder).writer()
    assert writer.delete(["mountain", DELETED]) == 1
    writer.commit(optimize=optimize)
    with open_index(folder, any_analysis=True) as index:
        assert {a.id for a in index.articles()} == set(LIVE) - {"mountain"}
        assert {hit.id for hit in index.search('"시청 총회"').hits} == {"assembly"}


def test_a_rebuild_makes_it_an_index_of_today(folder: Path) -> None:
    """Made with another Kiwi it is refused in one sentence; rebuilt it opens without more ado."""
    with open_index(folder, any_analysis=True) as index:
        assert index.rebuild() == len(LIVE)
    with ksearch.open(folder) as index:
        assert {a.id: a for a in index.articles()} == LIVE
        assert {hit.id for hit in index.search("등대를").hits} == {"harbour"}


def test_an_index_of_another_analysis_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever Kiwi it was made with, it is not taken for one of this process's analysis."""
    monkeypatch.setattr("ksearch.engine.whoosh_index.fingerprint", lambda _: "another")
    with pytest.raises(AnalysisMismatchError, match="ksearch rebuild --index "):
        ksearch.open(folder)


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [("*.segment", b"articles"), ("*.deletions", b"deletes"), ("*.contents", b"contents")],
)
def test_its_files_say_their_format(folder: Path, pattern: str, kind: bytes) -> None:
    """Each file's header names format 1; a reader that only knows older ones refuses it by name."""
    paths = list(folder.glob(pattern))
    assert paths
    for path in paths:
        assert ArrayFile(path, kind, 1).version == 1
        with pytest.raises(IndexVersionError) as caught:
            ArrayFile(path, kind, 0)
        assert caught.value.path == path


def test_an_array_that_is_absent_is_damage_that_is_named(folder: Path) -> None:
    """A segment that lacks an array, under sound checksums, is no error of this program."""
    path = min(folder.glob("*.segment"))
    file = ArrayFile(path, b"articles", 1)
    names = ("section_length", "id_end", "terms.tf", "net.postings", "net.block_at")
    for name in names:
        kept = {n: file.array(n) for n in file._entries if n != name}
        write_arrays(path, b"articles", 1, file.meta, kept)
        with pytest.raises(IndexDamagedError, match=name) as caught:
            ArticleIndex(folder).snapshot({"lexicon": lambda _: None})
        assert caught.value.path == path


def test_a_rebuild_needs_no_lexicon_that_it_can_read(folder: Path) -> None:
    """A lexicon of an older format is a cache like any other: it is made anew."""
    lexicon = next(folder.glob("*.lexicon"))
    write_arrays(lexicon, b"lexicon", 1, {"fingerprint": "old", "entries": 0}, {})
    with open_index(folder, any_analysis=True) as index:
        assert index.rebuild() == len(LIVE)
    with ksearch.open(folder) as index:
        assert index.stats().articles == len(LIVE)


def test_the_script_makes_such_an_index(tmp_path: Path) -> None:
    """The files in the folder are what the script writes, apart from the segments' names.

    Suggestions were not kept then.
    """
    make(tmp_path / "made")

    def kinds(folder: Path) -> list[str]:
        return sorted(path.suffix for path in folder.iterdir())

    assert kinds(tmp_path / "made") == sorted([*kinds(FOLDER), ".suggest"])
