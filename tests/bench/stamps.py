"""What was made by an earlier run, and is it complete?

Beside what is made lies a *stamp*: a small JSON file that says what the thing was made of, and
what came of making it. It is written last and removed first, so that what was interrupted, or made
of something else, has none and is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["digest", "made"]

_BLOCK = 2**20


def made(
    stamp: Path, of: Mapping[str, Any], make: Callable[[], dict[str, Any]], *, again: bool = False
) -> tuple[dict[str, Any], bool]:
    """What came of ``make``, and whether it ran: not where a stamp says the same of ``of``.

    ``again`` makes it in any case. Both ``of`` and what comes of ``make`` are plain JSON.
    """
    if not again:
        found = _read(stamp)
        if found.get("of") == of:
            result: dict[str, Any] = found["result"]
            return result, False
    stamp.unlink(missing_ok=True)
    result = make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"of": of, "result": result}, ensure_ascii=False, indent=1)
    stamp.write_text(content + "\n", encoding="utf-8")
    return result, True


def digest(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    found = hashlib.sha256()
    for file in filter(Path.is_file, files):
        if path.is_dir():
            found.update(file.relative_to(path).as_posix().encode() + b"\n")
        with file.open("rb") as content:
            while block := content.read(_BLOCK):
                found.update(block)
    return found.hexdigest()


def _read(stamp: Path) -> dict[str, Any]:
    """What a stamp says, nothing where there is none or it is no JSON."""
    try:
        found: dict[str, Any] = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
