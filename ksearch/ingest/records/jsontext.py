"""Which records does this JSON hold?

Comes in: JSON text, or one line of a JSONL. Goes out: the objects that may be articles. Invariant:
broken JSON is a ``ReadError`` with the place where it breaks, whatever its depth or its size.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from ksearch.errors import ReadError
from ksearch.ingest.characters.encoding import decode
from ksearch.ingest.characters.mojibake import mended_line
from ksearch.ingest.composing.aliases import CONTAINERS
from ksearch.ingest.notes import ReadNotes
from ksearch.jsonbytes import loads_plain
from ksearch.sources import file_of

__all__ = ["load", "load_line", "records"]


def load(text: str, source: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value that ``text`` stands for.

    Raises:
        ReadError: it is not JSON.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}"
        raise ReadError(source, f"it is broken JSON ({error.msg} at {where})") from error
    except RecursionError as error:
        raise ReadError(source, "its JSON is nested too deeply") from error
    except ValueError as error:  # of an integer, since Python 3.11
        reason = f"it holds a number of more than {sys.get_int_max_str_digits():,} digits"
        raise ReadError(source, reason) from error


def load_line(data: bytes, source: str, notes: ReadNotes) -> Any:  # noqa: ANN401 -- likewise
    """The value that one line of a JSONL stands for, in whatever encoding.

    Raises:
        ReadError: it is not JSON, or no text.
    """
    meant = mended_line(data, source)
    if meant is not None:
        notes.mend(file_of(source))
        return load(meant, source)
    try:
        return loads_plain(data)
    except (ValueError, RecursionError):
        return load(decode(data, source, notes), source)


def records(value: Any) -> Iterator[Mapping[str, Any] | None]:  # noqa: ANN401 - likewise
    """The objects of an object, an array, or an object that holds an array under a known name.

    ``None`` stands for an element that is no object, so that positions stay true.

    >>> list(records({"articles": [{"id": 1}, 2]})), list(records({"id": 1})), list(records(3))
    ([{'id': 1}, None], [{'id': 1}], [None])
    """
    if isinstance(value, dict):
        held = next((value[name] for name in CONTAINERS if isinstance(value.get(name), list)), None)
        if held is None:
            yield value
        else:
            yield from (item if isinstance(item, dict) else None for item in held)
    elif isinstance(value, list):
        yield from (item if isinstance(item, dict) else None for item in value)
    else:
        yield None
