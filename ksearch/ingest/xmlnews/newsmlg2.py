"""Which articles does this NewsML-G2 document hold?

Comes in: a ``newsItem``, or a ``newsMessage`` with several. Goes out: an article for each.
Invariants: a picture gives its headline and its description as caption; a package names other
items and is no article; what an item only refers to (``remoteContent``) is not fetched.

https://iptc.org/std/NewsML-G2/guidelines/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.trees.xmltree import Element, child, children, parse_xml
from ksearch.ingest.xmlnews.nitf import nitf_fields, nitf_sections, place_of
from ksearch.ingest.xmlnews.parts import article_of
from ksearch.ingest.xmlnews.richtext import element_sections, html_sections, squeezed

__all__ = ["read_newsml_g2"]

_BODY, _CAPTION, _SUBHEADLINE = SectionKind.BODY, SectionKind.CAPTION, SectionKind.SUBHEADLINE
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml_g2(document: Document) -> Iterator[Outcome]:
    """An outcome for each news item."""
    root = parse_xml(document.text(), document.source)
    items = list(root.iter("newsItem"))
    if not items:
        reason = "it is NewsML-G2 without a news item: packages only name what other files hold"
        raise ReadError(document.source, reason)
    for number, item in enumerate(items, start=1):
        try:
            yield _article(item, document, number if len(items) > 1 else 0)
        except ReadError as error:
            yield error


def _article(item: Element, document: Document, position: int) -> Outcome:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    found, inner = _content(item)
    headlines = [] if content is None else children(content, "headline")
    lines = [text for node in headlines if (text := squeezed(node))]
    fields = inner | {
        name: value for name, value in _fields(item, meta, content, lines).items() if value
    }
    below = [Section(_SUBHEADLINE, line) for line in lines[1:] if line != lines[0]]
    described = [] if content is None else children(content, "description")
    brief = [text for node in described if (text := squeezed(node))]
    is_picture = _qcode(child(meta, "itemClass")).endswith(("picture", "graphic", "video"))
    if is_picture:
        found += [Section(_CAPTION, text) for text in dict.fromkeys(brief)]
    elif not found:
        found = [Section(_BODY, text) for text in brief]
    return article_of(
        document,
        fields,
        below + found,
        position=position,
        is_excerpt=not is_picture and _is_brief(found, brief),
    )


def _fields(
    item: Element, meta: Element | None, content: Element | None, headlines: list[str]
) -> dict[str, Any]:
    makers = [] if content is None else [*children(content, "creator"), *children(content, "by")]
    subjects = [] if content is None else children(content, "subject")
    return {
        "id": item.get("guid"),
        "url": next((text for n in item.iter("link") if (text := n.get("href"))), None),
        "headline": headlines[0] if headlines else None,
        "publisher": _named(child(meta, "provider"))
        or _named(child(content, "infoSource"))
        or _named(child(item, "rightsInfo", "copyrightHolder")),
        "authors": [name for name in dict.fromkeys(map(_named, makers)) if name],
        "dateline": _named(child(content, "located"))
        or place_of(squeezed(child(content, "dateline"))),
        "date_published": squeezed(child(meta, "firstCreated"))
        or squeezed(child(content, "contentCreated"))
        or squeezed(child(meta, "versionCreated")),
        "date_modified": squeezed(child(content, "contentModified"))
        or squeezed(child(meta, "versionCreated")),
        "article_section": next((name for node in subjects if (name := _word(node))), None),
        "keywords": [] if content is None else list(map(squeezed, children(content, "keyword"))),
        "language": _tag(child(content, "language")) or item.get(_LANGUAGE),
    }


def _content(item: Element) -> tuple[list[Section], dict[str, Any]]:
    """The sections of all that is in the item itself, and what NITF says beside."""
    found: list[Section] = []
    fields: dict[str, Any] = {}
    for holder in item.iter("inlineXML", "inlineData"):
        inner = child(holder, "nitf")
        if inner is not None:
            found += nitf_sections(inner)
            fields |= {name: value for name, value in nitf_fields(inner).items() if value}
        elif any(isinstance(node.tag, str) for node in holder):
            found += element_sections(holder)
        else:
            found += html_sections(holder.text or "")
    fields.pop("id", None)  # the item's guid is what others refer to
    return found, fields


def _named(node: Element | None) -> str:
    """The name in an element, its literal, or its text."""
    if node is None:
        return ""
    return squeezed(child(node, "name")) or node.get("literal") or squeezed(node)


def _word(subject: Element) -> str:
    """A subject's name where it is Korean: others are headings of a list of codes."""
    names = [squeezed(name) for name in children(subject, "name")]
    return next((name for name in names if any("가" <= c <= "힣" for c in name)), "")


def _qcode(node: Element | None) -> str:
    return "" if node is None else node.get("qcode") or node.get("uri") or ""


def _tag(node: Element | None) -> str:
    return "" if node is None else node.get("tag") or ""


def _is_brief(found: list[Section], brief: list[str]) -> bool:
    """Whether there is no more of a text than its description."""
    return all(part.text in brief for part in found if part.kind is _BODY)
