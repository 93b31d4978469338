"""Whoosh's ordinary queries run over our segments and find what a look at each section finds."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from whoosh.query import And, Every, FuzzyTerm, Not, Or, Phrase, Prefix, Query, Term, Wildcard
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

import ksearch
from ksearch.analysis import Analyzer
from ksearch.codec import ArticleIndex
from tests.samples import article

Places = Mapping[str, Sequence[int]]
ADDED = (
    ["서울 총회가 열린다", "총회 서울 시청"],
    ["시청 총회", "스마트시티와 스마트 도시"],
    ["흑산도 신공항을 짓는다", "흑산 공항"],
    ["서울 시청 총회", "서울 총회 총회 총회"],
    ["스마트폰을 판다", "총희와 총회"],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five segments; one article is deleted and one replaced."""
    folder = tmp_path_factory.mktemp("whoosh") / "index"
    with ksearch.open(folder, create=True) as index:
        for number, texts in enumerate(ADDED):
            index.add(
                [article(f"{number}-{at}", text, headline="날") for at, text in enumerate(texts)]
            )
        index.delete(["0-1"])
        index.add([article("1-0", "시청이 총회를 연다", captions=["서울"])])
    return folder


@pytest.fixture(scope="module")
def sections(folder: Path, analyzer: Analyzer) -> list[tuple[tuple[str, str], Places]]:
    """Each live section with the places of its terms."""
    found: list[tuple[tuple[str, str], Places]] = []
    with ksearch.open(folder) as index:
        for one in index.articles():
            for section in one.sections:
                places: dict[str, list[int]] = {}
                for span in analyzer.terms(section.text):
                    places.setdefault(span.term, []).append(span.start)
                found.append(((one.id, section.text), places))
    return found


@pytest.fixture
def searcher(folder: Path) -> Iterator[Searcher]:
    with ArticleIndex(folder).searcher() as searcher:
        yield searcher


def _any(test: Callable[[str], bool]) -> Callable[[Places], bool]:
    return lambda places: any(test(term) for term in places)


def _term(text: str) -> Term:
    return Term("terms", text)


CASES: list[tuple[Query, Callable[[Places], bool]]] = [
    (_term("총회"), lambda p: "총회" in p),
    (_term("없는말"), lambda p: "없는말" in p),
    (And([_term("서울"), _term("총회")]), lambda p: {"서울", "총회"} <= p.keys()),
    (Or([_term("흑산도"), _term("서울")]), lambda p: bool({"흑산도", "서울"} & p.keys())),
    (
        And([_term("총회"), Not(_term("서울"))]),
        lambda p: "총회" in p and "서울" not in p,
    ),
    # Not by itself gives back deleted sections behind its last match, with any codec of Whoosh's.
    (And([Every(), Not(_term("총회"))]), lambda p: "총회" not in p),
    (Prefix("terms", "스마트"), _any(lambda term: term.startswith("스마트"))),
    (Wildcard("terms", "*공?"), _any(lambda term: fnmatch.fnmatchcase(term, "*공?"))),
    (Wildcard("terms", "총*"), _any(lambda term: term.startswith("총"))),
    (
        FuzzyTerm("terms", "총회"),
        _any(lambda term: re.fullmatch("총.?|.?회|.총회|총.회|총회.", term) is not None),
    ),
    (Every(), lambda _: True),
]


@pytest.mark.parametrize(("query", "holds"), CASES, ids=[str(query) for query, _ in CASES])
def test_whoosh_finds_the_sections_for_which_it_holds(
    query: Query,
    holds: Callable[[Places], bool],
    searcher: Searcher,
    sections: list[tuple[tuple[str, str], Places]],
) -> None:
    """Every section once, over all segments, deleted ones not at all."""
    hits = searcher.search(query, limit=None)
    found = sorted((hit["article"], hit["text"]) for hit in hits)
    assert found == sorted(key for key, places in sections if holds(places))


