"""Which article does this HTML page hold?

Comes in: the text of a page. Goes out: one ``PageArticle``. Invariant: its body is trafilatura's
main text, or what the element shows that the page marks as the article's, with the paragraphs in
between that the extractor passed over and without what pages show around; lists, error pages and
pages in other languages are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any, NamedTuple

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.articlebody import marked_body
from ksearch.ingest.compose import compose
from ksearch.ingest.dates import labelled_dates, parse_date
from ksearch.ingest.furniture import (
    is_caption,
    is_comment_form,
    is_footer,
    is_furniture,
    is_section_name,
    stated_section,
)
from ksearch.ingest.intro import (
    korean_section,
    marked_section,
    marked_subheadline,
    section_above,
    subheadline_below,
)
from ksearch.ingest.maintext import main_text
from ksearch.ingest.markup import (
    Element,
    article_container,
    element_lines,
    element_text,
    letters,
    parse_html,
)
from ksearch.ingest.masthead import is_paragraph
from ksearch.ingest.metadata import declared_fields
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.pages import PageArticle, page_article
from ksearch.ingest.patterns import pattern
from ksearch.ingest.pictures import framed_captions, marked_captions
from ksearch.ingest.record import declared_values
from ksearch.ingest.titles import named_site, page_headline
from ksearch.ingest.values import clean, one_text, texts
from ksearch.ingest.verdict import (
    ERROR,
    FOREIGN,
    LIST,
    NOTHING,
    error_page,
    link_list,
    written_in,
)
from ksearch.ingest.whole import (
    Shown,
    crossheads,
    plain_texts,
    shown_lines,
    spanned,
    whole_blocks,
)

__all__ = ["read_html_page"]

_NEAR = 3  # the article's element and two around it
_LONGEST_LABEL = 120  # characters of a line that gives dates
_FEW = 300  # letters, of which an error page has no more
_HASHTAGS = pattern(r"#[\w·-]{1,30}(?:[\s,]+#[\w·-]{1,30})*")


class _Lines(NamedTuple):
    """The paragraphs of a main text, and what other lines in it say."""

    published: str | None
    modified: str | None
    section: str | None
    keywords: tuple[str, ...]
    body: list[str]


def read_html_page(
    text: str, *, source: str, origin: str | None = None, notes: ReadNotes | None = None
) -> PageArticle:
    """The article of an HTML page (NFC); its language is ``en`` where its text is English.

    Raises:
        ReadError: the page holds no article; it says what the page is instead.
    """
    root = parse_html(text)
    if root is None:
        raise ReadError(source, NOTHING)
    fields = declared_fields(root)
    shown = element_lines(root)
    blocks, region, lines_shown = _blocks(root, text, fields, shown, source)
    headline = clean(page_headline(root, fields, shown))
    fields.setdefault("publisher", named_site(root, headline))
    marked = marked_captions(region)
    captions = list(marked)
    subheads = marked_subheadline(region, fields, blocks)
    subheads = subheads or subheadline_below(shown, headline, blocks)
    subheads = [line for line in subheads if line != headline]
    elsewhere = {headline, *captions, *chain(*marked.values()), *subheads}
    lines = _body(blocks, headline, elsewhere, texts(fields.get("article_section")))
    if not lines.body and not captions:
        raise ReadError(source, ERROR if error_page(headline, shown, fields) else NOTHING)
    declared = declared_values(fields, notes)
    declared["article_section"] = korean_section(
        declared["article_section"],
        lines.section or marked_section(root) or section_above(shown, headline),
    )
    declared["keywords"] = declared["keywords"] or lines.keywords
    if not (declared["date_published"] or declared["date_modified"]):
        declared["date_published"], declared["date_modified"] = _shown_dates(lines, region, root)
    last = lines.body[-1:] or captions[-1:]
    framed = _framed(article_container(root, [headline, *last]), captions)
    found = [Section(SectionKind.HEADLINE, headline)] if headline else []
    found += [Section(SectionKind.SUBHEADLINE, line) for line in subheads]
    heads = crossheads(lines_shown, lines.body)
    for line in lines.body:
        is_framed = framed.pop(letters(line), None) is not None
        if is_framed or is_caption(line):
            kind = SectionKind.CAPTION
        else:
            kind = SectionKind.SUBHEADLINE if letters(line) in heads else SectionKind.BODY
        found.append(Section(kind, line))
    found += [Section(SectionKind.CAPTION, line) for line in (*captions, *framed.values())]
    language = written_in([headline, *lines.body, *captions])
    if language is None:
        raise ReadError(source, FOREIGN)
    if language == "en" or (declared["language"] or "").lower().startswith("en"):
        declared["language"] = language  # templates say en of any text
    return page_article(compose(found, declared, source=source, origin=origin))


def _blocks(
    root: Element, text: str, fields: Mapping[str, Any], shown: list[str], source: str
) -> tuple[list[str], Element, list[Shown]]:
    """The blocks of the article, the element that holds them, and what that shows.

    Raises:
        ReadError: the page is a list, or says that there is nothing.
    """
    main = main_text(text)
    blocks = [clean(block) for block in main.blocks]
    if sum(len(letters(block)) for block in blocks) < _FEW and error_page(
        one_text(root.findtext(".//title")) or "", shown, fields
    ):
        raise ReadError(source, ERROR)
    marked = marked_body(root)
    if marked is not None and (main.is_list or not _is_of(blocks, marked)):
        lines_shown = shown_lines(marked)
        if said := plain_texts(lines_shown):
            return said, marked, lines_shown
    if main.is_list:
        raise ReadError(source, LIST)
    if not blocks:
        if link_list(shown_lines(root), fields):
            raise ReadError(source, LIST)
        return [], root, []
    region = article_container(root, blocks)
    lines_shown = shown_lines(region)
    if link_list(spanned(blocks, lines_shown), fields):
        raise ReadError(source, LIST)
    return whole_blocks(blocks, lines_shown), region, lines_shown


def _is_of(blocks: list[str], marked: Element) -> bool:
    """Whether most of what the blocks say stands in the element."""
    said = letters("".join(marked.itertext()))
    keys = [letters(block) for block in blocks]
    held = sum(len(key) for key in keys if key in said)
    return held * 2 > sum(map(len, keys))


def _framed(region: Element, captions: Collection[str]) -> dict[str, str]:
    """The framed captions of a region that are not marked as well, by their letters."""
    marked = set(map(letters, captions))
    framed = {letters(text): text for text in framed_captions(region)}
    return {key: text for key, text in framed.items() if key not in marked}


def _body(
    blocks: list[str], headline: str, elsewhere: Collection[str], sections: Collection[str]
) -> _Lines:
    """What the lines of the main text give that is not a section of its own ``elsewhere``."""
    known = sorted(filter(None, map(letters, elsewhere)), key=len, reverse=True)
    lines = [block.removeprefix("- ").strip() for block in blocks]
    lines = lines[_below(lines, headline) :]
    published = modified = section = None
    body: list[str] = []
    keywords: list[str] = []
    for line in lines:
        dates = labelled_dates(line) if len(line) <= _LONGEST_LABEL else (None, None)
        if dates != (None, None) and not is_paragraph(line):
            published, modified = published or dates[0], modified or dates[1]
        elif body and (is_footer(line) or is_comment_form(line)):
            break
        elif "자동요약한 결과" in line:  # Daum puts a summary above the text
            body.clear()
        elif not body and is_section_name(line):
            section = section or line
        elif stated := stated_section(line):
            section = stated
        elif _HASHTAGS.fullmatch(line):
            keywords += re.findall(r"#([\w·-]+)", line)
        elif not (line in sections or is_furniture(line) or _is_made_of(line, known)):
            body.append(line)
    return _Lines(published, modified, section, tuple(dict.fromkeys(keywords)), body)


def _below(lines: list[str], headline: str) -> int:
    """Where the article begins: below the headline, unless that is a copy behind the article."""
    if headline not in lines:
        return 0
    at = lines.index(headline)
    above, below = lines[:at], lines[at + 1 :]
    if at <= len(below) or sum(map(is_paragraph, above)) < sum(map(is_paragraph, below)):
        return at + 1
    return 0


def _is_made_of(line: str, known: list[str]) -> bool:
    """Whether the line's letters are nothing but ``known`` texts, each at most once.

    Where a page puts no block between them, a subheadline and a caption come as one line.

    >>> _is_made_of("광장 하얗게 ▲ 눈 덮인 광장.", ["광장하얗게", "눈덮인광장"])
    True
    """
    whole = letters(line)
    left = list(known)
    at = 0
    while at < len(whole):
        found = next((text for text in left if whole.startswith(text, at)), None)
        if found is None:
            return False
        left.remove(found)
        at += len(found)
    return True


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
