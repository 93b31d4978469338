"""Why does this article match, and what is its score made of? The search of one article, in words.

Comes in: what is known of the archive, a plan, an article. Goes out: an ``Explanation``. It does
what C does for all articles at once, plainly, as ``ksearch.ranking.bm25f`` says it; a test holds
the two together.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ksearch.article import SectionKind
from ksearch.codec import FIELDS, KINDS
from ksearch.plan import (
    SLACK,
    AllPlan,
    AnyPlan,
    Chain,
    ExceptPlan,
    Expanded,
    Link,
    Mask,
    Patterned,
    Plan,
    Scored,
    Spot,
    Unit,
    units,
)
from ksearch.ranking.bm25f import Bm25f
from ksearch.ranking.explanation import Bonus, How, Occurrence, Share, TermPart, Way, WordPart
from ksearch.ranking.occurrences import ArticleTerms
from ksearch.ranking.search import bits_of, unit_of
from ksearch.ranking.statistics import Statistics

__all__ = ["Explained", "explain"]


# A term's field, its text, and in which kinds of sections it counts.
_Key: TypeAlias = tuple[str, str, frozenset[SectionKind]]


class Explained(NamedTuple):
    """Whether the article matches, and of each word how it stands and what it adds.

    ``bonuses`` are what it adds where the words stand, if the article is among the first.
    """

    matches: bool
    words: tuple[WordPart, ...]
    bonuses: tuple[Bonus, ...]


def explain(
    statistics: Statistics, plan: Plan, segment: int, article: int, texts: Sequence[str] = ()
) -> Explained:
    """What a plan is to one live article: its ordinal in a segment of the snapshot.

    ``texts`` are those of its sections: what is found there is quoted from them.

    Raises:
        IndexDamagedError: postings are not as they were written.
    """
    return _Explainer(statistics, segment, article, texts).explained(plan)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A unit of the query; of one that stands for a pattern only the terms that stand are told."""

    unit: Unit
    wanted: bool
    is_pattern: bool


class _Stand(NamedTuple):
    """A spot, what it tells, and where it stands, in code points from the article's beginning."""

    spot: Spot
    worth: float
    places: Sequence[int]