@pytest.mark.parametrize(
    ("first", "second", "slop"),
    [("서울", "총회", 3), ("총회", "서울", 3), ("총회", "총회", 6), ("시청", "총회", 2)],
)
def test_a_phrase_of_whoosh_is_bigrams_as_near_as_it_says(
    first: str,
    second: str,
    slop: int,
    searcher: Searcher,
    folder: Path,
) -> None:
    """The net has offsets: the second bigram at most ``slop`` letters behind the first."""
    expected = []
    with ksearch.open(folder) as index:
        for one in index.articles():
            for section in one.sections:
                here = [m.start() for m in re.finditer(first, section.text)]
                there = [m.start() for m in re.finditer(second, section.text)]
                if any(0 < b - a <= slop for a in here for b in there):
                    expected.append((one.id, section.text))
    hits = searcher.search(Phrase("net", [first, second], slop=slop), limit=None)
    assert sorted((hit["article"], hit["text"]) for hit in hits) == sorted(expected)


def test_the_best_few_are_the_first_of_all(searcher: Searcher) -> None:
    """Whoosh's block quality skips nothing that belongs on the first page."""
    query = Or([_term("총회"), _term("서울"), _term("시청")])
    everything = [round(hit.score, 6) for hit in searcher.search(query, limit=None)]
    few = [round(hit.score, 6) for hit in searcher.search(query, limit=3)]
    assert few == everything[:3]


def test_the_terms_are_in_order_and_counted(
    searcher: Searcher, sections: list[tuple[tuple[str, str], Places]]
) -> None:
    """Terms come once each in the order of their bytes; statistics count deleted ones too."""
    reader = searcher.reader()
    lexicon = [text.decode() for text in reader.lexicon("terms")]
    assert lexicon == sorted(set(lexicon), key=str.encode)
    live = {term for _, places in sections for term in places}
    assert live <= set(lexicon)
    assert [text.decode() for text in reader.expand_prefix("terms", "스마트")] == [
        term for term in lexicon if term.startswith("스마트")
    ]
    sections_with = Counter(term for _, places in sections for term in places)
    untouched = "흑산도"  # no deleted article holds it
    assert reader.doc_frequency("terms", untouched) == sections_with[untouched]
    assert reader.doc_frequency("terms", "없는말") == 0
    assert ("terms", "없는말") not in reader
    assert ("terms", untouched) in reader
    assert reader.frequency("terms", "총회") >= sum(len(p.get("총회", ())) for _, p in sections)
    assert reader.doc_count() == len(sections)
    assert reader.doc_count_all() > reader.doc_count()
    assert set(reader.indexed_field_names()) == {"terms", "net"}
    with pytest.raises(TermNotFound):
        reader.term_info("terms", "없는말")


def test_lengths_and_stored_fields_are_those_of_the_section(
    searcher: Searcher, sections: list[tuple[tuple[str, str], Places]]
) -> None:
    """A section's length is the number of its tokens, and its text is as it was added."""
    reader = searcher.reader()
    expected = {key: sum(map(len, places.values())) for key, places in sections}
    seen = {}
    for docnum, stored in reader.iter_docs():
        assert stored["kind"] in {"headline", "body", "caption"}
        seen[stored["article"], stored["text"]] = reader.doc_field_length(docnum, "terms")
    assert seen == expected
    assert reader.field_length("terms") >= sum(expected.values())
    assert reader.max_field_length("terms") >= max(expected.values())
    assert reader.min_field_length("terms") <= min(expected.values())


def test_whoosh_sorts_by_the_dates_of_articles(tmp_path: Path) -> None:
    """Oldest first, newest first with reverse, over segments; what has no date counts as oldest."""
    dates = {"a": "2022-07-01", "b": None, "c": "2024-05-21", "d": "2023"}
    with ksearch.open(tmp_path / "index", create=True) as index:
        for article_id, date in dates.items():
            index.add([article(article_id, "서울 총회", headline="날", date=date)])
    with ArticleIndex(tmp_path / "index").searcher() as searcher:
        found = [hit["article"] for hit in searcher.search(_term("총회"), sortedby="date")]
        newest = searcher.search(_term("총회"), sortedby=FieldFacet("date", reverse=True))
        assert "".join(found) == "badc"
        assert "".join(hit["article"] for hit in newest) == "cdab"
