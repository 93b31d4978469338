"""Where in the shown articles do the units of a plan stand?

Comes in: the texts of some articles as one, and what is sought. Goes out: for each unit its
*occurrences*, each as starts and ends of what is shown (``start, end, start, end, …``), rising, one
at a start. They are those that analysing every text would find: letters are looked for, and only
the eojeols around a head of a content term are looked up, and remembered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from weakref import WeakKeyDictionary

from ksearch.analysis import Analyzer, words
from ksearch.analysis.words import Run, keyed
from ksearch.plan import SLACK, Unit
from ksearch.snippets.letters import Place, is_foreign, is_number, numbers, places
from ksearch.snippets.seeking import (
    Piece,
    Sought,
    SoughtChain,
    SoughtTerm,
    clipped,
    sought,
)
from ksearch.snippets.surfaces import heads

__all__ = ["Found", "Memory", "Pages", "memory_of"]

# No eojeol reaches over a space, and no gap of a compound over so many.
BETWEEN = " " * (SLACK + 1)
# What is remembered for each analyzer: eojeols of about 200 bytes, units of about 2 kB.
MOST_EOJEOLS = 50_000
MOST_UNITS = 2_000
LONGEST = 64
Occurrence = tuple[int, ...]
Ends = dict[int, int]
# Occurrences of a unit by whether they are of the whole unit: those of its parts stand elsewhere.
Found = tuple[list[Occurrence], list[Occurrence]]


NONE: list[Occurrence] = []


class Pages:
    """The sections of some articles in one text.

    ``starts`` says where each section begins, and ``first`` which section is the first of each
    article; both go on with where the next one would be.
    """

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        texts = [text for article in articles for text in article]
        self.text = BETWEEN.join([*texts, ""])
        sizes = map(len(BETWEEN).__add__, map(len, texts))
        # The last of them is where everything ends.
        self.starts = list(accumulate(sizes, initial=0))
        self.first = list(accumulate(map(len, articles), initial=0))
        self.bounds = [self.starts[section] for section in self.first]

    def article(self, place: int) -> int:
        """Which article a place belongs to."""
        return bisect_right(self.bounds, place) - 1

    def section_end(self, place: int) -> int:
        """Where the section of a place ends."""
        return self.starts[bisect_right(self.starts, place)] - len(BETWEEN)


class Memory:
    """What was sought and looked up with one analyzer. Threads may share it."""

    def __init__(self) -> None:
        self._units: dict[int, tuple[Unit, Sought]] = {}
        self._eojeols: dict[str, dict[str, Ends]] = {}
        self._held = 0

    def sought(self, unit: Unit) -> Sought:
        """What to look for to show a unit."""
        known = self._units.get(id(unit))
        # While a unit is held here, its id is nobody else's.
        if known is not None and known[0] is unit:
            return known[1]
        made = sought(unit)
        if len(self._units) >= MOST_UNITS:
            self._units = {}
        self._units[id(unit)] = (unit, made)
        return made

    def spans(self, term: str) -> dict[str, Ends]:
        """By eojeol: where in it the term begins and ends. For those that have been looked up."""
        known = self._eojeols.get(term)
        if known is None:
            if self._held >= MOST_EOJEOLS:
                self._eojeols, self._held = {}, 0
            known = self._eojeols.setdefault(term, {})
        return known

    def looked_up(self, count: int) -> None:
        """So many eojeols more are remembered."""
        self._held += count


_MEMORY: WeakKeyDictionary[Analyzer, Memory] = WeakKeyDictionary()


def memory_of(analyzer: Analyzer) -> Memory:
    """What is remembered for an analyzer."""
    memory = _MEMORY.get(analyzer)
    return memory if memory is not None else _MEMORY.setdefault(analyzer, Memory())


class Search:
    """One look through some pages."""

    def __init__(self, pages: Pages, analyzer: Analyzer) -> None:
        self._pages = pages
        self._analyzer = analyzer
        self._memory = memory_of(analyzer)

    def find(self, unit: Unit) -> Found:
        """Where the unit stands, and where its parts do in the articles that it is absent from."""
        term, chains, parts = self._memory.sought(unit)
        found = self._term(*term) if term is not None else []
        for chain in chains:
            here = self._chain(chain)
            if here:
                found = _united(found, here) if found else here
        return found, (self._parts(parts, found) if parts else NONE)

    def _parts(self, parts: Sequence[SoughtTerm], found: Sequence[Occurrence]) -> list[Occurrence]:
        there = [occurrence for part in parts for occurrence in self._term(*part)]
        if found:
            article = self._pages.article
            having = {article(occurrence[0]) for occurrence in found}
            there = [occurrence for occurrence in there if article(occurrence[0]) not in having]
        return sorted(set(there)) if len(parts) > 1 else there

    def _chain(self, chain: SoughtChain) -> list[Occurrence]:
        if not chain.terms:
            return self._letters(chain)
        # All of it must be in the article, and then each of it is shown.
        found = [self._term(term) for term in chain.terms]
        if chain.pieces:
            found.append(self._letters(chain))
        article = self._pages.article
        having = set.intersection(*[{article(o[0]) for o in one} for one in found])
        if not having:
            return []
        return sorted({o for one in found for o in one if article(o[0]) in having})

    def _letters(self, chain: SoughtChain) -> list[Occurrence]:
        text = self._pages.text
        if chain.shown:
            begins = [at for at, _, _ in places(text, chain.pieces[0].letters, 0, len(text))]
            if len(chain.shown) == 2:  # noqa: PLR2004 -- a start and an end
                low, high = chain.shown
                return [(at + low, at + high) for at in begins]
            return [tuple([at + offset for offset in chain.shown]) for at in begins]
        if chain.near:
            return list(_near(text, chain.pieces))
        return list(self._linked(chain))

    def _linked(self, chain: SoughtChain) -> Iterator[Occurrence]:
        """Each way in which the pieces stand, by where the first one stands."""
        pages, pieces = self._pages, chain.pieces
        text, count = pages.text, len(pieces)
        first = pieces[0].letters
        if chain.nexts:
            begins = numbers(text, first, 0, len(text), chain.nexts)
        else:
            begins = places(text, first, 0, len(text))
        failed: set[tuple[int, int]] = set()
        for head in begins:
            end = pages.section_end(head[1]) if count > 1 else 0
            chosen: list[Place] = [head]
            open_: list[Iterator[Place]] = []
            while chosen and len(chosen) < count:
                if len(open_) < len(chosen):
                    open_.append(_behind(text, pieces, chosen, end))
                step = next(open_[-1], None)
                if step is None:
                    open_.pop()
                    failed.add((len(chosen), chosen.pop()[0]))
                elif (len(chosen) + 1, step[0]) not in failed:
                    chosen.append(step)
            if chosen:
                yield _shown(chain, chosen)

    def _term(self, term: str, letters: str = "", size: int = 0) -> list[Occurrence]:
        """Where a content term stands; where the letters do it need not be looked up."""
        text = self._pages.text
        rfind, find, starts_with = text.rfind, text.find, text.startswith
        spans = self._memory.spans(term)
        count = len(spans)
        found: list[Occurrence] = []
        for at in _begins(text, term):
            if letters and starts_with(letters, at):
                if size:
                    found.append((at, at + size))
                continue
            begin = rfind(" ", 0, at) + 1
            eojeol = text[begin : find(" ", at)]
            here = spans.get(eojeol)
            if here is None:
                here = self._look_up(eojeol, term)
                if len(eojeol) <= LONGEST:
                    spans[eojeol] = here
            if here:
                end = here.get(at - begin)
                if end is not None:
                    found.append((at, begin + end))
        if len(spans) > count:
            self._memory.looked_up(len(spans) - count)
        return found

    def _look_up(self, eojeol: str, term: str) -> Ends:
        """Where in an eojeol the term begins, and where it ends there."""
        return {
            offset + start: offset + end
            for word, offset in words(eojeol)
            for found, start, end, _ in self._analyzer.word_terms(word)
            if found == term and start < end
        }


def _united(one: list[Occurrence], other: list[Occurrence]) -> list[Occurrence]:
    """The occurrences of both, rising; of two that start alike the one that reaches further."""
    starts = {occurrence[0]: occurrence for occurrence in one}
    for occurrence in other:
        known = starts.get(occurrence[0])
        if known is None or known[-1] < occurrence[-1]:
            starts[occurrence[0]] = occurrence
    return sorted(starts.values())


def _near(text: str, pieces: Sequence[Piece]) -> Iterator[Occurrence]:
    """Each way in which pieces stand close to one another, by where the first one stands."""
    first, size = pieces[0].letters, len(pieces[0].letters)
    at = text.find(first)
    while at >= 0:
        begins = _follow(text, pieces, 1, at)
        if begins:
            shown = [at, at + size]
            for piece, begin in zip(pieces[1:], begins, strict=True):
                if begin == shown[-1]:
                    shown[-1] += len(piece.letters)
                else:
                    shown += (begin, begin + len(piece.letters))
            yield tuple(shown)
        at = text.find(first, at + 1)


def _follow(text: str, pieces: Sequence[Piece], number: int, place: int) -> list[int]:
    """Where the pieces from that number on stand behind ``place``; nothing where one does not."""
    piece = pieces[number]
    letters = piece.letters
    base = place + pieces[number - 1].last
    end = base + piece.high + len(letters)
    at = text.find(letters, base + piece.low, end)
    while at >= 0:
        if number + 1 == len(pieces):
            return [at]
        rest = _follow(text, pieces, number + 1, at)
        if rest:
            return [at, *rest]
        at = text.find(letters, at + 1, end)
    return []


def _behind(
    text: str, pieces: Sequence[Piece], chosen: Sequence[Place], end: int
) -> Iterator[Place]:
    piece = pieces[len(chosen)]
    base = chosen[-1][0] + pieces[len(chosen) - 1].last
    high = min(base + piece.high, end - len(piece.letters))
    return places(text, piece.letters, base + piece.low, high)


def _shown(chain: SoughtChain, chosen: Sequence[Place]) -> Occurrence:
    """What is shown of pieces that stand at these places."""
    if not chain.marks:
        return clipped([(begin, end) for _, begin, end in chosen], ())
    spans: list[tuple[int, int]] = []
    for piece, (_, begin, end) in zip(chain.pieces, chosen, strict=True):
        shift = begin - piece.start
        if end - begin != piece.size:  # a number with other commas than typed
            spans.append((begin, end))
            continue
        inside = clipped([(piece.start, piece.start + piece.size)], chain.marks)
        spans += [(a + shift, b + shift) for a, b in zip(inside[::2], inside[1::2], strict=True)]
    return clipped(spans, ())


def _begins(text: str, term: str) -> Iterable[int]:
    """Where a content term may begin, rising: with which letters its rules say."""
    if not term.isalpha() or term[0].isascii():
        runs = keyed(term).runs
        if runs and runs[0].start:
            return _all(text, term[: runs[0].start])
        if runs:
            return _run_begins(text, runs[0], term[runs[0].end :])
    prefix, nexts, others = heads(term)
    if len(nexts) == 1:
        found = _all(text, prefix + nexts)
    elif not prefix:
        found = sorted([at for head in nexts for at in _all(text, head)])
    else:
        size = len(prefix)
        find = text.find
        found = []
        at = find(prefix)
        while at >= 0:
            if text[at + size] in nexts:
                found.append(at)
            at = find(prefix, at + 1)
    for other in others:
        found = sorted([*found, *_all(text, other)])
    return found


def _run_begins(text: str, run: Run, rest: str) -> Iterator[int]:
    """Where a term may begin that begins with a number or foreign letters."""
    if not run.is_number:
        begins = places(text, run.text, 0, len(text))
    else:
        nexts = ""
        if rest and not is_number(rest) and not is_foreign(rest):
            nexts = heads(rest).nexts if len(rest) == 1 else rest[0]
        begins = numbers(text, run.text, 0, len(text), nexts)
    return (begin for _, begin, _ in begins)


def _all(text: str, part: str) -> list[int]:
    found = []
    find = text.find
    at = find(part)
    while at >= 0:
        found.append(at)
        at = find(part, at + 1)
    return found
