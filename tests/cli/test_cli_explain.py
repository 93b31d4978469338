from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run

QUERY = "스마트시티 서울의 -판소리"


def _first(run: Run, index: Path, query: str = QUERY) -> tuple[str, float]:
    line = run("query", query, "--json", "--limit", "1", "--index", index).stdout
    hit = json.loads(line)
    return hit["id"], hit["score"]


def test_explain_begins_with_a_sentence_and_ends_with_the_score(run: Run, seed_index: Path) -> None:
    article_id, score = _first(run, seed_index)
    result = run("explain", QUERY, article_id, "--index", seed_index)
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert f"matches, score {score:.2f}" in lines[0]
    assert lines[-1].split() == ["score", f"{score:.6f}"]
    assert any("스마트시티" in line and "as typed" in line for line in lines)


def test_what_adds_most_comes_first_and_columns_are_as_wide_as_hangul(
    run: Run, seed_index: Path
) -> None:
    article_id, _ = _first(run, seed_index)
    lines = run("explain", QUERY, article_id, "--index", seed_index).stdout.splitlines()[1:]
    words = [line for line in lines if not line.startswith(" ")]
    added = [float(line.split()[1]) for line in words if not line.startswith(("-", "score", "("))]
    assert added == sorted(added, reverse=True)
    terms = [line for line in lines if line.startswith(" ")]
    assert len({cell_len(line[: line.index("= ")]) for line in terms}) == 1


def test_explain_as_json_sums_up_to_the_score(run: Run, seed_index: Path) -> None:
    article_id, score = _first(run, seed_index)
    told = json.loads(run("explain", QUERY, article_id, "--json", "--index", seed_index).stdout)
    assert told["score"] == score
    added = [word["contribution"] for word in told["words"]]
    added += [bonus["value"] for bonus in told["bonuses"]]
    assert sum(added) == pytest.approx(score, abs=2e-6)


def test_an_article_that_does_not_match_is_status_1_and_says_why(
    run: Run, seed_index: Path
) -> None:
    article_id, _ = _first(run, seed_index, "판소리")
    result = run("explain", "서울 -판소리", article_id, "--index", seed_index)
    assert result.returncode == 1
    assert "does not match: left out by -판소리" in result.stdout.splitlines()[0]
    result = run("explain", "없는낱말이다없다", article_id, "--index", seed_index)
    assert result.returncode == 1
    assert "no word of the query stands in it" in result.stdout


def test_an_article_that_is_not_there_is_status_1_and_named(run: Run, seed_index: Path) -> None:
    result = run("explain", "서울", "no-such-id", "--index", seed_index)
    assert (result.returncode, result.stdout) == (1, "")
    assert "there is no article 'no-such-id'" in result.stderr


def test_a_query_that_asks_for_nothing_is_status_2(run: Run, seed_index: Path) -> None:
    result = run("explain", "...", "no-such-id", "--index", seed_index)
    assert result.returncode == 2
    assert "at least one word" in result.stderr


def test_terms_that_are_counted_with_another_word_are_told_in_one_line(
    run: Run, seed_index: Path
) -> None:
    article_id, _ = _first(run, seed_index, "스마트시티")
    result = run("explain", "스마트시티 스마트", article_id, "--index", seed_index)
    told = [line.strip() for line in result.stdout.splitlines() if "counted with" in line]
    # Bigrams are worth more to the shorter word, which has fewer.
    assert told == ["스마, 마트: counted with 스마트", "스마트: counted with 스마트시티"]
