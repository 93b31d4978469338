"""What stands between the headline and the text, and below it: dates, reporters?

Comes in: the lines that a page shows, its headline and its text. Goes out: the dates that the lines
give, and whom they name. Invariant: what stands elsewhere on the page, as the day of the last
edition, says nothing of the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dates import labelled_dates, parse_date
from ksearch.ingest.prose.furniture import is_footer
from ksearch.ingest.prose.names import is_medium, names_before_titles
from ksearch.ingest.trees.markup import letters

__all__ = ["Stamp", "read_stamp", "signed_off"]

_ABOVE = 60  # lines between a headline and the text: the buttons of a portal's player
_WITHOUT_HEADLINE = 12
_BELOW = 8
_BARS = pattern(r"[|｜│/]|\sㅣ\s|(?=입력|등록|승인|작성|송고)")  # 홍길동 기자 | 입력 2023.11.18
_SPOKEN = pattern(
    r"(?:(?P<medium>[가-힣A-Za-z0-9]{2,12})(?:\s뉴스)?\s)?(?P<name>[가-힣]{2,4})(?P<title>\s?기자)?"
    r"(?:이었|였)?입니다\.?"
)


class Stamp(NamedTuple):
    """What the lines around a text say; ``None`` and nothing where they do not."""

    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()


def read_stamp(shown: Sequence[str], headline: str, body: Sequence[str]) -> Stamp:
    """What stands between the headline and the first line of the body, and below the last.

    >>> shown = ["첫눈", "입력", "2023.11.18. 오전 9:30", "홍길동 기자", "눈이 왔다.", "정치"]
    >>> read_stamp(shown, "첫눈", ["눈이 왔다."])
    Stamp(published='2023-11-18T09:30+09:00', modified=None, authors=('홍길동',))
    """
    if not body:
        return Stamp()
    keys = [letters(line) for line in shown]
    top = next((n for n, line in enumerate(shown) if line == headline), None)
    first = _place(keys, letters(body[0]), 0 if top is None else top)
    if first is None:
        return Stamp()
    top = max((n for n in range(first) if shown[n] == headline), default=None)
    start = max(0, first - (_WITHOUT_HEADLINE if top is None else _ABOVE))
    above = shown[start if top is None else max(start, top + 1) : first]
    published, modified = labelled_dates("\n".join(above))
    bare = (date for line in above if line[:1].isdigit() and (date := parse_date(line)))
    published = published or next((date for date in bare if "T" in date), None)
    last = _place(keys, letters(body[-1]), first) or first
    names: dict[str, None] = {}
    for line in (*above, *_below(shown[last + 1 : last + 1 + _BELOW])):
        for part in _BARS.split(line):
            if (signed := read_byline(part.strip())) is not None:
                names.update(dict.fromkeys(signed.authors))
    return Stamp(published, modified, tuple(names))


def _place(keys: Sequence[str], key: str, start: int = 0) -> int | None:
    return next((n for n in range(start, len(keys)) if key and keys[n] == key), None)


def _below(lines: Sequence[str]) -> Sequence[str]:
    """The lines up to where something else begins."""
    end = next((n for n, line in enumerate(lines) if is_footer(line)), len(lines))
    return lines[:end]


def signed_off(body: Sequence[str]) -> tuple[str, ...]:
    """Who says at the end of a broadcast that the report is theirs.

    >>> signed_off(["눈이 왔습니다.", "가람방송 뉴스 홍길동입니다."])
    ('홍길동',)
    >>> signed_off(["범인은 이웃입니다."])
    ()
    """
    for line in reversed(body[-3:]):
        said = _SPOKEN.fullmatch(line)
        if said is None or not (said["title"] or (said["medium"] and is_medium(said["medium"]))):
            continue
        names, _ = names_before_titles([said["name"], "기자"])
        if names:
            return tuple(names)
    return ()
