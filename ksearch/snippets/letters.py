"""Where in a text does a term of the net stand?

Comes in: a text in NFC as it is shown, and a net term. Goes out: its places as in the index, each
with where its letters begin and end. Found by searching for the letters, without analysing the
text: a bigram stands wherever its letters do, and of a lone syllable, a number or foreign letters
what stands beside them decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ksearch.analysis.net import syllable_spans
from ksearch.analysis.words import HANGUL, HANJA, fold, keyed, words

__all__ = ["Place", "is_foreign", "is_number", "numbers", "places"]

# Where the index says that a term stands, and the code points [begin, end) that it covers.
Place = tuple[int, int, int]
WIDE = 0xFEE0  # from a character of ASCII to its full-width form
_SYLLABLES = re.compile(f"[{HANGUL}{HANJA}]+")
_FOREIGN = re.compile(rf"[^\W\d_ㆍ{HANGUL}{HANJA}]")
_GROUPED = re.compile(r"(\d)(?=(?:\d{3})+$)")


def is_number(term: str) -> bool:
    """Whether a net term is a number."""
    return term[0].isdecimal()


def is_foreign(term: str) -> bool:
    """Whether a net term is a run of foreign letters."""
    return _FOREIGN.match(term) is not None


def places(text: str, term: str, low: int, high: int) -> Iterator[Place]:
    """The places of a net term, or of bigrams in a row, from ``low`` to ``high``, rising."""
    if is_number(term):
        yield from numbers(text, term, low, high)
    elif is_foreign(term):
        yield from _foreign(text, term, low, high)
    elif len(term) > 1:
        size = len(term)
        find = text.find
        at = find(term, low, high + size)
        while at >= 0:
            yield at, at, at + size
            at = find(term, at + 1, high + size)
    else:
        at = text.find(term, low, high + 1)
        while at >= 0:
            if _is_lone(text, at):
                yield at, at, at + 1
            at = text.find(term, at + 1, high + 1)


def _is_lone(text: str, at: int) -> bool:
    """Whether the syllable at ``at`` is a net term by itself."""
    before = text[at - 1] if at else " "
    if before.isdecimal():
        return True
    if _SYLLABLES.match(before):
        return False
    run = _SYLLABLES.match(text, at)
    return run is not None and _may_be_lone(run.group())


@lru_cache(maxsize=4096)
def _may_be_lone(run: str) -> bool:
    return bool(syllable_spans(run))


def _foreign(text: str, term: str, low: int, high: int) -> Iterator[Place]:
    size = len(term)
    found = {at for first in _cases(term[0]) for at in _each(text, first, low, high + 1)}
    if not term[0].isascii():
        pattern = re.compile(re.escape(term[0]), re.IGNORECASE)
        found.update(match.start() for match in pattern.finditer(text, low, high + 1))
    for at in sorted(found):
        end = at + size
        if (
            fold(text[at:end]) == term
            and not _FOREIGN.match(text, end)
            and not (at and _FOREIGN.match(text, at - 1))
        ):
            yield at, at, end


def numbers(text: str, term: str, low: int, high: int, nexts: str = "") -> Iterator[Place]:
    """The places of a number; where ``nexts`` is given one of these letters is behind it."""
    whole, point, rest = term.partition(".")
    grouped = _GROUPED.sub(r"\1,", whole) + point + rest
    size, more = len(term), len(grouped) - len(term)
    begin, stop = max(low - more, 0), high + size + 1
    behind = nexts if len(nexts) == 1 else ""
    found = [(at, at + size) for at in _each(text, term + behind, begin, stop)]
    if more:
        length = len(grouped)
        found += [(at, at + length) for at in _each(text, grouped + behind, begin, stop)]
    if any(chr(ord(digit) + WIDE) in text for digit in set(whole + rest) if digit.isascii()):
        forms = "|".join("".join(map(_any_width, form)) for form in {term, grouped})
        found += [m.span() for m in re.compile(forms).finditer(text, begin, stop)]
        found = sorted(set(found), key=lambda span: (span[1], span[0]))
    elif more:
        found.sort(key=lambda span: span[1])
    for start, end in found:
        if (
            low <= end - size <= high
            and (not nexts or text[end : end + 1] in nexts)
            and _is_whole(text, start, end, term)
        ):
            yield end - size, start, end


def _is_whole(text: str, begin: int, end: int, number: str) -> bool:
    """Whether the digits in ``[begin, end)`` are a number, and not a part of one."""
    before, behind = text[begin - 1] if begin else " ", text[end : end + 1]
    if before.isdecimal() or behind.isdecimal():
        return False
    if before not in ".," and (not behind or behind not in ".,"):
        return True
    low, high = begin, end
    while low and _is_near_number(text[low - 1]):
        low -= 1
    while high < len(text) and _is_near_number(text[high]):
        high += 1
    return any(
        (low + offset + run.start, low + offset + run.end, run.text) == (begin, end, number)
        for word, offset in words(text[low:high])
        for run in keyed(word).runs
    )


def _is_near_number(character: str) -> bool:
    return character in ".," or character.isdecimal()


def _cases(letter: str) -> set[str]:
    """A letter of ASCII as it may be written; it is looked for without regard to width and case."""
    if not letter.isascii():
        return set()
    upper = letter.upper()
    return {letter, upper, chr(ord(letter) + WIDE), chr(ord(upper) + WIDE)}


def _any_width(character: str) -> str:
    if character.isascii() and character.isdecimal():
        return f"[{character}{chr(ord(character) + WIDE)}]"
    return re.escape(character)


def _each(text: str, part: str, low: int, high: int) -> Iterator[int]:
    at = text.find(part, low, high)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, high)
