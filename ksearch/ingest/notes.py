"""What happened while pages were read: counts, for a person to look at afterwards.

Comes in: one count at a time, from the readers. Goes out: the totals. Invariant: counts only grow,
and every article that was yielded and every refusal that was reported is in them.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ReadNotes"]


@dataclass(slots=True)
class ReadNotes:
    """Mutable counters that one or several calls of ``read`` add to.

    Attributes:
        files: files (or streams) that were opened or could not be.
        articles: articles that were yielded.
        refused: documents that could not be read: files, or single lines of a JSONL.
        undated: articles without ``date_published``.
        undated_unreadable: dates that were given but cannot be read as a date.
        bytes: how much of the files was read, as they lie on the disk.
    """

    files: int = 0
    articles: int = 0
    refused: int = 0
    undated: int = 0
    undated_unreadable: int = 0
    bytes: int = 0
