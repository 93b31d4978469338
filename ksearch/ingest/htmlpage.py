"""Which article does this HTML page hold?

Comes in: the text of a page. Goes out: one ``Article``. Invariant: its body is trafilatura's main
text without what the page shows around it; a page of links is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
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
    marked_section,
    marked_subheadline,
    section_above,
    subheadline_below,
)
from ksearch.ingest.maintext import main_blocks
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
from ksearch.ingest.pictures import framed_captions, marked_captions
from ksearch.ingest.record import declared_values
from ksearch.ingest.titles import named_site, page_headline
from ksearch.ingest.values import clean, texts

__all__ = ["read_html_page"]

_NEAR = 3  # the article's element and two around it
_LONGEST_LABEL = 120  # characters of a line that gives dates


class _Lines(NamedTuple):
    """The paragraphs of a main text, and what other lines in it say."""

    published: str | None
    modified: str | None
    section: str | None
    body: list[str]


def read_html_page(
    text: str, *, source: str, origin: str | None = None, notes: ReadNotes | None = None
) -> Article:
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
    shown = element_lines(root)
    headline = clean(page_headline(root, fields, shown))
    fields.setdefault("publisher", named_site(root, headline))
    container = article_container(root, blocks)
    captions = marked_captions(container)
    subheads = marked_subheadline(container, fields) or subheadline_below(shown, headline, blocks)
    subheads = [line for line in subheads if line != headline]
    lines = _body(
        blocks, headline, {headline, *captions, *subheads}, texts(fields.get("article_section"))
    )
    if not lines.body:
        raise ReadError(source, "it holds no article")
    declared = declared_values(fields, notes)
    declared["article_section"] = (
        declared["article_section"]
        or lines.section
        or marked_section(root)
        or section_above(shown, headline)
    )
    if not (declared["date_published"] or declared["date_modified"]):
        declared["date_published"], declared["date_modified"] = _shown_dates(lines, container, root)
    framed = _framed(article_container(root, [headline, lines.body[-1]]), captions)
    found = [Section(SectionKind.HEADLINE, headline)] if headline else []
    found += [Section(SectionKind.SUBHEADLINE, line) for line in subheads]
    for line in lines.body:
        is_framed = framed.pop(letters(line), None) is not None
        kind = SectionKind.CAPTION if is_framed or is_caption(line) else SectionKind.BODY
        found.append(Section(kind, line))
    found += [Section(SectionKind.CAPTION, line) for line in (*captions, *framed.values())]
    return compose(found, declared, source=source, origin=origin)


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
        elif not (line in sections or is_furniture(line) or _is_made_of(line, known)):
            body.append(line)
    return _Lines(published, modified, section, body)


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
