"""How is an article kept, and made of what was kept?

Comes in: an article. Goes out: JSON in UTF-8 without the fields that are empty, in two halves: what
the article says, and where it was read from. Invariants: reading gives the article that was
written; equal articles have equal bytes, in any process. A text may hold half of a surrogate pair.

    {"id": "7", "kinds": "hb", "texts": ["첫눈", "왔다."], …, "source": "a.jsonl#7"}

``kinds`` has a letter for each of the ``texts``; the headline is left out where it is the first
text of its kind. What ``Article.to_json`` gives is read as well: indexes used to hold that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ksearch.article import Article, Section, SectionKind
from ksearch.jsonbytes import dumps, loads

__all__ = ["KINDS", "Record", "from_bytes", "record", "said", "to_bytes", "with_source"]

_LETTER = {
    SectionKind.HEADLINE: "h",
    SectionKind.SUBHEADLINE: "s",
    SectionKind.BODY: "b",
    SectionKind.CAPTION: "c",
}
# What the letters of ``kinds`` say.
KINDS = {letter: kind for kind, letter in _LETTER.items()}
_ARE_KINDS = frozenset(KINDS).issuperset
# What stands before the texts, and, but for its bracket, behind them where there is a source.
_TEXTS = b',"texts":['
_SOURCE = b'],"source":'


class Record(NamedTuple):
    """A stored article that was not made an article of, with its texts as they are stored.

    ``kinds`` has a letter for each of the ``texts``, a JSON list. ``headline`` is None where it is
    the text at ``headline_place``, which is negative where no text is the headline. ``fields`` has
    what else is stored, by name; what is empty is absent, or None.
    """

    fields: dict[str, Any]
    kinds: str
    texts: bytes
    headline: str | None
    headline_place: int


def to_bytes(article: Article) -> bytes:
    """The article as it is stored; ``from_bytes`` is the inverse.

    >>> to_bytes(Article("7", "첫눈", (Section(SectionKind.HEADLINE, "첫눈"),))).decode()
    '{"id":"7","kinds":"h","texts":["첫눈"]}'
    """
    return with_source(said(article), article.source)


def said(article: Article) -> bytes:
    """What the article says, without where it was read from: the whole JSON but ``source``."""
    kinds = "".join([_LETTER[section.kind] for section in article.sections])
    texts = [section.text for section in article.sections]
    headline = article.headline
    fields: dict[str, Any] = {
        "id": article.id,
        "headline": None if headline == _first_headline(kinds, texts) else headline,
        "url": article.url,
        "alternative_headline": article.alternative_headline,
        "article_section": article.article_section,
        "publisher": article.publisher,
        "authors": article.authors or None,
        "dateline": article.dateline,
        "date_published": article.date_published,
        "date_modified": article.date_modified,
        "date_retrieved": article.date_retrieved,
        "keywords": article.keywords or None,
        "language": article.language,
        "is_excerpt": article.is_excerpt or None,
        "kinds": kinds,
        "texts": texts,
    }
    return dumps({name: value for name, value in fields.items() if value is not None})


def with_source(told: bytes, source: str | None) -> bytes:
    """What ``said`` gave, completed by where the article was read from."""
    return told if source is None else told[:-1] + b"," + dumps({"source": source})[1:]


def from_bytes(data: bytes) -> Article:
    """The article that was stored.

    Raises:
        ValueError: these are no bytes of an article.
    """
    try:
        fields = loads(data)
        return _article(fields) if "kinds" in fields else Article.from_json(fields)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is no stored article: {error!r}") from error


def _article(fields: dict[str, Any]) -> Article:
    kinds, texts, get = fields["kinds"], fields["texts"], fields.get
    if len(kinds) != len(texts):
        raise ValueError("it is no stored article: some text has no kind")
    return Article(
        fields["id"],
        get("headline", _first_headline(kinds, texts)),
        tuple(map(Section, map(KINDS.__getitem__, kinds), texts)),
        get("url"),
        get("alternative_headline"),
        get("article_section"),
        get("publisher"),
        tuple(get("authors", ())),
        get("dateline"),
        get("date_published"),
        get("date_modified"),
        get("date_retrieved"),
        tuple(get("keywords", ())),
        get("language"),
        get("source"),
        is_excerpt=bool(get("is_excerpt")),
    )


def record(data: bytes) -> Record:
    """The article that was stored, for a search: ten are read for each page of results.

    Raises:
        ValueError: these are no bytes of an article; its texts are not looked at.
    """
    # No text holds these bytes: in a text there is a backslash before a quote.
    at = data.find(_TEXTS)
    if at < 0:
        return record(to_bytes(from_bytes(data)))
    end = data.rfind(_SOURCE, at) + 1 or len(data) - 1
    try:
        fields = loads(data[:at] + data[end:])
        kinds, headline, _ = fields["kinds"], fields.get("headline"), fields["id"]
        if not _ARE_KINDS(kinds):
            raise ValueError("it is no stored article: some text has no kind")
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is no stored article: {error!r}") from error
    texts = data[at + len(_TEXTS) - 1 : end]
    if headline is None:
        place = kinds.find(_LETTER[SectionKind.HEADLINE])
        return Record(fields, kinds, texts, None if place >= 0 else "", place)
    held = loads(texts)
    return Record(fields, kinds, texts, headline, held.index(headline) if headline in held else -1)


def _first_headline(kinds: str, texts: Sequence[str]) -> str:
    place = kinds.find(_LETTER[SectionKind.HEADLINE])
    return texts[place] if place >= 0 else ""
