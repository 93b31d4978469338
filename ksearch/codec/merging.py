"""Which segments become one, and how?

Segments of like size are merged eight at a time, up to what fits in memory; one that is more than
half deleted is written anew. Merging concatenates tokens and inverts them again, by column.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ksearch.codec.batch import FieldTokens, StoredArticle
from ksearch.codec.columns import SegmentColumns
from ksearch.codec.fields import FIELDS
from ksearch.codec.inversion import invert
from ksearch.codec.layout import write_segment
from ksearch.codec.segment import ArticleSegment

__all__ = ["choose_merge", "merge"]

# Eight is Lucene's and LevelDB's order of magnitude: each article is written about log8(n) times.
FAN_IN = 8
# Merging holds every token of its sources in memory, some 40 KB an article: here that is 0.8 GB.
MOST_ARTICLES = 20_000


def choose_merge(segments: Sequence[ArticleSegment]) -> list[ArticleSegment]:
    """The segments to make one of now, in their order; none where all is well.

    >>> small = [ArticleSegment("MAIN", str(n), articles=10) for n in range(8)]
    >>> len(choose_merge([ArticleSegment("MAIN", "x", articles=9000), *small]))
    8
    """
    wasteful = [s for s in segments if s.deleted_articles * 2 > s.articles]
    if wasteful:
        return [max(wasteful, key=lambda s: s.deleted_articles)]
    tiers: dict[int, list[ArticleSegment]] = {}
    for segment in segments:
        if _live(segment) <= MOST_ARTICLES // 2:
            tier = int(np.log(max(_live(segment), 1)) / np.log(FAN_IN))
            tiers.setdefault(tier, []).append(segment)
    full = [tier for tier in tiers.values() if len(tier) >= FAN_IN]
    if not full:
        return []
    chosen: list[ArticleSegment] = []
    for segment in min(full, key=lambda tier: sum(map(_live, tier))):
        if sum(map(_live, chosen)) + _live(segment) <= MOST_ARTICLES:
            chosen.append(segment)
    return chosen


def _live(segment: ArticleSegment) -> int:
    return segment.articles - segment.deleted_articles


def merge(folder: Path, sources: Sequence[SegmentColumns]) -> ArticleSegment:
    """Write one segment with the live articles of several, in their order."""
    articles: list[StoredArticle] = []
    owners, kinds = [], []
    parts: dict[str, list[FieldTokens]] = {name: [] for name in FIELDS}
    vocabulary: dict[str, dict[bytes, int]] = {name: {} for name in FIELDS}
    base = 0
    for source in sources:
        new_article = np.cumsum(source.live) - 1 + len(articles)
        kept = source.live[source.section_article]
        new_section = np.cumsum(kept) - 1 + base
        owners.append(new_article[source.section_article[kept]])
        kinds.append(source.section_kind[kept])
        for name in FIELDS:
            parts[name].append(_live_tokens(source, name, kept, new_section, vocabulary[name]))
        base += int(kept.sum())
        articles += [
            StoredArticle(
                source.article_id(n), source.digest(n), int(source.article_date[n]), content
            )
            for n, content in zip(
                np.flatnonzero(source.live).tolist(), source.contents(), strict=True
            )
        ]
    segment = ArticleSegment(sources[0].segment.indexname, articles=len(articles), sections=base)
    fields = {}
    for name in FIELDS:
        terms = [term.decode("utf-8", "surrogatepass") for term in vocabulary[name]]
        fields[name] = invert(FieldTokens.joined(parts[name]), terms)
    write_segment(
        folder / segment.filename, articles, np.concatenate(owners), np.concatenate(kinds), fields
    )
    return segment


def _live_tokens(
    source: SegmentColumns,
    name: str,
    kept: np.ndarray,
    new_section: np.ndarray,
    vocabulary: dict[bytes, int],
) -> FieldTokens:
    columns = source.fields[name]
    number = np.array(
        [vocabulary.setdefault(columns.term(row), len(vocabulary)) for row in range(len(columns))],
        np.int32,
    )
    all_tokens = columns.tokens()
    live = kept[all_tokens.section]
    return FieldTokens(
        number[all_tokens.term[live]],
        new_section[all_tokens.section[live]].astype(np.int32),
        all_tokens.position[live],
    )
