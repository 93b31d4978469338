"""How is what is sought written for C?

Comes in: what to look for to show a unit. Goes out: numbers, in the order in which
``native/snippet_finding.c`` reads them. Each list has its length before it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence, Sized
from functools import cache

from ksearch.analysis.words import fold, keyed
from ksearch.snippets.seeking import Sought, SoughtChain, SoughtTerm, is_foreign, is_number
from ksearch.snippets.surfaces import heads

__all__ = ["FOLDED", "LONE", "TERM", "Ask", "compiled"]

# Kinds of what is asked for (snippets.h); a text follows.
TERM, LONE, FOLDED = "t", "l", "f"
# The number of something that is asked for.
Ask = Callable[[str], int]
# Kinds of patterns.
_LETTERS, _LONE, _NUMBER, _FOREIGN = range(4)
_GROUP = re.compile(r".{1,3}")
# No letter beyond has another case.
_CASED = 0x20000


def compiled(wanted: Sought, ask: Ask) -> bytes:
    """The numbers of a unit."""
    numbers = _Numbers(ask)
    numbers.terms(() if wanted.term is None else (wanted.term,))
    numbers.count(wanted.chains)
    for chain in wanted.chains:
        numbers.chain(chain)
    numbers.terms(wanted.parts)
    return numbers.found.tobytes()


class _Numbers:
    """What has been written so far."""

    def __init__(self, ask: Ask) -> None:
        self.found = array("I")
        self._ask = ask

    def count(self, several: Sized) -> None:
        self.found.append(len(several))

    def terms(self, terms: Sequence[SoughtTerm]) -> None:
        self.count(terms)
        for term in terms:
            self._term(term)

    def chain(self, chain: SoughtChain) -> None:
        self.terms([SoughtTerm(term) for term in chain.terms])
        self.count(chain.pieces)
        for number, piece in enumerate(chain.pieces):
            self._net(piece.letters, "" if number else chain.nexts)
            self.found.extend((piece.low, piece.high, piece.start, piece.size, piece.last))
        self._several([at for mark in chain.marks for at in mark])
        self._several(chain.shown)

    def _several(self, numbers: Sequence[int]) -> None:
        self.count(numbers)
        self.found.extend(numbers)

    def _term(self, sought: SoughtTerm) -> None:
        term, letters, size = sought
        self.found.extend((self._ask(TERM + term), len(letters), size, *map(ord, letters)))
        runs = keyed(term).runs
        if runs and runs[0].start:
            self.found.append(1)
            self._pattern(_LETTERS, 0, term[: runs[0].start])
        elif runs:
            self.found.append(1)
            self._net(runs[0].text, _behind(term[runs[0].end :]) if runs[0].is_number else "")
        else:
            prefix, nexts, others = heads(term)
            self.found.append(1 + len(others))
            self._pattern(_LETTERS, 0, prefix, nexts=nexts)
            for other in others:
                self._pattern(_LETTERS, 0, other)

    def _net(self, letters: str, nexts: str) -> None:
        """A term of the net, or bigrams in a row."""
        if is_number(letters):
            whole, point, rest = letters.partition(".")
            groups = _GROUP.findall(whole[::-1])
            grouped = ",".join(groups)[::-1] + point + rest if len(groups) > 1 else ""
            self._pattern(_NUMBER, 0, letters, grouped, nexts)
        elif is_foreign(letters):
            self._pattern(_FOREIGN, self._ask(FOLDED + letters), letters, nexts=_cases(letters[0]))
        elif len(letters) > 1:
            self._pattern(_LETTERS, 0, letters)
        else:
            self._pattern(_LONE, self._ask(LONE), letters)

    def _pattern(
        self, kind: int, asked: int, letters: str, grouped: str = "", nexts: str = ""
    ) -> None:
        self.found.extend((kind, asked, len(letters), len(grouped), len(nexts)))
        self.found.extend(map(ord, letters + grouped + nexts))


def _behind(rest: str) -> str:
    """What may stand behind a number that a term begins with, where that is known."""
    if not rest or is_number(rest) or is_foreign(rest):
        return ""
    return heads(rest).nexts if len(rest) == 1 else rest[0]


@cache
def _cases(letter: str) -> str:
    """The letters that are folded to this one."""
    if letter.isascii():
        found = {letter, letter.upper()}
        found |= {chr(ord(case) + 0xFEE0) for case in found}
        return "".join(sorted(found)) + ("\u212a" if letter == "k" else "")
    # A capital sigma is folded to either of the small ones.
    others = {letter, "Σ"} if letter in "σς" else {letter}
    return "".join(sorted(others.union(c for c in map(chr, range(_CASED)) if fold(c) == letter)))
