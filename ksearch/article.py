"""What is a news article? Its fields as schema.org/NewsArticle names them, and its sections.

Comes in: what a reader of pages found. Goes out: frozen values and their JSON form.
Invariant: every text is NFC, so an offset into a stored text is an offset into the shown text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. What the page does not say stays ``None`` or empty.

    Dates are ISO 8601 strings, only as precise as the source (``2022-07``); ``date_retrieved`` is
    when the page was saved, never a guess at ``date_published``. ``source`` says where the article
    was read from (a path, with ``#position`` where a file holds several). ``sections`` holds the
    headline and subheadlines too, in reading order.
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
    source: str | None = field(default=None)

    def to_json(self) -> dict[str, Any]:
        """The article as plain JSON values; ``Article.from_json`` is its inverse.

        >>> Article("1", "제목", (Section(SectionKind.HEADLINE, "제목"),)).to_json()["sections"]
        [{'kind': 'headline', 'text': '제목'}]
        """
        record: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "sections":
                continue
            record[item.name] = list(value) if isinstance(value, tuple) else value
        record["sections"] = [{"kind": s.kind.value, "text": s.text} for s in self.sections]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Article:
        """Read what ``to_json`` wrote.

        Raises:
            KeyError: a field that an article needs is absent.
            ValueError: a section's kind is not one of ours.
        """
        values: dict[str, Any] = {"id": record["id"]}
        for item in fields(cls):
            if item.name in {"id", "sections"} or item.name not in record:
                continue
            value = record[item.name]
            values[item.name] = tuple(value) if isinstance(value, list) else value
        values["sections"] = tuple(
            Section(SectionKind(s["kind"]), s["text"]) for s in record.get("sections", ())
        )
        return cls(**values)

    def normalized(self) -> Article:
        """The same article with every text in NFC and its empty sections dropped.

        A headline that no section holds becomes the first section: what is shown can be found.

        >>> Article("1", unicodedata.normalize("NFD", "제목")).normalized().sections
        (Section(kind=<SectionKind.HEADLINE: 'headline'>, text='제목'),)
        """
        changes: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "sections":
                changes["sections"] = tuple(
                    Section(s.kind, _nfc(s.text)) for s in value if s.text.strip()
                )
            elif item.name == "id" or value is None:
                continue
            elif isinstance(value, str):
                changes[item.name] = _nfc(value)
            else:
                changes[item.name] = tuple(_nfc(v) for v in value)
        headline, sections = changes["headline"], changes["sections"]
        if headline.strip() and all(s.kind is not SectionKind.HEADLINE for s in sections):
            changes["sections"] = (Section(SectionKind.HEADLINE, headline), *sections)
        return replace(self, **changes)


def _nfc(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
