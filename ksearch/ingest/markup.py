"""What is the tree of this HTML, and where in it is the article?

Comes in: the text of a page. Goes out: lxml elements. Invariant: nothing is fetched, no entity
beyond HTML's own is resolved, no script is run, and broken HTML still gives a tree.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["Element", "article_container", "element_lines", "element_text", "parse_html"]

Element = Any  # lxml carries no types of its own

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}>")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PROBE = 24  # characters of a paragraph that tell it from others


def parse_html(text: str) -> Element | None:
    """The root element, or ``None`` where the text holds no element."""
    # lxml.html takes 20 ms to import, which a folder of JSON need not pay.
    from lxml import etree, html  # noqa: PLC0415

    plain = _UNREADABLE.sub(" ", _XML_DECLARATION.sub("", text, count=1))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def element_text(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def element_lines(element: Element) -> list[str]:
    """The text of an element, a line for every ``<br>`` and every child that is a block."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag in {"br", "p", "li", "div", "dd", "lb", "item"} and node is not element:
            parts.append("\n")
        if isinstance(node.tag, str) and node.tag not in {"script", "style"} and node.text:
            parts.append(" ".join(node.text.split("\n")))
        if node is not element and node.tail:
            parts.append(" ".join(node.tail.split("\n")))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def article_container(root: Element, paragraphs: list[str]) -> Element:
    """The smallest element that holds the first and the last of ``paragraphs``."""
    probes = ["".join(text.split())[:_PROBE] for text in (paragraphs[0], paragraphs[-1])]
    inner = root
    while True:
        for child in inner:
            if not isinstance(child.tag, str):
                continue
            text = "".join("".join(child.itertext()).split())
            if all(probe in text for probe in probes):
                inner = child
                break
        else:
            return inner
