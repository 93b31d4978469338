"""What stands before the first element of this XML, and what is that element called?

Comes in: the beginning of a text. Goes out: the name of the root element, and the document type.
Invariant: every character is looked at once, whatever is opened and never closed.
"""

from __future__ import annotations

from typing import NamedTuple

from ksearch.ingest.patterns import pattern

__all__ = ["Prolog", "read_prolog"]

_SPACE = " \t\r\n\ufeff"
_NAME = pattern(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,80})")
_ENTITY = pattern(r"<!ENTITY\s+(?!%)")


class Prolog(NamedTuple):
    """How an XML document begins.

    Attributes:
        root: the name of the first element without its prefix, ``""`` where there is none.
        is_declared: it begins with ``<?xml``.
        start: where the document type begins, and ``end`` where it ends; both 0 without one.
        has_entities: the document type declares entities that texts may hold.
    """

    root: str
    is_declared: bool
    start: int
    end: int
    has_entities: bool


def read_prolog(text: str) -> Prolog:
    """The prolog of ``text``, which is no XML where ``root`` is empty.

    >>> read_prolog('<?xml version="1.0"?><!-- a > b --><!DOCTYPE n [<!ENTITY a "b">]><x:n/>')[:2]
    ('n', True)
    >>> read_prolog("첫눈이 왔다.").root
    ''
    """
    at = _skip(text, 0)
    is_declared = text.startswith("<?xml", at)
    start = end = 0
    has_entities = False
    while text.startswith(("<?", "<!"), at):
        if text.startswith("<?", at):
            at = _behind(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _behind(text, "-->", at)
        else:
            start, at = at, _behind_doctype(text, at)
            end = at
            has_entities = has_entities or _ENTITY.search(text, start, end) is not None
        at = _skip(text, at)
    found = _NAME.match(text, at)
    return Prolog(found[1] if found else "", is_declared, start, end, has_entities)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _behind(text: str, mark: str, at: int) -> int:
    """Behind the next ``mark``; the end of the text where there is none."""
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _behind_doctype(text: str, at: int) -> int:
    """Behind a document type, whose declarations stand in brackets."""
    close, bracket = text.find(">", at), text.find("[", at)
    if close < 0:
        return len(text)
    if not 0 <= bracket < close:
        return close + 1
    return _behind(text, ">", _behind(text, "]", _last_declaration(text, bracket)))


def _last_declaration(text: str, at: int) -> int:
    """Where the last of the declarations in brackets ends: quoted texts may hold brackets."""
    at += 1
    while True:
        at = _skip(text, at)
        if text.startswith("<!--", at):
            at = _behind(text, "-->", at)
        elif text.startswith("<", at):
            at = _behind_tag(text, at)
        elif text.startswith("%", at):
            at = _behind(text, ";", at)
        else:
            return at


def _behind_tag(text: str, at: int) -> int:
    """Behind a declaration, whose quoted texts may hold ``>``."""
    found = _TAG.match(text, at)
    return found.end() if found else len(text)


_TAG = pattern(r"""<(?>[^>"']+|"[^"]*"|'[^']*')*>""")
