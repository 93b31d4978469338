"""Which articles, in which order? A plan evaluated over every segment of a snapshot.

Order: score (rounded to six decimals, so that the order of additions cannot matter), then date,
newest first and undated last, then id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec import SegmentColumns
from ksearch.plan import AllPlan, AnyPlan, Chain, ExceptPlan, Plan, Scored, Unit, units
from ksearch.ranking.bm25f import idf
from ksearch.ranking.chains import sections_with
from ksearch.ranking.statistics import Statistics

__all__ = ["Ranked", "Ranking", "rank"]

DECIMALS = 6
BLOCK = 128  # articles: the best of each block bounds the best of all
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer[Any]]
NONE: Integers = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article's place: which segment of the snapshot, which ordinal in it, and its score."""

    segment: int
    article: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """How many articles match, those asked for, and the idf of each term that scored."""

    total: int
    articles: tuple[Ranked, ...]
    idf: dict[Scored, float]


def rank(statistics: Statistics, node: Plan, limit: int, offset: int = 0) -> Ranking:
    """The best articles for a plan, from place ``offset`` on, at most ``limit`` of them."""
    segments = statistics.snapshot.segments
    masks = [_matching(statistics, segment, node) for segment in segments]
    total = sum(int(np.count_nonzero(mask)) for mask in masks)
    if not total:
        return Ranking(0, (), {})
    scores, weights = _scores(statistics, _distinct(node))
    found = [
        _promising(score, mask, limit + offset) for score, mask in zip(scores, masks, strict=True)
    ]
    owner = np.repeat(np.arange(len(segments)), [len(articles) for articles in found])
    article = np.concatenate(found)
    score = np.concatenate(
        [np.round(s[articles], DECIMALS) for s, articles in zip(scores, found, strict=True)]
    )
    date = np.concatenate(
        [s.article_date[articles] for s, articles in zip(segments, found, strict=True)]
    )
    chosen = _best(score, date, limit + offset)
    rows = [
        (
            -float(score[i]),
            -int(date[i]),
            segments[int(owner[i])].article_id(int(article[i])),
            int(i),
        )
        for i in chosen.tolist()
    ]
    page = sorted(rows)[offset : offset + limit]
    return Ranking(
        total,
        tuple(Ranked(int(owner[i]), int(article[i]), -negative) for negative, _, _, i in page),
        weights,
    )


def _promising(score: Floats, mask: Mask, count: int) -> Integers:
    """The matching articles that may be among the first ``count``, and not many others.

    The ``count``-th best of the best of each block cannot be better than the ``count``-th best of
    all: what is below it by more than rounding is out.
    """
    whole = len(score) // BLOCK * BLOCK
    if not 0 < count < whole // BLOCK:
        return np.flatnonzero(mask)
    tops = np.where(mask[:whole], score[:whole], -1.0).reshape(-1, BLOCK).max(axis=1)
    bound = np.partition(tops, len(tops) - count)[len(tops) - count]
    return np.flatnonzero(mask & (score >= bound - 10.0**-DECIMALS))


def _best(score: Floats, date: Integers, count: int) -> Integers:
    """The first ``count`` by score and date, with all that tie with the last of them."""
    everything = np.arange(len(score))
    if count >= len(score):
        return everything
    if count <= 0:
        return everything[:0]
    bound = np.partition(score, len(score) - count)[len(score) - count]
    kept = np.flatnonzero(score >= bound)
    order = kept[np.lexsort((-date[kept], -score[kept]))]
    last = order[count - 1]
    tied = (score[order] == score[last]) & (date[order] == date[last])
    tied[:count] = True
    best: Integers = order[tied]
    return best


