"""``ksearch index`` and ``ksearch rebuild``: progress on a terminal, a report at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ksearch.article import Article
from ksearch.cli.progress import progress_bar
from ksearch.cli.status import ERROR, FOUND, INTERRUPTED
from ksearch.engine import WhooshIndex, open_index
from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read

__all__ = ["WordLists", "index_paths", "print_rebuild"]

STANDARD_INPUT = "-"


class WordLists(NamedTuple):
    """Files that a person wrote for the index, where any are named."""

    dictionary: Path | None = None
    synonyms: Path | None = None


def index_paths(
    paths: Sequence[str],
    folder: Path,
    lists: WordLists,
    *,
    timeout: float,
    memory: int,
    english: bool = False,
) -> int:
    """Read pages into an index and report; the exit status."""
    refused: list[ReadError] = []
    present: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT or os.path.lexists(path):
            present.append(path)
        else:
            refused.append(ReadError(path, "there is no such file or folder"))
    if present or lists != WordLists():
        notes = ReadNotes()
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
                if present:
                    _add(opened, present, refused, notes, english=english)
            except KeyboardInterrupt:
                count = opened.stats().articles
                sys.stderr.write(
                    f"\nksearch: interrupted; {folder} now holds {count:,} articles, "
                    "run the same command again to go on\n"
                )
                return INTERRUPTED
    for error in refused:
        sys.stderr.write(f"ksearch: not read: {error}\n")
    return ERROR if refused else FOUND


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


def _add(
    opened: WhooshIndex,
    paths: Sequence[str],
    refused: list[ReadError],
    notes: ReadNotes,
    *,
    english: bool,
) -> None:
    def articles() -> Iterator[Article]:
        for path in paths:
            yield from read(
                path,
                on_error=refused.append,
                notes=notes,
                leave_out=[opened.path],
                english=english,
            )

    began = time.perf_counter()
    with progress_bar("Indexing", None) as progress:
        report = opened.add(articles(), progress=progress)
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{_counted(report.total, 'article')} in {seconds:.1f} s: "
        f"{report.added:,} added, "
        f"{report.replaced:,} replaced, {report.unchanged:,} unchanged; "
        f"{opened.path} holds {opened.stats().articles:,}\n"
    )
    if notes.undated_unreadable:
        sys.stderr.write(
            f"ksearch: {notes.undated_unreadable:,} dates could not be read: "
            "those articles have none\n"
        )


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
        sys.stdout.write(f"{count:,} articles analysed again\n")
        _print_lists(opened, lists)
    return FOUND
