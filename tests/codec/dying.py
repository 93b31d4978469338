"""A process that changes an index and dies at its n-th touch of the disk, for each n.

Run as ``python -m tests.codec.dying INDEX TARGET``: for n = 1, 2 … a copy of INDEX becomes
TARGET/n, and a child that changes it is ended by ``os._exit`` at the n-th step, as by ``kill -9``.
The last copy is the one whose child lived to its end.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import ParamSpec, TypeVar

import ksearch
from tests.samples import article

__all__ = ["CHANGES", "before_step", "change"]

P = ParamSpec("P")
R = TypeVar("R")
DIED = 9
# Only words that the tiny index knows, so that no child needs Kiwi.
CHANGES = (
    article("e", "시청에서 총회가 열렸다", headline="총회"),
    article("a", "시청에서 공항을 짓는다"),
)
STEPS: tuple[tuple[object, str], ...] = (
    (os, "fsync"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "open"),
)


def change(folder: Path) -> None:
    """Add one article, replace another, delete a third: one commit, then another."""
    with ksearch.open(folder) as index:
        index.add(CHANGES)
        index.delete(["d"])


def before_step(
    wanted: int,
    act: Callable[[], object],
    replace: Callable[[object, str, object], None] = setattr,
) -> None:
    """Have ``act`` called before the process's ``wanted``-th touch of the disk from now on."""
    steps = count(1)

    def before() -> None:
        if next(steps) == wanted:
            act()

    for owner, name in STEPS:
        replace(owner, name, preceded(getattr(owner, name), before))


def preceded(function: Callable[P, R], before: Callable[[], None]) -> Callable[P, R]:
    """The same function, with ``before`` called first."""

    def both(*arguments: P.args, **options: P.kwargs) -> R:
        before()
        return function(*arguments, **options)

    return both


def main() -> None:
    """See the module."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for number in count(1):
        folder = target / f"{number:03d}"
        shutil.copytree(source, folder)
        child = os.fork()
        if not child:
            before_step(number, lambda: os._exit(DIED))
            change(folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != DIED:
            sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
