"""Where on a page's text is the headline, and what stands above it?

Comes in: the stripped lines of a page. Goes out: a ``Masthead``. Invariant: ``end`` is behind the
headline's last copy and not behind the first paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dateline import take_dateline
from ksearch.ingest.prose.dates import labelled_dates, parse_date
from ksearch.ingest.prose.furniture import (
    is_bullet,
    is_caption,
    is_furniture,
    is_picture_name,
    is_section_name,
    is_share,
    is_weather,
)

__all__ = ["Masthead", "find_masthead", "is_paragraph"]

_SHORTEST_HEADLINE = 6  # characters, where a repeated line could be a menu's
_LONGEST_MENU = 8  # characters; 전체기사보기 has 6
_SHORTEST_SENTENCE = 20  # characters
_LONGEST_HEADLINE = 120  # characters
_LONGEST_SECTION = 12  # characters
_SENTENCE_END = pattern(r"[가-힣][.?!][\"'”’)\]]*$|[.?!][\"”]$")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The headline and what stands above it; ``end`` is the first line below it."""

    headline: str
    end: int
    section: str | None = None
    date_retrieved: str | None = None
    date_published: str | None = None


def is_paragraph(line: str) -> bool:
    """Whether the line is surely of the body: a dateline, a whole sentence, a long text.

    >>> is_paragraph("서울시는 총회를 연다고 14일 밝혔다."), is_paragraph("서울시, 총회 연다")
    (True, False)
    """
    if len(line) > _LONGEST_HEADLINE:
        return True
    if len(line) >= _SHORTEST_SENTENCE and _SENTENCE_END.search(line):
        return True
    dateline, text = take_dateline(line)
    return dateline is not None and bool(text.strip()) and len(text) > _SHORTEST_SENTENCE


def find_masthead(lines: list[str]) -> Masthead:
    """The masthead of a page, or of a plain text, whose headline is its first line.

    >>> lines = ["로그인", "", "문화", "", "광장에 첫눈", "서울에 첫눈이 내렸다고 기상청이 밝혔다."]
    >>> top = find_masthead(lines)
    >>> top.headline, top.section, top.end
    ('광장에 첫눈', '문화', 5)
    """
    body = next((n for n, line in enumerate(lines) if _is_body(lines, n)), len(lines))
    shown = [n for n in range(body) if lines[n]]
    content = [n for n in shown if not _is_furniture(lines[n])]
    furnished = len(content) < len(shown) or _has_menu(lines, content)
    chosen = _repeated(lines, content)
    shared = next((n for n in reversed(shown) if is_share(lines[n])), None)
    if chosen is None and shared is not None:
        chosen = next((n for n in content if n > shared and not _is_menu(lines[n])), None)
    if chosen is None and furnished:
        chosen = next((n for n in content if not _is_menu(lines[n])), None)
    if chosen is None and content:
        chosen = content[-1] if furnished else content[0]
    if chosen is None:
        return Masthead("", body if furnished else 0)
    above = [n for n in shown if n < chosen]
    retrieved, published = _dates(lines, above)
    section = _section(lines, [n for n in content if n < chosen], shared)
    return Masthead(lines[chosen], chosen + 1, section, retrieved, published)


def _is_body(lines: list[str], n: int) -> bool:
    """A paragraph that is no caption: a caption is often a sentence too."""
    line = lines[n]
    if not is_paragraph(line) or is_bullet(line) or is_weather(line):
        return False
    return not is_caption(line) and not (n and is_picture_name(lines[n - 1]))


def _repeated(lines: list[str], content: list[int]) -> int | None:
    """The last copy of the longest line that stands twice above the body."""
    counts = Counter(lines[n] for n in content if len(lines[n]) >= _SHORTEST_HEADLINE)
    copies = [line for line, count in counts.items() if count > 1]
    if not copies:
        return None
    headline = max(copies, key=len)
    if len(headline) <= _LONGEST_MENU and " " not in headline:
        return None
    return max(n for n in content if lines[n] == headline)


def _section(lines: list[str], above: list[int], shared: int | None) -> str | None:
    """The name of the section: the last short line above the headline, if no menu holds it."""
    headline_at = max(above, default=-1)
    if headline_at < 0:
        return None
    name = lines[headline_at]
    if len(name) > _LONGEST_SECTION or (headline_at and is_section_name(lines[headline_at - 1])):
        return None
    below_share = shared is not None and headline_at > shared
    return name if below_share or is_section_name(name) else None


def _dates(lines: list[str], above: list[int]) -> tuple[str | None, str | None]:
    """When the page was saved (a bare date), and when it says that it was published."""
    retrieved = published = None
    for n in above:
        published = published or labelled_dates(lines[n])[0]
        if lines[n][:1].isdigit():
            retrieved = retrieved or parse_date(lines[n])
    return retrieved, published


def _is_furniture(line: str) -> bool:
    return (
        is_weather(line)
        or is_bullet(line)
        or is_furniture(line)
        or labelled_dates(line) != (None, None)
        or (line[:1].isdigit() and parse_date(line) is not None)
        or read_byline(line) is not None
        or not re.search(r"\w", line)
    )


def _is_menu(line: str) -> bool:
    return is_section_name(line) or (len(line) <= _LONGEST_MENU and " " not in line)


def _has_menu(lines: list[str], content: list[int]) -> bool:
    return bool(content) and is_section_name(lines[content[0]])
