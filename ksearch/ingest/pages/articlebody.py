"""Which element of this page holds its article, and which blocks of text?

Comes in: the tree of a page and what its head declares. Goes out: blocks in order, the
element that holds them and what that shows. Invariant: the element that the page itself marks as
its article's body decides, by schema.org's name or by one of the systems and portals on which
Korean news is published; then the element with nearly all sentences, below the headline; then
trafilatura. A body in JSON-LD is read only where it says all that was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ksearch.errors import ReadError
from ksearch.ingest.pages.maintext import main_text
from ksearch.ingest.pages.masthead import is_paragraph
from ksearch.ingest.pages.verdict import ERROR, LIST, error_page, link_list
from ksearch.ingest.pages.whole import (
    Shown,
    core_blocks,
    core_element,
    is_repeated,
    may_be_sentence,
    other_parts,
    shown_lines,
    spanned,
    whole_blocks,
)
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.paragraphs import paragraphs
from ksearch.ingest.prose.values import clean, one_text, unmarked
from ksearch.ingest.prose.wordlists import words
from ksearch.ingest.trees.markup import Element, article_container, letters

__all__ = ["ArticleText", "article_text"]

_TAGS = ("article", "div", "section", "td", "span", "p", "main")
_PIECES = frozenset(("p", "span"))
_LEAD_CLASS = pattern(r"(?:^|[\s_-])(?:lead|lede|standfirst)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MOST_MARKED = 12  # elements; a list of articles has more
_MOSTLY = 0.6  # of the sentences: around the inner element stand notes on how a portal sorts news
_HALF = 0.5
_SEVERAL = 3  # sentences
_WHOLE = frozenset(("html", "body"))
_LEAST = 20  # letters of a text that an element is believed to be marked for
_MORE = 1.1  # a body in JSON-LD that says more than what is shown may be another's


class ArticleText(NamedTuple):
    """What may be the article's text, the element around it, and all that the element shows."""

    blocks: list[str]
    region: Element
    shown: list[Shown]


def article_text(
    root: Element,
    fields: Mapping[str, Any],
    headline: str,
    whole: Sequence[Shown],
    source: str,
) -> ArticleText:
    """The article's text; no blocks where nothing is found. ``whole`` is what the page shows.

    Raises:
        ReadError: the page is a list of links, or says that there is nothing.
    """
    if error_page(one_text(root.findtext(".//title")) or "", [line.text for line in whole], fields):
        raise ReadError(source, ERROR)
    found = _marked(root, fields)
    if found is not None:
        if link_list(found.shown, fields):
            raise ReadError(source, LIST)
        return found
    return _unmarked(root, fields, headline, whole, source)


def _unmarked(
    root: Element,
    fields: Mapping[str, Any],
    headline: str,
    whole: Sequence[Shown],
    source: str,
) -> ArticleText:
    """The text of a page that marks no element.

    That is the element with nearly all sentences, if they begin below the headline; else
    trafilatura's text, less or more.

    Raises:
        ReadError: the page is a list of links.
    """
    core = _core(whole)
    if core is not None and link_list(core.shown, fields):
        raise ReadError(source, LIST)
    if core is not None and _is_headed(core, whole, headline):
        return core
    main = main_text(root)
    blocks = [clean(block) for block in main.blocks]
    declared = _declared(fields, blocks)
    if declared:
        return ArticleText(declared, root, [])
    if main.is_list:
        raise ReadError(source, LIST)
    if core is not None and (is_repeated(whole) or _is_missed(core, blocks)):
        return core
    if not blocks:
        if link_list(whole, fields):
            raise ReadError(source, LIST)
        return ArticleText([], root, [])
    region = article_container(root, blocks)
    shown = shown_lines(region)
    if link_list(spanned(blocks, shown), fields):
        raise ReadError(source, LIST)
    return ArticleText(core_blocks(whole_blocks(blocks, shown), shown), region, shown)


def _marked(root: Element, fields: Mapping[str, Any]) -> ArticleText | None:
    """The text of the element that the page marks, if most of its sentences may be the article's.

    Of one within another, which holds most of its sentences, the inner one. A flash has none.
    """
    best: ArticleText | None = None
    most = 0
    flash: ArticleText | None = None
    for node in _marked_elements(root):
        shown = shown_lines(node)
        blocks = _texts(shown)
        said = sum(len(letters(text)) for text in blocks if is_paragraph(text))
        whole = sum(len(letters(line.text)) for line in shown if is_paragraph(line.text))
        if said < _LEAST or said < _HALF * whole:
            flash = ArticleText(blocks, node, shown) if blocks else flash
            continue
        inner = best is not None and said >= _MOSTLY * most and _is_within(node, best.region)
        if said > most or inner:
            best, most = ArticleText(blocks, node, shown), max(most, said)
    if best is None:
        return flash if fields.get("date_published") else None
    return _with_companions(best)


