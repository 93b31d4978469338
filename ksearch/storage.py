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
_IS_KINDS = frozenset(KINDS).issuperset


class Record(NamedTuple):
    """A stored article that was not made an article of: ``kinds`` has a letter for each text.

    ``fields`` has what else is stored, by name; what is empty is absent, or None.
    """

    headline: str
    kinds: str
    texts: list[str]
    fields: dict[str, Any]


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
    headline, kinds, texts, fields = record(data)
    get = fields.get
    return Article(
        fields["id"],
        headline,
        tuple(map(Section, map(KINDS.__getitem__, kinds), texts)),
        get("url"),
        get("alternative_headline"),
        get("article_section"),
        get("publisher"),
        tuple(get("authors") or ()),
        get("dateline"),
        get("date_published"),
        get("date_modified"),
        get("date_retrieved"),
        tuple(get("keywords") or ()),
        get("language"),
        get("source"),
    )


def record(data: bytes) -> Record:
    """The article that was stored, as a search shows it.

    Raises:
        ValueError: these are no bytes of an article.
    """
    try:
        fields = loads(data)
        if "kinds" not in fields:
            sections = fields.get("sections", ())
            fields["kinds"] = "".join([_LETTER[SectionKind(s["kind"])] for s in sections])
            fields["texts"] = [s["text"] for s in sections]
            fields.setdefault("headline", "")
        kinds, texts, _ = fields["kinds"], fields["texts"], fields["id"]
        headline = fields.get("headline")
        if headline is None:
            headline = _first_headline(kinds, texts)
        if len(kinds) != len(texts) or not _IS_KINDS(kinds):
            raise ValueError("it is no stored article: some text has no kind")
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is no stored article: {error!r}") from error
    return Record(headline, kinds, texts, fields)


def _first_headline(kinds: str, texts: Sequence[str]) -> str:
    place = kinds.find(_LETTER[SectionKind.HEADLINE])
    return texts[place] if place >= 0 else ""
