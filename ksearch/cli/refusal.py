"""How is a person shown where a query is at fault? By a caret under the place."""

from __future__ import annotations

from ksearch.cli.saying import CONTROLS
from ksearch.errors import QueryError

__all__ = ["refusal"]

# Of a long query so many code points are shown on either side of the fault.
AROUND = 60


def refusal(error: QueryError) -> str:
    """The sentence, the query in one line, and a caret under the fault.

    >>> print(refusal(QueryError("서울 날짜:내년봄", "'내년봄' is no date", 6)))
    '내년봄' is no date
      서울 날짜:내년봄
                ^
    """
    query = error.query.translate(CONTROLS)
    if not query.strip():
        return str(error)
    begin = max(0, error.position - AROUND)
    before = ("…" if begin else "") + query[begin : error.position]
    behind = query[error.position :]
    shown = before + (behind if len(behind) <= AROUND else behind[:AROUND] + "…")
    return f"{error}\n  {shown}\n  {' ' * _columns(before)}^"


def _columns(text: str) -> int:
    """How many columns a text takes: a Hangul syllable or hanja takes two."""
    from rich.cells import cell_len  # noqa: PLC0415 -- only where there is an error to show

    return cell_len(text)
