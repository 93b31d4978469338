"""Which captions do the pictures of this page have?

Comes in: an element of the page. Goes out: captions, in order, each once. Invariant: a caption is
what the page marks as one, by its element, its class (as a saying in large letters, too), or a
pointer (▲) in the picture's own frame.
"""

from __future__ import annotations

import re

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.dateline import take_dateline
from ksearch.ingest.prose.furniture import is_caption
from ksearch.ingest.prose.values import clean
from ksearch.ingest.trees.markup import Element, element_lines, element_text

__all__ = ["framed_captions", "marked_captions"]

_CAPTION_CLASS = pattern(
    r"caption|(?:img|image|photo|pic|figure)[-_]?(?:desc|txt|text|info|journal|memo)|articlePhoto"
    r"|pull[-_]?quote|quote[-_]?(?:box|wrap|area)|module-quote",  # a saying, and whose it is
    re.IGNORECASE,
)
_POINTED = pattern(r"[▲△▼▽◀◁]\s*(?=\S*[가-힣])\S.{8,}")
# Where such an element is around, the picture is another article's.
_OTHERS = pattern(
    r"relat|recommend|rank|popular|best|banner|(?:^|[\s_-])ads?(?:$|[\s_-])", re.IGNORECASE
)
_OTHER_TAGS = frozenset(("a", "aside", "nav", "footer"))
_LONGEST = 500  # characters
_FRAME = 5  # elements around a picture: span, cell, row, body, table


def marked_captions(container: Element) -> dict[str, list[str]]:
    """The captions that an element or a class marks, of nested ones the outermost; their lines."""
    found: dict[str, list[str]] = {}
    taken: set[Element] = set()
    for node in container.iter():
        if not isinstance(node.tag, str):
            continue
        names = node.get("class") or ""
        if node.getparent() in taken or node.tag in _OTHER_TAGS or _OTHERS.search(names):
            taken.add(node)
        elif _is_caption(node, names):
            taken.add(node)
            text = clean(element_text(node))
            if 1 < len(text) <= _LONGEST:
                lines = [clean(line) for line in element_lines(node)]
                if any(take_dateline(line)[0] is not None for line in lines[1:]):  # below a title
                    found.update((line, [line]) for line in lines)
                else:
                    found[text] = lines
    return found


def _is_caption(node: Element, names: str) -> bool:
    """Whether an element is a caption: by its tag, its class, or as all that a figure says."""
    if node.tag == "figure":
        return next(node.iter("figcaption"), None) is None and not any(
            _CAPTION_CLASS.search(inner.get("class") or "")
            for inner in node.iter("p", "div", "span")
        )
    return node.tag == "figcaption" or _CAPTION_CLASS.search(names) is not None


def framed_captions(container: Element) -> list[str]:
    """What looks like a caption (a pointer, a credit) and is all the text in a picture's frame."""
    found: dict[str, None] = {}
    shown: dict[Element, str] = {}  # a frame may hold many pictures
    for picture in container.iter("img"):
        frame = picture
        for _ in range(_FRAME):
            frame = frame.getparent()
            if frame is None:
                break
            if frame not in shown:
                shown[frame] = clean(element_text(frame))
            if text := shown[frame]:
                if len(text) <= _LONGEST and (_POINTED.match(text) or is_caption(text)):
                    found[text] = None
                break
    return list(found)
