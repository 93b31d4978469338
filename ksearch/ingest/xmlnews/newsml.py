"""Which articles does this NewsML 1.x document hold?

Comes in: NewsML 1.0 to 1.2, as Korean agencies and archives use it. Goes out: an article for each
``NewsItem``. Invariants: the texts of all components of an item are one article, pictures give
their captions; a text is NITF, XHTML, HTML in a CDATA or plain, and each is read.

https://iptc.org/std/NewsML/1.2/documentation/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.trees.xmltree import Element, child, parse_xml
from ksearch.ingest.xmlnews.nitf import nitf_sections, place_of
from ksearch.ingest.xmlnews.parts import article_of
from ksearch.ingest.xmlnews.richtext import element_sections, html_sections, squeezed

__all__ = ["read_newsml"]

_CAPTION = SectionKind.CAPTION
# What ``MediaType`` and ``Role`` call a thing that is not the text itself.
_PICTURES = ("photo", "picture", "graphic", "image", "video", "사진", "그래픽", "영상")
_CAPTION_ROLES = ("caption", "사진설명")


def read_newsml(document: Document) -> Iterator[Outcome]:
    """An outcome for each news item."""
    root = parse_xml(document.text(), document.source)
    items = list(root.iter("NewsItem"))
    if not items:
        raise ReadError(document.source, "it is NewsML without a news item")
    for number, item in enumerate(items, start=1):
        position = number if len(items) > 1 else 0
        try:
            yield article_of(document, _fields(root, item), _sections(item), position=position)
        except ReadError as error:
            yield error


def _fields(root: Element, item: Element) -> dict[str, Any]:
    envelope = child(root, "NewsEnvelope")
    identity = child(item, "Identification", "NewsIdentifier")
    management = child(item, "NewsManagement")
    return {
        "id": _id(identity),
        "url": _first(item, "Link", "URL", "NewsItemURL"),
        "headline": _first(item, "HeadLine"),
        "publisher": _party(item, "Provider")
        or _party(item, "Source")
        or _party(envelope, "SentFrom")
        or squeezed(child(identity, "ProviderId")),
        "authors": [text for node in item.iter("ByLine") if (text := squeezed(node))]
        or [name for name in [_party(item, "Creator")] if name],
        "dateline": place_of(_first(item, "DateLine")),
        "date_published": squeezed(child(management, "FirstCreated"))
        or squeezed(child(identity, "DateId"))
        or squeezed(child(envelope, "DateAndTime")),
        "date_modified": squeezed(child(management, "ThisRevisionCreated")),
        "article_section": _section(item),
        "keywords": [text for node in item.iter("KeywordLine") if (text := squeezed(node))],
        "language": next(
            (node.get("FormalName") for node in item.iter("Language") if node.get("FormalName")),
            None,
        ),
    }


def _id(identity: Element | None) -> str:
    """The public identifier without its revision: a correction replaces what it corrects."""
    whole = squeezed(child(identity, "PublicIdentifier"))
    item = squeezed(child(identity, "NewsItemId"))
    head, mark, _ = whole.rpartition(":")
    return (head if mark and item and head.endswith(item) else whole) or item


def _first(item: Element, *names: str) -> str:
    return next((text for node in item.iter(*names) if (text := squeezed(node))), "")


def _party(node: Element | None, role: str) -> str:
    """Who has a role: by the formal name, or as text."""
    for holder in () if node is None else node.iter(role):
        party = child(holder, "Party")
        name = (party if party is not None else holder).get("FormalName") or squeezed(holder)
        if name:
            return str(name)
    return ""


def _section(item: Element) -> str:
    """The subject, where it is a word and no number of a list."""
    for node in item.iter("SubjectCode", "Subject", "Genre", "Property"):
        is_other = node.tag == "Property" and node.get("FormalName") not in {"Section", "Category"}
        for value in (node, *node) if not is_other else ():
            name = value.get("Value") or value.get("FormalName") or ""
            if any("가" <= char <= "힣" for char in name):
                return str(name)
    return ""


def _sections(item: Element) -> list[Section]:
    headline = _first(item, "HeadLine")
    lines = [squeezed(node) for node in item.iter("SubHeadLine")]
    found = [Section(SectionKind.SUBHEADLINE, line) for line in lines if line]
    for content in item.iter("DataContent"):
        parts = _content(content)
        if _is_caption(content):
            parts = [Section(_CAPTION, part.text) for part in parts]
        found += [part for part in parts if part.text not in {headline, *lines}]
    known = {part.text for part in found}
    captions = [squeezed(node) for node in item.iter("Caption", "ImageCaption")]
    return found + [Section(_CAPTION, line) for line in captions if line and line not in known]


def _content(content: Element) -> list[Section]:
    inner = child(content, "nitf")
    if inner is not None:
        return nitf_sections(inner)
    if any(isinstance(node.tag, str) for node in content):
        return element_sections(content)
    return html_sections(content.text or "")


def _is_caption(content: Element) -> bool:
    """Whether the content is what stands below a picture: by its type or the role around it."""
    for node in content.iterancestors("ContentItem", "NewsComponent"):
        role = child(node, "Role")
        if role is not None:
            return _names_any(role, _CAPTION_ROLES + _PICTURES)
        kind = child(node, "MediaType")
        if kind is not None and _names_any(kind, _PICTURES):
            return True
    return False


def _names_any(node: Element, words: tuple[str, ...]) -> bool:
    name = (node.get("FormalName") or "").lower()
    return any(word in name for word in words)
