"""What happened while pages were read: counts, for a person to look at afterwards.

Comes in: one count at a time, from the readers. Goes out: the totals. Invariant: counts only grow,
and every article that was yielded and every refusal that was reported is in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["ReadNotes"]


_FILES = 1_000  # that are remembered by name


@dataclass(slots=True)
class ReadNotes:
    """Mutable counters that one or several calls of ``read`` add to.

    Attributes:
        files: files (or streams) that were opened or could not be.
        articles: articles that were yielded.
        refused: documents that could not be read: files, or single lines of a JSONL.
        undated: articles without ``date_published``.
        undated_unreadable: dates that were given but cannot be read as a date.
        replaced: how many characters stand for broken bytes, by file; of the first files only.
        mended: documents and lines that had been read in a wrong encoding, by file; likewise.
        bytes: how much of the files was read, as they lie on the disk.
    """

    files: int = 0
    articles: int = 0
    refused: int = 0
    undated: int = 0
    undated_unreadable: int = 0
    bytes: int = 0
    replaced: dict[str, int] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)

    def replace(self, file: str, count: int) -> None:
        """Count characters that stand for broken bytes of a file."""
        if count:
            _count(self.replaced, file, count)

    def mend(self, file: str) -> None:
        """Count a text of a file that was mended."""
        _count(self.mended, file, 1)


def _count(counts: dict[str, int], file: str, count: int) -> None:
    if file in counts or len(counts) < _FILES:
        counts[file] = counts.get(file, 0) + count
