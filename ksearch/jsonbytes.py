r"""How does JSON become values, and values JSON, at the speed of a compiled library?

Comes in: JSON, or texts in dictionaries and lists. Goes out: the values that the ``json`` module
gives, and compact UTF-8. Invariant: what orjson does not read (halves of surrogate pairs, NaN) or
not exactly (integers of more than 64 bits) is left to ``json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson

__all__ = ["dumps", "loads", "loads_plain"]

# orjson rounds an integer that 64 bits do not hold to a float, which is then at least this large.
_ROUNDED = 2.0**63
_PLAIN = frozenset({str, int, bool, type(None)})


def loads(data: bytes) -> Any:  # noqa: ANN401 -- whatever JSON holds
    r"""The value of JSON in UTF-8, which may hold halves of surrogate pairs.

    An integer that 64 bits do not hold may come as a float.

    Raises:
        ValueError: it is not JSON (``json.JSONDecodeError``), or not UTF-8.
        RecursionError: it is nested too deeply.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data.decode("utf-8", "surrogatepass"))


def loads_plain(data: bytes) -> Any:  # noqa: ANN401 -- likewise
    r"""The value of JSON in valid UTF-8 that ``json`` would read alike.

    Raises:
        ValueError: it is not that; ``json.loads`` may read it all the same.

    >>> loads_plain(b'{"id": 7}')
    {'id': 7}
    >>> loads_plain(b'{"id": 123456789012345678901}')
    Traceback (most recent call last):
        ...
    ValueError: it holds an integer of more than 64 bits
    """
    value = orjson.loads(data)
    if not _is_exact(value):
        raise ValueError("it holds an integer of more than 64 bits")
    return value


def dumps(value: Mapping[str, Any]) -> bytes:
    r"""Compact JSON in UTF-8 of texts, lists and dictionaries; keys keep their order.

    >>> dumps({"text": "눈" + chr(0xD83D)}) == '{"text":"눈'.encode() + b'\xed\xa0\xbd"}'
    True
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")


def _is_exact(value: object) -> bool:
    """Whether no number in ``value`` may have been a longer integer."""
    if not isinstance(value, dict | list):
        return not isinstance(value, float) or abs(value) < _ROUNDED
    held = list(value.values()) if isinstance(value, dict) else value
    return _PLAIN.issuperset(map(type, held)) or all(map(_is_exact, held))
