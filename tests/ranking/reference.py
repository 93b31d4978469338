"""The plan and the ranking in plain Python, as slow and as plain as the definitions.

Comes in: articles, a plan. Goes out: (id, score) of every match, best first. No arrays, no index.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ksearch.analysis import Analyzer, words
from ksearch.article import Article, SectionKind
from ksearch.engine.chronology import instant
from ksearch.plan import AllPlan, AnyPlan, Chain, ExceptPlan, Link, Plan, Scored, Unit, units
from ksearch.ranking import Bm25f

Places = Mapping[tuple[str, str], Sequence[int]]  # by field and term: where it stands in a section


@dataclass(frozen=True)
class Document:
    """An article and, for each of its sections, the kind and the places of its terms."""

    article: Article
    sections: Sequence[tuple[SectionKind, Places]]


def document(article: Article, analyzer: Analyzer) -> Document:
    """An article with its texts analysed."""
    sections = []
    for section in article.normalized().sections:
        places: dict[tuple[str, str], list[int]] = {}
        for word, offset in words(section.text):
            for span in analyzer.word_terms(word):
                places.setdefault(("terms", span.term), []).append(offset + span.start)
            for span in analyzer.net_terms(word):
                places.setdefault(("net", span.term), []).append(offset + span.start)
        sections.append((section.kind, places))
    return Document(article, sections)


def matches(plan: Plan, doc: Document) -> bool:
    """Whether an article is an answer: AND, OR, NOT hold over it, a chain inside a section."""
    match plan:
        case Unit(_, chains, _):
            return any(stands(chain, places) for chain in chains for _, places in doc.sections)
        case AnyPlan(parts):
            return any(matches(part, doc) for part in parts)
        case AllPlan(parts):
            return bool(parts) and all(matches(part, doc) for part in parts)
        case ExceptPlan(wanted, unwanted):
            return matches(wanted, doc) and not matches(unwanted, doc)


def stands(chain: Chain, places: Places) -> bool:
    """Whether some choice of places, one for each link, is as the chain demands."""
    first, *rest = chain.links
    starts = places.get((first.field, first.term), ())
    return any(_goes_on(chain, first, start, start, rest, places) for start in starts)


def _goes_on(
    chain: Chain, before: Link, begin: int, here: int, rest: Sequence[Link], places: Places
) -> bool:
    if not rest:
        return True
    link, *later = rest
    low = begin + link.start - chain.links[0].start
    high = low
    if chain.slack is not None:
        low = here + before.length
        high = low + chain.slack
    return any(
        low <= place <= high and _goes_on(chain, link, begin, place, later, places)
        for place in places.get((link.field, link.term), ())
    )


def ranked(plan: Plan, docs: Sequence[Document], parameters: Bm25f) -> list[tuple[str, float]]:
    """Every match with its score, best first; ties newest first, undated last, then by id."""
    wanted = dict.fromkeys(scored for unit in units(plan) for scored in unit.scored)
    terms = [s for s in wanted if not (s.is_base and Scored(s.field, s.term) in wanted)]
    found = [
        (round(sum(_worth(term, doc, docs, parameters) for term in terms), 6), doc.article)
        for doc in docs
        if matches(plan, doc)
    ]
    found.sort(key=lambda row: (-row[0], -instant(row[1].date_published), row[1].id))
    return [(article.id, score) for score, article in found]


def _worth(term: Scored, doc: Document, docs: Sequence[Document], parameters: Bm25f) -> float:
    key = (term.field, term.term)
    df = sum(any(key in places for _, places in other.sections) for other in docs)
    frequency = 0.0
    for kind, places in doc.sections:
        lengths = [_length(other, kind, term.field) for other in docs]
        having = [length for length in lengths if length]
        relative = _length(doc, kind, term.field) / (sum(having) / len(having)) if having else 0
        weights = parameters.kinds[kind]
        norm = 1 - weights.b + weights.b * relative
        frequency += weights.weight * len(places.get(key, ())) / norm
    idf = math.log(1 + (len(docs) - df + 0.5) / (df + 0.5))
    share = parameters.net_weight if term.field == "net" else 1.0
    if term.is_base:
        share = parameters.base_weight
    return share * idf * frequency / (frequency + parameters.k1)


def _length(doc: Document, kind: SectionKind, field: str) -> int:
    return sum(
        len(found)
        for section, places in doc.sections
        for (name, _), found in places.items()
        if section is kind and name == field
    )
