from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MEASURES = ["nDCG@10", "MRR@10", "R@1", "R@10", "R@100"]


@pytest.fixture(scope="module")
def queries(run: Run, seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three queries, each answered by the article that is found first for it; and an odd one."""
    rows = []
    for qid, question in enumerate(("판소리", "산악 구조", "달걀 값")):
        found = run("query", question, "--json", "--limit", "1", "--index", seed_index).stdout
        rows.append({"qid": qid, "question": question, "doc_id": json.loads(found)["id"]})
    rows += [{"qid": "odd", "question": "...", "relevant": [rows[0]["doc_id"], "no-such-id"]}]
    rows += [{"qid": "unjudged", "question": "판소리"}]
    path = tmp_path_factory.mktemp("eval") / "queries.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_eval_prints_each_measure_with_its_interval_and_notes_what_is_odd(
    run: Run, seed_index: Path, queries: Path
) -> None:
    result = run("eval", queries, "--index", seed_index)
    assert result.returncode == 0, result.stderr
    head, *lines = result.stdout.splitlines()
    assert head == "4 queries"
    assert [line.split()[0] for line in lines] == MEASURES
    assert lines[0] == "nDCG@10  0.7500  95% 0.2500–1.0000"
    assert "1 query left out, for want of a relevant article: unjudged" in result.stderr
    assert "1 query counted as zero, since" in result.stderr
    assert "1 of 4 relevant articles not in the index: no-such-id" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_a_run_differs_from_itself_by_nothing(
    run: Run, seed_index: Path, queries: Path, tmp_path: Path
) -> None:
    file = tmp_path / "run.txt"
    written = run("eval", queries, "--index", seed_index, "--run", file, "--json")
    assert written.returncode == 0, written.stderr
    assert len(file.read_text(encoding="utf-8").splitlines()[0].split()) == 6
    compared = run("eval", queries, "--index", seed_index, "--compare", file, "--json")
    before, now = json.loads(written.stdout), json.loads(compared.stdout)
    assert list(now["measures"]) == MEASURES
    for name, measure in now["measures"].items():
        assert measure | before["measures"][name] == measure
        assert (measure["compared"], measure["difference"], measure["p"]) == (
            measure["mean"],
            0.0,
            1.0,
        )
    lines = run("eval", queries, "--index", seed_index, "--compare", file).stdout.splitlines()
    assert lines[1].endswith("compared 0.7500  +0.0000  p 1.0000")


def test_topics_are_evaluated_with_their_judgments(
    run: Run, seed_index: Path, queries: Path, tmp_path: Path
) -> None:
    row = json.loads(queries.read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "topics").write_text(f"7\t{row['question']}\n", encoding="utf-8")
    article = row["doc_id"].replace(" ", "%20")
    (tmp_path / "qrels").write_text(f"7 0 {article} 1\n", encoding="utf-8")
    topics = ("eval", tmp_path / "topics", "--index", seed_index)
    result = run(*topics, "--qrels", tmp_path / "qrels", "--json")
    assert json.loads(result.stdout)["measures"]["R@1"]["mean"] == 1.0
    assert "--qrels" in run(*topics).stderr


@pytest.mark.parametrize(
    ("content", "flags", "said"),
    [
        (None, (), "there is no such file"),
        ("{", (), "queries:1: this is no JSON object"),
        ('{"qid": 1, "query": "말"}', (), "no query has a relevant article"),
        ('{"qid": 1, "query": "말", "doc_id": "a"}', ("--qrels", "{run}"), "this is no judgment"),
        ('{"qid": 1, "query": "말", "doc_id": "a"}', ("--compare", "{run}"), "none of the queries"),
        ('{"qid": 1, "query": "말", "doc_id": "a"}', ("--index", "{absent}"), "there is no index"),
        ('{"qid": 1, "query": "말", "doc_id": "a"}', ("--run", "{queries}"), "would be lost"),
    ],
)
def test_a_mistake_of_eval_is_status_2_and_one_sentence(
    run: Run,
    seed_index: Path,
    tmp_path: Path,
    content: str | None,
    flags: tuple[str, ...],
    said: str,
) -> None:
    queries, other = tmp_path / "queries", tmp_path / "run"
    if content is not None:
        queries.write_text(content, encoding="utf-8")
    other.write_text("2 Q0 a 1 1.0 x\n", encoding="utf-8")
    filled = [flag.format(run=other, absent=tmp_path / "absent", queries=queries) for flag in flags]
    result = run("eval", queries, "--index", seed_index, *filled)
    assert result.returncode == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not result.stdout
    assert content is None or queries.read_text(encoding="utf-8") == content


def test_without_ir_measures_eval_names_the_command_that_installs_it(
    run: Run, seed_index: Path, queries: Path, tmp_path: Path
) -> None:
    (tmp_path / "ir_measures.py").write_text("raise ImportError", encoding="utf-8")
    result = run("eval", queries, "--index", seed_index, PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert "`pip install ir-measures`" in result.stderr
    assert len(result.stderr.splitlines()) == 1
