"""How far is it? A bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(
    title: str, total: int | None, noun: str = "articles"
) -> Iterator[Callable[[int], None] | None]:
    """What shows progress on a terminal; nothing where standard error is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 -- only where there is a terminal
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    last: ProgressColumn = TimeRemainingColumn() if total else TimeElapsedColumn()
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{noun} · {{task.fields[rate]:,.0f}}/s"),
        last,
        console=Console(stderr=True),
    ) as bars:
        task = bars.add_task(title, total=total, rate=0.0)
        began = time.perf_counter()

        def update(done: int) -> None:
            seconds = max(time.perf_counter() - began, 1e-9)
            bars.update(task, completed=done, rate=done / seconds)

        yield update
