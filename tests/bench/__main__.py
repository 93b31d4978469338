"""The command line of the benchmarks."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.corpus import data_folder
from tests.bench.machine import commit, machine
from tests.bench.peers import PEERS
from tests.bench.run import ROWS, Outcome, Settings, run
from tests.bench.table import table

__all__ = ["main"]


def _parser() -> argparse.ArgumentParser:
    names = ",".join(PEERS)
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure ksearch beside other engines."
    )
    add = parser.add_argument
    add("--corpus", type=Path, help="JSONL or a folder of pages; else the measuring archive")
    add("--questions", type=Path, help="JSONL with questions; else those of the archive")
    add("--peers", default=names, help=f"which engines, of {names}")
    add("--rows", default="", help="which rows, by number or its beginning: 1,2a; else all")
    add("--articles", type=int, help="at most so many articles of the corpus")
    add("--scale", type=int, default=0, help="also measure so many synthetic articles")
    add("--rounds", type=int, default=5, help="how often each query is asked")
    add("--builds", type=int, default=3, help="how often each index of texts is built")
    add("--folder", type=Path, help="where corpora and indexes are made, stay and are used again")
    add("--rebuild", default="", help="what is made again: engines, corpus, terms")
    add("--reuse-ksearch", action="store_true", help="ksearch's index is not made again either")
    add("--prepare", action="store_true", help="make all but ksearch's index, measure nothing")
    add("--results", type=Path, help="write JSON there, and the table beside it as .txt")
    return parser


def main() -> int:
    """Run, print the table, write the results."""
    parser = _parser()
    given = parser.parse_args()
    peers = _chosen(parser, given.peers, PEERS)
    rebuild = _chosen(parser, given.rebuild, (*PEERS, "corpus", "terms"))
    begins = tuple(given.rows.split(",")) if given.rows else ROWS
    rows = tuple(row for row in ROWS if row.startswith(begins))
    for begin in begins:
        if not begin or not any(row.startswith(begin) for row in rows):
            parser.error(f"no such row: {begin!r}; there are {', '.join(ROWS)}")
    data = data_folder()
    source = given.corpus or (data / "news.jsonl.gz" if data else None)
    if source is None:
        sys.stderr.write("no corpus: give --corpus or KSEARCH_DATA\n")
        return 2
    asked = given.questions or (data / "newsqa_dev_queries.jsonl.gz" if data else None)
    about: dict[str, Any] = {
        "commit": commit(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "corpus": source.name,
        "arguments": sys.argv[1:],
    }
    with tempfile.TemporaryDirectory(prefix="ksearch-bench-") as temporary:
        settings = Settings(
            source=source,
            folder=given.folder or Path(temporary),
            questions=asked,
            peers=peers,
            rows=rows,
            most=given.articles,
            scale=given.scale,
            rounds=given.rounds,
            builds=given.builds,
            rebuild=rebuild,
            reuse_ksearch=given.reuse_ksearch,
            prepare=given.prepare,
        )
        outcome = run(settings, _say)
    about["machine"]["load at the end"] = os.getloadavg()[0]
    about |= {"versions": dict(outcome.versions), "skipped": dict(outcome.skipped)}
    about["reused"] = dict(outcome.reused)
    report = table(outcome.rows, about)
    sys.stdout.write(report)
    if given.results is not None:
        _keep(given.results, about, outcome, report)
    return 0


def _chosen(parser: argparse.ArgumentParser, given: str, known: Collection[str]) -> tuple[str, ...]:
    """The names in a list, which must be known ones."""
    names = tuple(given.split(",")) if given else ()
    if unknown := {*names} - {*known}:
        parser.error(f"none of {', '.join(known)}: {', '.join(sorted(unknown))}")
    return names


def _keep(path: Path, about: dict[str, Any], outcome: Outcome, report: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [row.to_json() for row in outcome.rows]
    content = json.dumps({**about, "rows": rows}, ensure_ascii=False, indent=1)
    path.write_text(content + "\n", encoding="utf-8")
    path.with_suffix(".txt").write_text(report, encoding="utf-8")


def _say(line: str) -> None:
    sys.stderr.write(f"bench: {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
