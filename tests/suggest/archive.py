"""The measuring headlines as articles: titles, with their lead where it is known."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ksearch.article import Article, Section, SectionKind

__all__ = ["headlines", "titles"]

_DATE = re.compile(r"(\d{4})[.-](\d{2})(?:[.-](\d{2}))?")


def _rows(data: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(data / "headlines.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def titles(data: Path) -> list[str]:
    """The headlines alone."""
    return [row["title"] for row in _rows(data)]


def headlines(data: Path) -> Iterator[Article]:
    """An article for each."""
    for number, row in enumerate(_rows(data)):
        sections = [Section(SectionKind.HEADLINE, row["title"])]
        if row["text"]:
            sections.append(Section(SectionKind.BODY, row["text"]))
        found = _DATE.match(row["date"] or "")
        date = "-".join(filter(None, found.groups())) if found else None
        yield Article(
            str(number),
            row["title"],
            tuple(sections),
            date_published=date,
            publisher=row["publisher"],
        )
