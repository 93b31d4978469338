"""For which words and content terms does a pattern stand, and which letters do they all have?

Comes in: a pattern, in which ``*`` stands for any letters and ``?`` for one. Goes out: what tells
whether a word or a term is meant, and what must be in the net of an article that has such a word.
A word is meant as it stands, or without a particle: *시티 is 스마트시티를, and 스마트* is 스마트폰.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import HANGUL, HANJA, fold
from ksearch.plan.letters import Letters, linked
from ksearch.plan.nodes import Link

__all__ = ["WordPattern", "word_pattern", "words_of_pattern"]

_LETTER = r"[^\W_ㆍ]"
# In a number a point or comma is one too.
_ONE = rf"(?:{_LETTER}|(?<=\d)[.,](?=\d))"
_SIGNS = ("*", "?")
_PIECE = re.compile(rf"[*?]|\d[\d.,]*|[{HANGUL}{HANJA}]+|[^\W\d_ㆍ{HANGUL}{HANJA}]+")
_SYLLABLE = re.compile(f"[{HANGUL}{HANJA}]")
_BETWEEN = re.compile(r"(?:[^\w*?.,]|[_ㆍ]|(?<!\d)[.,]|[.,](?![\d*?]))+")


class WordPattern(NamedTuple):
    """A pattern, folded; ``glob`` is how terms are compared with it.

    ``word`` matches a whole folded word, its first group being the word without its particle;
    ``place`` finds where in a folded text there may be one. Of each of ``held``, one must be in the
    net: patterns of its terms, or links that stand as far apart as they say.
    """

    glob: str
    word: re.Pattern[str]
    place: re.Pattern[str]
    held: tuple[tuple[str, ...] | tuple[Link, ...], ...]
    stored: re.Pattern[bytes]

    def may_be_in(self, content: bytes) -> bool:
        """Whether there may be such a word in stored JSON: its syllables stand so far apart."""
        return b"\\u" in content or self.stored.search(content) is not None

    def stem(self, word: str) -> int | None:
        """Where a word that is meant ends before its particle; None where it is not meant."""
        match = self.word.fullmatch(fold(word))
        return match.end(1) if match else None


def words_of_pattern(text: str) -> list[str]:
    """The words of a pattern that was typed as one, as 경제·사회* is two; without those of signs.

    >>> words_of_pattern("경제·사회*"), words_of_pattern("(*)")
    (['경제', '사회*'], [])
    """
    return [word for word in _BETWEEN.split(text) if word.strip("*?")]


@lru_cache(maxsize=256)
def word_pattern(text: str) -> WordPattern:
    """What a pattern of one word stands for.

    >>> [bool(word_pattern("스마트*").word.fullmatch(w)) for w in ("스마트폰을", "갤럭시스마트")]
    [True, False]
    >>> [word_pattern("?트").stem(w) for w in ("아트", "아트는", "스마트")]
    [2, 2, None]
    """
    folded = fold(text)
    pieces = [match.group() for match in _PIECE.finditer(folded)]
    core = _core(pieces)
    held = []
    for place, piece in enumerate(pieces):
        if piece not in _SIGNS:
            before = place > 0 and pieces[place - 1] in _SIGNS
            behind = pieces[place + 1 : place + 2] and pieces[place + 1] in _SIGNS
            held.append(_held(piece, "*" if before else "", "*" if behind else ""))
    return WordPattern(
        "".join(pieces),
        re.compile(rf"({core})(?:{PARTICLES.pattern})"),
        re.compile(rf"(?<!{_LETTER}){core}(?:{PARTICLES.pattern})(?!{_LETTER})"),
        tuple(held),
        re.compile(_stored(pieces)),
    )


def _core(pieces: Sequence[str]) -> str:
    """The expression of a pattern, which takes time in proportion to a word for each of its stars.

    Where a piece stands behind a star, its first place is as good as any later one, so nothing goes
    back to it; only behind the last star the end of the word decides.
    """
    stars = pieces.count("*")
    found, inside = "", False
    for piece in pieces:
        if piece == "*":
            stars -= 1
            found += ")" * inside + (f"(?>{_ONE}*?" if stars else f"{_ONE}*")
            inside = stars > 0
        else:
            found += _ONE if piece == "?" else re.escape(piece)
    return found


def _stored(pieces: Sequence[str]) -> bytes:
    """What of a pattern is known of the UTF-8 of a text: from the first syllable to the last."""
    known = [at for at, piece in enumerate(pieces) if _SYLLABLE.match(piece)]
    found, inside = b"", False
    for piece in pieces[known[0] : known[-1] + 1] if known else ():
        if piece == "?":
            found += rb"(?:[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+)"
        elif _SYLLABLE.match(piece):
            found += re.escape(piece.encode("utf-8", "surrogatepass"))
        else:  # letters have cases
            found += rb")" * inside + rb"(?>[^ ]*?"
            inside = True
    return found + rb")" * inside


def _held(piece: str, before: str, behind: str) -> tuple[str, ...] | tuple[Link, ...]:
    """What is in the net where a piece stands; ``*`` where letters may be before or behind it."""
    if _SYLLABLE.match(piece):
        if len(piece) > 1:
            return linked([Letters(piece).held(0, len(piece))], [0])
        return piece, f"{piece}?", f"?{piece}"
    plain = piece.replace(",", "").rstrip(".")
    return (f"{before}{plain}{behind}",)