def _with_companions(found: ArticleText) -> ArticleText:
    """The text with what stands beside its element under the same name, or as its lead.

    An advertisement may part a body into several elements.
    """
    region = found.region
    parent = region.getparent()
    if parent is None:
        return found
    name = _name(region)
    parts = [
        node
        for node in parent.iterchildren(*_TAGS)
        if node is region or _name(node) == name or _LEAD_CLASS.search(node.get("class") or "")
    ]
    if len(parts) == 1:
        return found
    shown = [line for node in parts for line in shown_lines(node)]
    return ArticleText(_texts(shown), parent, shown)


def _name(node: Element) -> tuple[str | None, ...]:
    return node.tag, node.get("itemprop"), node.get("class")


def _marked_elements(root: Element) -> list[Element]:
    """The elements that are named as an article's body; none where as many as in a list are.

    Where each paragraph has the name, what is around it.
    """
    names = words("body_names")
    found: list[Element] = []
    for node in root.iter(*_TAGS):
        if node.get("itemprop") != "articleBody" and node.get("id") not in names:
            classes = node.get("class")
            if classes is None or names.isdisjoint(classes.split()):
                continue
        marked = node.getparent() if node.tag in _PIECES else node
        if marked is not None and marked not in found:
            found.append(marked)
        if len(found) > _MOST_MARKED:
            return []
    return found


def _is_within(node: Element, outer: Element) -> bool:
    return any(around is outer for around in node.iterancestors())


def _texts(shown: Sequence[Shown]) -> list[str]:
    """The lines that may be of the article: related ones are links, but no sentences or bylines.

    A heading behind the last of them heads something else.
    """
    lines = [
        line for line in shown if not line.apart and (not line.linked or _says_something(line.text))
    ]
    while lines and lines[-1].block.tag in _HEADINGS:
        lines.pop()
    return [line.text for line in lines]


def _says_something(text: str) -> bool:
    """Whether a text is more than a title."""
    return is_paragraph(text) or read_byline(text) is not None


def _core(whole: Sequence[Shown]) -> ArticleText | None:
    """The element that holds nearly all sentences of a page, where that is not the whole page."""
    core = core_element(whole)
    if core is None or core.tag in _WHOLE:
        return None
    shown = shown_lines(core)
    parts = other_parts(core, whole)
    if parts and (around := core.getparent()) is not None:
        held = {core, *core.iterdescendants()} | parts
        shown = [line for line in shown_lines(around) if line.block in held]
        return ArticleText(_texts(shown), around, shown)
    return ArticleText(_texts(shown), core, shown)


def _is_headed(core: ArticleText, whole: Sequence[Shown], headline: str) -> bool:
    """Whether the element has several sentences, and none stands between the headline and it."""
    inside = {core.region, *core.region.iterdescendants()}
    sentences = [n for n, line in enumerate(whole) if may_be_sentence(line)]
    own = [n for n in sentences if whole[n].block in inside]
    if len(own) < _SEVERAL:
        return False
    key = letters(headline)
    tops = [n for n in range(own[0]) if key and letters(whole[n].text) == key]
    return bool(tops) and not any(tops[-1] < n < own[0] for n in sentences)


def _is_missed(core: ArticleText, blocks: Sequence[str]) -> bool:
    """Whether the blocks have less than half of the sentences."""
    sentences = [letters(text) for text in core.blocks if is_paragraph(text)]
    found = letters("".join(blocks))
    held = sum(len(key) for key in sentences if key in found)
    whole = sum(map(len, sentences))
    return whole >= _LEAST and held < _HALF * whole


def _declared(fields: Mapping[str, Any], blocks: Sequence[str]) -> list[str]:
    """The paragraphs of the body in JSON-LD, where that is all that the page says and no more."""
    body = fields.get("body")
    if not isinstance(body, str):
        return []
    text = clean(unmarked(body))
    said, shown = letters(text), letters("".join(blocks))
    is_same = shown in said and len(said) <= _MORE * len(shown)
    return paragraphs(text) if len(said) >= _LEAST and (is_same or not shown) else []
