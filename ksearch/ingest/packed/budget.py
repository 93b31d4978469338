"""How much may come out of a packed file?

Comes in: what is unpacked and how many members are opened, as they come. Goes out: nothing, or a
``ReadError``. Invariant: what is unpacked of one file, over all layers, is bounded by the size of
the file; members may overlap or hold one another.
"""

from __future__ import annotations

from dataclasses import dataclass

from ksearch.errors import ReadError
from ksearch.ingest.notes import ReadNotes

__all__ = ["MOST_MEMBERS", "RATIO", "Budget"]

# Texts of news pack to a third or a tenth, pages of one site to a fiftieth; a bomb of gzip to a
# thousandth. Small files are let be: what is free fits into the memory that a document may take.
RATIO = 250
_FREE = 64 * 2**20  # bytes
MOST_MEMBERS = 1_000_000  # of one file, those of archives within it included


@dataclass(slots=True)
class Budget:
    """What one file may still unpack to; ``size`` is its own, or what of it was read so far."""

    notes: ReadNotes
    size: int = 0
    read: int = 0
    unpacked: int = 0
    members: int = 0
    given: int = 0

    def take(self, count: int) -> None:
        """Count bytes of the file itself that were read; a ZIP's list of files is read twice."""
        self.notes.bytes += min(count, max(0, self.size - self.read))
        self.read += count

    def spend(self, count: int, source: str) -> None:
        """Count bytes that were unpacked.

        Raises:
            ReadError: they are too many for the size of the file.
        """
        self.unpacked += count
        if self.unpacked > _FREE + RATIO * self.size:
            raise ReadError(source, f"it unpacks to more than {RATIO} times its size")

    def give(self, count: int, source: str) -> None:
        """Count characters of articles: a workbook may show one text in a million rows.

        Raises:
            ReadError: they are too many for the size of the file.
        """
        self.given += count
        if self.given > _FREE + RATIO * self.size:
            reason = f"its articles have more than {RATIO} times as many characters as it has bytes"
            raise ReadError(source, reason)

    def open_member(self, source: str) -> None:
        """Count a member of an archive.

        Raises:
            ReadError: they are too many.
        """
        self.members += 1
        if self.members > MOST_MEMBERS:
            raise ReadError(source, f"it holds more than {MOST_MEMBERS:,} files")
