"""Which fields does a section have in Whoosh's eyes?

``terms`` holds content terms, and says what an article is about; ``net`` holds what stands where:
syllable bigrams, lone syllables, numbers and foreign words, with positions, which are offsets in
code points into the section's text. ``kind`` says which piece of an article a section is, and
``article`` which article it belongs to; ``date`` is a column to sort by, as a number that grows
with time, 0 where no date is known.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from whoosh import columns, fields, formats
from whoosh.analysis import IDAnalyzer

from ksearch.article import SectionKind

__all__ = ["FIELDS", "GAP", "KINDS", "PlainPositions", "schema"]

FIELDS = ("terms", "net")
# A kind's code on disk is its place here: append, never reorder.
KINDS = (SectionKind.HEADLINE, SectionKind.SUBHEADLINE, SectionKind.BODY, SectionKind.CAPTION)
# So many code points lie between the sections of an article, which stand one behind the other.
GAP = 1


class PlainPositions(formats.Positions):  # type: ignore[misc]  # Whoosh has no types
    """Positions as 32-bit integers; Whoosh's own format unpickles them."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        """The bytes of a posting's positions."""
        return struct.pack(f"<{len(poslist)}I", *poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """What ``encode`` wrote."""
        return [position for (position,) in struct.iter_unpack("<I", valuestring)]

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions there are."""
        return len(valuestring) // 4


def _net() -> fields.TEXT:
    field = fields.TEXT(analyzer=IDAnalyzer(), phrase=True)
    field.format = PlainPositions()
    return field


def schema() -> fields.Schema:
    """The one schema of every index of this format: terms are made before they come to Whoosh."""
    return fields.Schema(
        terms=fields.TEXT(analyzer=IDAnalyzer(), phrase=False),
        net=_net(),
        article=fields.STORED(),
        kind=fields.STORED(),
        text=fields.STORED(),
        date=fields.COLUMN(columns.NumericColumn("q")),
    )
