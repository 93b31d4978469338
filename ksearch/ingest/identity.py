"""By which id does an article go when its page declares none?

Comes in: what is known of an article. Goes out: its id. Invariant: the same article read from the
same place gets the same id, and two records of one file that declare none get two.
"""

from __future__ import annotations

from collections.abc import Iterable

import xxhash

__all__ = ["derived_id"]


def derived_id(url: str | None, source: str, position: int, texts: Iterable[str]) -> str:
    """The url, else 16 hex digits of where the article was read from.

    Standard input and a dictionary have no place of their own: two pages piped one after the other
    would overwrite each other. There the hash is of the text.

    >>> derived_id(None, "pages/a.txt", 0, [])
    '946e90be84f87472'
    """
    if url:
        return url
    place = "\0".join(texts) if source in {"", "-"} else f"{source}\0{position}"
    return xxhash.xxh64_hexdigest(place.encode("utf-8", "surrogatepass"))
