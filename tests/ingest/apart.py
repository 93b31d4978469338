"""A file that is read in a process of its own: how long that takes, and how much memory.

What Python's ``tracemalloc`` does not see is counted as well: what libxml2, Arrow and zlib hold. On
Linux the kernel is asked for the most of this program alone: ``ru_maxrss`` begins with what the
process had that started it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

CODE = """
import json, resource, sys, time
from ksearch.ingest import documents, read

def held():
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line[:6] == "VmHWM:") * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

documents.PAGE_SECONDS = float(sys.argv[2])
before, began, errors = held(), time.process_time(), []
count = sum(1 for _ in read(sys.argv[1], on_error=lambda error: errors.append(str(error))))
print(json.dumps([count, errors, time.process_time() - began, held() - before]))
"""


class Apart(NamedTuple):
    """What came of a file: seconds of the processor's time, bytes beyond what Python itself has."""

    articles: int
    errors: list[str]
    seconds: float
    size: int


def read_apart(path: Path, *, page_seconds: float = 60.0) -> Apart:
    """What it takes to read a file."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path), str(page_seconds)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        encoding="utf-8",
    )
    return Apart(*json.loads(done.stdout))
