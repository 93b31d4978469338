"""Figures are those that one reckons by hand, and say how sure they are."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.errors import ExtraMissingError, ReadError
from ksearch.evaluation import (
    MEASURES,
    JudgedQuery,
    Run,
    compare,
    evaluate,
    judge,
    read_run,
    search_all,
    write_run,
)
from ksearch.evaluation.significance import mean_interval, p_value
from tests.samples import article

QUERIES = [
    JudgedQuery("1", "첫눈", {"a": 1}),
    JudgedQuery("2", "장마", {"b": 1, "c": 1, "d": 0}),
    JudgedQuery("3", "판소리", {"e": 1}),
]


def _run(**answers: str) -> Run:
    return {qid[1:]: [(name, 1.0) for name in found] for qid, found in answers.items()}


def test_measures_are_what_one_reckons_by_hand() -> None:
    """Ties keep their order: all scores are the same here. Nothing was found for query 3."""
    found = judge(QUERIES, _run(q1="xa", q2="bdxc"))
    two = (1 + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    expected: dict[str, list[float]] = {
        "nDCG@10": [1 / math.log2(3), two, 0],
        "MRR@10": [1 / 2, 1, 0],
        "R@1": [0, 1 / 2, 0],
        "R@10": [1, 1, 0],
        "R@100": [1, 1, 0],
    }
    assert list(expected) == list(MEASURES)
    for name, row in zip(MEASURES, found.values, strict=True):
        assert row.tolist() == pytest.approx(expected[name]), name
        assert found.mean(name) == pytest.approx(sum(expected[name]) / 3)


def test_measures_look_down_to_their_depth() -> None:
    hundred = [(f"x{n}", 1.0) for n in range(99)]
    at_eleven = judge(QUERIES[:1], {"1": [*hundred[:10], ("a", 0.5), *hundred[10:]]})
    assert at_eleven.values[:, 0].tolist() == [0, 0, 0, 0, 1]
    beyond = judge(QUERIES[:1], {"1": [*hundred, ("y", 0.6), ("a", 0.5)]})
    assert not beyond.values.any()


def test_an_index_is_evaluated_and_queries_without_a_word_count_as_zero(tmp_path: Path) -> None:
    queries = [
        JudgedQuery("1", "첫눈", {"a": 1}),
        JudgedQuery("2", "...", {"a": 1}),
        JudgedQuery("3", "장마", {}),
    ]
    done: list[int] = []
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add([article("a", "첫눈이 왔다"), article("b", "장마가 왔다")])
        found = evaluate(index, queries, progress=done.append)
        run, refused = search_all(index, queries)
    assert [query.qid for query in found.queries] == ["1", "2"]
    assert found.mean("R@1") == 0.5
    assert done == [1, 2]
    assert list(refused) == ["2"]
    assert {qid: [name for name, _ in rows] for qid, rows in run.items()} == {
        "1": ["a"],
        "2": [],
        "3": ["b"],
    }


def test_near_copies_are_articles_of_their_own_here(tmp_path: Path) -> None:
    text = "한밤에 첫눈이 내려 산골 마을의 길이 모두 막혔다고 면사무소가 밝혔다. " * 5
    with ksearch.open(tmp_path / "index", create=True) as index:
        index.add([article(name, text) for name in "abc"])
        run, _ = search_all(index, [JudgedQuery("1", "첫눈", {"a": 1})])
    assert {name for name, _ in run["1"]} == {*"abc"}


def test_a_run_that_is_written_is_measured_alike_when_it_is_read(tmp_path: Path) -> None:
    """Ids may hold spaces, which part a TREC file's columns; scores that tie keep their order."""
    queries = [JudgedQuery("q 1", "첫눈", {"첫눈 온 날": 1}), JudgedQuery("2", "장마", {"b": 1})]
    run = {"q 1": [("z", 2.0), ("첫눈 온 날", 2.0), ("a%20b", 2.0)], "2": []}
    write_run(tmp_path / "run", run)
    lines = (tmp_path / "run").read_text(encoding="utf-8").splitlines()
    assert [len(line.split()) for line in lines] == [6, 6, 6]
    assert lines[1] == "q%201 Q0 첫눈%20온%20날 2 1.999999 ksearch"
    again = judge(queries, read_run(tmp_path / "run"))
    assert again.values.tolist() == judge(queries, run).values.tolist()
    assert again.mean("MRR@10") == 0.25


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ": it holds no run"),
        ("1 Q0 a 1 2.5 x\n1 Q0 a 2.5 x", ":2: this is no line of a run"),
        ("1 Q0 a 1 nan x", ":1: this is no line of a run"),
    ],
)
def test_a_file_that_is_no_run_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "run"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_run(path)
    assert f"{path}{said}" in str(caught.value)


def test_a_run_that_is_read_is_ordered_by_score_and_then_by_rank(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.write_text("1 Q0 c 3 1 x\n1 Q0 b 2 7 x\n1 Q0 a 10 1 x\n", encoding="utf-8")
    assert [name for name, _ in read_run(path)["1"]] == ["b", "c", "a"]


Floats = npt.NDArray[np.float64]
VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


@given(values=VALUES)
def test_an_interval_holds_its_mean_and_says_the_same_twice(values: Floats) -> None:
    found = mean_interval(values, draws=300)
    assert values.min() - 1e-9 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high <= values.max() + 1e-9
    assert mean_interval(values, draws=300) == found


def test_an_interval_is_as_wide_as_the_binomial_says() -> None:
    """Of 400 with half ones: 1.96 standard errors of 0.025 to each side."""
    _, low, high = mean_interval(np.tile([0.0, 1.0], 200))
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.004)


@given(values=VALUES)
def test_runs_that_agree_do_not_differ(values: Floats) -> None:
    assert p_value(values, values, draws=100) == 1.0


def test_the_p_value_is_what_all_sign_flips_give() -> None:
    """Eight differences of one sign: 2 of the 256 ways of flipping them reach their sum."""
    ours, theirs = np.arange(1.0, 9.0), np.zeros(8)
    assert p_value(ours, theirs) == pytest.approx(2 / 256, abs=0.003)
    assert p_value(theirs, ours) == p_value(ours, theirs)
    assert p_value(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1.0


def test_runs_are_compared_query_by_query() -> None:
    good, bad = judge(QUERIES, _run(q1="a", q2="bc", q3="e")), judge(QUERIES, _run(q1="xa"))
    found = compare(good, bad)["MRR@10"]
    assert found.ours == 1.0
    assert found.theirs == pytest.approx(1 / 6)
    assert found.p == pytest.approx(2 / 8, abs=0.02)
    with pytest.raises(ValueError, match="same queries"):
        compare(good, judge(QUERIES[:2], {}))


def test_without_ir_measures_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(ExtraMissingError, match="`pip install ir-measures`"):
        judge(QUERIES, {})
