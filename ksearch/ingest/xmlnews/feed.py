"""Which articles does this feed hold?

Comes in: RSS 0.9x, 1.0, 2.0 or Atom. Goes out: an article for each entry, by its address.
Invariants: the full text of an entry (``content``) wins over its summary; an entry that says only
when it was changed (Atom asks for no more) was published then; a text that is no more than a
summary makes the article an excerpt; a feed that breaks off gives all entries but the one that it
breaks in.

feedparser reads feeds too: in six times the time, and it expands entities that a feed declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.composing.identity import names_article
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.names import is_medium
from ksearch.ingest.prose.notices import copyright_holder
from ksearch.ingest.prose.values import clean, one_text
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.trees.xmltree import Element, qualified_name, subtrees
from ksearch.ingest.xmlnews.parts import article_of
from ksearch.ingest.xmlnews.richtext import html_sections

__all__ = ["read_feed"]

_ENTRIES = ("item", "entry")
# About the feed as a whole: each with the names under which feeds have it, the best first.
_OF_FEED: Mapping[str, tuple[str, ...]] = {
    "publisher": ("dc:publisher",),
    "copyright": ("copyright", "rights", "dc:rights"),
    "title": ("title",),
    "language": ("language", "dc:language"),
}
_OF_ENTRY: Mapping[str, tuple[str, ...]] = {
    "headline": ("title", "dc:title", "media:title"),
    "authors": ("dc:creator", "author", "creator"),
    "publisher": ("dc:publisher", "source", "dc:source"),
    "date_published": ("pubDate", "published", "dc:date", "dcterms:created", "issued", "date"),
    "date_modified": ("updated", "modified", "dcterms:modified", "atom:updated"),
    "language": ("dc:language", "language"),
}
_CONTENT = ("content:encoded", "content", "body", "xhtml:body", "encoded")
_SUMMARY = ("description", "summary", "dc:description", "media:description")
_CAPTIONS = ("media:text", "media:description")
_DASHES = pattern(r"\s+[|:>»–—-]\s+|\s*\|\s*")
_CUT_OFF = pattern(r"(?:…|\.{3,}|\[(?:…|\.{3})\]|⋯)\s*$")
_READ_ON = pattern(
    r"(?:(?<=[\s.…])|\A)[\[(]?\s?(?:기사\s?(?:전문|원문)\s?(?:보기|읽기)|(?:더|이어서|계속)\s?(?:보기|읽기)|원문\s?보기"
    r"|read more|continue reading|more)\s?(?:»|→|>+|…|\.{3})?\s?[\])]?\s*\Z",
    re.IGNORECASE,
)
_APPEARED = pattern(r"The post .{1,300} (?:appeared )?first (?:appeared )?on .{1,100}\.")
_LONGEST_LINK = 30  # characters
_LONG = 400  # characters, which few summaries have
_ENDS = pattern(r"</(?:[A-Za-z]{1,20}:)?(?:rss|feed|RDF)\s*>[^<]*(?:<!--.*)?\s*\Z", re.DOTALL)


def read_feed(document: Document) -> Iterator[Outcome]:
    """An outcome for each entry, in the order of the feed."""
    text = document.text()
    is_whole = _ENDS.search(text, max(0, len(text) - 4096)) is not None
    about: dict[str, str] = {}
    waiting: Outcome | None = None
    number = 0
    for number, entry in enumerate(subtrees(text, document.source, _ENTRIES), start=1):
        if waiting is not None:
            yield waiting
        about = about or _about(entry)
        try:
            waiting = _article(entry, about, document, number)
        except ReadError as error:
            waiting = error
    if waiting is None:
        raise ReadError(document.source, "it is a feed without an entry")
    if is_whole:
        yield waiting
    else:
        yield ReadError(f"{document.source}#{number}", "the feed breaks off in this entry")


def _about(entry: Element) -> dict[str, str]:
    """What the feed says of itself before its first entry, of all of its entries."""
    values: dict[str, str] = {}
    for node in entry.iterancestors():
        values |= {"lang": node.get("{http://www.w3.org/XML/1998/namespace}lang") or ""}
        for near in (node, *(n for n in node if qualified_name(n) == "channel")):
            for name, value in _first_values(near, _OF_FEED).items():
                values.setdefault(name, value)
    publisher = values.get("publisher") or _titled(values.get("title", "")) or _holder(values)
    language = values.get("language") or values.get("lang")
    return {"publisher": publisher or "", "language": language or ""}


def _holder(values: Mapping[str, str]) -> str | None:
    """Whom the feed's copyright line names, which often says no more than that."""
    line = values.get("copyright", "")
    return copyright_holder(f"Copyright {line.removeprefix('Copyright')} 무단") if line else None


def _titled(title: str) -> str | None:
    """The medium that a feed's title names, by itself or before the name of a section.

    >>> _titled("전체기사 | 한빛일보"), _titled("새벽통신 정치"), _titled("opinion")
    ('한빛일보', '새벽통신', None)
    """
    parts = _DASHES.split(" ".join(title.split()))
    return next(filter(_is_paper, (*parts, *(part.split(" ")[0] for part in parts))), None)


def _is_paper(part: str) -> bool:
    """Whether a part of a feed's title names a medium: no section in Latin letters."""
    return is_medium(part) and (any("가" <= char <= "힣" for char in part) or part.isupper())


