"""Where does Lucene come from? From Maven, pinned, into a cache outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

__all__ = ["LUCENE", "class_path", "no_java"]

LUCENE = "9.12.1"
_ARTIFACTS = (
    f"org.apache.lucene:lucene-core:{LUCENE}",
    f"org.apache.lucene:lucene-analysis-common:{LUCENE}",
    f"org.apache.lucene:lucene-analysis-nori:{LUCENE}",
    "com.google.code.gson:gson:2.11.0",
)
_SOURCE = Path(__file__).with_name("LucenePeer.java")
SECONDS = 600


def no_java() -> str | None:
    """Why Lucene cannot run here; None where it can."""
    for program, use in (("java", "runs"), ("javac", "compiles"), ("mvn", "fetches")):
        if shutil.which(program) is None:
            return f"no {program}, which {use} it"
    try:
        class_path()
    except (OSError, subprocess.SubprocessError) as error:
        return f"Maven or javac failed: {error}"
    return None


def class_path() -> str:
    """Fetch the jars and compile the peer, where that has not been done; where Java finds both.

    Raises:
        CalledProcessError: Maven or the compiler failed.
    """
    folder = _cache() / f"lucene-{LUCENE}"
    for artifact in _ARTIFACTS:
        _, name, version = artifact.split(":")
        if not (folder / f"{name}-{version}.jar").exists():
            copy = f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"
            _run("mvn", "-q", "-B", "dependency:copy", *copy)
    path = f"{folder}{os.pathsep}{folder / '*'}"
    compiled = folder / "LucenePeer.class"
    if not compiled.exists() or compiled.stat().st_mtime < _SOURCE.stat().st_mtime:
        _run("javac", "-cp", path, "-d", str(folder), str(_SOURCE))
    return path


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "ksearch-bench"


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program) or program
    subprocess.run([found, *arguments], check=True, capture_output=True, timeout=SECONDS)
