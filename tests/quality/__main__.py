"""How good are the answers of this code? ``python -m tests.quality``, a line for each set.

Prints nDCG@10 of all queries, and of halves A and B: choose numbers on A, report them on B.
``--set k1=0.8 --set headline.weight=2`` measures with other numbers. ``--folder`` keeps the
indexes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import ksearch
from ksearch.evaluation import MEASURES, Evaluation
from tests.bench.corpus import data_folder
from tests.quality.measuring import PARTS, built, half, measure, set_parameters
from tests.quality.sets import SETS, digest

__all__ = ["main"]

MEASURE = "nDCG@10"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality", description="Measure how good the answers are."
    )
    add = parser.add_argument
    names = ",".join(one.name for one in SETS)
    add("--sets", default=names, help=f"which sets, of {names}")
    add("--set", action="append", default=[], metavar="NAME=NUMBER", help="rank with this number")
    add("--folder", type=Path, help="where indexes are made, stay and are used again")
    add("--again", action="store_true", help="make the indexes again")
    add("--json", action="store_true", help="print JSON, with the digests of the data")
    return parser


def main() -> int:
    """Measure and print."""
    parser = _parser()
    given = parser.parse_args()
    chosen = {*given.sets.split(",")}
    if unknown := chosen - {one.name for one in SETS}:
        parser.error(f"there is no set {', '.join(sorted(unknown))}")
    try:
        settings = {name: float(number) for name, number in (s.split("=") for s in given.set)}
    except ValueError:
        parser.error("--set takes a name, = and a number: k1=0.8")
    data = data_folder()
    if data is None:
        parser.error("the measuring data is not at hand: set KSEARCH_DATA to its folder")
    with tempfile.TemporaryDirectory(prefix="ksearch-quality-") as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for quality_set in SETS:
            if quality_set.name not in chosen:
                continue
            with ksearch.open(built(quality_set, data, folder, again=given.again)) as index:
                set_parameters(index, settings)
                began = time.process_time()
                evaluation = measure(quality_set, data, index)
                seconds = time.process_time() - began
            known = digest(data, quality_set.files) if given.json else None
            _print(quality_set.name, evaluation, seconds, known)
    return 0


def _print(name: str, evaluation: Evaluation, seconds: float, known: str | None) -> None:
    """A line for a set; as JSON with the digest of its data, where that is given."""
    halves = np.array([half(query) for query in evaluation.queries])
    values = evaluation.values[[*MEASURES].index(MEASURE)]
    means = {
        part: round(float(values[(halves == part) | (part == "whole")].mean()), 5) for part in PARTS
    }
    row = {"set": name, "measure": MEASURE, "queries": len(values), **means}
    if known is not None:
        line = json.dumps(row | {"seconds": round(seconds, 1), "digest": known})
    else:
        figures = "  ".join(f"{part} {mean:.4f}" for part, mean in means.items())
        line = f"{name:<10} {MEASURE}  {figures}  {len(values):,} queries, {seconds:.1f} s"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