def _article(entry: Element, about: Mapping[str, str], document: Document, number: int) -> Outcome:
    fields: dict[str, Any] = {**about, **_first_values(entry, _OF_ENTRY)}
    people = [_person(node) for node in entry if qualified_name(node) in {"author", "dc:creator"}]
    fields["authors"] = [name for name in people if name] or fields.get("authors")
    fields["url"] = _address(entry)
    is_own = fields["url"] and names_article(fields["url"])
    fields["id"] = fields["url"] if is_own else _value(entry, "guid") or _value(entry, "id")
    if not fields.get("date_published"):
        fields["date_published"] = fields.pop("date_modified", None)
    classes = _categories(entry)
    fields["article_section"], fields["keywords"] = classes[:1], classes[1:]
    headline, below = _headline(fields.get("headline") or "")
    fields["headline"] = headline
    text, is_excerpt = _text(entry)
    found = [Section(SectionKind.SUBHEADLINE, below)] if below else []
    found += [section for section in text if section.text not in {headline, below}]
    known = {section.text for section in found}
    found += [
        Section(SectionKind.CAPTION, line)
        for node in entry.iter()
        if isinstance(node.tag, str) and qualified_name(node) in _CAPTIONS
        for part in html_sections(_markup(node))
        if (line := part.text) not in known
    ]
    return article_of(document, fields, found, position=number, is_excerpt=is_excerpt)


def _first_values(node: Element, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each field the text of the first child of the best name."""
    texts: dict[str, str] = {}
    for item in node:
        if isinstance(item.tag, str) and (text := _plain(item)):
            texts.setdefault(qualified_name(item), text)
    found = {
        field: next((texts[name] for name in names if name in texts), "")
        for field, names in wanted.items()
    }
    return {field: text for field, text in found.items() if text}


def _plain(node: Element) -> str:
    """The text of an element, its line breaks kept."""
    return clean("".join(node.itertext())).strip()


def _value(entry: Element, name: str) -> str | None:
    return next((_plain(node) for node in entry if qualified_name(node) == name), None) or None


def _person(node: Element) -> str:
    """Atom has a name within the author; RSS has an address, and the name in brackets."""
    name = next((item for item in node if qualified_name(item) == "name"), node)
    text = _plain(name)
    if "@" in text and text.endswith(")") and "(" in text:
        return text[text.index("(") + 1 : -1]
    return text


def _address(entry: Element) -> str | None:
    """Where the article stands on the web."""
    links = [node for node in entry if qualified_name(node) in {"link", "feedburner:origLink"}]
    links.sort(key=lambda node: qualified_name(node) == "link")
    for node in links:
        if node.get("rel", "alternate") == "alternate" and (
            text := (node.get("href") or _plain(node)).strip()
        ):
            return text
    guid = next((node for node in entry if qualified_name(node) == "guid"), None)
    text = "" if guid is None else _plain(guid)
    is_link = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    return text if is_link and text.startswith(("http://", "https://")) else None


def _categories(entry: Element) -> list[str]:
    """What the entry is filed under, each once, in order."""
    nodes = [n for n in entry if qualified_name(n) in {"category", "dc:subject"}]
    names = (one_text(n.get("label") or n.get("term") or _plain(n)) for n in nodes)
    return list(dict.fromkeys(name for name in names if name))


def _headline(title: str) -> tuple[str, str]:
    r"""The headline, and what some sites write below it into the same title.

    >>> _headline("첫눈 - 길이\n얼어\n붙어"), _headline("첫눈\n길 얼어")
    (('첫눈', '길이 얼어 붙어'), ('첫눈 길 얼어', ''))
    """
    first, _, rest = title.partition("\n")
    if "\n" in rest.strip() and " - " in first:
        head, _, below = first.rpartition(" - ")
        return head.strip(), " ".join(f"{below} {rest}".split())
    return " ".join(title.split()), ""


def _text(entry: Element) -> tuple[list[Section], bool]:
    """The sections of the entry's text, and whether it is less than the publisher's."""
    whole = _longest(entry, _CONTENT)
    brief = _longest(entry, _SUMMARY)
    found = _news(whole or brief)
    length = sum(len(section.text) for section in found)
    if whole:
        is_longer = length >= sum(len(section.text) for section in _news(brief)) or not brief
        return (found, _ends_early(found)) if is_longer else (_news(brief), True)
    several = sum(section.kind is SectionKind.BODY for section in found) > 1
    return found, _ends_early(found) or not (several or length >= _LONG)


def _news(markup: str) -> list[Section]:
    """The sections without lines that only lead to the article."""
    found = []
    for section in html_sections(markup):
        if _APPEARED.fullmatch(section.text):
            continue
        text = section.text
        if led := _READ_ON.search(text, max(0, len(text) - _LONGEST_LINK)):
            text = text[: led.start()].rstrip()
        if text:
            found.append(section if text == section.text else Section(section.kind, text))
    return found


def _ends_early(found: Sequence[Section]) -> bool:
    bodies = [section.text for section in found if section.kind is SectionKind.BODY]
    return not bodies or _CUT_OFF.search(bodies[-1][-20:]) is not None


def _longest(entry: Element, names: tuple[str, ...]) -> str:
    """The longest text of the children of these names."""
    found = (_markup(node) for node in entry if qualified_name(node) in names)
    return max(found, key=len, default="")


def _markup(node: Element) -> str:
    """The HTML that an element holds: as its text, or (XHTML in Atom) as elements."""
    if not len(node):
        text: str = clean(node.text or "").strip()
        is_text = node.get("type") in {"text", "text/plain"}
        return text.replace("&", "&amp;").replace("<", "&lt;") if is_text else text
    from lxml import etree  # noqa: PLC0415 -- a feed has loaded it

    parts = [node.text or "", *(etree.tostring(n, encoding="unicode") for n in node)]
    return "".join(parts)
