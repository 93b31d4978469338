"""How is a query written?

    words            articles with all of them, where there are such; else the more the better
    "서울 총회"       these words as typed, side by side
    -부산             not the articles with this word or quotation

Everything else is text: a stray quote or hyphen is no error.
"""

from __future__ import annotations

import re
import unicodedata

from ksearch.errors import QueryError
from ksearch.query.tree import AnyOf, Listed, Node, Quoted, Without, Word

__all__ = ["parse"]

# Curly quotes are what a word processor makes of straight ones.
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”](?P<quoted>[^"“”]+)["“”]|(?P<word>[^\s"“”]+))')


def parse(query: str) -> Node:
    """The tree of a query, its text in NFC.

    >>> parse('서울 -부산')
    Without(wanted=Listed(parts=(Word(text='서울'),)), unwanted=AnyOf(parts=(Word(text='부산'),)))

    Raises:
        QueryError: it asks for nothing.
    """
    wanted: list[Node] = []
    unwanted: list[Node] = []
    text = unicodedata.normalize("NFC", query)
    for match in _PART.finditer(text):
        content = match["quoted"] or match["word"]
        if not any(character.isalnum() for character in content):
            continue
        node: Node = Quoted(content.strip()) if match["quoted"] else Word(content)
        (unwanted if match["minus"] else wanted).append(node)
    if not wanted:
        reason = "the query names only what is unwanted" if unwanted else "the query has no word"
        raise QueryError(query, f"{reason}: give at least one word to look for")
    found = Listed(tuple(dict.fromkeys(wanted)))  # saying a word twice asks for nothing more
    return Without(found, AnyOf(tuple(dict.fromkeys(unwanted)))) if unwanted else found
