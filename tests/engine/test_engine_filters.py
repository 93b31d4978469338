"""Filters narrow, facets count, and neither changes what words are worth."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ksearch
from ksearch.article import Article, Section, SectionKind
from ksearch.codec import ArticleIndex
from ksearch.engine import WhooshIndex
from ksearch.engine.whoosh_index import open_index
from ksearch.errors import AttributesMissingError, IndexDamagedError, QueryError
from ksearch.files import ArrayFile, write_arrays
from tests.codec.make_tiny_index import FOLDER


def news(number: int, text: str, **fields: Any) -> Article:  # noqa: ANN401 -- fields of an article
    """An article with one paragraph."""
    headline = fields.pop("headline", f"소식 {number}")
    sections = (Section(SectionKind.HEADLINE, headline), Section(SectionKind.BODY, text))
    return Article(str(number), headline, sections, **fields)


ARTICLES = (
    news(
        1,
        "등대에서 총회가 열렸다.",
        publisher="한빛일보",
        authors=("가나다 기자", "라마바"),
        article_section="정치",
        date_published="2024-05-21T09:00:00+09:00",
    ),
    news(
        2,
        "등대를 고쳤다.",
        publisher="한빛 일보",
        authors=("가나다",),
        article_section="사회·문화",
        date_published="2024-05-31T16:00:00Z",
    ),
    news(3, "등대가 밝다.", publisher="누리통신", date_published="2023"),
    news(4, "총회는 등대 옆에서 열린다.", publisher="Nuri Daily", authors=("라마바", "라마바")),
    news(5, "도서관이 문을 열었다.", headline="등대 소식", publisher="한빛일보"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    """The articles in two segments."""
    with ksearch.open(tmp_path_factory.mktemp("filters") / "index", create=True) as made:
        made.add(ARTICLES[:3])
        made.add(ARTICLES[3:])
        yield made


def found(index: WhooshIndex, query: str = "", **filters: Any) -> set[str]:  # noqa: ANN401
    return {hit.id for hit in index.search(query, **filters).hits}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"publisher": "한빛일보"}, "125"),
        ({"publisher": "한빛 일보"}, "125"),
        ({"publisher": "한빛"}, "2"),
        ({"publisher": "빛일보"}, ""),
        ({"publisher": "한빛*"}, "125"),
        ({"publisher": "?빛일보"}, "125"),
        ({"publisher": "DAILY"}, "4"),
        ({"publisher": "ＮＵＲＩ"}, "4"),
        ({"publisher": ("누리통신", "nuridaily")}, "34"),
        ({"publisher": ()}, "12345"),
        ({"author": "가나다"}, "12"),
        ({"author": "가나다 기자"}, "1"),
        ({"author": "라마바"}, "14"),
        ({"author": ("가나다", "라마바"), "publisher": "한빛일보"}, "12"),
        ({"section": "정치"}, "1"),
        ({"section": "문화"}, "2"),
        ({"section": "경제"}, ""),
        ({"since": "2024"}, "12"),
        ({"since": "2024-06"}, "2"),
        ({"until": "2024-05"}, "13"),
        ({"until": "2023"}, "3"),
        ({"since": "2024-05-21", "until": "2024-05-21"}, "1"),
        ({"since": dt.date(2024, 5, 22)}, "2"),
        ({"until": dt.datetime(2024, 5, 21, 0, tzinfo=dt.UTC)}, "13"),
    ],
)
def test_filters_keep_the_articles_that_are_meant(
    index: WhooshIndex, filters: dict[str, Any], expected: str
) -> None:
    """All of a name or a word of it, whatever its case, width and spaces; one of several."""
    query = "" if any(filters.values()) else "등대"
    assert found(index, query, **filters) == set(expected)
    assert found(index, "등대", **filters) == set(expected)
    assert found(index, "등대 -도서관", **filters) == set(expected) - {"5"}


def test_filters_alone_give_the_newest_first(index: WhooshIndex) -> None:
    """Without a word no article is better than another; those without a date come last."""
    result = index.search("", publisher=("한빛일보", "누리통신"))
    assert [hit.id for hit in result.hits] == ["2", "1", "3", "5"]
    assert result.total == 4
    with pytest.raises(QueryError):
        index.search(" ")


def test_filters_score_nothing_and_relax_nothing(index: WhooshIndex) -> None:
    """Scores are those of the query; articles with all words come first among those that remain."""
    plain = {hit.id: hit.score for hit in index.search("등대 총회").hits}
    narrowed = index.search("등대 총회", publisher="한빛일보")
    assert {hit.id: hit.score for hit in narrowed.hits} == {i: plain[i] for i in ("1", "2", "5")}
    assert (narrowed.relaxed, narrowed.strict) == (True, 1)
    strict = index.search("등대", publisher="한빛일보")
    assert not strict.relaxed
    assert found(index, "도서관 총회", author="라마바") == {"1", "4"}
    assert not found(index, "없는말", publisher="한빛일보")


def test_facets_count_all_matches_whatever_the_page(index: WhooshIndex) -> None:
    """Names as they are written, months of Seoul in their order, a year alone as that year."""
    result = index.search("등대", limit=1, facets=("publisher", "author", "section", "month"))
    assert result.total == 5
    assert result.facets == {
        "publisher": (("한빛일보", 2), ("Nuri Daily", 1), ("누리통신", 1), ("한빛 일보", 1)),
        "author": (("라마바", 2), ("가나다", 1), ("가나다 기자", 1)),
        "section": (("사회·문화", 1), ("정치", 1)),
        "month": (("2023", 1), ("2024-05", 1), ("2024-06", 1)),
    }
    assert index.search("등대", facets="month", since="2024").facets == {
        "month": (("2024-05", 1), ("2024-06", 1))
    }
    assert index.search("등대").facets == {}
    assert index.search("없는말", facets=("author",)).facets == {"author": ()}
    with pytest.raises(ValueError, match="month: there is no kind"):
        index.search("등대", facets=("kind",))


def test_undated_articles_that_a_range_leaves_out_are_counted(index: WhooshIndex) -> None:
    """Those that the rest of the query matches, and only where a range leaves them out."""
    assert index.search("등대", since="2024").undated_left_out == 2
    assert index.search("총회 열린다", until="2030").undated_left_out == 1
    assert index.search("등대", since="2024", publisher="누리통신").undated_left_out == 0
    assert index.search("등대").undated_left_out == 0


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"since": "작작년"}, "작작년"),
        ({"until": "2024-13"}, "2024-13"),
        ({"kinds": "x"}, "x"),
        ({"since": "2024-05-21", "until": dt.date(2024, 5, 20)}, "2024-05-20: swap them"),
        ({"limit": -1}, "negative"),
        ({"sort": "newest"}, "newest"),
        ({"facets": "x"}, "no x"),
    ],
)
def test_what_is_no_filter_is_said(
    index: WhooshIndex, filters: dict[str, Any], message: str
) -> None:
    """One sentence that names it."""
    with pytest.raises(ksearch.ArgumentError, match=message):
        index.search("등대", **filters)


def test_names_outlive_replacing_deleting_and_merging(tmp_path: Path) -> None:
    """Whatever segments the articles lie in, the last version of each counts."""
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add(ARTICLES)
        index.add([news(1, "등대", publisher="새일보", authors=("하하하",))])
        index.delete(["4"])
        before = index.search("등대", facets=("publisher", "author")).facets
        assert dict(before["publisher"]) == {
            "새일보": 1,
            "한빛 일보": 1,
            "누리통신": 1,
            "한빛일보": 1,
        }
        assert dict(before["author"]) == {"하하하": 1, "가나다": 1}
        ArticleIndex(index.path).writer().commit(optimize=True)
        index.refresh()
        assert index.stats().segments == 1
        assert index.search("등대", facets=("publisher", "author")).facets == before
        assert found(index, "", publisher="새일보") == {"1"}
        assert found(index, "", author="라마바") == set()
        names = Counter(a.publisher for a in index.articles() if a.publisher)
        assert dict(before["publisher"]) == names


def test_an_index_from_before_names_the_command_where_names_are_asked_for(tmp_path: Path) -> None:
    """Everything else goes on as before, dates too; merging changes nothing in that."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "index"))
    with open_index(folder, any_analysis=True) as index:
        assert found(index, '"시청 총회"', since="2000") <= {"assembly"}
        for asked in ({"publisher": "x"}, {"facets": ("month",)}):
            with pytest.raises(AttributesMissingError, match="ksearch rebuild --index") as caught:
                index.search('"총회"', **asked)
            assert caught.value.path == folder
        ArticleIndex(folder).writer().commit(optimize=True)
        index.refresh()
        with pytest.raises(AttributesMissingError):
            index.search('"총회"', facets=("author",))
        index.rebuild()
    with ksearch.open(folder) as index:
        assert index.search('"총회"', facets=("month",)).total == 1


