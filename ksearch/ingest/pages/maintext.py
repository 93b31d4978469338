"""Which blocks of this HTML are its main text?

Comes in: the tree of a page. Goes out: its blocks (paragraphs, headings, list items) in order.
Invariant: trafilatura decides what is main text, and says so where it is a list of links.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ksearch.ingest.trees.markup import Element, walk

__all__ = ["MainText", "main_text"]

_LIST_SHARE = 0.6  # of the characters: a press release ends with a list, a list page is one
_LIST_LINKS = 5
# Characters below which trafilatura runs all blocks of a page together as a last resort. Its own
# 250 are letters of an alphabet: a whole Korean flash has fewer.
_SHORTEST = 60
_BLOCKS = frozenset(("p", "head", "item", "quote", "div", "list", "table", "row", "cell", "code"))


class MainText(NamedTuple):
    """Blocks, each on one line; empty where there is no main text."""

    blocks: list[str]
    is_list: bool  # of links to other pages


def main_text(root: Element) -> MainText:
    """The main text of a page, whose tree stays as it is."""
    # trafilatura takes 0.12 s to import; only pages of HTML need it.
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import use_config  # noqa: PLC0415

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    document = bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        include_links=True,
        with_metadata=False,
        config=config,
    )
    body = getattr(document, "body", None)
    if body is None:
        return MainText([], is_list=False)
    return MainText(_blocks(body), _is_list(body))


def _blocks(body: Element) -> list[str]:
    """Texts between the edges of blocks; a definition stays on the line of its term (날짜 …)."""
    parts: list[str] = []
    for event, node in walk(body):
        if event == "text":
            parts.append(re.sub(r"\s+", " ", node))
        elif node.tag == "lb" or (node.tag in _BLOCKS and not _is_definition(node, event)):
            parts.append("\n")
        else:
            parts.append(" " if node.tag in _BLOCKS else "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _is_definition(node: Element, event: str) -> bool:
    rend = node.get("rend") or ""
    return (rend.startswith("dd") and event == "start") or (
        rend.startswith("dt") and event == "end"
    )


def _is_list(body: Element) -> bool:
    """Whether the main text is a list of links to other pages."""
    whole = len("".join(body.itertext()))
    items = [item for item in body.iter("item") if item.getparent().getparent() is body]
    linked = sum(next(item.iter("ref"), None) is not None for item in items)
    listed = sum(len("".join(item.itertext())) for item in items)
    return linked >= _LIST_LINKS and listed > whole * _LIST_SHARE
