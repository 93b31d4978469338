"""Which articles of a segment are of a time, or have a name? A bit an article.

Comes in: a mask of a plan, a segment. Goes out: its bitmap, deleted articles included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ksearch.analysis.words import fold, words
from ksearch.codec import SegmentColumns
from ksearch.errors import AttributesMissingError
from ksearch.plan import Dated, Named, Undated

__all__ = ["Bits", "bitmap", "is_called", "marked"]

Bits = npt.NDArray[np.uint64]
# Names whose words are remembered.
MOST_NAMES = 50_000


def bitmap(mask: npt.NDArray[np.bool_]) -> Bits:
    """A bit for each truth, the low ones first, in whole words.

    >>> bitmap(np.array([True, False, True])).tolist()
    [5]
    """
    packed = np.packbits(mask, bitorder="little")
    return np.concatenate([packed, np.zeros(-len(packed) % 8, np.uint8)]).view(np.uint64)


def marked(mask: Dated | Undated | Named, segment: SegmentColumns) -> Bits:
    """The bitmap of a mask.

    Raises:
        AttributesMissingError: the segment is from before articles had names.
        IndexDamagedError: its names are not as they were written.
    """
    match mask:
        case Dated(first, end):
            date = segment.article_date
            of_time = date > 0
            if first is not None:
                of_time &= date >= first
            if end is not None:
                of_time &= date < end
            return bitmap(of_time)
        case Undated():
            return bitmap(segment.article_date <= 0)
        case Named(attribute, text):
            return _named(segment, attribute, text)


def _named(segment: SegmentColumns, attribute: str, text: str) -> Bits:
    if segment.attributes is None:
        raise AttributesMissingError(segment.path.parent)
    column = segment.attributes[attribute]
    is_meant = is_called(text)
    wanted = [is_meant(n.decode("utf-8", "surrogatepass")) for n in column.names]
    found = np.zeros(-(-segment.article_count // 64), np.uint64)
    column.mark(np.array(wanted, np.uint8), found)
    return found


def is_called(text: str) -> Callable[[str], bool]:
    """Whether a name is what a text says: as a whole, or some of its words in a row.

    Case, width, spaces and punctuation do not matter; ``*`` stands for any letters, ``?`` for one,
    in the whole name or in one of its words.

    >>> [is_called(text)("한빛 일보 Weekly") for text in ("한빛일보", "weekly", "빛", "일*")]
    [True, True, False, True]
    """
    if "*" in text or "?" in text:
        pieces = re.split(r"([*?])", unicodedata.normalize("NFC", text))
        plain = "".join([p if p in {"*", "?"} else _joined(p) for p in pieces])
        pattern = re.compile(translate(plain))  # which never tries all ways to part a name
        return lambda name: any(map(pattern.fullmatch, _forms(name)))
    sought = _joined(unicodedata.normalize("NFC", text))
    return lambda name: bool(sought) and _holds(_words(name), sought)


def _holds(parts: tuple[str, ...], sought: str) -> bool:
    """Whether some words in a row are what is sought."""
    if sought not in "".join(parts):
        return False
    for begin in range(len(parts)):
        rest = sought
        for part in parts[begin:]:
            if not rest.startswith(part):
                break
            rest = rest[len(part) :]
            if not rest:
                return True
    return False


def _forms(name: str) -> tuple[str, ...]:
    parts = _words(name)
    return ("".join(parts), *parts)


def _joined(text: str) -> str:
    return "".join(_words(text))


@lru_cache(MOST_NAMES)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word, _ in words(name))
