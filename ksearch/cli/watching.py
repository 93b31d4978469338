"""``ksearch watch``: an index that follows its folders, a sentence for each change."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ksearch.article import Article
from ksearch.cli.changes import Changes, Folders, waiter
from ksearch.cli.holdings import Holdings
from ksearch.cli.named import Named, Reading, key
from ksearch.cli.pruning import gone
from ksearch.cli.refusals import Refusals
from ksearch.cli.status import ERROR, FOUND
from ksearch.engine import AddReport, WhooshIndex, open_index
from ksearch.errors import IndexLockedError, ReadError
from ksearch.ingest import Sites
from ksearch.sources import file_of, is_below

__all__ = ["watch_folders"]

_IDLE = 60.0  # seconds after which folders are looked at even if the system says nothing


def watch_folders(reading: Reading, index: Path, *, timeout: float, memory: int) -> int:
    """Read the folders, then keep the index as they are until Ctrl-C; the exit status."""
    for folder in reading.paths:
        if not Path(folder).is_dir():
            sys.stderr.write(f"ksearch: {folder}: it is no folder: watch looks at folders\n")
            return ERROR
    with (
        _stopped_by_signals(),
        open_index(index, create=True, timeout=timeout, memory=memory) as opened,
    ):
        try:
            _Watch(opened, reading).run()
        except KeyboardInterrupt:
            opened.refresh()
            _say(f"stopped; {opened.path} holds {opened.stats().articles:,}")
    return FOUND


class _Watch:
    def __init__(self, opened: WhooshIndex, reading: Reading) -> None:
        self._opened = opened
        self._reading = reading
        self._held = Holdings()
        self._sites = Sites()

    def run(self) -> None:
        """Follow the folders; ends with ``KeyboardInterrupt``."""
        named = self._named(self._reading.paths)
        paths = [place.absolute for place in named.places]
        wait = waiter(paths)
        folders = Folders(paths, [self._opened.path])
        self._begin(named, paths)
        while True:
            wait(folders.pause, folders.pause if folders.is_restless else _IDLE)
            found = folders.changes()
            if found.changed or found.gone:
                try:
                    self._follow(found)
                except IndexLockedError as error:
                    _say(str(error))
                    folders.forget([*found.changed, *found.gone])

    def _named(self, paths: Sequence[str]) -> Named:
        reading = Reading(paths, english=self._reading.english, mapping=self._reading.mapping)
        return Named(reading, _say_refused, leave_out=[self._opened.path], sites=self._sites)

    def _begin(self, named: Named, folders: Sequence[str]) -> None:
        """Read all that there is, and delete what is gone since the index was made."""
        seen: set[int] = set()
        report = self._opened.add(self._noted(named.articles(seen=seen)))
        found = gone(self._opened, folders, seen, named.troubled)
        found.say_kept()
        removed = self._opened.delete(found.ids)
        self._keep(folders, seen, named)
        shown = ", ".join(self._reading.paths)
        self._tell(f"watching {shown} (Ctrl-C ends it): ", report, removed)

    def _keep(self, folders: Sequence[str], seen: set[int], named: Named) -> None:
        """Know what those files held that cannot be read now: they may go, or be mended."""
        for article in self._opened.articles() if named.troubled else ():
            source = article.source or ""
            if key(article.id) not in seen and any(is_below(source, folder) for folder in folders):
                self._held.add(file_of(source), article.id)

    def _noted(self, articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            self._held.add(file_of(article.source or ""), article.id)
            yield article

    def _follow(self, found: Changes) -> None:
        """Bring the index to what the files hold now."""
        left = set().union(*map(self._held.of, (*found.changed, *found.gone)))
        # Where two files hold an article and one of them changes, the other one may be right now.
        others = set(self._held.sharing(left)) - set(found.gone)
        files = sorted({*found.changed, *others})
        named = self._named(files)
        ids: dict[str, list[str]] = {file: [] for file in files}

        def articles() -> Iterator[Article]:
            for article in named.articles():
                ids.setdefault(file_of(article.source or ""), []).append(article.id)
                yield article

        report = self._opened.add(articles())
        dropped: set[str] = set()
        for file in found.gone:
            dropped |= self._held.replace(file, [])
        for file, held in ids.items():
            kept = self._held.of(file) if file in named.troubled else frozenset()
            dropped |= self._held.replace(file, {*held, *kept})
        dropped = {one for one in dropped if not self._held.has(one)}
        removed = self._opened.delete(dropped) if dropped else 0
        if report.total - report.unchanged or removed:
            self._tell("", report, removed)

    def _tell(self, before: str, report: AddReport, removed: int) -> None:
        _say(
            f"{before}{report.added:,} added, {report.replaced:,} replaced, {removed:,} removed; "
            f"{self._opened.path} holds {self._opened.stats().articles:,}"
        )


class _Said(Refusals):
    """What cannot be read is said at once, and not kept."""

    def __call__(self, error: ReadError) -> None:
        sys.stderr.write(f"ksearch: not read: {error}\n")


_say_refused = _Said()


def _say(sentence: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {sentence}\n")
    sys.stdout.flush()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM end it as Ctrl-C does: what is complete is committed."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
