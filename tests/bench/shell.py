"""How long does a person wait at the shell, from Return to the prompt?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median
from time import perf_counter

from tests.bench.corpus import ROOT, Site
from tests.bench.measures import MILLI

__all__ = ["UNSEEN", "wall_times"]

# No text holds it, so no lexicon knows it.
UNSEEN = "쀍뚫쮑궯정책"
_NOTHING_FOUND = 1
# What ksearch stands on, and nothing of its own: no command of ours can be faster.
_IMPORTS = "import typer, numpy, whoosh"


def wall_times(site: Site, texts: Sequence[str], runs: int) -> dict[str, dict[str, float]]:
    """Milliseconds of ``ksearch query``, one text after the other, and of its imports, in turn.

    Modules come from their compiled form, as they do once a command has been run for the first
    time: runs that are not timed make it, in the site's folder, whatever the environment says.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(site.folder / "compiled")
    command = [sys.executable, "-m", "ksearch", "query", "--index", str(site.index("ksearch"))]
    imports_only = [sys.executable, "-c", _IMPORTS]
    _seconds([*command, *texts[0].split()], environment)
    _seconds(imports_only, environment)
    ours: list[float] = []
    imports: list[float] = []
    for number in range(runs):
        words = texts[number % len(texts)].split()
        ours.append(_seconds([*command, *words], environment))
        imports.append(_seconds(imports_only, environment))
    return {"ksearch": _measures(ours), "imports": _measures(imports)}


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    began = perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    seconds = perf_counter() - began
    if done.returncode > _NOTHING_FOUND:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return seconds


def _measures(seconds: Sequence[float]) -> dict[str, float]:
    return {
        "min ms": min(seconds) * MILLI,
        "median ms": median(seconds) * MILLI,
        "max ms": max(seconds) * MILLI,
    }
