"""What is the tree of this HTML, and where in it is the article?

Comes in: the text of a page. Goes out: lxml elements. Invariant: nothing is fetched, no entity
beyond HTML's own is resolved, no script is run, and broken HTML still gives a tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from ksearch.ingest.patterns import pattern

__all__ = [
    "MOST_TAGS",
    "SILENT",
    "Element",
    "article_container",
    "element_lines",
    "element_text",
    "is_block",
    "letters",
    "parse_html",
    "walk",
]

Element = Any  # lxml carries no types of its own

_XML_DECLARATION = pattern(r"\A\s*<\?xml[^>]{0,200}>")
_UNREADABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONG_TAG = pattern(r"<[A-Za-z][^<>]{4000,}")
_MOST_ATTRIBUTES = 2000
MOST_TAGS = 200_000  # of a page; of a hundred saved ones the one with the most has 8,000
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "button", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table"),
        *("td", "th", "tr", "ul"),
    )
)
SILENT = frozenset(("head", "noscript", "script", "style", "template", "title"))
# Inline by their tags, and shown as blocks: by their style, or as Naver's style sheet has it.
_BLOCK_STYLE = pattern(r"display\s*:\s*block", re.IGNORECASE)
_BLOCK_CLASSES = frozenset(("media_end_summary", "end_photo_org", "img_desc"))
_LETTERS = pattern(r"\w+")
_PROBE = 24  # characters of a paragraph that tell it from others


def parse_html(text: str) -> Element | None:
    """The root element, or ``None`` where the text holds no element."""
    # lxml.html takes 20 ms to import, which a folder of JSON need not pay.
    from lxml import etree, html  # noqa: PLC0415

    plain = _UNREADABLE.sub(" ", _XML_DECLARATION.sub("", text, count=1))
    plain = _LONG_TAG.sub(_few_attributes, plain)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _few_attributes(found: re.Match[str]) -> str:
    """A tag, unless it has so many attributes that the parser would compare them for minutes."""
    return found[0] if found[0].count("=") + len(found[0].split()) <= _MOST_ATTRIBUTES else "<div"


def element_text(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def letters(text: str) -> str:
    """What tells two texts apart, whatever white space, marks and quotes a page puts in.

    >>> letters("▲ 첫눈 내린 서울. ") == letters("‘첫눈’ 내린\u00a0서울")
    True
    """
    return "".join(_LETTERS.findall(text))


def element_lines(element: Element) -> list[str]:
    """The text that an element shows, a line for every ``<br>`` and every block in it."""
    parts: list[str] = []
    for event, node in walk(element, SILENT):
        if event == "text":
            parts.append(" ".join(node.split("\n")))
        elif is_block(node):
            parts.append("\n")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def is_block(node: Element) -> bool:
    """Whether an element begins and ends a line, by its tag, its class or its style."""
    if node.tag in _BLOCKS:
        return True
    said = node.attrib
    if not said:
        return False
    if (classes := said.get("class")) and not _BLOCK_CLASSES.isdisjoint(classes.split()):
        return True
    return (style := said.get("style")) is not None and _BLOCK_STYLE.search(style) is not None


def walk(element: Element, silent: Collection[str] = ()) -> Iterator[tuple[str, Any]]:
    """``start`` and ``end`` of each element and each ``text``, in the order of the document.

    What stands in a ``silent`` element, or in a comment, is left out.
    """
    from lxml import etree  # noqa: PLC0415 -- as above

    steps = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in steps:
        if event == "start":
            yield event, node
            if node.tag in silent:
                steps.skip_subtree()
            elif node.text:
                yield "text", node.text
            continue
        if event == "end":
            yield event, node
        if node.tail and node is not element:
            yield "text", node.tail


def article_container(root: Element, paragraphs: list[str]) -> Element:
    """The smallest element that holds the first and the last of ``paragraphs``."""
    probes = ["".join(text.split())[:_PROBE] for text in (paragraphs[0], paragraphs[-1])]
    parts: list[str] = []
    at = 0
    begins: dict[Element, int] = {}
    ends: dict[Element, int] = {}
    for event, item in walk(root, SILENT):
        if event == "text":
            parts.append("".join(item.split()))
            at += len(parts[-1])
        else:
            (begins if event == "start" else ends)[item] = at
    whole = "".join(parts)
    inner = root
    while True:
        for child in inner:
            if child not in ends:  # a comment, or what a silent element holds
                continue
            text = whole[begins[child] : ends[child]]
            if all(probe in text for probe in probes):
                inner = child
                break
        else:
            return inner
