"""Which article is this dictionary?

Comes in: one object of a JSON or JSONL file, or of a program. Goes out: an ``Article``. Invariants:
what ``Article.to_json`` wrote is read back exactly, but for dates that are none; every letter of
the body is in exactly one section, but for datelines, bylines and notices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.composing.aliases import fields_of
from ksearch.ingest.composing.bigkinds import is_bigkinds, is_cut, named
from ksearch.ingest.composing.compose import compose, place
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.prose.dates import parse_date
from ksearch.ingest.prose.names import author_names, is_portal
from ksearch.ingest.prose.paragraphs import paragraphs, squeeze
from ksearch.ingest.prose.values import clean, one_text, texts, writable

__all__ = ["declared_values", "to_article"]

_BODY = SectionKind.BODY
_DATES = ("date_published", "date_modified", "date_retrieved")
_TEXTS = ("url", "headline", "alternative_headline", "article_section", "publisher", "dateline")
_TUPLES = ("authors", "keywords")
_KINDS = frozenset(kind.value for kind in SectionKind)


def to_article(
    record: Mapping[str, Any],
    *,
    source: str = "",
    position: int = 0,
    origin: str | None = None,
    notes: ReadNotes | None = None,
) -> Article:
    """The article in ``record``, whose keys are schema.org's or their usual aliases.

    ``source`` and ``position`` (from 1; 0 where the source holds one article) say where it was
    read, and make the id of a record without id and url, unless ``origin`` says better. A date that
    cannot be read is ``None``, and counted in ``notes``.

    Raises:
        ReadError: the record holds neither a headline nor a text.

    >>> article = to_article({"newsId": 7, "title": "첫눈", "content": "왔다.", "date": "20231117"})
    >>> article.id, article.headline, article.date_published, article.sections[1].text
    ('7', '첫눈', '2023-11-17', '왔다.')
    """
    if _is_canonical(record):
        article = Article.from_json({"source": place(source, position), **record}).normalized()
        if not article.sections:
            raise ReadError(_at(source, position), "the record has no section")
        dates: dict[str, Any] = {name: _date(getattr(article, name), notes) for name in _DATES}
        return replace(article, **dates)
    is_export = is_bigkinds(record)
    fields = fields_of(named(record) if is_export else record)
    found = _sections(fields, record)
    if not found:
        raise ReadError(_at(source, position), "the record holds neither a headline nor a text")
    declared = declared_values(fields, notes)
    declared["id"] = _declared_id(fields.get("id"))
    declared["is_excerpt"] = (
        record.get("is_excerpt") is True
        or (is_export and is_cut(record))
        or ("summary" in fields and not texts(fields.get("body")) and not _has_sections(record))
    )
    return compose(found, declared, source=source, position=position, origin=origin)


def declared_values(fields: Mapping[str, Any], notes: ReadNotes | None) -> dict[str, Any]:
    """The fields of an article but its id and its sections, as ``Article`` holds them."""
    declared: dict[str, Any] = {"url": _url(fields.get("url"))}
    for name in ("article_section", "publisher", "dateline", "language"):
        declared[name] = one_text(fields.get(name))
    if is_portal(declared["publisher"] or ""):  # it shows what others publish
        declared["publisher"] = None
    for name in _DATES:
        declared[name] = _date(fields.get(name), notes)
    declared["keywords"] = _keywords(fields.get("keywords"))
    authors = author_names(texts(fields.get("authors")))
    declared["authors"] = tuple([name for name in authors if name != declared["publisher"]])
    return declared


def _sections(fields: Mapping[str, Any], record: Mapping[str, Any]) -> list[Section]:
    """Headline, subheadlines, paragraphs and captions as the record has them."""
    if _has_sections(record):
        given = [
            Section(SectionKind(item["kind"]), text)
            for item in record["sections"]
            if (text := clean(item["text"]).strip())
        ]
        if given:
            return given
    found = []
    if headline := one_text(fields.get("headline")):
        found.append(Section(SectionKind.HEADLINE, headline))
    found += [
        Section(SectionKind.SUBHEADLINE, squeeze(line))
        for text in texts(fields.get("subheadline"))
        for line in paragraphs(text)
    ]
    body = texts(fields.get("body")) or texts(fields.get("summary"))
    found += [Section(_BODY, line) for text in body for line in paragraphs(text)]
    found += [
        Section(SectionKind.CAPTION, squeeze(caption)) for caption in texts(fields.get("captions"))
    ]
    return found


def _declared_id(value: object) -> str | None:
    """The id unchanged, an integer as its digits."""
    if isinstance(value, str):
        return writable(value) if value.strip() else None
    if isinstance(value, int) and not isinstance(value, bool):
        return next(iter(texts(value)), None)
    return one_text(value)


def _url(value: object) -> str | None:
    """The first address in ``value``; a JSON-LD ``mainEntityOfPage`` is an object with ``@id``."""
    address = one_text(value)
    return address if address and "/" in address else None


def _date(value: object, notes: ReadNotes | None) -> str | None:
    text = one_text(value)
    if text is None:
        return None
    date = parse_date(text)
    if date is None and notes is not None:
        notes.undated_unreadable += 1
    return date


def _keywords(value: object) -> tuple[str, ...]:
    """Keywords, each once, from a list or a string with commas."""
    words = (word.strip() for text in texts(value) for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def _has_sections(record: Mapping[str, Any]) -> bool:
    sections = record.get("sections")
    return isinstance(sections, list) and all(
        isinstance(item, dict)
        and isinstance(item.get("kind"), str)
        and item["kind"] in _KINDS
        and isinstance(item.get("text"), str)
        for item in sections
    )


def _is_canonical(record: Mapping[str, Any]) -> bool:
    """Whether every value is of the type that ``Article.to_json`` writes, and can be written."""
    if not _has_sections(record) or not isinstance(record.get("id"), str) or not record["id"]:
        return False
    single = (record.get(name) for name in (*_TEXTS, *_DATES, "language", "source"))
    several = (record.get(name, []) for name in _TUPLES)
    if not all(value is None or isinstance(value, str) for value in single):
        return False
    if record.get("headline", "") is None or not isinstance(record.get("is_excerpt", False), bool):
        return False
    return all(
        isinstance(value, list) and all(isinstance(item, str) for item in value)
        for value in several
    ) and _is_writable(record)


def _is_writable(value: object) -> bool:
    """Whether no text holds half of a surrogate pair."""
    if isinstance(value, str):
        return value == writable(value)
    if isinstance(value, Mapping):
        return all(map(_is_writable, value.values()))
    return not isinstance(value, list) or all(map(_is_writable, value))


def _at(source: str, position: int) -> str:
    return place(source, position) or "record"
