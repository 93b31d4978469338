"""How does a query tree become a plan?

Comes in: a query tree and the analysis. Goes out: the same tree with each word as a *unit*: chains
of terms of which one must stand in a section, and the terms that score. A word's parts count as the
word only together and in order, its bigrams only all together and in a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from ksearch.analysis import Analyzer, Origin, TermSpan, words
from ksearch.plan.nodes import AllPlan, AnyPlan, Chain, ExceptPlan, Link, Plan, Scored, Unit
from ksearch.query import AllOf, AnyOf, Node, Quoted, Without, Word

__all__ = ["SLACK", "plan"]

# Between two parts of a compound that is written apart: a space, a quote, a particle and a space.
SLACK = 3
# The terms that hold what no bigram holds.
HOLDING = {Origin.SYLLABLE, Origin.NUMBER, Origin.LATIN, Origin.HANJA, Origin.BASE}


def plan(node: Node, analyzer: Analyzer) -> Plan:
    """The plan of a query tree."""
    match node:
        case Word(text):
            return _word(text, analyzer)
        case Quoted(text):
            return _quoted(text, analyzer)
        case AnyOf(parts):
            return AnyPlan(tuple(plan(part, analyzer) for part in parts))
        case AllOf(parts):
            return AllPlan(tuple(plan(part, analyzer) for part in parts))
        case Without(wanted, unwanted):
            return ExceptPlan(plan(wanted, analyzer), plan(unwanted, analyzer))


def _word(text: str, analyzer: Analyzer) -> Unit:
    spans, net = _analysed(text, analyzer)
    chains = [Chain(tuple(_atoms(spans)), SLACK)]
    exact = _exact(text, spans, net)
    if exact:
        chains.append(Chain(tuple(exact), None, tuple(_marks(text, spans))))
    return Unit(text, tuple(c for c in chains if c.links), _scored(text, spans, net))


def _marks(text: str, spans: list[TermSpan]) -> Iterator[tuple[int, int]]:
    """Each word from its beginning to where its last content term ends."""
    for word, offset in words(text):
        ends = [s.end for s in spans if offset <= s.start < offset + len(word)]
        yield offset, max(ends, default=offset + len(word))


def _quoted(text: str, analyzer: Analyzer) -> Unit:
    spans, net = _analysed(text, analyzer)
    links = _exact(text, spans, net) or list(_atoms(spans))
    chains = (Chain(tuple(links), None),) if links else ()
    return Unit(text, chains, _scored(text, spans, net))


def _analysed(text: str, analyzer: Analyzer) -> tuple[list[TermSpan], list[TermSpan]]:
    spans: list[TermSpan] = []
    net: list[TermSpan] = []
    for word, offset in words(text):
        spans += [_moved(span, offset) for span in analyzer.word_terms(word)]
        net += [_moved(span, offset) for span in analyzer.net_terms(word)]
    return spans, net


def _moved(span: TermSpan, offset: int) -> TermSpan:
    return span._replace(start=span.start + offset, end=span.end + offset)


def _atoms(spans: list[TermSpan]) -> Iterator[Link]:
    """The finest terms, one behind the other."""
    reached = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.origin.is_atom and span.start >= reached:
            yield Link("terms", span.term, span.start, span.end - span.start)
            reached = span.end


def _exact(text: str, spans: list[TermSpan], net: list[TermSpan]) -> list[Link]:
    """Links that hold the text as typed; none where something in it would go unchecked.

    Hangul and hanja are held by their bigrams and lone syllables, numbers and foreign letters by
    their terms: nothing here depends on Kiwi, which may see a unit in 20차는 and none in 20차이나.
    """
    bigrams = [s for s in net if s.origin is Origin.BIGRAM]
    held = {position for s in bigrams for position in range(s.start, s.end)}
    rest = [
        s
        for s in (*net, *spans)
        if s.origin in HOLDING and not (s.origin is Origin.NUMBER and not s.term[-1].isdecimal())
    ]
    links = [Link("net", s.term, s.start, s.end - s.start) for s in bigrams]
    for span in sorted(rest, key=lambda s: (s.start, s.start - s.end)):
        if held.isdisjoint(range(span.start, span.end)):
            field = "net" if span.origin is Origin.SYLLABLE else "terms"
            links.append(Link(field, span.term, span.start, span.end - span.start))
            held |= set(range(span.start, span.end))
    complete = all(
        at in held for word, offset in words(text) for at in range(offset, offset + len(word))
    )
    return sorted(links, key=lambda link: link.start) if complete else []


def _scored(text: str, spans: list[TermSpan], net: list[TermSpan]) -> tuple[Scored, ...]:
    """The terms, and the bigrams inside what they stand for: particles and endings tell nothing.

    Where the terms stand for no more than half of a word, they may be a misreading (가재 as 가다):
    then all its bigrams count.
    """
    said = {position for s in spans for position in range(s.start, s.end)}
    for word, offset in words(text):
        letters = range(offset, offset + len(word))
        if 2 * len(said.intersection(letters)) <= len(word):
            said.update(letters)
    terms = [Scored("terms", s.term, s.origin is Origin.BASE) for s in spans]
    bigrams = [
        Scored("net", s.term)
        for s in net
        if s.origin is Origin.BIGRAM and s.start in said and s.end - 1 in said
    ]
    return tuple(dict.fromkeys(terms + bigrams))
