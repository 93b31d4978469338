"""``ksearch index --dry-run``: what would be read, an article a line."""

from __future__ import annotations

import sys
from pathlib import Path

from ksearch.article import Article
from ksearch.cli.named import Named, Reading
from ksearch.cli.printing import line, print_json, shown_date
from ksearch.cli.refusals import Refusals

__all__ = ["list_articles"]


def list_articles(reading: Reading, folder: Path, *, as_json: bool) -> int:
    """Print what is read and what is not; the exit status. No index is made or changed."""
    with Refusals(reading.errors) as refusals:
        named = Named(reading, refusals, leave_out=[folder])
        _list(named, folder, as_json=as_json)
        refusals.say()
        return refusals.status


def _list(named: Named, folder: Path, *, as_json: bool) -> None:
    count = 0
    for count, article in enumerate(named.articles(), 1):  # noqa: B007 -- counts
        if as_json:
            print_json(_told(article))
        else:
            facts = (
                shown_date(article.date_published),
                article.publisher,
                article.source,
                article.id,
            )
            known = " · ".join(fact for fact in facts if fact)
            line(f"{article.headline or '(no headline)'} · {known}", "")
    if not as_json:
        noun = "article" if count == 1 else "articles"
        sys.stderr.write(f"ksearch: {count:,} {noun} would be read into {folder}\n")
    named.say_notes()


def _told(article: Article) -> dict[str, str | int | None]:
    return {
        "id": article.id,
        "headline": article.headline,
        "date_published": article.date_published,
        "publisher": article.publisher,
        "sections": len(article.sections),
        "characters": sum(len(section.text) for section in article.sections),
        "source": article.source,
    }
