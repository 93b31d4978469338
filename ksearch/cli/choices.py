"""What may stand behind a flag of ``ksearch query``? Each is checked before the index is opened."""

from __future__ import annotations

import typer

from ksearch.article import SectionKind
from ksearch.errors import QueryError
from ksearch.query import FIELDS
from ksearch.query.dates import published
from ksearch.ranking import FACETS

__all__ = ["date", "facets", "kind"]

_FACETS = dict(zip(FACETS, FACETS, strict=True)) | {
    "언론사": "publisher",
    "기자": "author",
    "분야": "section",
    "월": "month",
}


def date(text: str) -> str:
    """A date as a query may have it behind 날짜:.

    >>> date("지난달")
    '지난달'

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        published(text)
    except QueryError as error:
        raise typer.BadParameter(error.reason) from None
    return text


def kind(text: str) -> SectionKind:
    """A kind of section, by its English name or that of its field.

    >>> kind("headline") == kind("제목")
    True

    Raises:
        typer.BadParameter: it is none.
    """
    found = FIELDS.get(text.strip().lower())
    if not isinstance(found, SectionKind):
        raise typer.BadParameter(f"{text!r} is none of {', '.join(SectionKind)}")
    return found


def facets(text: str) -> str:
    """Names of facets with commas between, as English ones.

    >>> facets("publisher, 월")
    'publisher,month'

    Raises:
        typer.BadParameter: one is none.
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in _FACETS), None)
    if unknown is not None or not names:
        raise typer.BadParameter(f"{unknown or text!r} is none of {', '.join(FACETS)}")
    return ",".join(dict.fromkeys(_FACETS[name] for name in names))
