"""How does what a feed or a wire says become an article?

Comes in: sections as found, and values by our names of fields, as the document writes them. Goes
out: an ``Article``. Invariant: an article without a headline and without a text is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.composing.compose import compose, place
from ksearch.ingest.composing.record import declared_values
from ksearch.ingest.prose.values import one_text
from ksearch.ingest.sniffing.document import Document

__all__ = ["article_of"]


def article_of(
    document: Document,
    fields: Mapping[str, Any],
    text: Sequence[Section],
    *,
    position: int = 0,
    is_excerpt: bool = False,
) -> Article:
    """The article with these ``fields`` (``id``, ``headline``, ``date_published`` …) and ``text``.

    Raises:
        ReadError: it has neither a headline nor a text.
    """
    headline = one_text(fields.get("headline"))
    found = [Section(SectionKind.HEADLINE, headline)] if headline else []
    found += [section for section in text if section.text != headline]
    if not found:
        where = place(document.source, position) or "record"
        raise ReadError(where, "it has neither a headline nor a text")
    declared = declared_values(fields, document.notes)
    if declared["date_modified"] == declared["date_published"]:
        declared["date_modified"] = None
    declared |= {"id": one_text(fields.get("id")), "is_excerpt": is_excerpt}
    return compose(
        found,
        declared,
        source=document.source,
        position=position,
        origin=document.origin(position),
    )
