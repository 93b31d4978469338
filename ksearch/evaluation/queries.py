"""Which questions are asked, and which articles answer them?

Comes in: a file of JSON lines, or TREC topics with judgments (qrels) beside them. Goes out: queries
in the order of the file, each with the ids of its relevant articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ksearch.errors import ReadError
from ksearch.evaluation.texts import numbered_lines
from ksearch.evaluation.trec import read_qrels, read_topics

__all__ = ["JudgedQuery", "read_queries"]

_TEXTS = ("question", "query")
_RELEVANT = ("doc_id", "docid", "relevant")


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, and how relevant which articles are: 1, or as graded; 0 is judged to be not."""

    qid: str
    text: str
    relevant: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_judged(self) -> bool:
        """Whether some article answers it."""
        return any(grade > 0 for grade in self.relevant.values())


def read_queries(path: str | Path, qrels: str | Path | None = None) -> list[JudgedQuery]:
    """The queries of a file.

    A file that begins with ``{`` holds JSON lines: ``qid``, ``question`` or ``query``, and
    ``doc_id``, ``docid`` or ``relevant`` with one id or a list. Everything else is TREC topics:
    ``<top>`` elements, or lines of a number, a tab and the query. ``qrels`` holds the judgments of
    topics; given with JSON lines, it counts in place of theirs.

    Raises:
        ReadError: a line is none of this, or a query comes twice; or topics come without qrels.
    """
    path = Path(path)
    rows = list(numbered_lines(path))
    if not rows:
        raise ReadError(str(path), "it is empty: give JSON lines with qid, question and doc_id")
    is_json = rows[0][1].startswith("{")
    if not is_json and qrels is None:
        reason = "these are topics without judgments: name their file with --qrels"
        if rows[0][1].startswith("["):
            reason = "this is a list: write its queries as JSON lines, one object a line"
        raise ReadError(str(path), reason)
    found = _json_queries(path, rows) if is_json else read_topics(path, rows)
    judgments = read_qrels(Path(qrels)) if qrels is not None else None
    return _unique(path, found, judgments)


def _unique(
    path: Path,
    found: Iterable[tuple[int, str, str, dict[str, int]]],
    judgments: Mapping[str, dict[str, int]] | None,
) -> list[JudgedQuery]:
    queries: dict[str, JudgedQuery] = {}
    for number, qid, text, relevant in found:
        if qid in queries:
            raise ReadError(
                f"{path}:{number}", f"the qid {qid!r} comes twice: each query needs one"
            )
        judged = relevant if judgments is None else judgments.get(qid, {})
        queries[qid] = JudgedQuery(qid, text, judged)
    return list(queries.values())


def _json_queries(
    path: Path, rows: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, str, str, dict[str, int]]]:
    for number, line in rows:
        place = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise ReadError(place, "this is no JSON object: write one query a line")
        text = _first(row, _TEXTS)
        if not isinstance(text, str):
            raise ReadError(place, "the query has no text: write it as question or query")
        qid = _id(row.get("qid"))
        if qid is None:
            raise ReadError(place, "the query has no qid: give it a text or a number")
        yield number, qid, text, _relevant(place, row)


def _relevant(place: str, row: Mapping[str, Any]) -> dict[str, int]:
    """The ids of the relevant articles; none where the line names none."""
    given = _first(row, _RELEVANT)
    if given is None:
        return {}
    ids = [_id(value) for value in (given if isinstance(given, list) else [given])]
    found = [article for article in ids if article is not None]
    if len(found) < len(ids):
        name = next(name for name in _RELEVANT if row.get(name) is not None)
        raise ReadError(place, f"{name} is neither an id nor a list of ids")
    return dict.fromkeys(found, 1)


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:  # noqa: ANN401 -- JSON
    return next((row[name] for name in names if row.get(name) is not None), None)


def _id(value: object) -> str | None:
    """An id as a text; None where it can be none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None
