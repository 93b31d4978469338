"""Which words are on a list that comes with ksearch?

Comes in: the name of a list. Goes out: its words. Invariant: a list is read once, when it is first
asked for, from ``words/`` beside this file.

- places: cities and provinces of datelines; those abroad where Korean media keep reporters.
- surnames: Korean surnames of one syllable.
- not_names: words that begin with a surname, stand before titles, and are no names.
- labels: what stands before a name and says what its bearer did.
- section_names: what news sites call their sections.
- body_names: ids and classes of the element that holds an article's body.
- menu_words: what stands in the menus of news sites beside the sections.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["words"]


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "서울" in words("places"), "김" in words("surnames")
    (True, True)
    """
    path = Path(__file__).with_name("words") / f"{name}.txt"
    return frozenset(path.read_text("utf-8").split())
