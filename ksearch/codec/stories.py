"""Which articles of the index tell the same story?

A file of its own (kind ``stories``), written with every commit that has any: what the sketches of
all live articles say, whichever segments they lie in. Stories of one article are not in it.

    article   u4[…]  the articles of each story, rising, story by story; an article's number counts
                     through all segments in the order of the table of contents, deleted ones too
    end       u4[…]  where each story ends
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ksearch.article import SectionKind
from ksearch.codec.batch import U4
from ksearch.codec.columns import SegmentColumns, sound_array
from ksearch.codec.fields import KINDS
from ksearch.codec.inversion import Sections
from ksearch.codec.segment import ArticleSegment
from ksearch.copies import SKETCH_BYTES, Texts, first_of_story
from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile, write_arrays

__all__ = ["Stories", "find_stories", "texts_of", "write_stories"]

KIND = b"stories"
VERSION = 1
_BODY, _CAPTION = KINDS.index(SectionKind.BODY), KINDS.index(SectionKind.CAPTION)


def texts_of(sections: Sections) -> Texts:
    """The sections, as a sketch is made of them."""
    is_body, is_caption = sections.kind == _BODY, sections.kind == _CAPTION
    return Texts(sections.article, sections.length, is_body, is_caption, sections.articles)


def find_stories(segments: Sequence[SegmentColumns]) -> list[U4]:
    """The stories that several live articles tell: their numbers, rising, story by story."""
    base = [0, *accumulate(segment.article_count for segment in segments)]
    number = [_candidates(segment) for segment in segments]
    if sum(map(len, number)) < 2:  # noqa: PLR2004 -- one article is no copy
        return []
    rows = zip(segments, number, strict=True)
    sketch = np.concatenate([s.sketch.reshape(-1, SKETCH_BYTES)[n] for s, n in rows])
    rows = zip(segments, number, strict=True)
    size = np.concatenate([texts_of(s.sections).used.size[n] for s, n in rows])
    article = np.concatenate([n + first for n, first in zip(number, base[:-1], strict=True)])
    first = first_of_story(sketch.reshape(-1), size)
    _, story, count = np.unique(first, return_inverse=True, return_counts=True)
    is_told = np.flatnonzero(count[story] > 1)
    order = is_told[np.argsort(story[is_told], kind="stable")]
    ends = np.cumsum(count[count > 1])
    return np.split(article[order].astype(np.uint32), ends[:-1]) if len(order) else []


def _candidates(segment: SegmentColumns) -> npt.NDArray[np.int64]:
    """The live articles that have a sketch."""
    if not len(segment.sketch):
        return np.zeros(0, np.int64)
    has_sketch = segment.sketch.reshape(-1, SKETCH_BYTES).any(axis=1)
    return np.flatnonzero(has_sketch & segment.live)


def write_stories(path: Path, stories: Sequence[U4]) -> None:
    """Write what ``find_stories`` gave, durably."""
    end = np.cumsum([len(story) for story in stories]).astype(np.uint32)
    write_arrays(path, KIND, VERSION, {}, {"article": np.concatenate(stories), "end": end})


class Stories:
    """The stories of one commit, by article and whole.

    Raises:
        FileNotFoundError: a newer commit has removed the file.
        IndexDamagedError: it is not as it was written.
    """

    def __init__(self, path: Path, segments: Sequence[ArticleSegment]) -> None:
        file = ArrayFile(path, KIND, VERSION)
        article: U4 = sound_array(file, "article", "<u4")
        end: U4 = sound_array(file, "end", "<u4")
        self._base = [0, *accumulate(segment.articles for segment in segments)]
        if not _are_sound(article, end, self._base[-1]):
            raise IndexDamagedError(path, "its stories contradict each other")
        of = np.zeros(self._base[-1], np.uint32)
        count = np.diff(end, prepend=np.uint32(0))
        of[article] = np.repeat(np.arange(1, len(end) + 1, dtype=np.uint32), count)
        if np.count_nonzero(of) != len(article):
            raise IndexDamagedError(path, "an article is in two of its stories")
        self._of = of.data
        self._article, self._end = article.data, end.data

    def number(self, segment: int, article: int) -> int:
        """The number of an article's story, from 1 on; 0 where nothing is like it."""
        return self._of[self._base[segment] + article]

    def places(self, story: int) -> list[tuple[int, int]]:
        """The articles of a story: segment and ordinal, rising."""
        begin = self._end[story - 2] if story > 1 else 0
        segment, found = 0, []
        for article in self._article[begin : self._end[story - 1]]:
            while article >= self._base[segment + 1]:
                segment += 1
            found.append((segment, article - self._base[segment]))
        return found


def _are_sound(article: U4, end: U4, articles: int) -> bool:
    """Whether every story has two articles at least, rising, of those that there are."""
    count = np.diff(end.astype(np.int64), prepend=0)
    if (count < 2).any() or count.sum() != len(article):  # noqa: PLR2004 -- one is no copy
        return False
    rises = np.diff(article.astype(np.int64)) > 0
    rises[end[:-1] - 1] = True  # from one story to the next
    return bool(rises.all()) and bool((article < articles).all())
