"""Which article does this HTML page hold?

Comes in: the text of a page. Goes out: one ``PageArticle``. Invariant: its body is what
the element shows that the page marks as the article's, or trafilatura's main text with the
paragraphs in between that it passed over, without what pages show around; lists, error pages and
pages in other languages are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.composing.compose import compose
from ksearch.ingest.composing.record import declared_values
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.pages.articlebody import ArticleText, article_text
from ksearch.ingest.pages.intro import (
    korean_section,
    marked_section,
    marked_subheadline,
    section_above,
    subheadline_below,
)
from ksearch.ingest.pages.masthead import is_paragraph
from ksearch.ingest.pages.metadata import declared_fields
from ksearch.ingest.pages.pictures import framed_captions, marked_captions
from ksearch.ingest.pages.sites import PageArticle, page_article
from ksearch.ingest.pages.stamps import Stamp, read_stamp, signed_off
from ksearch.ingest.pages.titles import named_site, page_headline, titled_section
from ksearch.ingest.pages.verdict import ERROR, FOREIGN, NOTHING, is_gone, written_in
from ksearch.ingest.pages.whole import Shown, crossheads, shown_lines
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.dates import labelled_dates, parse_date
from ksearch.ingest.prose.furniture import (
    heads_others,
    is_caption,
    is_comment_form,
    is_footer,
    is_furniture,
    is_section_name,
    stated_section,
)
from ksearch.ingest.prose.names import is_portal
from ksearch.ingest.prose.notices import copyright_holder, is_notice
from ksearch.ingest.prose.values import clean, one_text, texts
from ksearch.ingest.trees.markup import (
    MOST_TAGS,
    Element,
    element_text,
    letters,
    parse_html,
)

__all__ = ["read_html_page"]

_NEAR = 3  # the article's element and two around it
_MARKS = " ▲▼■□◆◇●○★☆▶▷"  # around a crosshead
_TELLING = 20  # letters that tell a language
_LONGEST_LABEL = 120  # characters of a line that gives dates
_TAGGED = pattern(r"(?:관련\s?)?(?:태그|키워드|TAGS?)\s?[:：]\s?(?P<words>.{1,150})", re.IGNORECASE)
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
    if text.count("<") > MOST_TAGS:  # which takes gigabytes, and where lxml works no time limit
        raise ReadError(source, f"it has more than {MOST_TAGS:,} tags, no article")
    root = parse_html(text)
    if root is None:
        raise ReadError(source, NOTHING)
    fields = declared_fields(root)
    whole = shown_lines(root)
    shown = [line.text for line in whole]
    headline = clean(page_headline(root, fields, shown))
    found = article_text(root, fields, headline, whole, source)
    is_of_portal = _drop_portal(fields, named_site(root, headline))
    around = _around(headline, found, whole)
    marked = marked_captions(around)
    subheads = marked_subheadline(around, fields, found.region, found.blocks)
    subheads = subheads or subheadline_below(shown, headline, _plain(around, found))
    subheads = [line for line in subheads if line != headline]
    elsewhere = {headline, *marked, *chain(*marked.values()), *subheads}
    lines = _body(found.blocks, headline, elsewhere, texts(fields.get("article_section")))
    if not (lines.body or marked or (headline and fields.get("date_published"))):
        raise ReadError(source, NOTHING)
    if is_gone(lines.body):
        raise ReadError(source, ERROR)
    stamp = read_stamp(shown, headline, lines.body)
    declared = declared_values(fields, notes)
    declared["article_section"] = korean_section(
        declared["article_section"],
        lines.section
        or next(filter(None, map(stated_section, shown)), None)
        or marked_section(root)
        or section_above(shown, headline)
        or titled_section(root, headline),
    )
    declared["keywords"] = declared["keywords"] or lines.keywords
    _add_dates(declared, lines, stamp, found.region, root)
    sections = [Section(SectionKind.HEADLINE, headline)] if headline else []
    sections += [Section(SectionKind.SUBHEADLINE, line) for line in subheads]
    framed = _framed(around, marked)
    sections += _sections(lines.body, crossheads(found.shown, lines.body), framed)
    sections += [Section(SectionKind.CAPTION, line) for line in (*marked, *framed.values())]
    said = [section.text for section in sections]
    language = written_in(said)
    if language is None:
        raise ReadError(source, FOREIGN if len(letters("".join(said))) >= _TELLING else NOTHING)
    if language == "en" or (declared["language"] or "").lower().startswith("en"):
        declared["language"] = language  # templates say en of any text
    article = compose(sections, declared, source=source, origin=origin)
    if not article.authors:
        article = replace(article, authors=stamp.authors or signed_off(lines.body))
    if is_of_portal and article.publisher is None:
        holders = (copyright_holder(line) for line in shown if is_notice(line))
        article = replace(article, publisher=next(filter(None, holders), None))
    return page_article(article)


def _drop_portal(fields: dict[str, Any], site: str | None) -> bool:
    """Take a portal out of the fields as publisher, or the site in; whether the page is a portal's.

    >>> fields = {"publisher": "네이버 뉴스", "url": "https://paper.kr/news/1"}
    >>> _drop_portal(fields, "가람일보"), fields["publisher"]
    (True, '가람일보')
    >>> _drop_portal({"url": "https://v.daum.net/v/2024"}, None), _drop_portal(fields, None)
    (True, False)
    """
    named = {one_text(fields.get("publisher")), site}
    host = (one_text(fields.get("url")) or "").partition("://")[2].partition("/")[0]
    portals = {name for name in named if name and is_portal(name)}
    if one_text(fields.get("publisher")) in portals:
        del fields["publisher"]
    if site not in portals:
        fields.setdefault("publisher", site)
    return bool(portals) or any(map(is_portal, (host, *host.split("."))))


def _around(headline: str, found: ArticleText, whole: Sequence[Shown]) -> Element:
    """The element that holds the headline and the text; where none does, what is around the text.

    A headline may stand in another part of the page than the text, or only in its title.
    """
    region = found.region
    inside = {region, *region.iterdescendants()}
    first = next((n for n, line in enumerate(whole) if line.block in inside), 0)
    tops = (whole[n].block for n in reversed(range(first)) if whole[n].text == headline)
    top = next(tops, None) if headline else None
    if top is None:
        held = any(line.text == headline for line in found.shown)
        parent = None if held else region.getparent()
        return region if parent is None else parent
    outer = {top, *top.iterancestors()}
    return next(node for node in (region, *region.iterancestors()) if node in outer)


def _plain(around: Element, found: ArticleText) -> set[str]:
    """The lines around a text that are no link, no button and no picture's."""
    if around is found.region:
        return {*found.blocks}
    plain = (line for line in shown_lines(around) if not (line.apart or line.linked))
    return {*found.blocks, *(line.text for line in plain)}


