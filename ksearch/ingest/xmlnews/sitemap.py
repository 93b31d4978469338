"""Which articles does this sitemap name?

Comes in: a sitemap with Google's news extension. Goes out: an article for each address that has a
``news:news``: headline, publisher, date, keywords, captions of its pictures. Invariant: none has a
text, so each is an excerpt; nothing is fetched to find more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ksearch.article import Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.trees.prolog import read_prolog
from ksearch.ingest.trees.xmltree import Element, child, qualified_name, subtrees
from ksearch.ingest.xmlnews.parts import article_of
from ksearch.ingest.xmlnews.richtext import squeezed

__all__ = ["read_sitemap"]

_NAMES = {
    "news:title": "headline",
    "news:publication_date": "date_published",
    "news:keywords": "keywords",
    "news:name": "publisher",
    "news:language": "language",
}
_CAPTIONS = ("image:caption", "image:title")


def read_sitemap(document: Document) -> Iterator[Outcome]:
    """An outcome for each address with news; addresses without are passed over."""
    text = document.text()
    if read_prolog(text).root == "sitemapindex":
        reason = "it is a list of sitemaps, which are not fetched: give those as files"
        raise ReadError(document.source, reason)
    number = found = 0
    for number, address in enumerate(subtrees(text, document.source, ("url",)), start=1):
        news = child(address, "news")
        if news is None:
            continue
        found += 1
        try:
            yield _article(address, news, document, number)
        except ReadError as error:
            yield error
    if not found:
        reason = (
            f"it is a sitemap of {number:,} addresses without headlines (no news:news), "
            "which are not fetched: give the pages as files"
        )
        raise ReadError(document.source, reason)


def _article(address: Element, news: Element, document: Document, number: int) -> Outcome:
    fields: dict[str, Any] = {}
    for node in news.iter():
        if isinstance(node.tag, str) and (field := _NAMES.get(qualified_name(node))):
            fields.setdefault(field, squeezed(node))
    fields["url"] = fields["id"] = squeezed(child(address, "loc"))
    fields["date_modified"] = squeezed(child(address, "lastmod"))
    captions = dict.fromkeys(
        squeezed(node)
        for node in address.iter()
        if isinstance(node.tag, str) and qualified_name(node) in _CAPTIONS
    )
    text = [
        Section(SectionKind.CAPTION, caption)
        for caption in captions
        if caption and caption != fields.get("headline")
    ]
    return article_of(document, fields, text, position=number, is_excerpt=True)
