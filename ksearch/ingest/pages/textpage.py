"""Which article does the text of a page hold?

Comes in: the text that a browser shows of a news page, menus and all, or a plain text whose first
line is the headline. Goes out: one ``Article``. Invariant: nothing above the headline and nothing
below the footer becomes part of the article; a bare date above the headline is the day of saving.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.composing.compose import compose
from ksearch.ingest.pages.masthead import Masthead, find_masthead, is_paragraph
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dateline import take_dateline
from ksearch.ingest.prose.dates import labelled_dates, parse_date
from ksearch.ingest.prose.furniture import (
    is_caption,
    is_comment_form,
    is_footer,
    is_furniture,
    is_picture_name,
)
from ksearch.ingest.prose.notices import copyright_holder, is_notice
from ksearch.ingest.prose.paragraphs import paragraphs, squeeze

__all__ = ["MOST_LINES", "read_text_page"]

_LONGEST_CAPTION = 300  # characters
MOST_LINES = 200_000  # as many as an HTML page may have tags; a million take ten seconds


class _Page:
    """What has been found so far, in reading order."""

    def __init__(self) -> None:
        self.found: list[Section] = []
        self.declared: dict[str, Any] = {}
        self.waiting: list[str] = []

    def add(self, kind: SectionKind, text: str) -> None:
        self.flush()
        self.found.append(Section(kind, text))

    def flush(self) -> None:
        """Make paragraphs of the body lines that wait; together they show if they are wrapped."""
        lines = paragraphs("\n".join(self.waiting))
        self.found += [Section(SectionKind.BODY, line) for line in lines]
        self.waiting.clear()

    def date(self, line: str) -> bool:
        """Take the dates that the line labels, or a date that stands by itself."""
        published, modified = labelled_dates(line)
        if published is None and modified is None and line[:1].isdigit():
            published = parse_date(line)
        for name, date in (("date_published", published), ("date_modified", modified)):
            if date is not None:
                self.declared.setdefault(name, date)
        return published is not None or modified is not None


def read_text_page(text: str, *, source: str, origin: str | None = None) -> Article:
    """The article in ``text`` (NFC).

    Raises:
        ReadError: no line of it is news, or there are too many.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise ReadError(source, f"it has more than {MOST_LINES:,} lines, no article")
    lines = [line.strip(" \t\xa0\u3000") for line in lines]
    top = find_masthead(lines)
    page = _Page()
    page.declared["article_section"] = top.section
    page.declared["date_retrieved"] = top.date_retrieved
    if top.date_published:
        page.declared["date_published"] = top.date_published
    if top.headline:
        page.add(SectionKind.HEADLINE, squeeze(top.headline))
    body = _read_intro(page, lines, top)
    _read_body(page, lines[body:])
    if not any(re.search(r"\w", section.text) for section in page.found):
        raise ReadError(source, "it holds no article")
    return compose(page.found, page.declared, source=source, origin=origin)


def _read_intro(page: _Page, lines: list[str], top: Masthead) -> int:
    """Read what stands between the headline and the body; where the body begins."""
    start = top.end
    stop = next(
        (
            n
            for n in range(start, len(lines))
            if is_paragraph(lines[n]) and not _is_caption(lines, n)
        ),
        None,
    )
    if stop is None:  # no line that is surely body: whatever follows the headline is
        return start
    for n in range(start, stop):
        line = lines[n]
        if not line or line == top.headline or _is_passed_over(line) or page.date(line):
            continue
        if _is_caption(lines, n):
            page.add(SectionKind.CAPTION, line)
        elif (signed := read_byline(line)) is not None:
            _sign(page, signed.authors, signed.publisher)
        else:
            page.add(SectionKind.SUBHEADLINE, squeeze(line))
    return stop


def _read_body(page: _Page, lines: list[str]) -> None:
    """Read paragraphs and captions down to the footer."""
    for n, line in enumerate(lines):
        if not line:
            page.waiting.append("")
        elif is_footer(line) or is_comment_form(line):
            break
        elif is_notice(line):
            if "publisher" not in page.declared and (holder := copyright_holder(line)):
                page.declared["publisher"] = _publisher(page) or holder
        elif _is_passed_over(line) or _is_date_only(page, line):
            continue
        elif _is_caption(lines, n):
            page.add(SectionKind.CAPTION, line)
        else:
            page.waiting.append(line)
    page.flush()


def _sign(page: _Page, authors: Iterable[str], publisher: str | None) -> None:
    page.declared["authors"] = tuple(dict.fromkeys((*page.declared.get("authors", ()), *authors)))
    if publisher:
        page.declared.setdefault("publisher", publisher)


def _publisher(page: _Page) -> str | None:
    """The publisher that the dateline names, which knows its name better than a copyright line."""
    for line in (*(s.text for s in page.found if s.kind is SectionKind.BODY), *page.waiting):
        dateline, _ = take_dateline(line)
        if dateline is not None and dateline.publisher:
            return dateline.publisher
    return None


def _is_passed_over(line: str) -> bool:
    return is_furniture(line) or is_notice(line)


def _is_date_only(page: _Page, line: str) -> bool:
    labelled = labelled_dates(line) != (None, None)
    return labelled and not is_paragraph(line) and page.date(line)


def _is_caption(lines: list[str], n: int) -> bool:
    """Whether line ``n`` is a caption: by its own look, or directly below a picture's name."""
    line = lines[n]
    if not line or len(line) > _LONGEST_CAPTION or is_picture_name(line):
        return False
    if n and is_picture_name(lines[n - 1]):
        return True
    return is_caption(line) and take_dateline(line)[0] is None
