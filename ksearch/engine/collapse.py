"""How is a page of stories made of a ranking of articles?

A story's place is that of its best article; its head is the earliest of its articles that the query
matches, the others are its copies. Which articles tell one story is known from the commit
(``ksearch.codec.stories``), so that neither pages nor segments can part them: the heads of all
pages, with their copies, are the articles that match, each once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ksearch.codec import Snapshot, Stories
from ksearch.ranking import Place, Ranked

__all__ = ["SHARE", "Page", "collapsed"]

# Where copies took places, so many times as many are ranked again: the next may be copies as well,
# and to rank many takes hardly longer than to rank few.
MORE = 4
# One in so many articles of an answer is a copy, or fewer: a tenth of the answers to questions have
# any among the first ten. So many more are ranked where a page reaches far down.
SHARE = 4
_NO_COPIES: tuple[str, ...] = ()


class Page(NamedTuple):
    """Heads in order, each with its story's best score, and of each the ids of its copies."""

    heads: Sequence[Ranked]
    copies: Sequence[tuple[str, ...]]


def collapsed(
    snapshot: Snapshot,
    stories: Stories,
    best: Callable[[int], Sequence[Ranked]],
    matching: Callable[[Sequence[Place]], Sequence[bool]],
    limit: int,
    offset: int,
) -> Page:
    """The stories from place ``offset`` on, at most ``limit`` of them.

    ``best`` gives so many of the best articles or more, fewer where there are no more; ``matching``
    tells of some places, segment by segment, whether the query matches the articles there.
    """
    told = _first(stories, best, offset + limit if limit else 0)
    shown = list(told.items())[offset : offset + limit]
    places = sorted(
        Place(*place) for story, _ in shown if story > 0 for place in stories.places(story)
    )
    if not places:
        return Page([first for _, first in shown], [_NO_COPIES] * len(shown))
    members = defaultdict(list)
    for place, is_match in zip(places, matching(places), strict=True):
        if is_match:
            members[stories.number(*place)].append(place)
    groups = [_head_and_copies(snapshot, first, members[story]) for story, first in shown]
    heads, copies = zip(*groups, strict=True)
    return Page(heads, copies)


def _first(
    stories: Stories, best: Callable[[int], Sequence[Ranked]], wanted: int
) -> dict[int, Ranked]:
    """The best article of each of the first stories, in order.

    The keys are the stories' numbers, for an article of its own one below 1.
    """
    count = wanted
    while True:
        articles = best(count)
        told: dict[int, Ranked] = {}
        for place, ranked in enumerate(articles):
            if len(told) == wanted:
                break
            told.setdefault(stories.number(ranked.segment, ranked.article) or -place, ranked)
        if len(told) == wanted or len(articles) < count:
            return told
        count = MORE * len(articles)


def _head_and_copies(
    snapshot: Snapshot, best: Ranked, members: Sequence[Place]
) -> tuple[Ranked, tuple[str, ...]]:
    """The earliest article, undated ones last, then by id; and the ids of the others, likewise."""
    if len(members) < 2:  # noqa: PLR2004 -- one is no copy
        return best, _NO_COPIES
    rows = []
    for place in members:
        columns = snapshot.segments[place.segment]
        date = int(columns.article_date[place.article])
        rows.append((not date, date, columns.article_id(place.article), place))
    rows.sort()
    _, date, _, first = rows[0]
    head = Ranked(best.score, date, first.segment, first.article)
    return head, tuple([row[2] for row in rows[1:]])
