"""The plan and the ranking in plain Python, as slow and as plain as the definitions.

Comes in: articles, a plan. Goes out: (id, score) of every match, best first. No arrays, no index.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import product

from ksearch.analysis import Analyzer, words
from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold
from ksearch.article import Article, SectionKind
from ksearch.codec import ATTRIBUTES
from ksearch.engine.chronology import instant
from ksearch.engine.stored import named
from ksearch.plan import (
    AllPlan,
    AnyPlan,
    Chain,
    Close,
    Dated,
    ExceptPlan,
    Expanded,
    Expansion,
    Link,
    Mask,
    Named,
    Patterned,
    Plan,
    Scored,
    Spot,
    Undated,
    Unit,
    units,
)
from ksearch.ranking import Bm25f, Recency

# By field and term: where it stands in a section, once for each time. What counts of a content term
# is only how often; a net term stands where it would begin if it were as long as its text.
Places = Mapping[tuple[str, str], Sequence[int]]
# Of a term that scores: its field, its text, and in which kinds of sections, empty for all.
Key = tuple[str, str, frozenset[SectionKind]]


@dataclass(frozen=True)
class Document:
    """An article and, for each of its sections, the kind and the places of its terms."""

    article: Article
    sections: Sequence[tuple[SectionKind, Places]]
    lengths: Sequence[int]  # of the sections' texts
    texts: Sequence[str]

    def terms(self) -> set[str]:
        """The content terms of the article."""
        return {term for _, places in self.sections for field, term in places if field == "terms"}

    def within(self, kinds: Sequence[SectionKind]) -> Document:
        """The article's sections of some kinds; of all where none is named."""
        if not kinds:
            return self
        kept = [at for at, (kind, _) in enumerate(self.sections) if kind in kinds]
        sections, lengths = [self.sections[a] for a in kept], [self.lengths[a] for a in kept]
        return Document(self.article, sections, lengths, [self.texts[at] for at in kept])


def document(article: Article, analyzer: Analyzer) -> Document:
    """An article with its texts analysed."""
    sections = []
    texts = article.normalized().sections
    for section in texts:
        places: dict[tuple[str, str], list[int]] = {}
        for word, offset in words(section.text):
            for span in analyzer.word_terms(word):
                places.setdefault(("terms", span.term), []).append(offset + span.start)
            for span in analyzer.net_terms(word):
                place = offset + span.end - len(span.term)
                places.setdefault(("net", span.term), []).append(place)
        sections.append((section.kind, places))
    kept = [section.text for section in texts]
    return Document(article, sections, [len(text) for text in kept], kept)


def matches(plan: Plan, doc: Document) -> bool:
    """Whether an article is an answer: AND, OR, NOT hold over it, links inside a section."""
    match plan:
        case Unit(_, chains):
            return any(stands(chain, doc.within(plan.kinds)) for chain in chains)
        case Expanded(pattern, how, kinds):
            terms = doc.within(kinds).terms()
            return any(_stands_for(pattern, how, term) for term in terms)
        case AnyPlan(parts):
            return any(matches(part, doc) for part in parts)
        case AllPlan(parts):
            return bool(parts) and all(matches(part, doc) for part in parts)
        case ExceptPlan(wanted, unwanted):
            return matches(wanted, doc) and not matches(unwanted, doc)
        case _:
            return _is_of(plan, doc)


def _is_of(mask: Mask, doc: Document) -> bool:
    match mask:
        case Dated(first, end):
            when = instant(doc.article.date_published)
            return when != 0 and (first is None or first <= when) and (end is None or when < end)
        case Undated():
            return instant(doc.article.date_published) == 0
        case Patterned(text, kinds):
            return _has_word(text, doc.within(kinds))
        case Close(units, distance):
            return bool(units) and _stand_close(units, distance, doc.within(units[0].kinds))
        case Named(attribute, text):
            names = dict(zip(ATTRIBUTES, named(doc.article), strict=True))[attribute]
            return any(_is_called(name, text) for name in names)


def _has_word(text: str, doc: Document) -> bool:
    """Whether a content term, or a word with or without a particle, is as a pattern says."""
    signs = {"*": ".*", "?": "."}
    core = "".join(signs.get(letter) or re.escape(letter) for letter in fold(text))
    if any(re.fullmatch(core, term) for term in doc.terms()):
        return True
    found = [fold(word) for section in doc.texts for word, _ in words(section)]
    return any(re.fullmatch(f"{core}(?:{PARTICLES.pattern})", word) for word in found)


