"""Where in the shown articles do the units of a plan stand?

Comes in: the texts of some articles as one, and what is sought. Goes out: for each unit its
*occurrences*, each as starts and ends of what is shown (``start, end, start, end, …``), rising, one
at a start. They are those that analysing every text would find: letters are looked for, and only
the eojeols around a head of a content term are looked up, and remembered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from ksearch.analysis import Analyzer, words
from ksearch.analysis.words import keyed
from ksearch.plan import SLACK, Unit
from ksearch.snippets.letters import Place, is_foreign, places
from ksearch.snippets.seeking import Piece, Sought, SoughtChain, clipped, sought
from ksearch.snippets.surfaces import heads

__all__ = ["Found", "Memory", "Pages", "memory_of"]

# No eojeol reaches over a space, and no gap of a compound over so many.
BETWEEN = " " * (SLACK + 1)
# What is remembered for each analyzer: eojeols of about 200 bytes, units of about 2 kB.
MOST_EOJEOLS = 50_000
MOST_UNITS = 2_000
LONGEST = 64
Occurrence = tuple[int, ...]
# Occurrences of a unit by whether they are of the whole unit: those of its parts stand elsewhere.
Found = tuple[list[Occurrence], list[Occurrence]]


class Pages:
    """The sections of some articles in one text.

    ``starts`` says where each section begins, and ``first`` which section is the first of each
    article, with the number of sections at its end.
    """

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        texts = [text for article in articles for text in article]
        self.text = BETWEEN.join([*texts, ""])
        self.starts: list[int] = []
        at = 0
        for text in texts:
            self.starts.append(at)
            at += len(text) + len(BETWEEN)
        self.first = [0]
        for article in articles:
            self.first.append(self.first[-1] + len(article))
        # Where each article begins: it ends where the next one does.
        bounds = [*self.starts, len(self.text)]
        self.bounds = [bounds[section] for section in self.first]

    def article(self, place: int) -> int:
        """Which article a place belongs to."""
        return bisect_right(self.bounds, place) - 1

    def section_end(self, place: int) -> int:
        """Where the section of a place ends."""
        after = bisect_right(self.starts, place)
        end = self.starts[after] if after < len(self.starts) else len(self.text)
        return end - len(BETWEEN)


class Memory:
    """What was sought and looked up with one analyzer. Threads may share it."""

    def __init__(self) -> None:
        self._units: dict[int, tuple[Unit, Sought]] = {}
        self._eojeols: dict[str, dict[str, Occurrence]] = {}
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

    def spans(self, term: str) -> dict[str, Occurrence]:
        """By eojeol: where in it the term stands. For those that have been looked up."""
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
        self._terms: dict[str, list[Occurrence]] = {}

    def find(self, unit: Unit) -> Found:
        """Where the unit stands, and where its parts do in the articles that it is absent from."""
        wanted = self._memory.sought(unit)
        found: list[Occurrence] = []
        for chain in wanted.chains:
            here = self._chain(chain)
            if here and found:
                there = {occurrence[0] for occurrence in found}
                here = [occurrence for occurrence in here if occurrence[0] not in there]
                found = sorted(found + here) if here else found
            else:
                found = found or here
        parts: list[Occurrence] = []
        if wanted.parts:
            pages = self._pages
            having = {pages.article(occurrence[0]) for occurrence in found}
            if len(having) < len(pages.first) - 1:
                parts = sorted(
                    {
                        occurrence
                        for term in wanted.parts
                        for occurrence in self._term(term)
                        if pages.article(occurrence[0]) not in having
                    }
                )
        return found, parts

    def _chain(self, chain: SoughtChain) -> list[Occurrence]:
        terms, pieces, _, shown = chain
        if not terms:
            if shown:
                return _row(self._pages.text, pieces[0].letters, shown)
            return list(self._linked(chain))
        if len(terms) == 1 and not pieces:
            return self._term(terms[0])
        # All of it must be in the article, and then each of it is shown.
        found = [self._term(term) for term in terms]
        if pieces:
            found.append(list(self._linked(chain)))
        article = self._pages.article
        having = set.intersection(*[{article(o[0]) for o in one} for one in found])
        return (
            sorted({o for one in found for o in one if article(o[0]) in having}) if having else []
        )

    def _linked(self, chain: SoughtChain) -> Iterator[Occurrence]:
        """Each way in which the pieces stand, by where the first one stands."""
        pages, pieces = self._pages, chain.pieces
        text, count = pages.text, len(pieces)
        failed: set[tuple[int, int]] = set()
        for head in places(text, pieces[0].letters, 0, len(text)):
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

    def _term(self, term: str) -> list[Occurrence]:
        """Where a content term stands."""
        known = self._terms.get(term)
        if known is not None:
            return known
        text = self._pages.text
        spans = self._memory.spans(term)
        count = len(spans)
        found: list[Occurrence] = []
        reached = 0
        rfind, find = text.rfind, text.find
        for at in _begins(text, term):
            if at < reached:
                continue
            begin, reached = rfind(" ", 0, at) + 1, find(" ", at)
            eojeol = text[begin:reached]
            here = spans.get(eojeol)
            if here is None:
                here = self._look_up(eojeol, term)
                if len(eojeol) <= LONGEST:
                    spans[eojeol] = here
            if here:
                found += [(begin + here[i], begin + here[i + 1]) for i in range(0, len(here), 2)]
        self._memory.looked_up(len(spans) - count)
        self._terms[term] = found
        return found

    def _look_up(self, eojeol: str, term: str) -> Occurrence:
        spans = sorted(
            {
                (offset + start, offset + end)
                for word, offset in words(eojeol)
                for found, start, end, _ in self._analyzer.word_terms(word)
                if found == term and start < end
            }
        )
        return tuple([at for span in spans for at in span])


def _row(text: str, letters: str, shown: tuple[int, ...]) -> list[Occurrence]:
    """Where letters stand in a row, with what is shown of them."""
    if is_foreign(letters) or len(letters) == 1:
        begins = [begin for begin, _, _ in places(text, letters, 0, len(text))]
    else:
        begins = _all(text, letters)
    if len(shown) == 2:  # noqa: PLR2004 -- a start and an end
        low, high = shown
        return [(at + low, at + high) for at in begins]
    return [tuple([at + offset for offset in shown]) for at in begins]


def _all(text: str, part: str) -> list[int]:
    found = []
    find = text.find
    at = find(part)
    while at >= 0:
        found.append(at)
        at = find(part, at + 1)
    return found


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


def _begins(text: str, term: str) -> list[int]:
    """Where a content term may begin, rising: with which letters its rules say."""
    runs = keyed(term).runs
    if runs and runs[0].start == 0:
        return [begin for _, begin, _ in places(text, runs[0].text, 0, len(text))]
    if runs:
        return _all(text, term[: runs[0].start])
    prefix, nexts, others = heads(term)
    if not prefix:
        found = [at for head in nexts for at in _all(text, head)]
    elif len(nexts) == 1:
        found = _all(text, prefix + nexts)
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
        found += _all(text, other)
    return sorted(found) if others or not prefix else found
