"""The plan and the ranking in plain Python, as slow and as plain as the definitions.

Comes in: articles, a plan. Goes out: (id, score) of every match, best first. No arrays, no index.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ksearch.analysis import Analyzer, words
from ksearch.article import Article, SectionKind
from ksearch.engine.chronology import instant
from ksearch.plan import (
    AllPlan,
    AnyPlan,
    Chain,
    Dated,
    ExceptPlan,
    Expanded,
    Expansion,
    Link,
    Plan,
    Scored,
    Unit,
)
from ksearch.ranking import Bm25f

# By field and term: where it stands in a section, once for each time. What counts of a content term
# is only how often; a net term stands where it would begin if it were as long as its text.
Places = Mapping[tuple[str, str], Sequence[int]]


@dataclass(frozen=True)
class Document:
    """An article and, for each of its sections, the kind and the places of its terms."""

    article: Article
    sections: Sequence[tuple[SectionKind, Places]]

    def terms(self) -> set[str]:
        """The content terms of the article."""
        return {term for _, places in self.sections for field, term in places if field == "terms"}


def document(article: Article, analyzer: Analyzer) -> Document:
    """An article with its texts analysed."""
    sections = []
    for section in article.normalized().sections:
        places: dict[tuple[str, str], list[int]] = {}
        for word, offset in words(section.text):
            for span in analyzer.word_terms(word):
                places.setdefault(("terms", span.term), []).append(offset + span.start)
            for span in analyzer.net_terms(word):
                place = offset + span.end - len(span.term)
                places.setdefault(("net", span.term), []).append(place)
        sections.append((section.kind, places))
    return Document(article, sections)


def matches(plan: Plan, doc: Document) -> bool:
    """Whether an article is an answer: AND, OR, NOT hold over it, links inside a section."""
    match plan:
        case Unit(_, chains):
            return any(stands(chain, doc) for chain in chains)
        case Expanded(pattern, how):
            return any(_stands_for(pattern, how, term) for term in doc.terms())
        case Dated(first, end):
            when = instant(doc.article.date_published)
            return when != 0 and (first is None or first <= when) and (end is None or when < end)
        case AnyPlan(parts):
            return any(matches(part, doc) for part in parts)
        case AllPlan(parts):
            return bool(parts) and all(matches(part, doc) for part in parts)
        case ExceptPlan(wanted, unwanted):
            return matches(wanted, doc) and not matches(unwanted, doc)


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


def ranked(plan: Plan, docs: Sequence[Document], parameters: Bm25f) -> list[tuple[str, float]]:
    """Every match with its score, best first; ties newest first, undated last, then by id."""
    wanted = dict.fromkeys(_scored(plan, docs))
    terms = [s for s in wanted if not (s.is_base and Scored(s.field, s.term) in wanted)]
    df = {term: _df(term, docs) for term in terms}
    average = {
        (field, kind): _average([_length(doc, kind, field) for doc in docs])
        for field in ("terms", "net")
        for kind in SectionKind
    }
    found = []
    for doc in docs:
        if matches(plan, doc):
            score = 0.0
            for term in terms:
                frequency = _frequency(term, doc, average, parameters)
                idf = math.log(1 + (len(docs) - df[term] + 0.5) / (df[term] + 0.5))
                share = parameters.net_weight if term.field == "net" else 1.0
                if term.is_base:
                    share = parameters.base_weight
                if frequency:
                    score += share * idf * frequency / (frequency + parameters.k1)
            found.append((round(score, 6), doc.article))
    found.sort(key=lambda row: (-row[0], -instant(row[1].date_published), row[1].id))
    return [(article.id, score) for score, article in found]


def _scored(plan: Plan, docs: Sequence[Document]) -> Iterator[Scored]:
    """What adds to the score: all that is wanted, also of parts that an article does not match."""
    match plan:
        case Unit():
            yield from plan.scored
        case Expanded(pattern, how):
            known = sorted(set().union(*(doc.terms() for doc in docs)))
            yield from (Scored("terms", t) for t in known if _stands_for(pattern, how, t))
        case AnyPlan(parts) | AllPlan(parts):
            for part in parts:
                yield from _scored(part, docs)
        case ExceptPlan(sought, _):
            yield from _scored(sought, docs)


def _df(term: Scored, docs: Sequence[Document]) -> int:
    """How many articles hold a term."""
    key = (term.field, term.term)
    return sum(any(key in places for _, places in doc.sections) for doc in docs)


def _frequency(
    term: Scored,
    doc: Document,
    average: Mapping[tuple[str, SectionKind], float],
    parameters: Bm25f,
) -> float:
    """BM25F's: the counts in each kind of section, weighted and normalised by length."""
    frequency = 0.0
    for kind, places in doc.sections:
        count = len(places.get((term.field, term.term), ()))
        if count:
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