def _stand_close(asked: Sequence[Unit], distance: int, doc: Document) -> bool:
    """Whether one section has some place of each unit so that all lie close together."""
    for text, (_, places) in zip(doc.texts, doc.sections, strict=True):
        begins = [offset for _, offset in words(text)]
        ways = [
            [
                [sum(begin <= place for begin in begins) for place in way]
                for chain in unit.chains
                for way in _ways(chain.links, places)
            ]
            for unit in asked
        ]
        for choice in product(*ways):
            every = [number for way in choice for number in way]
            if max(every) - min(every) <= distance:
                return True
    return False


def _ways(links: Sequence[Link], places: Places) -> list[list[int]]:
    """Each choice of places, one for each link, that is as the links demand."""
    ways = [[place] for place in places.get(("net", links[0].term), ())]
    for link in links[1:]:
        ways = [
            [*way, place]
            for way in ways
            for place in places.get(("net", link.term), ())
            if link.low <= place - way[-1] <= link.high
        ]
    return ways


def _is_called(name: str, text: str) -> bool:
    """Whether a text says all of a name, or words of it in a row; a pattern, all or one word."""
    parts = [fold(word) for word, _ in words(name)]
    if "*" in text or "?" in text:
        signs = {"*": ".*", "?": "."}
        pattern = "".join(signs.get(c, re.escape(fold(c)) if c.isalnum() else "") for c in text)
        return any(re.fullmatch(pattern, form) for form in ["".join(parts), *parts])
    sought = "".join(fold(word) for word, _ in words(text))
    rows = [parts[a:b] for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)]
    return bool(sought) and any("".join(row) == sought for row in rows)


def stands(chain: Chain, doc: Document) -> bool:
    """Whether the article has the content terms, and one of its sections the links."""
    return doc.terms().issuperset(chain.terms) and (
        not chain.links or any(linked(chain.links, places) for _, places in doc.sections)
    )


def linked(links: Sequence[Link], places: Places) -> bool:
    """Whether some choice of places, one for each link, is as the links demand."""
    first, *rest = links
    return any(_goes_on(place, rest, places) for place in places.get(("net", first.term), ()))


def _goes_on(before: int, rest: Sequence[Link], places: Places) -> bool:
    if not rest:
        return True
    link, *later = rest
    return any(
        link.low <= place - before <= link.high and _goes_on(place, later, places)
        for place in places.get(("net", link.term), ())
    )


def _stands_for(pattern: str, how: Expansion, term: str) -> bool:
    match how:
        case Expansion.PREFIX:
            return term.startswith(pattern)
        case Expansion.WILDCARD:
            return fnmatchcase(term, pattern)  # in Whoosh too, [ab] is one of these letters
        case Expansion.FUZZY:
            return term[:1] == pattern[:1] and _distance(pattern, term) <= 1


