"""``ksearch index`` and ``ksearch rebuild``: progress on a terminal, a report at the end."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

from ksearch.cli.named import Named, Reading
from ksearch.cli.progress import progress_bar, reading_bar
from ksearch.cli.pruning import gone
from ksearch.cli.refusals import Refusals
from ksearch.cli.status import FOUND, INTERRUPTED
from ksearch.engine import WhooshIndex, open_index

__all__ = ["WordLists", "index_paths", "print_rebuild"]


class WordLists(NamedTuple):
    """Files that a person wrote for the index, where any are named."""

    dictionary: Path | None = None
    synonyms: Path | None = None


def index_paths(
    reading: Reading, folder: Path, lists: WordLists, *, timeout: float, memory: int
) -> int:
    """Read pages into an index and report; the exit status."""
    with Refusals(reading.errors) as refusals:
        named = Named(reading, refusals, leave_out=[folder])
        if named.places or lists != WordLists():
            with open_index(
                folder,
                create=True,
                timeout=timeout,
                memory=memory,
                dictionary=lists.dictionary,
                synonyms=lists.synonyms,  # read before anything is made
            ) as opened:
                if lists.synonyms is not None:
                    opened.record_synonyms(lists.synonyms)
                _print_lists(opened, lists)
                try:
                    if named.places:
                        _add(opened, named, prune=reading.prune)
                except KeyboardInterrupt:
                    _say_interrupted(opened, named)
                    refusals.say()
                    return INTERRUPTED
        refusals.say()
        return refusals.status


def _say_interrupted(opened: WhooshIndex, named: Named) -> None:
    """That what is complete is kept, and how to go on."""
    far = f" while reading {named.last}" if named.last else ""
    sys.stderr.write(
        f"\nksearch: interrupted{far}; {opened.path} now holds {opened.stats().articles:,} "
        "articles, run the same command again to go on: what is in it is skipped\n"
    )


def _print_lists(opened: WhooshIndex, lists: WordLists) -> None:
    """What the index has of what was named."""
    stats = opened.stats()
    if lists.dictionary is not None:
        words = _counted(stats.dictionary_words, "word")
        sys.stdout.write(f"{opened.path} has a dictionary of {words}\n")
    if lists.synonyms is not None:
        groups = _counted(stats.synonym_groups, "group")
        sys.stdout.write(
            f"{opened.path} has {groups} of synonyms: they count from now on, without a rebuild\n"
        )


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def _add(opened: WhooshIndex, named: Named, *, prune: bool) -> None:
    began = time.perf_counter()
    seen: set[int] | None = set() if prune else None
    with reading_bar("Indexing", lambda: named.size) as progress:
        report = opened.add(named.articles(seen=seen, progress=progress))
    removed = _prune(opened, named, seen) if seen is not None else None
    seconds = time.perf_counter() - began
    said = "" if removed is None else f", {removed:,} gone from their folder and removed"
    sys.stdout.write(
        f"{_counted(report.total, 'article')} in {seconds:.1f} s: "
        f"{report.added:,} added, "
        f"{report.replaced:,} replaced, {report.unchanged:,} unchanged{said}; "
        f"{opened.path} holds {opened.stats().articles:,}\n"
    )
    named.say_notes()


def _prune(opened: WhooshIndex, named: Named, seen: set[int]) -> int:
    """Delete what is gone; how many articles those were."""
    folders = [place.absolute for place in named.places if Path(place.absolute).is_dir()]
    found = gone(opened, folders, seen, named.troubled)
    found.say_kept()
    return opened.delete(found.ids)


def print_rebuild(folder: Path, lists: WordLists, *, timeout: float, memory: int) -> int:
    """Analyse the stored articles again and report; the exit status."""
    with open_index(folder, any_analysis=True, timeout=timeout, memory=memory) as opened:
        try:
            with progress_bar("Rebuilding", opened.stats().articles) as progress:
                count = opened.rebuild(
                    dictionary=lists.dictionary, synonyms=lists.synonyms, progress=progress
                )
        except KeyboardInterrupt:
            sys.stderr.write(
                f"\nksearch: interrupted; {folder} is as it was, run the command again to rebuild\n"
            )
            return INTERRUPTED
        noun = "article" if count == 1 else "articles"
        sys.stdout.write(f"{count:,} {noun} analysed again\n")
        _print_lists(opened, lists)
    return FOUND
