"""Which words stand here in a row, and how else do newspapers write that: with dots, or without?

Comes in: a word as typed, and its terms. Goes out: the word with a row of the table
(``listed.txt``) written the other way, without the particle behind it:

    한미정상회담    한·미 정상회담, 한·미정상회담
    초·중·고에     초중고

With dots each syllable stands alone, so that the letters of 한미 are not found there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ksearch.analysis import TermSpan
from ksearch.plan.variants.groups import replaced

__all__ = ["DOT", "listed_variants"]

DOT = "·"
_TABLE = "listed.txt"
_ONE_WAY = "> "
# The signs that are printed for it.
_DOTS = re.compile("[ㆍ‧・･∙•⋅]")


def listed_variants(word: str, spans: Sequence[TermSpan]) -> tuple[str, ...]:
    """The word with a row in it written the other way.

    Args:
        word: what was typed, without the signs around it.
        spans: its terms, as the analysis has them; none where there are dots in it.

    >>> listed_variants("한미", ()), listed_variants("한ㆍ미정상회담", ())
    (('韓美', '한·미', '韓·美'), ('한미정상회담', '韓美정상회담', '韓·美 정상회담'))
    >>> listed_variants("한일", ()), listed_variants("한·일", ())
    ((), ('한일', '韓日', '韓·日'))
    """
    return tuple(text.strip() for text in replaced(_DOTS.sub(DOT, word), spans, _rows()))


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    """By each way to write a row the others; behind one with dots a space may stand."""
    lines = files(__package__).joinpath(_TABLE).read_text("utf-8").splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        dotted = line.removeprefix(_ONE_WAY).split()
        joined = [row.replace(DOT, "") for row in dotted]
        for row in dotted if line.startswith(_ONE_WAY) else (*dotted, *joined):
            others = (*joined, *(f"{other} " for other in dotted))
            found[row] = tuple(other for other in others if other.strip() != row)
    return found