def _matching(statistics: Statistics, segment: SegmentColumns, node: Plan) -> Mask:
    """Which live articles of the segment the plan matches."""
    match node:
        case Unit():
            mask = np.zeros(segment.article_count, bool)
            for chain in node.chains:
                mask[_articles_with(statistics, segment, chain)] = True
            return mask
        case AnyPlan(parts):
            mask = np.zeros(segment.article_count, bool)
            for part in parts:
                mask |= _matching(statistics, segment, part)
            return mask
        case AllPlan(parts):
            mask = np.full(segment.article_count, bool(parts))
            for part in parts:
                mask &= _matching(statistics, segment, part)
            return mask
        case ExceptPlan(wanted, unwanted):
            return _matching(statistics, segment, wanted) & ~_matching(
                statistics, segment, unwanted
            )


def _articles_with(statistics: Statistics, segment: SegmentColumns, chain: Chain) -> Integers:
    """The live articles of the segment in one of whose sections the chain stands."""
    if len(chain.links) == 1:  # its postings are the answer, and likely to be scored too
        only = chain.links[0]
        return _frequencies(statistics, segment, Scored(only.field, only.term))[0]

    def make() -> Integers:
        articles = np.unique(segment.section_article[sections_with(segment, chain)])
        return articles[segment.live[articles]]

    key = (segment.segment.segid, chain.slack, chain.links)
    return statistics.memory.get(key, make)


def _distinct(node: Plan) -> tuple[Scored, ...]:
    """Each term once; one that some word has in full is no base."""
    found = dict.fromkeys(scored for unit in units(node) for scored in unit.scored)
    return tuple(s for s in found if not (s.is_base and Scored(s.field, s.term) in found))


def _scores(
    statistics: Statistics, scored: tuple[Scored, ...]
) -> tuple[list[Floats], dict[Scored, float]]:
    """The score of every article, segment by segment, and the idf of each term."""
    segments = statistics.snapshot.segments
    weights: dict[Scored, float] = {}
    parts: list[list[tuple[Integers, Floats]]] = [[] for _ in segments]
    for term in scored:
        found = [_frequencies(statistics, segment, term) for segment in segments]
        df = sum(len(articles) for articles, _ in found)
        if not df:
            continue
        weights[term] = idf(df, statistics.article_count)
        share = weights[term] * _share(statistics, term)
        for part, (articles, saturated) in zip(parts, found, strict=True):
            part.append((articles, share * saturated))
    scores: list[Floats] = []
    for segment, part in zip(segments, parts, strict=True):
        articles = np.concatenate([NONE, *(articles for articles, _ in part)])
        worth = np.concatenate([np.zeros(0), *(worth for _, worth in part)])
        score = np.bincount(articles, worth, minlength=segment.article_count)
        scores.append(score.astype(np.float64, copy=False))
    return scores, weights


def _share(statistics: Statistics, term: Scored) -> float:
    if term.is_base:
        return statistics.parameters.base_weight
    return statistics.parameters.net_weight if term.field == "net" else 1.0


def _frequencies(
    statistics: Statistics, segment: SegmentColumns, term: Scored
) -> tuple[Integers, Floats]:
    """The live articles with the term, rising, and its saturated frequency in each."""
    key = (segment.segment.segid, term.field, term.term)
    return statistics.memory.get(key, lambda: _made_frequencies(statistics, segment, term))


def _made_frequencies(
    statistics: Statistics, segment: SegmentColumns, term: Scored
) -> tuple[Integers, Floats]:
    field = segment.fields[term.field]
    row = field.row(term.term.encode("utf-8", "surrogatepass"))
    if row is None:
        return NONE, np.zeros(0)
    postings = field.postings(row)
    article = segment.section_article[postings.docnum]
    kind = segment.section_kind[postings.docnum]
    worth = postings.tf * statistics.norms(segment, term.field)[kind, article]
    begins = np.ones(len(article), bool)
    begins[1:] = article[1:] != article[:-1]
    first = np.flatnonzero(begins)
    articles, frequency = article[first].astype(np.int64), np.add.reduceat(worth, first)
    if len(segment.deleted):
        kept = segment.live[articles]
        articles, frequency = articles[kept], frequency[kept]
    return articles, statistics.parameters.saturate(frequency)