class _Explainer:
    def __init__(
        self, statistics: Statistics, segment: int, article: int, texts: Sequence[str]
    ) -> None:
        self.statistics = statistics
        self.parameters: Bm25f = statistics.parameters
        self.number = segment
        self.segment = statistics.snapshot.segments[segment]
        self.article = article
        self.texts = texts
        self.terms = ArticleTerms(statistics.snapshot, segment, article)
        self._ways: dict[Unit, tuple[Way, ...]] = {}
        self._units: dict[Expanded | Patterned, Unit] = {}

    def explained(self, plan: Plan) -> Explained:
        asked = list(self._asked(plan, wanted=True))
        owner = _owners(asked)
        words = [
            WordPart(one.unit.text, one.wanted, self._ways_of(one.unit), self._parts(one, owner))
            for one in asked
        ]
        return Explained(self._matches(plan), tuple(words), self._bonuses(plan, asked, words))

    def _unit(self, pattern: Expanded | Patterned) -> Unit:
        if pattern not in self._units:
            self._units[pattern] = unit_of(self.statistics, pattern)
        return self._units[pattern]

    def _asked(self, plan: Plan, *, wanted: bool) -> Iterator[_Asked]:
        match plan:
            case Unit():
                yield _Asked(plan, wanted, is_pattern=False)
            case Expanded() | Patterned():
                yield _Asked(self._unit(plan), wanted, is_pattern=True)
            case AnyPlan(parts) | AllPlan(parts):
                for part in parts:
                    yield from self._asked(part, wanted=wanted)
            case ExceptPlan(sought, unwanted):
                yield from self._asked(sought, wanted=wanted)
                yield from self._asked(unwanted, wanted=False)
            case _:
                return

    # ---- what matches ----

    def _matches(self, plan: Plan) -> bool:
        match plan:
            case Unit():
                return bool(self._ways_of(plan))
            case Expanded():
                return bool(self._ways_of(self._unit(plan)))
            case AnyPlan(parts):
                return any(map(self._matches, parts))
            case AllPlan(parts):
                return bool(parts) and all(map(self._matches, parts))
            case ExceptPlan(sought, unwanted):
                return self._matches(sought) and not self._matches(unwanted)
            case _:
                return self._has_bit(plan)

    def _has_bit(self, mask: Mask) -> bool:
        bits = bits_of(self.statistics, mask)[self.number]
        return bool(int(bits[self.article // 64]) >> self.article % 64 & 1)

    def _ways_of(self, unit: Unit) -> tuple[Way, ...]:
        if unit not in self._ways:
            ways = [self._way(chain, unit.kinds) for chain in unit.chains]
            self._ways[unit] = tuple(dict.fromkeys(way for way in ways if way is not None))
        return self._ways[unit]

    def _way(self, chain: Chain, wanted: tuple[SectionKind, ...]) -> Way | None:
        """How a chain holds, in sections of the wanted kinds, or None where it does not."""
        asked = set(wanted or KINDS)
        standing = [self.terms.standing("terms", term) for term in chain.terms]
        if not all(asked.intersection(there.kinds) for there in standing):
            return None
        if not chain.links:
            kinds = {kind for there in standing for kind in there.kinds}
            return Way(How.TERM, chain.terms, "", _ordered(kinds & asked)) if chain.terms else None
        found = [
            stretch
            for stretch in self._stretches(chain.links)
            if self.terms.kind(stretch.section) in asked
        ]
        if not found:
            return None
        best = min(found)
        how = How.APART if best.apart else How.AS_TYPED
        kinds = {self.terms.kind(stretch.section) for stretch in found}
        return Way(how, chain.terms, self._written(best), _ordered(kinds))

    def _stretches(self, links: Sequence[Link]) -> list[_Stretch]:
        """Where some links stand: the closest of each section."""
        places = [self.terms.standing("net", link.term).places for link in links]
        shared = set.intersection(*(set(of_link) for of_link in places))
        return [
            stretch
            for section in sorted(shared)
            if (stretch := _closest(section, links, [of_link[section] for of_link in places]))
        ]

    def _written(self, stretch: _Stretch) -> str:
        """What is written where some links stand."""
        if stretch.section >= len(self.texts):
            return ""
        text = self.texts[stretch.section]
        return text[_number_begin(text, stretch.begin) : stretch.end]

    # ---- what it is worth ----

    def _parts(self, asked: _Asked, owner: Mapping[_Key, _Asked]) -> tuple[TermPart, ...]:
        if not asked.wanted:
            return ()
        parts = [
            self._part(scored, asked.unit.kinds, _counted_with(scored, asked, owner))
            for scored in _dearest(asked.unit.scored)
        ]
        return tuple(part for part in parts if part.occurrences or not asked.is_pattern)

    def _part(
        self, scored: Scored, kinds: tuple[SectionKind, ...], counted_with: str | None
    ) -> TermPart:
        known, parameters = self.statistics, self.parameters
        field, term, weight, like = scored
        standing = self.terms.standing(field, term)
        occurrences = tuple(
            occurrence
            for occurrence in self._occurrences(field, standing.counts)
            if not kinds or occurrence.kind in kinds
        )
        idf = _idf(known.article_count, standing.df)
        usual = self._usual_idf(like)
        share = Share.TERM
        if field == "net":
            share = Share.BIGRAM
        elif like:
            share = Share.OTHER
        elif weight < 1.0:
            share = Share.BASE
        return TermPart(
            term,
            share,
            weight,
            standing.df,
            min(idf, usual) if usual else idf,
            occurrences,
            _saturated(sum(o.frequency for o in occurrences), parameters.k1),
            counted_with,
        )

    def _usual_idf(self, like: str) -> float:
        """The idf of the term in whose place another stands; 0 where there is none."""
        df = self.terms.standing("terms", like).df if like else 0
        return _idf(self.statistics.article_count, df)

    # ---- where the words stand ----

    def _bonuses(
        self, plan: Plan, asked: Sequence[_Asked], words: Sequence[WordPart]
    ) -> tuple[Bonus, ...]:
        """What it adds where spots stand: close together, early, as neighbours."""
        spots = list(dict.fromkeys(spot for unit in units(plan) for spot in unit.spots))
        known = {
            term.term: term.idf
            for one, word in zip(asked, words, strict=True)
            for term in word.terms
            if term.share is not Share.BIGRAM and not one.unit.kinds
        }
        stands = [
            _Stand(spot, self._worth(spot, known), list(self._places(spot))) for spot in spots
        ]
        stands_only = [stand for stand in stands if stand.places]
        found = (
            self._passage(stands_only),
            self._lead(stands_only),
            self._neighbours(stands),
        )
        return tuple(bonus for bonus in found if bonus.value)

    def _passage(self, stands: Sequence[_Stand]) -> Bonus:
        """The stretch where spots stand that tell the most, each counted once."""
        places = sorted(
            (place, number) for number, stand in enumerate(stands) for place in stand.places
        )
        best, inside = 0.0, set[int]()
        for end, _ in places:
            low = bisect_left(places, (end - self.parameters.passage_width,))
            here = {number for _, number in places[low : bisect_right(places, (end, math.inf))]}
            told = math.fsum(stands[number].worth for number in here)
            if told > best:
                best, inside = told, here
        named = ", ".join(stands[number].spot.term for number in sorted(inside))
        value = self.parameters.passage_weight * best
        return Bonus("passage", value, f"close together: {named}")

    def _lead(self, stands: Sequence[_Stand]) -> Bonus:
        """The earlier a spot first stands, the more."""
        reach = self.parameters.lead_reach
        told = math.fsum(stand.worth * math.exp(-stand.places[0] / reach) for stand in stands)
        named = ", ".join(f"{stand.spot.term} at {stand.places[0]}" for stand in stands)
        return Bonus("lead", self.parameters.lead_weight * told, f"early: {named}")

    def _neighbours(self, stands: Sequence[_Stand]) -> Bonus:
        """The closer one spot stands behind the one before it in the query, the more."""
        told, named = [], []
        for one, other in pairwise(stands):
            ends = [place + one.spot.length for place in one.places]
            between = [
                other.places[at] - end
                for end in ends
                if (at := bisect_left(other.places, end)) < len(other.places)
            ]
            if between:
                worth = min(one.worth, other.worth)
                told.append(worth * math.exp(-min(between) / self.parameters.next_reach))
                named.append(f"{one.spot.term} {other.spot.term}, {min(between)} apart")
        value = self.parameters.next_weight * math.fsum(told)
        return Bonus("neighbours", value, f"in the query's order: {'; '.join(named)}")

    def _places(self, spot: Spot) -> Iterator[int]:
        """Where a spot stands, in code points from the beginning of the article."""
        behind = set(self._all_places(spot.last)) if spot.last else set()
        for place in self._all_places(spot.first):
            if not spot.last or place + spot.apart in behind:
                yield place

    def _all_places(self, term: str) -> Iterator[int]:
        for section, places in self.terms.standing("net", term).places.items():
            yield from (self.terms.start(section) + place for place in places)

    def _worth(self, spot: Spot, known: Mapping[str, float]) -> float:
        own = known.get(spot.term) or self._usual_idf(spot.term)
        letters = [self.terms.standing("net", term).df for term in (spot.first, spot.last) if term]
        rarest = max(_idf(self.statistics.article_count, df) for df in letters)
        return max(own, self.parameters.letters_share * rarest)

    def _occurrences(self, field: str, counts: Sequence[int]) -> Iterator[Occurrence]:
        averages = self.statistics.averages[FIELDS.index(field)].tolist()
        rows = zip(KINDS, counts, self.terms.lengths(field), averages, strict=True)
        for kind, count, length, average in rows:
            if count:
                weights = self.parameters.kinds[kind]
                norm = 1 - weights.b + (weights.b * length / average if average else 0.0)
                yield Occurrence(kind, count, length, weights.weight, norm)


class _Stretch(NamedTuple):
    """Where links stand in a section; those with the least room between their parts come first."""

    apart: int
    section: int
    begin: int
    end: int


def _closest(
    section: int, links: Sequence[Link], places: Sequence[Sequence[int]]
) -> _Stretch | None:
    """The choice of places, one for each link, with the least room between them."""
    reached = [(place, 0, place) for place in places[0]]
    for link, of_link in zip(links[1:], places[1:], strict=True):
        behind = []
        for place in of_link:
            low = bisect_left(reached, (place - link.high,))
            high = bisect_right(reached, (place - link.low, math.inf))
            if low < high:
                before = reached[low:high]
                room = min((cost + _room(link, place - at), start) for at, cost, start in before)
                behind.append((place, *room))
        reached = behind
    size = len(links[-1].term)
    stretches = (_Stretch(cost, section, start, place + size) for place, cost, start in reached)
    return min(stretches, default=None)


def _room(link: Link, distance: int) -> int:
    """How much of the room that a link leaves is used; commas of a number are none."""
    return distance - link.low if link.high - link.low >= SLACK else 0


def _number_begin(text: str, at: int) -> int:
    """Where what stands there begins: the place of a number is as if it had no commas.

    >>> _number_begin("모두 3,452명", 4), _number_begin("모두 3,452명", 0)
    (3, 0)
    """
    while 0 < at < len(text) and _is_of_number(text[at]) and _is_of_number(text[at - 1]):
        at -= 1
    return at


def _is_of_number(letter: str) -> bool:
    return letter.isdigit() or letter == ","


def _ordered(kinds: set[SectionKind]) -> tuple[SectionKind, ...]:
    return tuple(kind for kind in KINDS if kind in kinds)


def _owners(asked: Sequence[_Asked]) -> dict[_Key, _Asked]:
    """Of each term that scores, the first of the words to which it is worth most."""
    owner: dict[_Key, tuple[float, _Asked]] = {}
    for one in asked:
        for scored in one.unit.scored if one.wanted else ():
            key = (scored.field, scored.term, frozenset(one.unit.kinds))
            if key not in owner or owner[key][0] < scored.share:
                owner[key] = (scored.share, one)
    return {key: one for key, (_, one) in owner.items()}


def _dearest(scored: Sequence[Scored]) -> list[Scored]:
    """Each term once, as what it is worth most."""
    found: dict[tuple[str, str], Scored] = {}
    for one in scored:
        known = found.get((one.field, one.term))
        if known is None or known.share < one.share:
            found[one.field, one.term] = one
    return list(found.values())


def _counted_with(scored: Scored, asked: _Asked, owner: Mapping[_Key, _Asked]) -> str | None:
    """The word with which a term is counted, or None if it is with the one that is asked for."""
    first = owner[scored.field, scored.term, frozenset(asked.unit.kinds)]
    return None if first is asked else first.unit.text


def _idf(articles: int, df: int) -> float:
    return math.log(1 + (articles - df + 0.5) / (df + 0.5)) if df else 0.0


def _saturated(frequency: float, k1: float) -> float:
    return 1.0 if math.isinf(frequency) else frequency / (frequency + k1)
