"""What are the elements of this XML, when nobody vouches for it?

Comes in: the text of a document. Goes out: lxml elements, of a stream one after the other.
Invariants: nothing is fetched, no document type is read, a document that declares entities is
refused, and so is one with more markup than memory should hold; XML that is a little broken, as
feeds often are (bare ``&``, ``&nbsp;``, prefixes that nothing declares), is read all the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from typing import Any

from ksearch.errors import ReadError
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.values import writable
from ksearch.ingest.trees.prolog import read_prolog

__all__ = ["Element", "child", "children", "local_name", "parse_xml", "qualified_name", "subtrees"]

Element = Any  # lxml carries no types of its own

LONGEST = 64 * 2**20  # characters; a sitemap may have 50 MB
# Elements and attributes: libxml2 takes some 120 bytes for each. A sitemap of 50,000 addresses with
# all that its news extension allows has a million; two million took 400 MB.
MOST_NODES = 2_000_000
_UNREADABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = pattern(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
# What the prefixes of feeds and sitemaps usually are; some declare others.
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
}


def parse_xml(text: str, source: str) -> Element:
    """The root element; the names of all elements are local ones, without their namespace.

    Raises:
        ReadError: it is no XML, or more than may be read.
    """
    from lxml import etree  # noqa: PLC0415 -- 20 ms to import, which a folder of JSON need not pay

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(_bytes(text, source), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(source, f"it is broken XML ({_first_line(error)})") from error
    if root is None:
        raise ReadError(source, "it is broken XML (it has no element)")
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = local_name(node)
    return root


def subtrees(text: str, source: str, names: Collection[str]) -> Iterator[Element]:
    """The elements of any of these local ``names``, each forgotten when the next is asked for.

    Raises:
        ReadError: it is no XML, or more than may be read.
    """
    from lxml import etree  # noqa: PLC0415 -- as above

    found = etree.iterparse(
        io.BytesIO(_bytes(text, source)),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, node in found:
            yield node
            node.clear(keep_tail=False)
            parent = node.getparent()
            while parent is not None and node.getprevious() is not None:
                del parent[0]
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(source, f"it is broken XML ({_first_line(error)})") from error


def local_name(node: Element) -> str:
    """The name of an element without namespace and prefix."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]


def qualified_name(node: Element) -> str:
    """The name of an element with its usual prefix, also where nothing declares the prefix."""
    tag = str(node.tag)
    if not tag.startswith("{"):
        return tag
    space, _, name = tag[1:].partition("}")
    prefix = _PREFIXES.get(space, node.prefix or "")
    return f"{prefix}:{name}" if prefix else name


def children(node: Element, name: str) -> list[Element]:
    """The children with this local name."""
    return [item for item in node if isinstance(item.tag, str) and local_name(item) == name]


def child(node: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names, ``None`` where there is none."""
    for name in path:
        if node is None:
            return None
        node = next(iter(children(node, name)), None)
    return node


def _bytes(text: str, source: str) -> bytes:
    """What libxml2 may be given of ``text``: no document type, no entities but XML's own."""
    if len(text) > LONGEST:
        raise ReadError(source, f"its XML is longer than {LONGEST >> 20} Mi characters")
    if text.count("<") + text.count("=") > MOST_NODES:
        raise ReadError(source, f"its XML has more than {MOST_NODES:,} elements and attributes")
    prolog = read_prolog(text)
    if prolog.has_entities:
        raise ReadError(source, "its XML declares entities, which may hide texts of any length")
    plain = text[: prolog.start] + text[prolog.end :] if prolog.end else text
    plain = _UNREADABLE.sub(" ", plain.lstrip("\ufeff \t\r\n"))
    if plain.startswith("<?xml"):  # which may declare the encoding that the bytes had
        plain = plain[max(plain.find("?>"), 0) + 2 :]
    if "&" in plain:
        plain = _REFERENCE.sub(_Reference(), plain)
    return writable(plain).encode()


class _Reference:
    """Gives a reference as XML has it: HTML's names as their characters, a bare ``&`` escaped."""

    def __init__(self) -> None:
        from html.entities import html5  # noqa: PLC0415 -- takes 1 ms to import

        self._characters = html5

    def __call__(self, found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return "&amp;" if found[0] == "&" else found[0]
        if name in _OF_XML:
            return found[0]
        return self._characters.get(f"{name};", f"&amp;{name};")


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200] or type(error).__name__