def _sections(body: list[str], heads: Collection[str], framed: dict[str, str]) -> list[Section]:
    """The sections of a body; a framed caption that is one of them is taken out of ``framed``."""
    sections = []
    for line in body:
        key = letters(line)
        if framed.pop(key, None) is not None or is_caption(line):
            kind = SectionKind.CAPTION
        else:
            kind = SectionKind.SUBHEADLINE if key in heads else SectionKind.BODY
        text = line.strip(_MARKS) if kind is SectionKind.SUBHEADLINE else line
        sections.append(Section(kind, text))
    return sections


def _add_dates(
    declared: dict[str, Any], lines: _Lines, stamp: Stamp, region: Element, root: Element
) -> None:
    """The dates that only the page's text says, beside those that its head declares."""
    published = lines.published or stamp.published
    modified = lines.modified or stamp.modified
    if declared["date_published"] is None:
        if published is None and modified is None and declared["date_modified"] is None:
            published, modified = _shown_dates(region, root)
        declared["date_published"] = published
    if declared["date_modified"] is None and modified != declared["date_published"]:
        declared["date_modified"] = modified


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
    for n, line in enumerate(lines):
        dates = labelled_dates(line) if len(line) <= _LONGEST_LABEL else (None, None)
        if dates != (None, None) and not is_paragraph(line):
            published, modified = published or dates[0], modified or dates[1]
        elif body and _ends_article(line, lines[n + 1 :], body):
            break
        elif "자동요약한 결과" in line:  # Daum puts a summary above the text
            body.clear()
        elif not body and is_section_name(line):
            section = section or line
        elif stated := stated_section(line):
            section = stated
        elif tags := _keywords(line):
            keywords += tags
        elif not (line in sections or is_furniture(line) or _is_made_of(line, known)):
            body.append(line)
    return _Lines(published, modified, section, tuple(dict.fromkeys(keywords)), body)


def _ends_article(line: str, rest: list[str], body: list[str]) -> bool:
    """Whether a line stands below the article.

    What reads like the head of a list is a crosshead where more sentences follow than stand above.
    """
    if heads_others(line) and sum(map(is_paragraph, rest)) > sum(map(is_paragraph, body)):
        return False
    return is_footer(line) or is_comment_form(line)


def _keywords(line: str) -> list[str]:
    """The words of a line that is nothing but keywords.

    >>> _keywords("#첫눈 #광장"), _keywords("태그: 첫눈, 광장"), _keywords("#1 투수가 돌아왔다")
    (['첫눈', '광장'], ['첫눈', '광장'], [])
    """
    if _HASHTAGS.fullmatch(line):
        return re.findall(r"#([\w·-]+)", line)
    tagged = _TAGGED.fullmatch(line)
    return (
        [w for part in re.split("[,#]", tagged["words"]) if (w := part.strip())] if tagged else []
    )


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


def _shown_dates(container: Element, root: Element) -> tuple[str | None, str | None]:
    """Labelled dates anywhere on the page, else a bare moment near the article."""
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
