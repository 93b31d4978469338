"""What stands around the headline of an HTML page: its section above, its subheadline below?

Comes in: the tree of the page, or the lines that it shows. Goes out: names of sections, lines of
subheadlines. Invariant: what is found only by its place is a short line, and never a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from ksearch.ingest.pages.masthead import is_paragraph
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dates import labelled_dates
from ksearch.ingest.prose.furniture import (
    is_bullet,
    is_caption,
    is_furniture,
    is_section_name,
)
from ksearch.ingest.prose.values import clean, texts
from ksearch.ingest.trees.markup import Element, element_lines, element_text, letters

__all__ = [
    "korean_section",
    "marked_section",
    "marked_subheadline",
    "section_above",
    "subheadline_below",
]

_SUBHEAD_CLASS = pattern(
    r"(?:^|[^a-z])sub[-_]?(?:tit|head)|(?:tit(?:le)?|head(?:er|ing)?)[-_]?sub(?!s)|mid[-_]?tit|summary_view"
    r"|article[-_]?(?:sub(?!s)|summary)|news[-_]?sub(?!s)",
    re.IGNORECASE,
)
# A machine's summary, and whatever opens at a click.
_MACHINE_CLASS = pattern(
    r"(?:^|[\s_-])(?:ai|auto|bot|layer|popup|tts)(?:$|[\s_-])|auto[-_]?summary|ai[-_]?summary",
    re.IGNORECASE,
)
_MACHINE = pattern(r"(?:AI|자동|인공지능|기사)\s?요약|요약봇|자동으?로?\s?(?:추출|요약)")
_FORM = pattern(
    r"(?:작성자|작성일|담당부서|부서|조회수?|첨부(?:파일)?|등록일|등록자|연락처)(?:\s|:|$).*"
)
_SUMMARY_CLASS = pattern(r"(?:^|[\s_-])summary(?:$|[\s_-])", re.IGNORECASE)
_SUBHEAD_TAGS = ("h2", "h3", "h4", "div", "p", "ul", "ol", "strong", "b")
_NEAR = 3  # elements around one
_SUMMARY_TAGS = frozenset(("b", "strong", "h2", "h3", "h4"))  # in a div it may be a machine's
_SECTION_CLASS = pattern(r"categor|section[-_]?name|cate[-_]?name", re.IGNORECASE)
_IN_KOREAN: Mapping[str, str] = {
    "politics": "정치",
    "economy": "경제",
    "business": "경제",
    "society": "사회",
    "national": "사회",
    "local": "지역",
    "culture": "문화",
    "life": "생활",
    "living": "생활",
    "world": "국제",
    "international": "국제",
    "sports": "스포츠",
    "entertainment": "연예",
    "opinion": "오피니언",
    "science": "과학",
    "it": "IT",
    "tech": "IT",
}
_PATH = pattern("[>›»＞]")
_BRACKETS = " []<>()【】〈〉"
_LONGEST_SUBHEAD = 300  # characters
_PROBE = 16  # letters that tell a paragraph from others
_MOST_LINES = 6  # of a subheadline; five are seen


def korean_section(declared: str | None, shown: str | None) -> str | None:
    """The section's name: as declared, in Korean where that is the English word of an address.

    >>> korean_section("politics", None), korean_section("economy", "경제·금융")
    ('정치', '경제·금융')
    >>> korean_section("Weekly BIZ", None), korean_section("사회", "문화")
    ('Weekly BIZ', '사회')
    """
    if declared is None or not declared.isascii():
        return declared or shown
    return shown or _IN_KOREAN.get(declared.lower().strip("/ "), declared)


def marked_section(root: Element) -> str | None:
    """The section's name in the element classed as its place, if the page has one such name."""
    names = {
        text
        for node in root.iter("a", "b", "em", "h2", "h3", "p", "span", "strong")
        if _SECTION_CLASS.search(node.get("class") or "")
        and is_section_name(text := clean(element_text(node)))
    }
    return names.pop() if len(names) == 1 else None


