"""What does each ingredient bring, and cost? ``python -m tests.quality.ablation``, a row for each.

Each is taken out by itself, and everything is measured again: nDCG@10 of every set, and the median
time of a search without snippets beside that with everything, asked in turns. Prints a table in
Markdown, and below it what the parts of the index of news take.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import ksearch
from ksearch.analysis import Origin
from ksearch.codec.layout import FORMAT, KIND
from ksearch.engine import WhooshIndex
from ksearch.engine.answering import Asked, answer
from ksearch.evaluation import MEASURES
from ksearch.files import ArrayFile
from ksearch.plan import Unit
from ksearch.query import parse
from tests.bench.corpus import data_folder
from tests.quality.measuring import built, measure, set_parameters
from tests.quality.sets import SETS

__all__ = ["INGREDIENTS", "main"]

compiling = import_module("ksearch.plan.compile")
unit_making = import_module("ksearch.plan.units")
MEASURE = [*MEASURES].index("nDCG@10")
TIMED = 300  # queries
Without = Callable[[], AbstractContextManager[object]]


@contextmanager
def _of_units(change: Callable[[Unit], Unit]) -> Iterator[None]:
    made = compiling.word_unit
    with patch.object(compiling, "word_unit", lambda text, analyzer: change(made(text, analyzer))):
        yield


def _without_bigrams(unit: Unit) -> Unit:
    return replace(unit, scored=tuple(one for one in unit.scored if one.field != "net"))


@contextmanager
def _without_wholes() -> Iterator[None]:
    """Compounds by their parts alone."""
    made = unit_making._scored

    def parts(letters: object, spans: Sequence[object]) -> object:
        atoms = [span for span in spans if span.origin is not Origin.COMPOUND]  # type: ignore[attr-defined]
        return made(letters, atoms or spans)

    with patch.object(unit_making, "_scored", parts):
        yield


def _set(module: object, name: str, value: object) -> Without:
    return lambda: patch.object(module, name, value)


# What is taken out: by code, or by the numbers of the ranking.
INGREDIENTS: dict[str, Without | dict[str, float]] = {
    "best passages": {"passage_weight": 0.0},
    "early words": {"lead_weight": 0.0},
    "neighbours in the query's order": {"next_weight": 0.0},
    "all three": {"with_passages": 0},
    "bigrams in the score": lambda: _of_units(_without_bigrams),
    "whole compounds beside their parts": _without_wholes,
    "bare nouns under affixes": _set(unit_making, "BASE_SHARE", 0.0),
    "parts of words": _set(compiling, "loosened", lambda unit, _: unit),
    "all of up to four words wanted": _set(compiling, "MOST_STRICT", 0),
    "words that ask count little": _set(unit_making, "ASKING", frozenset()),
    "quotations by their words": _set(compiling, "_said", lambda node: (node,)),
    "other spellings": _set(compiling.Planner, "_other_texts", lambda _, texts: [()] * len(texts)),
    "headlines weigh more": {"headline.weight": 1.0},
    "length by kind of section (all b 0.75)": {"headline.b": 0.75, "body.b": 0.75},
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.ablation", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where indexes stay and are used again")
    given = parser.parse_args()
    data = data_folder()
    if data is None:
        parser.error("the measuring data is not at hand: set KSEARCH_DATA to its folder")
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        indexes = {
            one.name: stack.enter_context(ksearch.open(built(one, data, folder))) for one in SETS
        }
        names = " | ".join(one.name for one in SETS)
        _say(f"| without | {names} | median time |\n|---|{'---|' * (len(SETS) + 1)}")
        whole = _figures(data, indexes)
        _say(f"| (nothing left out) | {' | '.join(f'{figure:.4f}' for figure in whole)} | 1 |")
        for name, taken in INGREDIENTS.items():
            with _taken(taken, indexes):
                figures = _figures(data, indexes)
            changes = " | ".join(f"{b - a:+.4f}" for a, b in zip(whole, figures, strict=True))
            _say(f"| {name} | {changes} | {_ratio(taken, data, indexes):.2f} |")
        _sizes(built(SETS[0], data, folder))
    return 0


@contextmanager
def _taken(taken: Without | dict[str, float], indexes: dict[str, WhooshIndex]) -> Iterator[None]:
    """Everything without one ingredient; remembered units are forgotten before and after."""
    views = {name: index._view for name, index in indexes.items()}
    try:
        for index in indexes.values():
            view = index._view
            planner = type(view.planner)(view.analyzer, view.statistics.frequency)
            index._view = replace(view, planner=planner)
            if isinstance(taken, dict):
                set_parameters(index, taken)
        if isinstance(taken, dict):
            yield
        else:
            with taken():
                yield
    finally:
        for name, view in views.items():
            indexes[name]._view = view


def _figures(data: Path, indexes: dict[str, WhooshIndex]) -> list[float]:
    return [float(measure(one, data, indexes[one.name]).values[MEASURE].mean()) for one in SETS]


def _ratio(taken: Without | dict[str, float], data: Path, indexes: dict[str, WhooshIndex]) -> float:
    """The median time of the questions to the news without it, over that with it."""
    index = indexes["newsqa"]
    nodes = [parse(query.text) for query in SETS[0].queries(data)[:TIMED]]
    took: dict[bool, list[float]] = {False: [], True: []}
    for round_ in range(8):
        is_whole = bool(round_ % 2)
        with _taken({} if is_whole else taken, {"newsqa": index}):
            view = index._view
            for timed in (False, True):
                for node in nodes:
                    began = time.perf_counter()
                    answer(view.statistics, view.planner, node, Asked(10))
                    if timed:
                        took[is_whole].append(time.perf_counter() - began)
    return statistics.median(took[False]) / statistics.median(took[True])


def _sizes(index: Path) -> None:
    """The bytes of an index, by what they are for."""
    sizes: Counter[str] = Counter()
    for path in index.iterdir():
        if path.suffix != ".segment":
            sizes[path.suffix.lstrip(".") or path.name] += path.stat().st_size
            continue
        file = ArrayFile(path, KIND, FORMAT)
        for name in file._entries:
            part = name.partition(".")[0] if "." in name else name.partition("_")[0]
            sizes[part] += file.lazy(name).array.nbytes
    _say("\n| part of the index of news | MB |\n|---|---|")
    for name, size in sorted(sizes.items()):
        _say(f"| {name} | {size / 1e6:.2f} |")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
