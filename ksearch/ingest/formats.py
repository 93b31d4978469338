"""In which format is this document written?

Comes in: its first lines, or its text. Goes out: a ``Format``. Invariant: the content decides; a
name's ending only where the content could be either.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum

from ksearch.ingest.patterns import pattern

__all__ = ["Format", "is_json_lines", "is_named_json_lines", "whole_format"]

_HTML_START = pattern(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|article|section|div|p|h[1-6]|span|table|main"
    r"|script|style|header|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = pattern(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_START = pattern(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<[?!][^>]{0,500}>\s*){0,5}<(?:rss|feed|rdf:RDF)\b"
)
_HEAD = 4096  # characters in which a page shows that it is HTML


class Format(StrEnum):
    """The formats of documents that are read as a whole."""

    JSON = "json"
    HTML = "html"
    FEED = "feed"
    TEXT = "text"


def is_json_lines(first: bytes, second: bytes, source: str) -> bool:
    """Whether the first two lines that are not blank begin a JSONL.

    A JSONL whose first line is broken is one all the same, by its second line or its name.

    >>> is_json_lines(b'{"id": 1}', b"", "a"), is_json_lines(b"{", b'  "id": 1', "a.json")
    (True, False)
    """
    if not first.lstrip().startswith(b"{"):
        return False
    if second.startswith(b"{") or is_named_json_lines(source):
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def is_named_json_lines(source: str) -> bool:
    """Whether the name says JSONL.

    >>> is_named_json_lines("a.JSONL.gz"), is_named_json_lines("a.json")
    (True, False)
    """
    return source.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))


def whole_format(text: str) -> Format:
    """The format of a document that is no JSONL.

    >>> whole_format("<!doctype html><p>").value, whole_format('[{"id": 1}]').value
    ('html', 'json')
    >>> whole_format("[서울=한국통신] 첫눈이 왔다.").value
    'text'
    """
    if _FEED_START.match(text):
        return Format.FEED
    if _HTML_START.match(text) or _HTML_WITHIN.search(text, 0, _HEAD):
        return Format.HTML
    if re.match(r"""\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|-?[0-9]|true|false|null))""", text):
        return Format.JSON
    return Format.TEXT