def section_above(shown: Sequence[str], headline: str) -> str | None:
    """The section's name in the line above the headline, in brackets or at the end of a path.

    >>> section_above(["정치", "사회", "[문화]", "광장에 첫눈"], "광장에 첫눈")
    '문화'
    >>> section_above(["홈 > 뉴스 > 지역", "광장에 첫눈"], "광장에 첫눈")
    '지역'
    >>> section_above(["정치", "사회", "문화", "광장에 첫눈"], "광장에 첫눈")
    """
    for n, line in enumerate(shown):
        if line != headline or not n:
            continue
        said = shown[n - 1]
        name = _PATH.split(said.strip(_BRACKETS))[-1].strip()
        alone = name == said
        if is_section_name(name) and not (alone and n > 1 and is_section_name(shown[n - 2])):
            return name
    return None


def marked_subheadline(
    container: Element, fields: Mapping[str, Any], region: Element, main: Sequence[str]
) -> list[str]:
    """The lines of the subheadline: as declared, or from the first element classed as one.

    In the ``region`` of the ``main`` text, behind its first paragraph, it is a crosshead.
    """
    if declared := texts(fields.get("subheadline")):
        return [" ".join(text.split()) for text in declared]
    first = letters(next(filter(is_paragraph, main), ""))[:_PROBE]
    for node in container.iter(*_SUBHEAD_TAGS, "span", "article", "section", "td"):
        if first and letters(node.text or "").startswith(first) and _is_in(node, region):
            break
        if node.tag not in _SUBHEAD_TAGS:
            continue
        names = node.get("class") or ""
        if not _SUBHEAD_CLASS.search(names) and not (
            node.tag in _SUMMARY_TAGS and _SUMMARY_CLASS.search(names)
        ):
            continue
        if any(
            _MACHINE_CLASS.search(around.get("class") or "")
            for around in (node, *islice(node.iterancestors(), _NEAR))
        ):
            continue
        lines = [_bare(clean(line)) for line in element_lines(node)]
        if any(map(_MACHINE.search, lines)) or any(map(is_paragraph, lines[:1])):
            continue
        if lines and sum(map(len, lines)) <= _LONGEST_SUBHEAD:
            return lines
    return []


def _is_in(node: Element, region: Element) -> bool:
    return node is region or any(around is region for around in node.iterancestors())


def _bare(line: str) -> str:
    """A line of a list without the mark before it.

    >>> _bare("- 남은 밥으로 빚은 술"), _bare("-3도 한파")
    ('남은 밥으로 빚은 술', '-3도 한파')
    """
    return line[2:].lstrip() if is_bullet(line) else line


def subheadline_below(shown: Sequence[str], headline: str, main: Collection[str]) -> list[str]:
    """The lines of the ``main`` text between the headline and the line with the article's date.

    >>> shown = ["첫눈", "광장 하얗게", "홍길동 기자 | 입력 2023.11.18 09:30", "눈이 왔다."]
    >>> subheadline_below(shown, "첫눈", shown), subheadline_below(shown[:2], "첫눈", shown)
    (['광장 하얗게'], [])
    """
    for n, line in enumerate(shown):
        if line != headline:
            continue
        below = shown[n + 1 : n + 2 + 2 * _MOST_LINES]
        stop = next((m for m, text in enumerate(below) if labelled_dates(text) != (None, None)), 0)
        found = [text for text in below[:stop] if text in main and _may_be_subheadline(text)]
        fits = len(found) <= _MOST_LINES and sum(map(len, found)) <= _LONGEST_SUBHEAD
        if found and fits and not any(map(is_paragraph, below[:stop])):
            return found
    return []


def _may_be_subheadline(line: str) -> bool:
    return re.search(r"\w", line) is not None and not (
        is_furniture(line)
        or _FORM.fullmatch(line)
        or is_section_name(line)
        or is_caption(line)
        or read_byline(line) is not None
    )
