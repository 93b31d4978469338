"""What did a search engine answer, as a file that other tools read?

Comes in: for each query the ids of articles with their scores, best first. Goes out: TREC's format,
``qid Q0 id rank score tag``, and back. A run that is read is ordered by score, then by rank.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path

from ksearch.errors import ReadError
from ksearch.evaluation.texts import numbered_lines

__all__ = ["Run", "is_of_run", "read_run", "trec_id", "write_run"]

Run = Mapping[str, list[tuple[str, float]]]
TAG = "ksearch"
# trec_eval orders by score and breaks ties by id: scores that tie are written this much apart.
STEP = 1e-6
COLUMNS = 6
_SPACES = re.compile(r"\s")


def trec_id(name: str) -> str:
    """An id as it stands in a TREC file, whose columns are parted by spaces.

    >>> trec_id("pages/첫눈 온 날.html")
    'pages/첫눈%20온%20날.html'
    """
    return _SPACES.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), name)


def is_of_run(line: bytes) -> bool:
    """Whether a line is one of a run.

    >>> is_of_run(b"1 Q0 dasom-0019 1 8.5 ksearch"), is_of_run(b'{"qid": "1"}')
    (True, False)
    """
    columns = line.split()
    return len(columns) == COLUMNS and columns[1] == b"Q0"


def write_run(path: str | Path, run: Run) -> None:
    """Write a run; scores fall strictly, so that every tool keeps the order."""
    with Path(path).open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as out:
        for qid, found in run.items():
            above = math.inf
            for rank, (article, score) in enumerate(found, 1):
                above = min(score, above - STEP)
                out.write(f"{trec_id(qid)} Q0 {trec_id(article)} {rank} {above:.6f} {TAG}\n")


def _number(text: str) -> float:
    """A number that can be compared.

    Raises:
        ValueError: it is none.
    """
    value = float(text)
    if math.isnan(value):
        raise ValueError("this is not a number")
    return value


def read_run(path: str | Path) -> Run:
    """The run in a file.

    Raises:
        ReadError: a line is not of TREC's format.
    """
    found: dict[str, list[tuple[float, float, str]]] = {}
    for number, line in numbered_lines(Path(path)):
        try:
            qid, _, article, rank, score, _ = line.split()
            found.setdefault(qid, []).append((-_number(score), _number(rank), article))
        except ValueError as error:
            reason = "this is no line of a run: write `qid Q0 id rank score tag`"
            raise ReadError(f"{path}:{number}", reason) from error
    if not found:
        raise ReadError(str(path), "it holds no run: write one with `ksearch eval --run FILE`")
    return {
        qid: [(article, -negative) for negative, _, article in sorted(rows)]
        for qid, rows in found.items()
    }
