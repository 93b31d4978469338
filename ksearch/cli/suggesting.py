"""`ksearch suggest`: completions, a line each."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from ksearch.cli.printing import line, print_json
from ksearch.cli.saying import say
from ksearch.cli.status import FOUND, NOTHING_FOUND
from ksearch.engine import open_index
from ksearch.suggest.keystrokes import Kind

__all__ = ["print_suggestions"]

_LABELS = {Kind.AUTHOR: " (기자)", Kind.PUBLISHER: " (언론사)"}


def print_suggestions(begun: str, folder: Path, limit: int, *, as_json: bool) -> int:
    """Print how something may go on; the exit status."""
    with open_index(folder, any_analysis=True) as opened:
        found = opened.suggest(begun, limit=limit)
        is_kept = opened.has_suggestions or not opened.stats().articles
    for one in found:
        if as_json:
            print_json(one.to_json())
        else:
            line(f"{one.count:>7,}  {one.text}{_LABELS.get(one.kind, '')}", "")
    if found:
        return FOUND
    if is_kept:
        say(f"nothing in the index begins with {begun}")
    else:
        sys.stderr.write(
            f"ksearch: the index in {folder} was made before suggestions were kept: "
            f"run `{shlex.join(['ksearch', 'rebuild', '--index', str(folder)])}`\n"
        )
    return NOTHING_FOUND
