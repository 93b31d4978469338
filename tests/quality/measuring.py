"""Build a set's index, ask its queries, measure. Indexes stay in a folder for the next time."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import xxhash

import ksearch
from ksearch.analysis import fingerprint
from ksearch.engine import WhooshIndex
from ksearch.evaluation import Evaluation, JudgedQuery, judge, search_all
from tests.quality.copies import fold_copies
from tests.quality.sets import QualitySet

__all__ = ["PARTS", "built", "half", "measure", "set_parameters"]

ROOT = Path(__file__).resolve().parents[2]
# What decides what is in an index. C is left out: it does what Python says, and changes often.
DECIDES = ("analysis", "codec", "ingest", "storage.py", "article.py")
PARTS = ("whole", "A", "B")
SHOWN = 10  # articles that are asked for: what nDCG@10 looks at
# Whose lexicon knows an index's words: it is a copy of that, whose articles are then replaced.
WARMED_BY = {"bodies": "news"}


def built(quality_set: QualitySet, data: Path, folder: Path, *, again: bool = False) -> Path:
    """The folder of a set's index, made where it is absent or was made by other code or data."""
    index = folder / quality_set.index
    stamp = folder / f"{quality_set.index}.stamp"
    made_by = _stamp(data / quality_set.files[0])
    if not again and stamp.is_file() and stamp.read_text(encoding="utf-8") == made_by:
        return index
    stamp.unlink(missing_ok=True)
    shutil.rmtree(index, ignore_errors=True)
    warm = folder / WARMED_BY.get(quality_set.index, "none")
    if warm.with_suffix(".stamp").is_file():
        shutil.copytree(warm, index)
    with ksearch.open(index, create=True) as opened:
        opened.add(quality_set.articles(data))
    stamp.write_text(made_by, encoding="utf-8")
    return index


def _stamp(corpus: Path) -> str:
    total = hashlib.sha256(fingerprint().encode())
    total.update(corpus.read_bytes())
    package = ROOT / "ksearch"
    files = [path for name in DECIDES for path in (package / name, *(package / name).rglob("*"))]
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        total.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return total.hexdigest()


def measure(quality_set: QualitySet, data: Path, index: WhooshIndex) -> Evaluation:
    """How good the answers to a set's queries are, down to the tenth article."""
    queries = quality_set.queries(data)
    depth = SHOWN
    copies: Mapping[str, set[str]] | None = None
    if quality_set.copies is not None:
        copies = quality_set.copies(data)
        depth += max(map(len, copies.values()))
    run, _ = search_all(index, queries, depth=depth)
    return judge(queries, run if copies is None else fold_copies(run, copies))


def half(query: JudgedQuery) -> str:
    """Which half of its set a query belongs to, for ever: weights are chosen on A, told on B."""
    return "AB"[xxhash.xxh3_64_intdigest(query.qid.encode()) & 1]


def set_parameters(index: WhooshIndex, settings: Mapping[str, float]) -> None:
    """Have an open index rank with other numbers, such as ``k1`` or ``headline.weight``.

    Raises:
        ValueError: there is no such number.
    """
    view = index._view
    parameters = view.statistics.parameters
    for name, value in settings.items():
        parameters = _with(parameters, name.split("."), value)
    statistics = replace(view.statistics, parameters=parameters)
    index._view = replace(view, statistics=statistics)


def _with(holder: Any, path: list[str], value: float) -> Any:  # noqa: ANN401 -- any dataclass
    """A copy of a dataclass with one number changed; sections are found by their kind's name."""
    name, *rest = path
    if rest and name in getattr(holder, "kinds", ()):
        kind = next(kind for kind in holder.kinds if kind == name)
        return replace(holder, kinds={**holder.kinds, kind: _with(holder.kinds[kind], rest, value)})
    if not hasattr(holder, name):
        raise ValueError(f"there is no parameter {'.'.join(path)}")
    if rest:
        return replace(holder, **{name: _with(getattr(holder, name), rest, value)})
    return replace(holder, **{name: type(getattr(holder, name))(value)})
