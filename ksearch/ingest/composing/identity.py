"""By which id does an article go when its page declares none?

Comes in: what is known of an article. Goes out: its id. Invariant: the same article read from the
same place gets the same id, and two records of one file that declare none get two. Where an article
has its origin is a text too: a file and a position in it, ``""`` where it has no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

import xxhash

__all__ = ["derived_id", "origin"]


def origin(file: str, position: int) -> str:
    """The place of an article in a file, as ids are made from it.

    Standard input and a dictionary have no place of their own: two pages piped one after the other
    would overwrite each other.

    >>> origin("a.jsonl", 3) == chr(0).join(["a.jsonl", "3"]), origin("-", 3), origin("", 3)
    (True, '', '')
    """
    return "" if file in {"", "-"} else f"{file}\0{position}"


def derived_id(url: str | None, place: str, texts: Iterable[str]) -> str:
    """The url, else 16 hex digits of where the article has its origin, else those of its text.

    >>> derived_id(None, origin("pages/a.txt", 0), [])
    '946e90be84f87472'
    """
    if url:
        return url
    known = place or "\0".join(texts)
    return xxhash.xxh64_hexdigest(known.encode("utf-8", "surrogatepass"))
