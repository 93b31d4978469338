"""How far is it? A bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress_bar", "reading_bar"]


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


@contextmanager
def reading_bar(
    title: str, size: Callable[[], int | None]
) -> Iterator[Callable[[int, int], None] | None]:
    """What shows how many articles were read, how fast, and how long the other bytes will take.

    ``size`` is asked for all bytes where there is a terminal, and may say that nobody knows.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 -- as above
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    total = size() or None
    last: list[ProgressColumn] = (
        [TimeRemainingColumn(), TextColumn("left")] if total else [TimeElapsedColumn()]
    )
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles · {task.fields[rate]:,.0f}/s ·"),
        *last,
        console=Console(stderr=True),
    ) as bars:
        task = bars.add_task(title, total=total, articles=0, rate=0.0)
        began = time.perf_counter()

        def update(articles: int, done: int) -> None:
            seconds = max(time.perf_counter() - began, 1e-9)
            rate = articles / seconds
            bars.update(task, completed=done, articles=articles, rate=rate)

        yield update
