"""Which paragraphs and captions does this piece of marked-up text hold?

Comes in: HTML as feeds carry it, or an element of NITF or XHTML. Goes out: sections in reading
order. Invariant: every letter that the piece shows is in one section, but for lines that are
furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ksearch.article import Section, SectionKind
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.furniture import is_caption, is_furniture
from ksearch.ingest.prose.paragraphs import paragraphs, squeeze
from ksearch.ingest.prose.values import clean
from ksearch.ingest.trees.markup import Element, parse_html, walk

__all__ = ["element_sections", "html_sections", "plain_sections", "squeezed"]

_BODY, _CAPTION, _SUBHEADLINE = SectionKind.BODY, SectionKind.CAPTION, SectionKind.SUBHEADLINE
_MARKUP = pattern(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|/?[a-zA-Z][a-zA-Z0-9]*$|!--)")
# Elements that begin a line of their own, of HTML and of NITF.
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
        *("block", "bq", "fn", "hl1", "hl2", "media", "media-caption", "media-producer", "note"),
        *("body.content", "body.head", "body.end", "content", "credit", "tagline", "html"),
    )
)
_CAPTIONS = frozenset(("figcaption", "media-caption", "caption"))
_CROSSHEADS = frozenset(("hl2", "h2", "h3", "h4"))
_SILENT = frozenset(
    (
        *("head", "iframe", "media-metadata", "media-object", "media-reference", "noscript"),
        *("object", "script", "style", "template", "title"),
    )
)


def html_sections(text: str) -> list[Section]:
    r"""The sections of a piece of HTML, or of plain text.

    >>> [s.text for s in html_sections("<p>첫눈이 왔다.</p>길이 얼었다.<br>그쳤다.")]
    ['첫눈이 왔다.', '길이 얼었다.', '그쳤다.']
    """
    if "<" in text and _MARKUP.search(text):
        root = parse_html(f"<div>{text}</div>")
        return [] if root is None else element_sections(root)
    if "&" in text:
        from html import unescape  # noqa: PLC0415 -- takes 1 ms to import

        text = unescape(text)
    return plain_sections(text)


def plain_sections(text: str) -> list[Section]:
    """The paragraphs of a text without markup, captions told by their look."""
    return list(_kept((_BODY, line) for line in paragraphs(clean(text))))


def element_sections(element: Element) -> list[Section]:
    """The sections of an element whose names are local."""
    return list(_kept(_lines(element)))


def squeezed(element: Element | None) -> str:
    """The text of an element on one line, ``""`` for none."""
    return "" if element is None else clean(squeeze("".join(element.itertext())))


def _lines(element: Element) -> Iterator[tuple[SectionKind, str]]:
    """Each line that the element shows, and what kind the innermost element around it makes it."""
    parts: list[str] = []
    kinds = [_BODY]
    for event, node in walk(element, _SILENT):
        if event == "text":
            parts.append(node)
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if name in _BLOCKS:
            yield kinds[-1], squeeze("".join(parts))
            parts.clear()
        kind = _kind(name)
        if kind is not None and event == "start":
            kinds.append(kind)
        elif kind is not None:
            kinds.pop()
    yield kinds[-1], squeeze("".join(parts))


def _kind(name: str) -> SectionKind | None:
    if name in _CAPTIONS:
        return _CAPTION
    return _SUBHEADLINE if name in _CROSSHEADS else None


def _kept(lines: Iterable[tuple[SectionKind, str]]) -> Iterator[Section]:
    """The lines that are news."""
    for kind, raw in lines:
        line = clean(raw).strip()
        if line and not is_furniture(line):
            caption = kind is _BODY and is_caption(line)
            yield Section(_CAPTION if caption else kind, line)
