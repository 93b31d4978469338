"""Flags that narrow a search, counts of what is found, and queries from standard input."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

ALL = ("--limit", "99", "--no-collapse", "--json")


def _hits(run: Run, index: Path, *arguments: str) -> list[dict[str, Any]]:
    result = run("query", *arguments, *ALL, "--index", index)
    assert result.returncode in {0, 1}, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def _ids(run: Run, index: Path, *arguments: str) -> set[str]:
    return {hit["id"] for hit in _hits(run, index, *arguments)}


def test_flags_mean_what_fields_in_the_query_mean(run: Run, seed_index: Path) -> None:
    for flags, query in (
        (("--publisher", "한빛일보"), "언론사:한빛일보"),
        (("--section", "정치"), "분야:정치"),
        (("--since", "2024"), "날짜:2024.."),
        (("--until", "2022년 5월"), "날짜:..2022-05"),
        (("--since", "2022", "--until", "2023"), "날짜:2022~2023"),
        (("--publisher", "한빛일보", "--section", "정치"), "publisher:한빛일보 section:정치"),
    ):
        found = _ids(run, seed_index, "서울", *flags)
        assert found, flags
        assert found == _ids(run, seed_index, "서울", query)
        assert found < _ids(run, seed_index, "서울")


def test_a_repeated_flag_allows_one_or_the_other(run: Run, seed_index: Path) -> None:
    for flag in ("--publisher", "--section"):
        field = {"--publisher": "publisher", "--section": "article_section"}[flag]
        counts = Counter(hit[field] for hit in _hits(run, seed_index, "서울"))
        (first, _), (second, _) = counts.most_common(2)
        both = _ids(run, seed_index, "서울", flag, first, flag, second)
        assert both == _ids(run, seed_index, "서울", flag, first) | _ids(
            run, seed_index, "서울", flag, second
        )
        assert len(both) == counts[first] + counts[second]


def test_with_a_flag_no_words_are_needed_and_the_newest_come_first(
    run: Run, seed_index: Path
) -> None:
    hits = _hits(run, seed_index, "--publisher", "한빛일보")
    assert len(hits) > 3
    assert {hit["publisher"] for hit in hits} == {"한빛일보"}
    dates = [hit["date_published"] for hit in hits]
    assert dates == sorted(dates, reverse=True)
    assert _ids(run, seed_index, "--publisher", "한빛일보", "-서울") < {hit["id"] for hit in hits}


def test_articles_without_a_date_that_are_left_out_are_counted_on_standard_error(
    run: Run, seed_index: Path
) -> None:
    hits = _hits(run, seed_index, "서울")
    undated = sum(hit["date_published"] is None for hit in hits)
    result = run("query", "서울", "--since", "1900", *ALL, "--index", seed_index)
    assert undated > 0
    assert len(result.stdout.splitlines()) == len(hits) - undated
    assert f"날짜를 알 수 없는 기사 {undated}건은 뺐습니다" in result.stderr


def test_facets_are_one_last_json_line_with_counts_of_all_matches(
    run: Run, seed_index: Path
) -> None:
    hits = _hits(run, seed_index, "서울")
    arguments = ("서울", "--facets", "publisher,월", "--limit", "2", "--json")
    *shown, last = run("query", *arguments, "--index", seed_index).stdout.splitlines()
    assert len(shown) == 2
    facets = json.loads(last)["facets"]
    assert list(facets) == ["publisher", "month"]
    assert facets["publisher"] == Counter(h["publisher"] for h in hits if h["publisher"])
    dates = (h["date_published"] for h in hits if h["date_published"])
    assert facets["month"] == Counter(date[:7] for date in dates)
    assert list(facets["month"]) == sorted(facets["month"])


def test_facets_in_a_pipe_are_plain_lines(run: Run, seed_index: Path) -> None:
    result = run("query", "서울", "--facets", "section", "--limit", "0", "--index", seed_index)
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    at = lines.index("section")
    assert all(line.split()[-1].isdecimal() for line in lines[at + 1 :])
    assert len(lines) > at + 2


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--since", "내년봄"), "내년봄"),
        (("--until", "2024-13"), "2024-13"),
        (("--in", "바닥글"), "바닥글"),
        (("--facets", "publisher,값"), "값"),
        (("--facets", ""), "none of publisher"),
    ],
)
def test_a_flag_that_makes_no_sense_is_refused_before_anything_is_opened(
    run: Run, tmp_path: Path, flags: tuple[str, ...], said: str
) -> None:
    result = run("query", "서울", *flags, "--index", tmp_path / "none")
    assert result.returncode == 2
    assert said in result.stderr
    assert "no index" not in result.stderr


def test_queries_from_standard_input_are_each_answered_as_alone(run: Run, seed_index: Path) -> None:
    queries = ["서울 -부산", "판소리", "날짜:2024 예산"]
    told = run("query", "-", *ALL, "--index", seed_index, stdin="\n".join(["", *queries, ""]))
    assert told.returncode == 0
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert list(dict.fromkeys(hit["query"] for hit in found)) == queries
    for query in queries:
        alone = _hits(run, seed_index, query)
        assert [hit for hit in found if hit["query"] == query] == [
            {"query": query, **hit} for hit in alone
        ]


def test_a_query_of_standard_input_that_is_refused_is_named_and_stops_nothing(
    run: Run, seed_index: Path
) -> None:
    lines = "판소리\n날짜:내년봄\n뷁쉙훍\n예산\n"
    told = run("query", "-", "--limit", "1", "--index", seed_index, stdin=lines)
    assert told.returncode == 2
    assert "ksearch: line 2: '내년봄' is no date" in told.stderr
    assert "ksearch: line 3: no article found for 뷁쉙훍" in told.stderr
    headings = [line for line in told.stdout.splitlines() if line.startswith("# ")]
    assert headings == ["# 판소리", "# 뷁쉙훍", "# 예산"]


def test_queries_that_are_not_in_utf_8_are_told_so(run: Run, seed_index: Path) -> None:
    result = run("query", "-", "--index", seed_index, stdin="서울\n", encoding="cp949")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "ksearch: line 1: it is not in UTF-8: save the queries as UTF-8\n"


def test_of_queries_from_standard_input_one_that_finds_is_enough(
    run: Run, seed_index: Path
) -> None:
    assert run("query", "-", "--index", seed_index, stdin="뷁쉙훍\n판소리\n").returncode == 0
    assert run("query", "-", "--index", seed_index, stdin="뷁쉙훍\n").returncode == 1
    assert run("query", "-", "--index", seed_index, stdin="").returncode == 1


def test_what_is_asked_for_by_its_fields_alone_has_no_score(run: Run, seed_index: Path) -> None:
    hits = run(
        "query", "언론사:한빛일보 날짜:2023-09-14", "--index", seed_index
    ).stdout.splitlines()
    assert hits[1].strip() == (
        "한빛일보 · 정치 · 2023-09-14 16:42 · 구태온 · "
        "https://www.hanbit-ilbo.example/politics/2023091400101"
    )
    article = hits[1].rpartition(" · ")[2]
    explained = run("explain", "언론사:한빛일보", article, "--index", seed_index)
    assert explained.returncode == 0
    assert "fields or dates alone" in explained.stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "--limt", "3", "서울"), "did you mean --limit?"),
        (("query", "--nonsense", "서울"), "see ksearch query --help"),
        (("query", "-h"), "ksearch query --help"),
        (("query", "--since", "2024-06", "--until", "2024-01"), "swap them"),
        (("query", ""), "at least one word"),
        (("suggest", " "), "begin a word"),
        (("search", "서울"), "ksearch query WORDS"),
        (("서울", "총회"), "ksearch query 서울 총회"),
        (("qeury", "서울"), "Did you mean 'query'?"),
    ],
)
def test_a_slip_is_told_what_may_be_meant(
    run: Run, seed_index: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, KSEARCH_INDEX=str(seed_index))
    assert (result.returncode, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.replace("│", "").split())


def test_an_index_without_articles_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    run("index", tmp_path / "pages", "--index", tmp_path / "index")
    result = run("query", "서울", "--index", tmp_path / "index")
    assert result.returncode == 1
    assert f"`ksearch index --index {tmp_path}/index PATH`" in result.stderr
    result = run("query", "서울", "--index", tmp_path / "absent")
    assert result.returncode == 2
    assert f"`ksearch index --index {tmp_path}/absent PATH`" in result.stderr
