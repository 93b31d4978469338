"""How do the files of TREC become queries and judgments?

Comes in: the lines of a file. Goes out: topics, and which articles are how relevant. Formats are
those of trec_eval (https://github.com/usnistgov/trec_eval) and of TREC's ad hoc topics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ksearch.errors import ReadError
from ksearch.evaluation.texts import numbered_lines

__all__ = ["read_qrels", "read_topics"]

# An element ends where it is closed or, as in the topics of old, where the next one begins.
_FIELD = re.compile(r"<(?P<name>num|title)>(?P<text>[^<]*)", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:number|topic)\s*:", re.IGNORECASE)


def read_topics(
    path: Path, rows: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str, str, dict[str, int]]]:
    """Each topic: the number of its line, its own number, its title, no judgments.

    Raises:
        ReadError: there is something else.
    """
    if any(line.lower().startswith("<top") for _, line in rows):
        yield from _elements(path, rows)
        return
    for number, line in rows:
        qid, tab, text = line.partition("\t")
        if not tab:
            reason = "this is neither JSON nor a topic: write its number, a tab and the query"
            raise ReadError(f"{path}:{number}", reason)
        yield number, qid.strip(), text.strip(), {}


def _elements(
    path: Path, rows: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str, str, dict[str, int]]]:
    begin = 0
    lines: list[str] = []
    for number, line in rows:
        if line.lower().startswith("<top"):
            begin, lines = number, []
        lines.append(line)
        if "</top" in line.lower():
            yield begin, *_topic(f"{path}:{begin}", "\n".join(lines)), {}
            lines = []
    if any(lines):
        raise ReadError(f"{path}:{begin}", "the topic has no end: close it with </top>")


def _topic(place: str, element: str) -> tuple[str, str]:
    fields = {match["name"].lower(): match["text"] for match in _FIELD.finditer(element)}
    if {"num", "title"} - {*fields}:
        raise ReadError(place, "the topic lacks its <num> or its <title>")
    qid, text = (" ".join(_LABEL.sub("", fields[name]).split()) for name in ("num", "title"))
    return qid, text


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """By query: how relevant which articles are.

    Raises:
        ReadError: a line does not hold the query, something, the article and a whole number.
    """
    found: dict[str, dict[str, int]] = {}
    for number, line in numbered_lines(path):
        columns = line.split()
        try:
            qid, _, article, grade = columns
            found.setdefault(qid, {})[article] = int(grade)
        except ValueError as error:
            reason = "this is no judgment: write query, 0, article and grade, parted by spaces"
            raise ReadError(f"{path}:{number}", reason) from error
    if not found:
        raise ReadError(str(path), "it holds no judgment: write query, 0, article and grade")
    return found
