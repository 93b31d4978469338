"""On real news, stories are those that a plain count of common runs finds; figures have floors.

How much pairs must have in common to be one story was decided by reading them: of long texts all
pairs with 80% of their word triples told the same news, and all but two of the 92 that were joined
below 65%. Of brief ones, mostly photographs of one event, all 42 that were joined did; pairs that
were not show other moments of it. Of one day's headlines all with 75% of their letter pairs did.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import ksearch
from ksearch.article import SectionKind
from ksearch.copies.sketch import BRIEF
from ksearch.engine import WhooshIndex
from tests.copies.reference import letter_pairs, near_pairs, share, word_triples

ONE_DAY = "newstrust_kpf_2021-06"
SAME, SAME_HEADLINE = 0.8, 0.75
# What has less in common and is joined all the same may be other news.
LEAST, LEAST_IF_BRIEF = 0.5, 0.65
Pair = tuple[int, int]


def _texts(index: WhooshIndex) -> tuple[dict[str, int], list[str], list[bool]]:
    """The number of each article, the text that speaks for it, and whether that is long."""
    number: dict[str, int] = {}
    texts: list[str] = []
    is_long: list[bool] = []
    for article in index.articles():
        body = [s.text for s in article.sections if s.kind is SectionKind.BODY]
        number[article.id] = len(texts)
        is_long.append(sum(map(len, body)) >= BRIEF)
        texts.append(" ".join(body if is_long[-1] else [article.headline, *body]))
    return number, texts, is_long


def _joined(index: WhooshIndex, number: dict[str, int]) -> set[Pair]:
    """The pairs of articles that the index has in one story."""
    snapshot = index._view.snapshot
    stories = snapshot.stories
    assert stories is not None
    members: dict[int, list[int]] = {}
    for place, segment in enumerate(snapshot.segments):
        for ordinal in range(segment.article_count):
            story = stories.number(place, ordinal)
            if story:
                members.setdefault(story, []).append(number[segment.article_id(ordinal)])
    return {pair for story in members.values() for pair in combinations(sorted(story), 2)}


def _part(holds: Callable[[Pair], bool], of: set[Pair]) -> float:
    return sum(map(holds, of)) / len(of)


@pytest.fixture(scope="module")
def day_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("day") / "index"
    with gzip.open(shared / "data" / "headlines.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    with ksearch.open(folder, create=True) as index:
        index.add(
            ksearch.to_article({"id": str(number), "headline": row["title"]})
            for number, row in enumerate(rows)
            if row["src"] == ONE_DAY
        )
    return folder


def test_stories_of_an_archive_are_those_of_a_plain_count(news_index: Path) -> None:
    """Nearly all long copies are found, and what is joined has most of its words in common."""
    with ksearch.open(news_index) as index:
        number, texts, is_long = _texts(index)
        joined = _joined(index, number)
    runs = [word_triples(text) for text in texts]
    same = {*near_pairs(runs, SAME)}
    long = {pair for pair in joined | same if is_long[pair[0]] and is_long[pair[1]]}
    common = {(a, b): share(runs[a], runs[b]) for a, b in joined}
    precision = _part(lambda pair: common[pair] >= LEAST, joined & long)
    brief_precision = _part(lambda pair: common[pair] >= LEAST_IF_BRIEF, joined - long)
    recall = _part(joined.__contains__, same & long)
    brief_recall = _part(joined.__contains__, same - long)
    sys.stdout.write(
        f"{len(joined)} pairs joined; long: recall {recall:.3f} of {len(same & long)}, precision "
        f"{precision:.3f}; brief: recall {brief_recall:.3f} of {len(same - long)}, precision "
        f"{brief_precision:.3f}\n"
    )
    assert recall >= 0.94
    assert precision >= 0.97
    assert brief_precision >= 0.97
    assert brief_recall >= 0.45


def test_headlines_of_one_day_are_joined_where_they_say_the_same(day_index: Path) -> None:
    """No two of other news; of those that say the same, nearly half, for the rest are reworded."""
    with ksearch.open(day_index) as index:
        number, texts, _ = _texts(index)
        joined = _joined(index, number)
    runs = [letter_pairs(text) for text in texts]
    same = {*near_pairs(runs, SAME_HEADLINE)}
    recall, precision = _part(joined.__contains__, same), _part(same.__contains__, joined)
    sys.stdout.write(f"{len(joined)} pairs joined: recall {recall:.3f} of {len(same)}, ")
    sys.stdout.write(f"precision {precision:.3f}\n")
    assert precision >= 0.97
    assert recall >= 0.44
