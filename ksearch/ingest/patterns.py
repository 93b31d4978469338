"""How are patterns written beside the code that uses them, and yet not compiled at import?

Comes in: the source of a regular expression. Goes out: what behaves like the compiled pattern.
Invariant: nothing is compiled until the first match is asked for, and then once. The patterns of
this folder take 30 ms to compile, which a query that reads no page need not pay.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

__all__ = ["any_of", "pattern"]


class _Late:
    """Stands for a pattern; each method of the compiled one is kept here when first asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._given = source, flags

    def __getattr__(self, name: str) -> object:
        source, flags = self._given
        method: object = getattr(re.compile(source, flags), name)  # re remembers what it compiled
        setattr(self, name, method)
        return method


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of ``source``, compiled when it is first used.

    A pattern that is broken raises ``re.error`` then, not here.

    >>> pattern("[0-9]+").findall("3월 14일")
    ['3', '14']
    """
    return cast("re.Pattern[AnyStr]", _Late(source, flags))


def any_of(*words: str) -> re.Pattern[str]:
    """The pattern that finds where one of ``words`` stands.

    Of words alone ``re`` makes a class of their first letters and looks only for that; a single
    class or group among them makes the search three times as slow.

    >>> any_of("무단", "무료", "(c)").findall("무단 전재는 무료, (c) 무")
    ['무단', '무료', '(c)']
    """
    return pattern("|".join(map(re.escape, words)))
