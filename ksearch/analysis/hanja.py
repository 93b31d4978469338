"""What might be written in Hangul where a word has hanja?

Comes in: the key of a word. Goes out: *spellings*, Hangul words that its hanja may stand for, whose
terms the analyzer finds and moves to where the hanja stand: 大韓民國 is 대한민국, 美대통령 has 미국
where 美 stands, 新정부 is 신정부, 현대證 is 현대증권. They depend on nothing but the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ksearch.analysis.readings import read, table_lines
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.words import HANJA, LATIN_MASK, NUMBER_MASK

__all__ = ["Spelling", "hanja_endings", "in_hangul", "read_spans", "spellings"]

_RUN = re.compile(f"[{HANJA}]+")
# Letters before the name of a country: against, for, in, visiting, leaving …
_BEFORE_COUNTRY = frozenset("對反親訪在駐脫嫌抗來知遣排克")
# 北美 and 中美 are parts of America as well, and 北中美 is nothing else.
_NO_COUNTRIES = frozenset({"北中美", "南北中美"})
_MASKS = NUMBER_MASK + LATIN_MASK
Place = tuple[int, int]


class Spelling(NamedTuple):
    """A word in Hangul, and of each of its characters which places of the key it stands for.

    ``is_whole`` where it is all of the key: then only terms count that begin and end where terms of
    the key do, so that 美대통령 has no 미대. ``is_less`` where it says less than the hanja: one
    syllable (미 for 美), or a part of a run.
    """

    word: str
    places: tuple[Place, ...]
    is_whole: bool = False
    is_less: bool = False


def spellings(key: str) -> list[Spelling]:
    """The spellings of a key, in the order in which they are likely.

    >>> [s.word for s in spellings("美")], [s.word for s in spellings("韓美")]
    (['미국', '미'], ['한미', '한국', '미국'])
    >>> [s.word for s in spellings("신한銀")]
    ['신한은행', '신한은']
    """
    runs = [match.span() for match in _RUN.finditer(key)]
    found = [spelling for start, end in runs for spelling in _run_spellings(key, start, end)]
    if runs and runs != [(0, len(key))]:
        found += _whole_spellings(key, runs)
    return found


def read_spans(
    spelling: Spelling, terms: Iterable[TermSpan], key: str, own: Sequence[TermSpan]
) -> Iterator[TermSpan]:
    """The terms of a spelling as terms of the key: the word itself, and what it is made of."""
    word, places, is_whole, is_less = spelling
    if not is_whole:
        origin = Origin.BASE if is_less else Origin.READING
        yield TermSpan(word, places[0][0], places[-1][1], origin)
    edges = {0, *(edge for span in own for edge in (span.start, span.end))}
    for term, start, end, origin in terms:
        # What verbs are made of is a misreading of hanja.
        if origin is Origin.SYLLABLE or end <= start or term != word[start:end]:
            continue
        low, high = places[start][0], places[end - 1][1]
        if not _RUN.search(key[low:high]) or _is_displaced(term, places[start:end]):
            continue
        if not is_whole:
            yield TermSpan(term, low, high, Origin.BASE)
        elif {low, high} <= edges:
            is_base = len(term) == 1 or origin in {Origin.BASE, Origin.PART}
            yield TermSpan(term, low, high, Origin.BASE if is_base else Origin.READING)


def _is_displaced(term: str, places: Sequence[Place]) -> bool:
    """Whether a mask of the term stands so far from its start elsewhere in the key."""
    first = places[0][0]
    return any(
        letter in _MASKS and place[0] != first + i
        for i, (letter, place) in enumerate(zip(term, places, strict=True))
    )


def _run_spellings(key: str, start: int, end: int) -> Iterator[Spelling]:
    run = key[start:end]
    expansions = _table()["countries"].get(run) or _table()["words"].get(run) or ()
    if len(run) == 1 and start:
        return  # an ending, which is read with what is before it
    if len(run) == 1:
        yield from (_standing_for(word, start, end) for word in expansions)
    places = tuple([(at, at + 1) for at in range(start, end)])
    for reading in read(run):
        yield Spelling(reading, places, is_less=len(run) == 1 and bool(expansions))
    if len(run) > 1:
        yield from (_standing_for(word, start, end) for word in expansions)
        yield from _countries_in(run, start)


def _standing_for(word: str, start: int, end: int, *, is_less: bool = False) -> Spelling:
    return Spelling(word, ((start, end),) * len(word), is_less=is_less)


def _countries_in(run: str, start: int) -> Iterator[Spelling]:
    """韓美 has 한국 and 미국, 對北 has 북한."""
    countries = _table()["countries"]
    first = 1 if run[0] in _BEFORE_COUNTRY else 0
    if run in _NO_COUNTRIES or not all(hanja in countries for hanja in run[first:]):
        return
    for at, hanja in enumerate(run[first:], start + first):
        for word in countries[hanja]:
            yield _standing_for(word, at, at + 1, is_less=True)


def _whole_spellings(key: str, runs: Sequence[Place]) -> Iterator[Spelling]:
    """The key with its hanja read, and with endings that stand for a word written out."""
    read_as: list[tuple[str, ...]] = [
        read(key[start:end], is_initial=not start) for start, end in runs
    ]
    if not all(read_as):
        return
    firsts = [readings[0] for readings in read_as]
    for number, (start, end) in enumerate(runs):
        for word in _table()["endings"].get(key[start:end], ()) if start else ():
            yield _written(key, runs, [*firsts[:number], word, *firsts[number + 1 :]])
    yield _written(key, runs, firsts)


def _written(key: str, runs: Sequence[Place], words: Sequence[str]) -> Spelling:
    letters = ""
    places: list[Place] = []
    at = 0
    for (start, end), word in zip(runs, words, strict=True):
        letters += key[at:start] + word
        places += [(i, i + 1) for i in range(at, start)]
        is_read = len(word) == end - start
        places += [(i, i + 1) for i in range(start, end)] if is_read else [(start, end)] * len(word)
        at = end
    places += [(i, i + 1) for i in range(at, len(key))]
    return Spelling(letters + key[at:], tuple(places), is_whole=True)


def in_hangul(key: str) -> tuple[str, ...]:
    """A word with Hangul and hanja, all of it in Hangul, the likeliest first.

    >>> in_hangul("건설株"), in_hangul("大韓民國"), in_hangul("건설주")
    (('건설주식', '건설주'), (), ())
    """
    return tuple(spelling.word for spelling in spellings(key) if spelling.is_whole)


@cache
def hanja_endings() -> dict[str, tuple[str, ...]]:
    """What headlines write as one hanja behind a noun, by its reading.

    >>> hanja_endings()["주"], hanja_endings()["전"]
    (('株',), ('電', '戰'))
    """
    found: dict[str, tuple[str, ...]] = {}
    for hanja in _table()["endings"]:
        for reading in read(hanja, is_initial=False) if len(hanja) == 1 else ():
            found[reading] = (*found.get(reading, ()), hanja)
    return found


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """What hanja stand for: by kind of the table, then by the hanja."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in table_lines("abbreviations"):
        if line.startswith("@"):
            kind = found.setdefault(line[1:], {})
            continue
        hanja, words = line.split("\t")
        kind[hanja] = tuple(words.split())
    return found
