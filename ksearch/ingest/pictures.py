"""Which captions do the pictures of this page have?

Comes in: an element of the page. Goes out: captions, in order, each once. Invariant: a caption is
what the page marks as one, by its element, its class (as a saying in large letters, too), or a
pointer (▲) in the picture's own frame.
"""

from __future__ import annotations

import re

from ksearch.ingest.markup import Element, element_lines, element_text
from ksearch.ingest.patterns import pattern
from ksearch.ingest.values import clean

__all__ = ["framed_captions", "marked_captions"]

_CAPTION_CLASS = pattern(
    r"caption|img_?(?:desc|txt)|photo_?(?:desc|txt)|articlePhoto"
    r"|pull[-_]?quote|quote[-_]?(?:box|wrap|area)|module-quote",  # a saying, and whose it is
    re.IGNORECASE,
)
_POINTED = pattern(r"[▲△▼▽◀◁]\s*(?=\S*[가-힣])\S.{8,}")
_LONGEST = 500  # characters
_FRAME = 5  # elements around a picture: span, cell, row, body, table


def marked_captions(container: Element) -> dict[str, list[str]]:
    """The captions that an element or a class marks, of nested ones the outermost; their lines."""
    found: dict[str, list[str]] = {}
    taken: set[Element] = set()
    for node in container.iter():
        if not isinstance(node.tag, str) or node.getparent() in taken:
            if isinstance(node.tag, str):
                taken.add(node)
            continue
        if node.tag == "figcaption" or _CAPTION_CLASS.search(node.get("class") or ""):
            taken.add(node)
            text = clean(element_text(node))
            if 1 < len(text) <= _LONGEST:
                found[text] = [clean(line) for line in element_lines(node)]
    return found


def framed_captions(container: Element) -> list[str]:
    """The captions that begin with a pointer and are all the text in the frame of a picture."""
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
                if len(text) <= _LONGEST and _POINTED.match(text):
                    found[text] = None
                break
    return list(found)
