"""Which other words of a table's group stand in this one's place?

Comes in: a word as typed, its terms, and a table of groups. Goes out: the word with another member
of the group in it, without the particle behind it. Loanwords have their other spellings
(``loanwords.txt``), what news calls bodies for short their names in full, and they that
(``abbreviations.txt``):

    컨텐츠를         콘텐츠
    콘텐츠산업       컨텐츠산업
    해수부 장관      해양수산부 장관

A member counts where it is a term of the word, or most of its letters: one of two syllables inside
another word is chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ksearch.analysis import TermSpan
from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold

__all__ = ["ABBREVIATIONS", "LOANWORDS", "group_variants", "replaced", "whole_variants"]

LOANWORDS, ABBREVIATIONS = "loanwords.txt", "abbreviations.txt"

# A spelling that is not a term of the word has so many syllables at least.
MIN_INSIDE = 3
MOST_TEXTS = 8
MOST_LETTERS = 24
Stretch = tuple[int, int]


@cache
def _groups(table: str) -> Mapping[str, tuple[str, ...]]:
    """The other words of each word's group, in the order of the table."""
    lines = files(__package__).joinpath(table).read_text("utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    return {
        word: tuple(other for other in group if other != word) for group in groups for word in group
    }


def group_variants(word: str, spans: Sequence[TermSpan], table: str) -> tuple[str, ...]:
    """The word with other members of the groups in it; one stretch is changed at a time.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.
        table: ``LOANWORDS`` or ``ABBREVIATIONS``.

    >>> group_variants("컨텐츠를", (), LOANWORDS)
    ('콘텐츠', '콘텐트', '컨텐트')
    >>> group_variants("해수부장관", (), ABBREVIATIONS)
    ('해양수산부장관',)
    >>> group_variants("개최를", (), LOANWORDS)
    ()
    """
    return replaced(word, spans, _groups(table))


def whole_variants(word: str, table: str) -> tuple[str, ...]:
    """The other members of a group that is all of a word, but for a particle: likewise.

    >>> whole_variants("COVID-19는", ABBREVIATIONS)
    ('코로나19', '코비드19', 'covid19')
    """
    folded = fold(word)
    if len(folded) > MOST_LETTERS:
        return ()
    known = _groups(table)
    ends = (end for end in range(len(folded), 0, -1) if folded[:end] in known)
    return next((known[folded[:end]] for end in ends if PARTICLES.fullmatch(folded, end)), ())


def replaced(
    word: str, spans: Sequence[TermSpan], known: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The word with others for what is known in it, by what they stand for; likewise."""
    folded = fold(word)
    if len(folded) > MOST_LETTERS:
        return ()
    content = max((span.end for span in spans), default=0)
    found: list[str] = []
    for start, end in _members(folded, spans, known):
        rest = folded[end:]
        if PARTICLES.fullmatch(rest):
            rest = ""
        elif end <= content and PARTICLES.fullmatch(folded, content):
            rest = folded[end:content]
        found += [folded[:start] + other + rest for other in known[folded[start:end]]]
    return tuple(dict.fromkeys(found))[:MOST_TEXTS]


def _members(
    folded: str, spans: Sequence[TermSpan], known: Mapping[str, tuple[str, ...]]
) -> Iterator[Stretch]:
    """Where words of the table stand, apart from one another; at one place the longest."""
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
