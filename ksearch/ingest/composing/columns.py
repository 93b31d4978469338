"""Which column, or key, of a person's records is which field of an article?

Comes in: ``field=column`` as a person writes it, by itself or in a file. Goes out: a ``ColumnMap``.
Invariant: what a person says wins over what a column is usually called; fields that are not
mentioned are found by their usual names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ksearch.errors import ColumnError, ReadError
from ksearch.ingest.composing.aliases import ALIASES, field_of

__all__ = ["TEXT_FIELDS", "ColumnMap", "listed", "read_columns"]

TEXT_FIELDS = frozenset(("headline", "body", "summary"))  # one of which an article must have

_MOST_LISTED = 40
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Fields, each with the columns that give it; a dot leads into an object within a record."""

    columns: Mapping[str, tuple[str, ...]]

    @property
    def fields(self) -> set[str]:
        """The fields that are mapped."""
        return set(self.columns)

    def names(self) -> list[str]:
        """Every column that is mentioned, each once."""
        return list(dict.fromkeys(name for names in self.columns.values() for name in names))

    def absent(self, names: Iterable[str]) -> list[str]:
        """The columns that a table with columns of these ``names`` does not have."""
        known = {name.strip() for name in names}
        return [n for n in self.names() if n not in known and n.split(".")[0] not in known]

    def applied(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The record with each mapped field under our name, and no other key for it.

        One that has none of the columns, but a headline or a text by its usual name, stays.

        Raises:
            ReadError: the record has neither.

        >>> ColumnMap({"headline": ("큰제목",)}).applied({"큰제목": "첫눈", "제목": "눈"})
        {'headline': '첫눈'}
        """
        found = {field: self._values(record, names) for field, names in self.columns.items()}
        if not any(found.values()):
            if not TEXT_FIELDS.isdisjoint(map(field_of, record)):
                return dict(record)
            keys = listed([str(key) for key in record])
            raise ReadError("", f"the record has no {listed(self.names())}; it has {keys}")
        mapped = {
            field: values[0] if len(values) == 1 else values
            for field, values in found.items()
            if values
        }
        taken = {"sections", *self.names()}
        rest = {
            key: value
            for key, value in record.items()
            if key not in taken and field_of(key) not in self.columns
        }
        return mapped | rest

    @staticmethod
    def _values(record: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
        values = (_value(record, name) for name in names)
        return [value for value in values if value not in (None, "")]


def read_columns(given: Sequence[str], file: Path | None = None) -> ColumnMap | None:
    """The map of ``field=column`` arguments and of a file of such lines, or of a JSON object.

    A field that is given more than once has several columns, in order. ``None`` without any.

    Raises:
        ColumnError: one of them names no field, or is not written so; or the file cannot be read.

    >>> read_columns(["title=큰제목", "authors=기자1", "authors=기자2"]).columns
    {'headline': ('큰제목',), 'authors': ('기자1', '기자2')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for where, field, column in (*_of_file(file), *(_pair(text, text) for text in given)):
        name = field_of(field)
        if name is None:
            raise ColumnError(where, f"{field} is no field; fields are {', '.join(ALIASES)}")
        found[name] = (*found.get(name, ()), column)
    return ColumnMap(found) if found else None


def listed(names: Sequence[str]) -> str:
    """Names for a sentence, not too many and none too long.

    >>> listed(["제목", "", "본문"])
    '제목, 본문'
    """
    shown = [" ".join(name.split())[:_LONGEST_NAME] for name in names if name.strip()]
    more = len(shown) - _MOST_LISTED
    return ", ".join(shown[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "") or "none"


def _of_file(file: Path | None) -> list[tuple[str, str, str]]:
    if file is None:
        return []
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ColumnError(str(file), f"it cannot be read ({reason})") from error
    if text.lstrip().startswith("{"):
        return _of_json(text, str(file))
    lines = ((n, line.strip()) for n, line in enumerate(text.splitlines(), start=1))
    return [_pair(line, f"{file}, line {n}") for n, line in lines if line and line[0] != "#"]


def _of_json(text: str, file: str) -> list[tuple[str, str, str]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ColumnError(file, f"it is broken JSON ({error})") from error
    pairs: list[tuple[str, str, str]] = []
    for field, columns in value.items():
        names = columns if isinstance(columns, list) else [columns]
        if not all(isinstance(name, str) and name for name in names):
            raise ColumnError(file, f"the column of {field} is no text")
        pairs += [(file, field, name) for name in names]
    return pairs


def _pair(text: str, where: str) -> tuple[str, str, str]:
    field, mark, column = text.partition("=")
    if not mark or not field.strip() or not column.strip():
        raise ColumnError(where, "write FIELD=COLUMN, as headline=제목")
    return where, field.strip(), column.strip()


def _value(record: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 -- whatever a record holds
    """The value under a key, or down a path of keys."""
    if name in record:
        return record[name]
    value: Any = record
    for key in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value
