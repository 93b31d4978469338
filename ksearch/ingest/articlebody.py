"""Which element does this page mark as the body of its article?

Comes in: the tree of a page. Goes out: an element, or ``None``. Invariant: what is named for it by
schema.org, or by the systems and portals on which Korean news is published; where several are, the
one that shows most, and none that shows next to nothing.
"""

from __future__ import annotations

from ksearch.ingest.markup import Element, letters
from ksearch.ingest.wordlists import words

__all__ = ["marked_body"]

_LEAST = 20  # letters


def marked_body(root: Element) -> Element | None:
    """The element that the page marks as the body of its article."""
    names = words("body_names")
    best, most = None, _LEAST - 1
    for node in root.iter("article", "div", "section", "td", "span", "p"):
        if node.get("itemprop") != "articleBody" and node.get("id") not in names:
            classes = node.get("class")
            if classes is None or names.isdisjoint(classes.split()):
                continue
        count = len(letters("".join(node.itertext())))
        if count > most:
            best, most = node, count
    return best
