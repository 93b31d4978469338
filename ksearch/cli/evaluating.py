"""``ksearch eval``: ask every query, print how good the answers are and how sure that is."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ksearch.cli.overwriting import require_writable
from ksearch.cli.printing import print_json
from ksearch.cli.progress import progress_bar
from ksearch.cli.saying import say
from ksearch.cli.status import FOUND
from ksearch.engine import WhooshIndex, open_index
from ksearch.errors import ReadError
from ksearch.evaluation import (
    Difference,
    Evaluation,
    JudgedQuery,
    Run,
    compare,
    is_of_run,
    judge,
    read_queries,
    read_run,
    require_measures,
    search_all,
    trec_id,
    write_run,
)

__all__ = ["print_evaluation"]

SHOWN = 3  # of what is wrong with queries, how many are named


def print_evaluation(
    queries: Path,
    folder: Path,
    qrels: Path | None,
    run: Path | None,
    against: Path | None,
    *,
    as_json: bool,
) -> int:
    """Measure and print; the exit status. Whatever can be wrong is found before the search."""
    require_measures()
    if run is not None:
        require_writable(run, "--run", is_of_run)
    asked = read_queries(queries, qrels)
    judged = [query for query in asked if query.is_judged]
    if not judged:
        source = queries if qrels is None else qrels
        reason = "no query has a relevant article: write its id as doc_id, docid or relevant"
        raise ReadError(str(source), reason if qrels is None else "it judges none of the queries")
    other = None if against is None else _known_run(against, judged)
    with open_index(folder) as index:
        with progress_bar("Searching", len(judged), "queries") as progress:
            found, refused = search_all(index, judged, progress=progress)
        notes = [*_notes(asked, refused), *_absent(index, judged)]
    evaluation = judge(judged, found)
    differences = None if other is None else compare(evaluation, judge(judged, other))
    if as_json:
        print_json(_record(evaluation, differences, notes))
    else:
        sys.stdout.write("\n".join(_table(evaluation, differences)) + "\n")
    for note in notes:
        say(note)
    if run is not None:
        write_run(run, found)
    return FOUND


def _known_run(path: Path, queries: Sequence[JudgedQuery]) -> Run:
    """The run to compare with.

    Raises:
        ReadError: it answers none of the queries.
    """
    run = read_run(path)
    if not any(trec_id(query.qid) in run for query in queries):
        raise ReadError(str(path), "it answers none of the queries: name a run of the same ones")
    return run


def _notes(asked: Sequence[JudgedQuery], refused: Mapping[str, str]) -> list[str]:
    """What a reader of the figures must know about the queries."""
    notes = []
    if unjudged := [query.qid for query in asked if not query.is_judged]:
        notes.append(
            f"{_count(unjudged, 'query', 'queries')} left out, "
            f"for want of a relevant article: {_some(unjudged)}"
        )
    if refused:
        reason = next(iter(refused.values()))
        notes.append(
            f"{_count(refused, 'query', 'queries')} counted as zero, since {reason}: "
            f"{_some([*refused])}"
        )
    return notes


def _absent(index: WhooshIndex, judged: Sequence[JudgedQuery]) -> list[str]:
    relevant = {article: None for query in judged for article, n in query.relevant.items() if n > 0}
    absent = [article for article in relevant if index.get(article) is None]
    if not absent:
        return []
    known = _count(relevant, "relevant article", "relevant articles")
    return [f"{len(absent):,} of {known} not in the index: {_some(absent)}"]


def _table(evaluation: Evaluation, differences: Mapping[str, Difference] | None) -> list[str]:
    lines = [_count(evaluation.queries, "query", "queries")]
    for name, (mean, low, high) in evaluation.intervals().items():
        line = f"{name:<8} {mean:.4f}  95% {low:.4f}–{high:.4f}"
        if differences is not None:
            _, theirs, p = differences[name]
            line += f"  compared {theirs:.4f}  {mean - theirs:+.4f}  p {p:.4f}"
        lines.append(line)
    return lines


def _record(
    evaluation: Evaluation,
    differences: Mapping[str, Difference] | None,
    notes: Sequence[str],
) -> dict[str, Any]:
    measures: dict[str, dict[str, float]] = {}
    for name, interval in evaluation.intervals().items():
        measures[name] = {name: round(value, 6) for name, value in interval._asdict().items()}
        if differences is not None:
            difference = differences[name]
            measures[name] |= {
                "compared": round(difference.theirs, 6),
                "difference": round(difference.ours - difference.theirs, 6),
                "p": round(difference.p, 6),
            }
    return {"queries": len(evaluation.queries), "measures": measures, "notes": list(notes)}


def _count(things: Sequence[Any] | Mapping[str, Any], one: str, several: str) -> str:
    return f"{len(things):,} {one if len(things) == 1 else several}"


def _some(names: Sequence[str]) -> str:
    """The first few names."""
    rest = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + rest
