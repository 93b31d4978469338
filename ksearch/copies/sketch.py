"""What is left of a text when only its likeness to others is asked for?

Comes in: which sections an article has, and their letters. Goes out: twelve bytes for each article
and the length of what they were made of. Where the body is long it alone speaks: copies of a story
have headlines of their own. Where it is short (a photograph, a headline alone), the headlines count
too. Captions never do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ksearch.copies.kernels import kernels
from ksearch.native import address

__all__ = ["BRIEF", "LINE", "SKETCH_BYTES", "Texts", "Used", "sketches"]

# Of 96 bits; in 4,262 headlines of a day and 16,321 articles no two texts were joined by chance.
SKETCH_BYTES = 12
# In code points: texts of agencies' photographs, whose half is boilerplate, are shorter.
BRIEF = 400
# In code points: a headline alone is shorter, and sketched finer.
LINE = 80
# Letters and digits: shorter headlines stand over one photograph or list every day.
FEWEST = 16

U1 = npt.NDArray[np.uint8]
U4 = npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]


class Used(NamedTuple):
    """Which sections an article's sketch is made of, and by article, how long they are together."""

    section: Bools
    size: U4


@dataclass(frozen=True, slots=True)
class Texts:
    """The sections of some articles, in their order: whose each is, and what.

    >>> owner, length = np.array([0, 0, 1, 1], np.uint32), np.array([9, 500, 9, 50], np.uint32)
    >>> body = np.array([False, True, False, True])
    >>> used = Texts(owner, length, body, np.zeros(4, bool), 2).used
    >>> used.section.tolist(), used.size.tolist()
    ([False, True, True, True], [500, 59])
    """

    article: U4
    length: U4
    is_body: Bools
    is_caption: Bools
    articles: int

    @property
    def used(self) -> Used:
        """What speaks for each article."""
        is_long = self._sum(self.is_body) >= BRIEF
        section = np.where(is_long[self.article], self.is_body, ~self.is_caption)
        return Used(section, self._sum(section).astype(np.uint32))

    def _sum(self, which: Bools) -> npt.NDArray[np.float64]:
        lengths = np.where(which, self.length, 0).astype(np.float64)
        return np.bincount(self.article, lengths, self.articles).astype(np.float64)


def sketches(texts: Texts, codes: U4, start: U4, classes: U1) -> U1:
    """The sketch of each article, one after the other; zeros where there is too little text.

    Args:
        texts: the sections.
        codes: their letters; section s begins at ``start[s]``.
        start: see above.
        classes: of every code point, whether it is a digit or a letter (``ksearch.analysis``).

    Raises:
        MemoryError: there is not enough.
    """
    section = texts.used.section
    begin = start[section]
    end = begin + texts.length[section]
    counts = np.bincount(texts.article[section], minlength=texts.articles)
    behind = np.cumsum(counts).astype(np.uint32)
    made = np.zeros(texts.articles * SKETCH_BYTES, np.uint8)
    held = (codes, classes, begin.astype(np.uint32), end.astype(np.uint32), behind)
    given = [address(array) for array in held]
    if not kernels().ks_sketch(*given, texts.articles, FEWEST, LINE, address(made)):
        raise MemoryError("there is not enough memory to sketch texts")
    return made
