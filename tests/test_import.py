"""Importing and searching load only what they need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import ksearch
from tests.samples import article

ROOT = Path(__file__).parents[1]
SLOW = ("kiwipiepy", "trafilatura", "lxml", "charset_normalizer")
LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"
# What an index costs to import by itself: numpy, and those parts of Whoosh that ours derive from.
NEEDED = """
import json, sys, mmap, dataclasses, unicodedata, importlib.metadata, secrets, zoneinfo
import numpy, xxhash, zstandard
import whoosh.codec.base, whoosh.fields, whoosh.index, whoosh.writing, whoosh.reading
import whoosh.filedb.filestore, whoosh.matching, whoosh.analysis, whoosh.formats
"""
RUNS = 9


def _loaded(program: str, *arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LOADED}", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(ran.stdout)}


def _processor_seconds(program: str) -> float:
    """The processor time of a process, which other processes disturb less than the clock's."""
    measured = f"{program}\nimport resource; u = resource.getrusage(resource.RUSAGE_SELF)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{measured}\nprint(u.ru_utime + u.ru_stime)"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ran.stdout)


def test_importing_ksearch_loads_no_slow_library() -> None:
    """Kiwi and the readers of pages are loaded by who needs them, not by who imports ksearch."""
    assert _loaded("import ksearch").isdisjoint(SLOW)


def test_importing_ksearch_costs_little_more_than_what_it_stands_on() -> None:
    """Less than three times what numpy and Whoosh take, each at its fastest, taken in turns.

    A ratio, since a machine with other work takes longer for both: 2.0 on an idle one.
    """
    ours, theirs = [], []
    for _ in range(RUNS):
        theirs.append(_processor_seconds(NEEDED))
        ours.append(_processor_seconds("import ksearch"))
    assert min(ours) < 3 * min(theirs)


def test_a_search_for_known_words_loads_no_kiwi(tmp_path: Path) -> None:
    """The words of the archive are in its lexicon: searching them is a look-up."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add([article("1", "서울시가 스마트시티를 만든다", headline="스마트시티의 날")])
    search = """
import sys, ksearch
with ksearch.open(sys.argv[1]) as index:
    assert index.search(sys.argv[2]).total == 1
"""
    known, unknown = ("스마트시티를 서울시가 2024 WeGO", "스마트시티를 처음보는말을")
    assert "kiwipiepy" not in _loaded(search, str(tmp_path), known)
    assert "kiwipiepy" in _loaded(search, str(tmp_path), unknown)


def test_every_public_name_is_there_once_and_sorted() -> None:
    """``__all__`` says what ksearch offers, and it does."""
    assert list(ksearch.__all__) == sorted(set(ksearch.__all__))
    assert all(hasattr(ksearch, name) for name in ksearch.__all__)


def test_what_is_loaded_when_it_is_asked_for_is_there_after_the_import_alone() -> None:
    names = sorted({"evaluation", "read", "Suggestion", "Explanation"})
    program = f"import ksearch; assert [getattr(ksearch, name) for name in {names}]"
    assert "trafilatura" not in _loaded("import ksearch; ksearch.evaluation.read_queries")
    assert "ksearch" in _loaded(program)
