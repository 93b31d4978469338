"""On which machine, with which commit, was this measured?"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.corpus import ROOT

__all__ = ["commit", "machine"]


def commit() -> str:
    """The commit of this checkout, marked where ksearch's own sources differ from it."""
    found = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--", "ksearch")
    return (found or "unknown") + (" with changes" if changed else "")


def machine() -> dict[str, Any]:
    """The processor, its cores, the memory, the system, Python, and how busy it was."""
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def _git(*arguments: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run([git, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _line(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")
