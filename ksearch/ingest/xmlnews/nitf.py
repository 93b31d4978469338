"""Which article does this NITF document hold?

Comes in: a document of the News Industry Text Format, or such an element within NewsML. Goes out:
its fields and its sections. Invariant: every paragraph of ``body.content`` is a section.

https://iptc.org/std/NITF/3.6/documentation/nitf.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ksearch.article import Section, SectionKind
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.paragraphs import squeeze
from ksearch.ingest.prose.values import clean
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.trees.xmltree import Element, child, parse_xml
from ksearch.ingest.xmlnews.parts import article_of
from ksearch.ingest.xmlnews.richtext import element_sections, squeezed

__all__ = ["nitf_fields", "nitf_sections", "place_of", "read_nitf"]

_BEHIND_PLACE = pattern("[=,(]")


def read_nitf(document: Document) -> Iterator[Outcome]:
    """The one article."""
    root = parse_xml(document.text(), document.source)
    yield article_of(document, nitf_fields(root), nitf_sections(root))


def nitf_fields(root: Element) -> dict[str, Any]:
    """What the head and the byline say, by our names of fields; what is absent is empty."""
    head = next(root.iter("body.head"), None)
    data = next(root.iter("docdata"), None)
    publication = next(root.iter("pubdata"), None)
    names = [_name(node) for node in ([] if head is None else head.iter("byline"))]
    return {
        "id": _attribute(data, "doc-id", "id-string"),
        "url": _attribute(publication, None, "ex-ref"),
        "headline": _headline(root, head),
        "publisher": _attribute(publication, None, "name")
        or _attribute(data, "doc.copyright", "holder")
        or squeezed(child(head, "distributor")),
        "authors": [name for name in names if name],
        "dateline": place_of(squeezed(child(head, "dateline", "location"))),
        "date_published": _attribute(data, "date.issue", "norm")
        or _attribute(data, "date.release", "norm")
        or _attribute(publication, None, "date.publication")
        or _attribute(child(head, "dateline"), "story.date", "norm"),
        "article_section": _attribute(publication, None, "position.section")
        or next((node.get("content") for node in root.iter("meta") if _is_section(node)), None),
        "keywords": [node.get("key") or "" for node in root.iter("keyword")],
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }


def place_of(dateline: str) -> str:
    """The place of a dateline, which may name the agency and the day too.

    >>> place_of("(서울=한국통신)"), place_of("부산, 3월 5일"), place_of("2024-03-05")
    ('서울', '부산', '')
    """
    place = _BEHIND_PLACE.split(dateline.strip(" ()[]"), maxsplit=1)[0].strip()
    return "" if any(map(str.isdigit, place)) else place


def nitf_sections(root: Element) -> list[Section]:
    """Subheadlines, then the content; the abstract where there is no content."""
    head = next(root.iter("body.head"), None)
    found = [
        Section(SectionKind.SUBHEADLINE, text)
        for node in ([] if head is None else head.iter("hl2"))
        if (text := squeezed(node))
    ]
    content = [part for node in root.iter("body.content") for part in element_sections(node)]
    if not content:
        abstract = child(head, "abstract")
        content = [] if abstract is None else element_sections(abstract)
    return found + content


def _headline(root: Element, head: Element | None) -> str:
    line = child(head, "hedline", "hl1")
    return squeezed(line) or squeezed(next(root.iter("hl1"), None)) or squeezed(_title(root))


def _title(root: Element) -> Element | None:
    return child(root, "head", "title")


def _name(byline: Element) -> str:
    """The persons of a byline, or all that it says but what they are."""
    people = [squeezed(node) for node in byline.iter("person")]
    said = (byline.text or "", *(node.tail or "" for node in byline))
    return ", ".join(people) or clean(squeeze(" ".join(said))) or squeezed(byline)


def _attribute(node: Element | None, name: str | None, attribute: str) -> str:
    """An attribute of an element, or of its first child of a name."""
    inner = node if name is None else child(node, name)
    return "" if inner is None else (inner.get(attribute) or "").strip()


def _is_section(meta: Element) -> bool:
    return (meta.get("name") or "").lower() in {"section", "category", "tobject.type"}
