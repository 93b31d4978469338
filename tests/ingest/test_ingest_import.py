"""Importing the readers of pages costs a query next to nothing."""

from __future__ import annotations

import subprocess
import sys

LATE = """
import importlib, pathlib, sys
import ksearch.ingest
from ksearch.ingest.patterns import _Late
from ksearch.ingest.prose.wordlists import words
folder = pathlib.Path(ksearch.ingest.__file__).parent
modules = [m for name, m in sys.modules.items() if name.startswith("ksearch.ingest.")]
late = [value for module in modules for value in vars(module).values() if isinstance(value, _Late)]
print(len(late) > 40, [v._given[0] for v in late if len(vars(v)) > 1], words.cache_info().currsize)
"""
SLOW = (
    *("lxml", "trafilatura", "charset_normalizer", "html", "html.parser", "feedparser", "justext"),
    *("bs4", "dateutil", "htmldate"),
)


def output(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


def test_no_pattern_is_compiled_and_no_word_list_is_read_at_import() -> None:
    assert output(LATE) == "True [] 0"


def test_no_library_for_pages_is_imported_before_a_page_is_read() -> None:
    code = f"import sys, ksearch.ingest; print([m for m in {SLOW!r} if m in sys.modules])"
    assert output(code) == "[]"
