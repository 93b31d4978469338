"""Which article does this HTML page hold?

Comes in: the text of a page. Goes out: one ``Article``. Invariant: its body is trafilatura's main
text without what the page shows around it; a page of links is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.compose import compose
from ksearch.ingest.dates import labelled_dates, parse_date
from ksearch.ingest.furniture import (
    is_button,
    is_caption,
    is_footer,
    is_picture_name,
    is_section_name,
    is_share,
)
from ksearch.ingest.maintext import main_blocks
from ksearch.ingest.markup import (
    Element,
    article_container,
    element_lines,
    element_text,
    parse_html,
)
from ksearch.ingest.masthead import is_paragraph
from ksearch.ingest.metadata import declared_fields, page_headline
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.record import declared_values
from ksearch.ingest.values import clean, texts

__all__ = ["read_html_page"]

_CAPTION_CLASS = re.compile(
    r"caption|img_?(?:desc|txt)|photo_?(?:desc|txt)|articlePhoto", re.IGNORECASE
)
_SUBHEAD_CLASS = re.compile(
    r"sub[-_]?(?:tit|head)|mid[-_]?tit|summary_view|article[-_]?(?:sub|summary)|news[-_]?sub",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 500  # characters
_LONGEST_SUBHEAD = 300  # characters
_NEAR = 3  # the article's element and two around it
_LONGEST_LABEL = 120  # characters of a line that gives dates


@dataclass(frozen=True, slots=True)
class _Lines:
    """The paragraphs of a main text, and what other lines in it say."""

    published: str | None
    modified: str | None
    section: str | None
    body: list[str]


def read_html_page(text: str, *, source: str, notes: ReadNotes | None = None) -> Article:
    """The article of an HTML page (NFC).

    Raises:
        ReadError: the page has no main text, or is a list of links to articles.
    """
    root = parse_html(text)
    if root is None:
        raise ReadError(source, "it holds no article")
    fields = declared_fields(root)
    blocks = [clean(block) for block in main_blocks(text)]
    if not blocks:
        raise ReadError(source, "it holds no article, or only links to articles")
    headline = clean(page_headline(root, fields))
    container = article_container(root, blocks)
    captions = _captions(container)
    subheads = [squeezed for squeezed in _subheads(container, fields) if squeezed != headline]
    lines = _body(blocks, headline, {*captions, *subheads, *texts(fields.get("article_section"))})
    if not lines.body:
        raise ReadError(source, "it holds no article")
    declared = declared_values(fields, notes)
    declared["article_section"] = declared["article_section"] or lines.section
    if not (declared["date_published"] or declared["date_modified"]):
        declared["date_published"], declared["date_modified"] = _shown_dates(lines, container, root)
    found = [Section(SectionKind.HEADLINE, headline)] if headline else []
    found += [Section(SectionKind.SUBHEADLINE, line) for line in subheads]
    found += [
        Section(SectionKind.CAPTION if is_caption(line) else SectionKind.BODY, line)
        for line in lines.body
    ]
    found += [Section(SectionKind.CAPTION, line) for line in captions]
    return compose(found, declared, source=source)


def _captions(container: Element) -> list[str]:
    """Captions inside the article, each once; of nested ones the outermost."""
    found: dict[str, None] = {}
    taken: set[Element] = set()
    for node in container.iter():
        if not isinstance(node.tag, str) or node.getparent() in taken:
            if isinstance(node.tag, str):
                taken.add(node)
            continue
        if node.tag == "figcaption" or _CAPTION_CLASS.search(node.get("class") or ""):
            taken.add(node)
            text = clean(element_text(node))
            if 1 < len(text) <= _LONGEST_CAPTION:
                found[text] = None
    return list(found)


def _subheads(container: Element, fields: Mapping[str, Any]) -> list[str]:
    """The lines of the subheadline: as declared, or from the first element classed as one."""
    if declared := texts(fields.get("subheadline")):
        return [" ".join(text.split()) for text in declared]
    parent = container.getparent()
    for node in (container if parent is None else parent).iter(
        "h2", "h3", "h4", "div", "p", "strong"
    ):
        if not _SUBHEAD_CLASS.search(node.get("class") or ""):
            continue
        lines = [clean(line) for line in element_lines(node)]
        if lines and sum(map(len, lines)) <= _LONGEST_SUBHEAD:
            return lines
    return []


def _body(blocks: list[str], headline: str, elsewhere: set[str]) -> _Lines:
    """What the lines of the main text give."""
    lines = [block.removeprefix("- ").strip() for block in blocks]
    above = lines[: max(1, len(lines) // 2)]
    if headline in above:
        lines = lines[above.index(headline) + 1 :]
    published = modified = section = None
    body: list[str] = []
    for line in lines:
        dates = labelled_dates(line) if len(line) <= _LONGEST_LABEL else (None, None)
        if dates != (None, None) and not is_paragraph(line):
            published, modified = published or dates[0], modified or dates[1]
        elif body and is_footer(line):
            break
        elif "자동요약한 결과" in line:  # Daum puts a summary above the text
            body.clear()
        elif not body and is_section_name(line):
            section = section or line
        elif line not in elsewhere and not _is_furniture(line):
            body.append(line)
    return _Lines(published, modified, section, body)


def _is_furniture(line: str) -> bool:
    return is_share(line) or is_button(line) or is_picture_name(line) or not re.search(r"\w", line)


def _shown_dates(lines: _Lines, container: Element, root: Element) -> tuple[str | None, str | None]:
    """Dates that only the page's text says: labelled ones, else a bare moment near the article."""
    if lines.published or lines.modified:
        return lines.published, lines.modified
    labelled = labelled_dates(element_text(root))
    if labelled != (None, None):
        return labelled
    near = container
    for _ in range(_NEAR):
        for text in near.itertext():
            line = text.strip()
            if line[:1].isdigit() and (date := parse_date(line)) and "T" in date:
                return date, None
        near = near if near.getparent() is None else near.getparent()
    return None, None
