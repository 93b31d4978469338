"""What is far beyond any article of news is answered as everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

import ksearch
from ksearch.article import Article, Section, SectionKind
from ksearch.codec import ArticleIndex
from ksearch.plan import Chain, Scored, Unit
from ksearch.ranking import Bm25f, Statistics, rank, statistics
from tests.ranking.worlds import write

BODY = 2  # the code of its kind
C, FILLER = 2, 5  # words of ``worlds``, of one term each


def test_a_frequency_beyond_all_bounds_bounds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article of nothing but one word, 65,000 times, is the first of one as of many."""
    index = ArticleIndex.create(tmp_path / "index", {})
    made = {f"m{n:03}": (None, [(BODY, [C] * 9000 + [FILLER] * 300)]) for n in range(100)}
    made["z"] = (None, [(BODY, [C] * 65000)])
    made |= {f"f{n:03}": (None, [(BODY, [FILLER] * 12000)]) for n in range(150)}
    write(index, made, block=128)
    monkeypatch.setattr(statistics, "WINDOW", 64)
    snapshot = index.snapshot({})
    known = Statistics(snapshot, Bm25f())
    plan = Unit("c", (Chain(("c",)),), (Scored("terms", "c"),))
    first = rank(known, plan, 1).articles[0]
    assert snapshot.segments[first.segment].article_id(first.article) == "z"
    assert rank(known, plan, 500).articles[0] == first


def test_a_quotation_of_hundreds_of_words_is_held_to_its_end(tmp_path: Path) -> None:
    """An article that has all but the end of it is not found, nor is it taken for unwanted."""
    syllables = [chr(0xAC00 + 7 * n) for n in range(600)]
    pairs = ["".join(syllables[n : n + 2]) for n in range(0, 600, 2)]
    quoted, begun = " ".join(pairs), " ".join([*pairs[:265], "다른", "말"])
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add(
            [
                Article("all", "가", (Section(SectionKind.BODY, quoted),)),
                Article("begun", "나", (Section(SectionKind.BODY, begun),)),
            ]
        )
        assert [hit.id for hit in index.search(f'"{quoted}"').hits] == ["all"]
        assert [hit.id for hit in index.search(f'가 나 -"{quoted}"').hits] == ["begun"]