@pytest.mark.parametrize("part", ["name", "end", "names_end"])
def test_names_that_contradict_each_other_are_damage(tmp_path: Path, part: str) -> None:
    """Under sound checksums too: no number may point outside."""
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add(ARTICLES)
    path = next((tmp_path / "index").glob("*.segment"))
    file = ArrayFile(path, b"articles", 1)
    arrays = {name: file.array(name) for name in file._entries}
    changed = arrays[f"author.{part}"].copy()
    changed[0] = 99
    write_arrays(path, b"articles", 1, file.meta, arrays | {f"author.{part}": changed})
    with ksearch.open(tmp_path / "index") as index:
        assert index.search("등대").total == 5
        with pytest.raises(IndexDamagedError, match="author"):
            index.search("등대", author="가나다")


def test_words_of_a_kind_of_sections_are_found_there_only(index: WhooshIndex) -> None:
    """In headlines or in bodies, and their scores come from there."""
    assert found(index, "등대", kinds=["headline"]) == {"5"}
    assert found(index, "등대", kinds=[SectionKind.BODY]) == {"1", "2", "3", "4"}
    assert found(index, "등대", kinds="body", publisher="한빛일보") == {"1", "2"}
    assert found(index, "등대 -도서관", kinds=["headline"]) == {"5"}
    assert found(index, "소식", kinds=["headline", "caption"]) == {"1", "2", "3", "4", "5"}
    assert not found(index, "등대", kinds=["caption"])
