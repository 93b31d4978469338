"""How do the pieces found on a page become an article?

Comes in: sections as found (a body section is a paragraph of any length), and the fields that the
page declares. Goes out: an ``Article``. Invariant: what the page declares wins over what its body
says; every letter of the sections is in the article, but for datelines, bylines and notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from ksearch.article import Article, Section, SectionKind
from ksearch.ingest.composing import identity
from ksearch.ingest.prose.attribution import take_attribution
from ksearch.ingest.prose.sentences import LONGEST, cut
from ksearch.ingest.prose.values import clean

__all__ = ["compose", "place"]

_HEADLINE, _SUBHEADLINE, _BODY, _CAPTION = SectionKind  # the class is slower to ask than a name
_POINTERS = " ▲△▴▶▷►▼▽◀◁◄"  # before a caption: where its picture stands


def place(source: str, position: int) -> str | None:
    """Where an article was read from: the source, and its position where that is not 0.

    >>> place("a.jsonl", 3), place("a.txt", 0), place("", 0)
    ('a.jsonl#3', 'a.txt', None)
    """
    where = f"{source}#{position}" if position else source
    return clean(where) or None


def compose(
    found: Sequence[Section],
    declared: dict[str, Any],
    *,
    source: str = "",
    position: int = 0,
    origin: str | None = None,
) -> Article:
    """The article of ``found`` sections and ``declared`` fields (NFC, named as ``Article``'s).

    Without id and url its id is made from ``origin``, by default ``source`` and ``position``.

    >>> article = compose([Section(SectionKind.BODY, "(서울=한국통신) 비가 왔다.")], {"id": "1"})
    >>> article.dateline, article.publisher, article.sections[0].text
    ('서울', '한국통신', '비가 왔다.')
    """
    kept, said = take_attribution(found, declared.get("publisher"))
    sections = []
    for section in kept:
        if section.kind is _BODY and len(section.text) > LONGEST:
            sections += [Section(_BODY, piece) for piece in cut(section.text)]
            continue
        text = section.text.strip()
        if section.kind is _CAPTION:
            text = text.lstrip(_POINTERS) or text
        if text:
            sections.append(section if text == section.text else Section(section.kind, text))
    fields = {
        "dateline": said.dateline,
        "publisher": said.publisher,
        "authors": said.authors,
        **{name: value for name, value in declared.items() if value},
    }
    headline = next((s.text for s in sections if s.kind is _HEADLINE), "")
    above = takewhile(lambda section: section.kind is not _BODY, sections)  # not the crossheads
    below = [s.text for s in above if s.kind is _SUBHEADLINE]
    if origin is None:
        origin = identity.origin(source, position)
    article_id = fields.pop("id", None) or identity.derived_id(
        fields.get("url"), origin, (s.text for s in sections)
    )
    return Article(
        id=article_id,
        headline=headline,
        sections=tuple(sections),
        alternative_headline=" ".join(below) or None,
        source=place(source, position),
        **fields,
    )
