"""How else is this foreign word spelt?

Comes in: a word as typed, and its terms. Goes out: the word with another spelling of the loanwords
in it, by a table of groups (``loanwords.txt``), without the particle behind it:

    컨텐츠를         콘텐츠
    콘텐츠산업       컨텐츠산업

A spelling counts where it is a term of the word, or most of its letters: one of two syllables
inside another word is chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ksearch.analysis import TermSpan
from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold

__all__ = ["loanword_variants"]

# A spelling that is not a term of the word has so many syllables at least.
MIN_INSIDE = 3
MOST_TEXTS = 8
MOST_LETTERS = 24
Stretch = tuple[int, int]


@cache
def _spellings() -> Mapping[str, tuple[str, ...]]:
    """The other spellings of each word of the table, the standard one first."""
    lines = files(__package__).joinpath("loanwords.txt").read_text("utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    return {
        word: tuple(other for other in group if other != word) for group in groups for word in group
    }


def loanword_variants(word: str, spans: Sequence[TermSpan]) -> tuple[str, ...]:
    """The word with other spellings of what is foreign in it; one stretch is changed at a time.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.

    >>> loanword_variants("컨텐츠를", ())
    ('콘텐츠', '콘텐트', '컨텐트')
    >>> loanword_variants("개최를", ())
    ()
    """
    folded = fold(word)
    if len(folded) > MOST_LETTERS:
        return ()
    content = max((span.end for span in spans), default=0)
    found: list[str] = []
    for start, end in _foreign(folded, spans):
        rest = folded[end:]
        if PARTICLES.fullmatch(rest):
            rest = ""
        elif end <= content and PARTICLES.fullmatch(folded, content):
            rest = folded[end:content]
        spellings = _spellings()[folded[start:end]]
        found += [folded[:start] + other + rest for other in spellings]
    return tuple(dict.fromkeys(found))[:MOST_TEXTS]


def _foreign(folded: str, spans: Sequence[TermSpan]) -> Iterator[Stretch]:
    """Where spellings of the table stand, apart from one another; at one place the longest."""
    known = _spellings()
    own = {(span.start, span.end) for span in spans} | {(0, len(folded))}
    start = 0
    while start < len(folded):
        reached = start + 1
        for end in range(len(folded), start, -1):
            is_heard = end - start >= MIN_INSIDE or (start, end) in own
            if is_heard and folded[start:end] in known:
                yield start, end
                reached = end
                break
        start = reached
