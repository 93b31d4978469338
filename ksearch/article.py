"""What is a news article? Its fields as schema.org/NewsArticle names them, and its sections.

Comes in: what a reader of pages found. Goes out: frozen values and their JSON form.
Invariant: every text is NFC, so an offset into a stored text is an offset into the shown text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import Any

__all__ = ["Article", "Section", "SectionKind"]


class SectionKind(StrEnum):
    """The pieces of an article that a reader would tell apart."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BODY = "body"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Section:
    """One piece of an article, in reading order; ``text`` is NFC and not empty."""

    kind: SectionKind
    text: str


# The fields of an article that are a text, and those that are several; ``id`` is never changed.
_TEXTS = (
    "headline",
    "url",
    "alternative_headline",
    "article_section",
    "publisher",
    "dateline",
    "date_published",
    "date_modified",
    "date_retrieved",
    "language",
    "source",
)
_TUPLES = ("authors", "keywords")


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. What the page does not say stays ``None`` or empty.

    Dates are ISO 8601 strings, only as precise as the source (``2022-07``); ``date_retrieved`` is
    when the page was saved, never a guess at ``date_published``. ``source`` says where the article
    was read from (a path, with ``#position`` where a file holds several). ``sections`` holds the
    headline and subheadlines too, in reading order. ``is_excerpt`` says that the publisher's text
    goes on where this one ends, or that there is none: a feed's summary, a sitemap's headline.
    """

    id: str
    headline: str = ""
    sections: tuple[Section, ...] = ()
    url: str | None = None
    alternative_headline: str | None = None
    article_section: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    date_retrieved: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    source: str | None = None
    is_excerpt: bool = False

    def to_json(self) -> dict[str, Any]:
        """The article as plain JSON values; ``Article.from_json`` is its inverse.

        >>> Article("1", "제목", (Section(SectionKind.HEADLINE, "제목"),)).to_json()["sections"]
        [{'kind': 'headline', 'text': '제목'}]
        """
        return {
            "id": self.id,
            "headline": self.headline,
            "url": self.url,
            "alternative_headline": self.alternative_headline,
            "article_section": self.article_section,
            "publisher": self.publisher,
            "authors": list(self.authors),
            "dateline": self.dateline,
            "date_published": self.date_published,
            "date_modified": self.date_modified,
            "date_retrieved": self.date_retrieved,
            "keywords": list(self.keywords),
            "language": self.language,
            "source": self.source,
            "is_excerpt": self.is_excerpt,
            "sections": [{"kind": s.kind.value, "text": s.text} for s in self.sections],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Article:
        """Read what ``to_json`` wrote.

        Raises:
            KeyError: a field that an article needs is absent.
            ValueError: a section's kind is not one of ours.
        """
        values = {name: record[name] for name in (*_TEXTS, *_TUPLES) if name in record}
        for name in _TUPLES:
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        sections = tuple(
            Section(SectionKind(s["kind"]), s["text"]) for s in record.get("sections", ())
        )
        is_excerpt = record.get("is_excerpt") is True
        return cls(id=record["id"], sections=sections, is_excerpt=is_excerpt, **values)

    def normalized(self) -> Article:
        """The same article with every text in NFC and its empty sections dropped.

        A headline that no section holds becomes the first section: what is shown can be found.

        >>> Article("1", unicodedata.normalize("NFD", "제목")).normalized().sections
        (Section(kind=<SectionKind.HEADLINE: 'headline'>, text='제목'),)
        """
        if self._is_normalized():
            return self
        changes: dict[str, Any] = {
            name: _nfc(text) for name in _TEXTS if (text := getattr(self, name)) is not None
        }
        for name in _TUPLES:
            changes[name] = tuple(map(_nfc, getattr(self, name)))
        sections = tuple(Section(s.kind, _nfc(s.text)) for s in self.sections if s.text.strip())
        headline = changes["headline"]
        if headline.strip() and all(s.kind is not SectionKind.HEADLINE for s in sections):
            sections = (Section(SectionKind.HEADLINE, headline), *sections)
        return replace(self, sections=sections, **changes)

    def _is_normalized(self) -> bool:
        """Whether ``normalized`` would change nothing, which is so for nearly all that is read."""
        texts = [section.text for section in self.sections]
        shows_headline = not self.headline.strip() or any(
            section.kind is SectionKind.HEADLINE for section in self.sections
        )
        if not (shows_headline and all(map(str.strip, texts))):
            return False
        texts += [text for name in _TEXTS if (text := getattr(self, name))]
        return all(map(_is_nfc, chain(texts, self.authors, self.keywords)))


_is_nfc = partial(unicodedata.is_normalized, "NFC")


def _nfc(text: str) -> str:
    return text if _is_nfc(text) else unicodedata.normalize("NFC", text)