def _distance(one: str, other: str) -> int:
    """How many letters must be inserted, deleted or replaced (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row = row, [i]
        for j, found in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != found)))
    return row[-1]


def ranked(
    plan: Plan,
    docs: Sequence[Document],
    parameters: Bm25f,
    recency: Recency | None = None,
    of_pattern: Callable[[Patterned], Unit] | None = None,
) -> list[tuple[str, float]]:
    """Every match with its score, best first; ties newest first, undated last, then by id.

    ``of_pattern`` says what of a pattern scores: its most common terms, which are chosen.
    """
    terms: dict[Key, Scored] = {}
    for scored, named_kinds in _scored(plan, docs, of_pattern):
        key = (scored.field, scored.term, frozenset(named_kinds))
        if key not in terms or terms[key].share < scored.share:
            terms[key] = scored
    average = {
        (field, kind): _average([_length(doc, kind, field) for doc in docs])
        for field in ("terms", "net")
        for kind in SectionKind
    }
    idf = {}
    for key, term in terms.items():
        own, usual = _idf(key[:2], docs), _idf(("terms", term.like), docs)
        idf[key] = min(own, usual) if term.like and usual else own
    found = []
    for doc in docs:
        if matches(plan, doc):
            score = 0.0
            for key, term in terms.items():
                frequency = _frequency(term, key[2], doc, average, parameters)
                if frequency:
                    score += term.share * idf[key] * frequency / (frequency + parameters.k1)
            found.append((round(score * _recent(doc, recency), 6), doc))
    found.sort(key=_place)
    spots = list(dict.fromkeys(_spots(plan)))
    worth = [_worth(spot, idf, docs, parameters) for spot in spots]
    for at, (score, doc) in enumerate(found[: parameters.with_passages if spots else 0]):
        told = _told(doc, spots, worth, parameters) * _recent(doc, recency)
        found[at] = (round(score + told, 6), doc)
    found.sort(key=_place)
    return [(doc.article.id, score) for score, doc in found]


def _place(row: tuple[float, Document]) -> tuple[float, int, str]:
    score, doc = row
    return (-score, -instant(doc.article.date_published), doc.article.id)


def _idf(key: tuple[str, str], docs: Sequence[Document]) -> float:
    """Of a term that some article has; of another 0."""
    df = sum(any(key in places for _, places in doc.sections) for doc in docs)
    return math.log(1 + (len(docs) - df + 0.5) / (df + 0.5)) if df else 0.0


def _recent(doc: Document, recency: Recency | None) -> float:
    when = instant(doc.article.date_published)
    if recency is None:
        return 1.0
    return 0.5 ** (max(recency.now - when, 0) / recency.half_life) if when else 0.0


def _spots(plan: Plan) -> Iterator[Spot]:
    for unit in units(plan):
        yield from unit.spots


def _worth(
    spot: Spot,
    idf: Mapping[Key, float],
    docs: Sequence[Document],
    parameters: Bm25f,
) -> float:
    def known(field: str, term: str) -> float:
        key = (field, term, frozenset[SectionKind]())
        return idf[key] if key in idf else _idf((field, term), docs)

    own = known("terms", spot.term)
    rarest = max(known("net", term) for term in (spot.first, spot.last) if term)
    return max(own, parameters.letters_share * rarest)


def _told(doc: Document, spots: Sequence[Spot], worth: Sequence[float], parameters: Bm25f) -> float:
    """What it adds to a score where the spots stand: close together, early, as neighbours."""
    where: dict[str, list[int]] = {"": []}
    begin = 0
    for (_, held), length in zip(doc.sections, doc.lengths, strict=True):
        for (field, term), found in held.items():
            if field == "net":
                where.setdefault(term, []).extend(begin + place for place in found)
        begin += length + 1
    stands = [
        [
            place
            for place in where.get(spot.first, ())
            if not spot.last or place + spot.apart in where.get(spot.last, ())
        ]
        for spot in spots
    ]
    passage = max(
        (
            sum(
                told
                for told, places in zip(worth, stands, strict=True)
                if any(end - parameters.passage_width <= place <= end for place in places)
            )
            for ends in stands
            for end in ends
        ),
        default=0.0,
    )
    lead = sum(
        told * math.exp(-min(places) / parameters.lead_reach)
        for told, places in zip(worth, stands, strict=True)
        if places
    )
    neighbours = 0.0
    for at, (spot, places) in enumerate(zip(spots[:-1], stands, strict=False)):
        between = [
            other - place - spot.length
            for place in places
            for other in stands[at + 1]
            if other >= place + spot.length
        ]
        if between:
            closeness = math.exp(-min(between) / parameters.next_reach)
            neighbours += min(worth[at : at + 2]) * closeness
    return (
        parameters.passage_weight * passage
        + parameters.lead_weight * lead
        + parameters.next_weight * neighbours
    )


def _scored(
    plan: Plan, docs: Sequence[Document], of_pattern: Callable[[Patterned], Unit] | None
) -> Iterator[tuple[Scored, Sequence[SectionKind]]]:
    """What adds to the score: all that is wanted, also of parts that an article does not match."""
    match plan:
        case Unit():
            yield from ((scored, plan.kinds) for scored in plan.scored)
        case Expanded(pattern, how, kinds, factor):
            known = sorted(set().union(*(doc.terms() for doc in docs)))
            found = (t for t in known if _stands_for(pattern, how, t))
            yield from ((Scored("terms", t, factor), kinds) for t in found)
        case Patterned() if of_pattern:
            unit = of_pattern(plan)
            yield from ((scored, unit.kinds) for scored in unit.scored)
        case AnyPlan(parts) | AllPlan(parts):
            for part in parts:
                yield from _scored(part, docs, of_pattern)
        case ExceptPlan(sought, _):
            yield from _scored(sought, docs, of_pattern)


def _frequency(
    term: Scored,
    kinds: AbstractSet[SectionKind],
    doc: Document,
    average: Mapping[tuple[str, SectionKind], float],
    parameters: Bm25f,
) -> float:
    """BM25F's: the counts in each kind of section, weighted and normalised by length.

    Only those of some ``kinds``, where any are named.
    """
    frequency = 0.0
    for kind, places in doc.sections:
        count = len(places.get((term.field, term.term), ()))
        if count and (not kinds or kind in kinds):
            relative = _length(doc, kind, term.field) / average[term.field, kind]
            weights = parameters.kinds[kind]
            frequency += weights.weight * count / (1 - weights.b + weights.b * relative)
    return frequency


def _average(lengths: Sequence[int]) -> float:
    """Over those that have any."""
    having = [length for length in lengths if length]
    return sum(having) / len(having) if having else 0.0


def _length(doc: Document, kind: SectionKind, field: str) -> int:
    return sum(
        len(found)
        for section, places in doc.sections
        for (name, _), found in places.items()
        if section is kind and name == field
    )
