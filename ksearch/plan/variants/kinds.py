"""What is another way to write some words of a query?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Frequency", "Variant", "VariantKind"]

# In how many articles of the archive a content term is; 0 or None where it is in none.
Frequency = Callable[[str], int | None]


class VariantKind(StrEnum):
    """Why the other text means the same."""

    NUMBER = "number"  # the same value: 1.2조 for 1조2천억
    DATE = "date"  # the same day: 2024.5.3 for 2024년 5월 3일
    LOANWORD = "loanword"  # another spelling of a foreign word or name: 컨텐츠 for 콘텐츠
    ABBREVIATION = "abbreviation"  # what a body is called for short, or in full: 해수부
    LISTED = "listed"  # several in a row, with dots between or without: 한·미 for 한미
    STEM = "stem"  # a noun without the particle behind it: 한동훈 for 한동훈이
    PARTICLE = "particle"  # a noun with a particle that Kiwi takes for a part of it
    HANJA = "hanja"  # the same noun with hanja in it: 건설株 for 건설주


@dataclass(frozen=True, slots=True)
class Variant:
    """Another text for ``count`` words of the query from the one at ``first`` on.

    The text is written as it would stand in an article, spaces and all: its letters in a row are
    what to look for, like those of a word as typed.
    """

    first: int
    count: int
    text: str
    kind: VariantKind
