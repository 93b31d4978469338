"""A process that was forked off one with Kiwis in it analyses words like any other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Ends with the child's status; the lock is held as another thread may hold it at that moment.
FORKING = """
import os, sys
from ksearch.analysis import kiwi

def analysed():
    forms = lambda _, found: [morpheme.form for morpheme in found]
    tagger = kiwi.Tagger()
    words = [made for part in tagger.tag(["스마트시티를"] * 40, forms) for made in part]
    return words, tagger.split(["스마트시티"], forms)

before = analysed()
with kiwi._LOCK:
    child = os.fork()
    if not child:
        sys.exit(analysed() != before)
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) or analysed() != before)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_that_was_forked_analyses_as_its_parent_does() -> None:
    """It waits for no thread that it has not, and neither it nor its parent dies of it."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKING],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
