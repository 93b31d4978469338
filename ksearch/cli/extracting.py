"""``ksearch extract``: the articles of a file as JSON, so that reading can be checked alone."""

from __future__ import annotations

import json
import sys

from ksearch.article import Article
from ksearch.cli.printing import print_json
from ksearch.cli.saying import CONTROLS
from ksearch.cli.status import ERROR, FOUND
from ksearch.errors import ReadError
from ksearch.ingest import ColumnMap, read

__all__ = ["print_articles"]


def print_articles(
    path: str, *, as_json: bool, english: bool = False, mapping: ColumnMap | None = None
) -> int:
    """Print each article of a file, what cannot be read on standard error; the exit status.

    On a terminal an article takes many lines, unless JSON is asked for: elsewhere it takes one.
    """
    refused: list[ReadError] = []
    readable = not as_json and sys.stdout.isatty()
    try:
        for article in read(path, on_error=refused.append, english=english, mapping=mapping):
            if readable:
                _print_readable(article)
            else:
                print_json(article.to_json())
    finally:  # Ctrl-C as well
        for error in refused:
            sys.stderr.write(f"ksearch: not read: {error}\n")
    return ERROR if refused else FOUND


def _print_readable(article: Article) -> None:
    """The article as indented JSON, without what it does not say and what moves a cursor."""
    said = {name: value for name, value in article.to_json().items() if value}
    whole = json.dumps(said, ensure_ascii=False, indent=2)
    for line in whole.split("\n"):
        sys.stdout.write(line.translate(CONTROLS) + "\n")
