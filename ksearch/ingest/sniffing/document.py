"""What does the reader of a format get to read?

Comes in: the lines of one file, and how it is called. Goes out: its bytes or its text, as the
reader of its format wants them. Invariant: a document is read once, by one of ``lines``, ``whole``
and ``text``, and the last two hold no more than a document may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest.characters.encoding import decode
from ksearch.ingest.characters.streams import LONGEST_WHOLE, rest
from ksearch.ingest.composing.columns import ColumnMap
from ksearch.ingest.composing.identity import origin
from ksearch.ingest.notes import ReadNotes

__all__ = ["Document", "Outcome"]

Outcome = Article | ReadError


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one that lay packed in another.

    Attributes:
        source: the file as a person named it.
        file: the file as ids are made from it, ``""`` where it has no place of its own.
        lines: all of its lines with their ends, which can be gone through once.
        head: what it begins with, some 16 KiB, whole lines; for looking at only.
        notes: counts what happens.
        charset: the encoding that whoever sent the document said it has, ``""`` where nobody did.
        mapping: which columns or keys a person says are which fields of records.
    """

    source: str
    file: str
    lines: Iterator[bytes]
    head: bytes
    notes: ReadNotes
    charset: str = ""
    mapping: ColumnMap | None = None

    @property
    def columns(self) -> list[str]:
        """The columns that a person named."""
        return [] if self.mapping is None else self.mapping.names()

    def whole(self, longest: int = LONGEST_WHOLE) -> bytes:
        """All bytes.

        Raises:
            ReadError: there are more than ``longest``, or they cannot be read to the end.
        """
        return rest(self.lines, self.source, longest)

    def text(self, longest: int = LONGEST_WHOLE) -> str:
        """All of it as text.

        Raises:
            ReadError: likewise, or it is no text, or an empty one.
        """
        text = decode(self.whole(longest), self.source, self.notes, self.charset)
        if not text.strip():
            raise ReadError(self.source, "the file is empty")
        return text

    def origin(self, position: int = 0) -> str:
        """The place of the article at ``position``, 0 where the document is one article."""
        return origin(self.file, position)
