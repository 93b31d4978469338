"""Where may a long text be cut, so that a reader would cut there too?

Comes in: one text. Goes out: its sentence ends, or its pieces of at most ``LONGEST`` characters.
Invariant: the pieces, joined, are the text apart from white space; no number, address or quotation
with its particle (``…했다.”고``) is cut while a sentence end or a space is within reach.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from ksearch.ingest.patterns import pattern

__all__ = ["LONGEST", "cut", "sentence_ends"]

LONGEST = 800  # characters: about ten sentences, more than a snippet's reader takes in at once
_MARKS = 8  # combining marks that a letter may bear and still be kept whole

# Every sentence end begins with one class of characters: re finds it without trying the rest.
_END = pattern(
    r"""
    [.…。?!？！]
    (?: (?<=[다요죠까음임함됨네][.])  # pages lose the space after these: 밝혔다.이어
        (?: ["'”’」』》)\]]*(?=\s|$) | (?=["“‘「『《(\[<【▲△▶■□◆◇○●※가-힣0-9A-Za-z]) )
      | (?<=[^\s.…。][.…。]) [.…。]*+ ["'”’」』》)\]]* (?=\s|$)
      | (?<=[?!？！]) (?<![?!？！]{2}) [?!？！]*+
        (?: ["'”’」』》)\]]*(?=\s|$) | (?=[가-힣“‘「『《]) )
    )
    (?! \s*  # …했다.” 고 말했다
        (?:이?라?고|이?라?며|이?라?면서|이?라는|이?란|는|은|을|를|등) (?:\s|$|[,.])
    )
    """,
    re.VERBOSE,
)


def sentence_ends(text: str) -> list[int]:
    """Offsets just behind each sentence, ascending; the end of the text is not listed by itself.

    >>> [text[:n] for text in ["비가 3.5㎜ 왔다.바람도 불었다."] for n in sentence_ends(text)]
    ['비가 3.5㎜ 왔다.', '비가 3.5㎜ 왔다.바람도 불었다.']
    >>> sentence_ends("그는 “간다.”고 했고 a.kim@news.kr로 알렸다")
    []
    """
    return [found.end() for found in _END.finditer(text)]


def cut(text: str, longest: int = LONGEST) -> list[str]:
    """Pieces of ``text``, none longer than ``longest``, of about equal length, without blank ends.

    A text that is short enough is one piece, a blank one none. Where no sentence ends within reach
    the cut is at a space, and in a run without any space at the limit.

    >>> cut("비가 왔다. 바람도 불었다. 눈은 오지 않았다.", 14)
    ['비가 왔다.', '바람도 불었다.', '눈은 오지 않았다.']
    >>> cut("가나다라마바사", 3)
    ['가나', '다라', '마바사']
    """
    text = text.strip()
    if len(text) <= longest:
        return [text] if text else []
    ends = sentence_ends(text)
    pieces = []
    start = 0
    while len(text) - start > longest:
        stop = _stop(text, ends, start, longest)
        if piece := text[start:stop].strip():
            pieces.append(piece)
        start = stop
    if piece := text[start:].strip():
        pieces.append(piece)
    return pieces


def _stop(text: str, ends: list[int], start: int, longest: int) -> int:
    """Where the piece that begins at ``start`` ends, as near as can be to an equal share."""
    rest = len(text) - start
    aim = start + rest // -(-rest // longest)
    within = ends[bisect_right(ends, start) : bisect_right(ends, start + longest)]
    if within:
        behind = bisect_left(within, aim)
        return min(within[max(0, behind - 1) : behind + 1], key=lambda end: abs(end - aim))
    space = max(text.rfind(blank, start + 1, start + longest) for blank in " \n\t\u3000")
    if space > start:
        return space
    whole = range(aim, max(start, aim - _MARKS), -1)
    return next((stop for stop in whole if not unicodedata.combining(text[stop])), aim)
