"""What is a term, where in the word does it stand, and why is it there?"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

__all__ = ["Origin", "TermSpan"]


class Origin(IntEnum):
    """Why a word has a term. The numbers are written to disk: they are never reused."""

    MORPHEME = 1  # a content morpheme: 총회, 밝히다
    COMPOUND = 2  # a noun that has parts: 스마트시티
    PART = 3  # a part of such a noun: 스마트, 시티
    BASE = 4  # what carries an affix or a unit: 디지털 of 디지털화, 5 of 5차
    NUMBER = 5  # a number, alone or with its unit: 2024, 5차
    LATIN = 6  # letters that are not Korean: wego
    HANJA = 7  # a run of hanja: 大韓民國
    SURFACE = 8  # the word itself, where it has no content morpheme: 및
    BIGRAM = 9  # two syllables in a row, in the net field
    SYLLABLE = 10  # one syllable that a particle may follow, in the net field
    AFFIXED = 11  # a noun with its prefix or suffix: 비급여, 디지털화
    READING = 12  # what hanja stand for: 대한민국 of 大韓民國, 미국 of 美

    @property
    def is_atom(self) -> bool:
        """Whether the word's atoms, one after the other, are what the word says."""
        return self not in _NO_ATOMS


_NO_ATOMS = frozenset(
    {Origin.COMPOUND, Origin.BASE, Origin.BIGRAM, Origin.SYLLABLE, Origin.READING}
)


class TermSpan(NamedTuple):
    """A term and the code points ``[start, end)`` of the word (or text) that it stands for."""

    term: str
    start: int
    end: int
    origin: Origin

    @property
    def anchor(self) -> int:
        """Where a term of the net is said to stand: so far before its end as it is long.

        That is its start, but for a number with commas: what follows it is as far from its anchor
        as if it had none, so that 3,452명 stands in a text that says 3452명.

        >>> TermSpan("3452", 0, 5, Origin.NUMBER).anchor
        1
        """
        return self.end - len(self.term)
