"""What does the head of an HTML page declare about its article?

Comes in: the tree of the page. Goes out: our fields, as JSON-LD, OpenGraph and other ``meta``
elements give them. Invariant: JSON-LD is believed first, since publishers check it, then OpenGraph,
then what is customary in Korea (``dable:``, ``dd:``); of broken JSON-LD
what can be mended, or its dates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ksearch.ingest.composing.aliases import fields_of
from ksearch.ingest.composing.identity import names_article
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.dates import parse_date
from ksearch.ingest.prose.names import is_portal
from ksearch.ingest.prose.values import one_text
from ksearch.ingest.trees.markup import Element

__all__ = ["declared_fields"]

# Each field with the ``meta`` names that give it, the most trusted first.
_META: Mapping[str, tuple[str, ...]] = {
    "headline": ("og:title", "twitter:title", "dd:title", "dable:title"),
    "url": ("og:url",),
    "publisher": (
        "og:article:author",
        "dd:publisher",
        "article:media_name",
        "og:site_name",
        "application-name",
    ),
    "authors": ("author", "article:author", "dable:author", "dd:author", "byl"),
    "article_section": ("article:section", "dable:section", "dd:category", "og:article:section"),
    "date_published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "dd:published_time",
        "og:regdate",
        "dc.date.issued",
        "pubdate",
        "date",
        "data-date-time",
    ),
    "date_modified": (
        "article:modified_time",
        "dd:modified_time",
        "datemodified",
        "data-modify-date-time",
    ),
    "keywords": ("news_keywords", "article:tag"),
}
_MOMENTS = ("data-date-time", "data-modify-date-time")  # as Naver marks 입력 and 수정
_ARTICLE_TYPES = pattern(r"(?:.*News|.*)Article|BlogPosting")
_ON_THE_WEB = pattern(r"https?://[^/\s]+/\S+", re.IGNORECASE)
_AROUND = pattern(r"\A(?:<!--|//\s*<!\[CDATA\[|/\*.{0,200}?\*/)|(?://\s*\]\]>|-->)\Z", re.DOTALL)
_TRAILING_COMMA = pattern(r",\s*([}\]])")
_PLAIN_FIELD = pattern(r'"(datePublished|dateModified|articleSection)"\s*:\s*"([^"\\]{1,60})"')
_DEEPEST = 5  # levels of JSON-LD


def declared_fields(root: Element) -> dict[str, Any]:
    """Our field names with what the page declares; values are as the page writes them."""
    meta = _meta(root)
    linked = fields_of(next(iter(_json_ld(root)), {}))
    fields: dict[str, Any] = {}
    for name, sources in _META.items():
        fields[name] = next((meta[source] for source in sources if source in meta), None)
    fields.update({name: value for name, value in linked.items() if name != "id"})
    fields["date_published"] = _agreed_date(fields["date_published"], meta)
    fields["url"] = _address(root, linked.get("url"), meta.get("og:url"))
    paper = _paper(linked.get("publisher"), *map(meta.get, _META["publisher"]))
    if is_portal(one_text(paper) or ""):  # Naver names the newspaper once more, elsewhere a person
        paper = _paper(meta.get("twitter:creator"), paper)
    fields["publisher"] = paper
    language = fields.get("language") or root.get("lang")
    fields["language"] = "ko" if language == "kr" else language  # kr is Kanuri: a usual mistake
    return {name: value for name, value in fields.items() if value}


def _paper(*declared: object) -> object:
    """The first publisher that is declared and is no portal; else the portal.

    Portals declare ``newspaper | portal``, and some pages of theirs only themselves.

    >>> _paper(None, "한국통신 | 네이버"), _paper({"name": "한국통신"}, "새벽뉴스")
    ('한국통신', {'name': '한국통신'})
    >>> _paper("네이버 뉴스", "가람일보"), _paper("네이버 뉴스", "@navernews")
    ('가람일보', '네이버 뉴스')
    """
    portal = None
    for value in declared:
        for part in _parts(value):
            name = one_text(part)
            if name and not is_portal(name):
                return part
            portal = portal or name
    return portal


def _parts(publisher: object) -> Sequence[object]:
    """What a bar parts; no account of a social network."""
    if not isinstance(publisher, str):
        return (publisher,)
    return [text for part in publisher.split("|") if (text := part.strip()) and text[0] != "@"]


def _meta(root: Element) -> dict[str, str]:
    """The first value under each name of a ``meta``, in lower case, and of dates in the page."""
    found: dict[str, str] = {}
    for node in root.iter("meta", "time"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        value = (node.get("content") or node.get("datetime") or "").strip()
        if name and value:
            found.setdefault(name.strip().lower(), value)
    for node in root.iter("span"):
        for name in _MOMENTS:
            if value := node.get(name):
                found.setdefault(name, value)
    return found


def _json_ld(root: Element) -> Iterator[Mapping[str, Any]]:
    """The articles that the page's JSON-LD describes; what is left of broken ones comes last."""
    broken: list[Mapping[str, Any]] = []
    for node in root.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        try:
            yield from _articles(_loaded(node.text or ""), 0)
        except ValueError:
            broken += _salvaged(node.text or "")
    yield from broken


def _loaded(text: str) -> object:
    """The value of a JSON-LD, without what templates put around it and behind its last item.

    Raises:
        ValueError: it cannot be mended.

    >>> _loaded('<!-- {"@type": "NewsArticle", "datePublished": "2023-11-18",} -->')
    {'@type': 'NewsArticle', 'datePublished': '2023-11-18'}
    """
    plain = _AROUND.sub("", text.strip()).strip().rstrip(";")
    try:
        return json.loads(plain, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", plain), strict=False)
    except RecursionError:
        raise ValueError(plain[:_DEEPEST]) from None


def _salvaged(text: str) -> list[Mapping[str, Any]]:
    """The dates and the section of an article in JSON-LD that cannot be mended.

    >>> _salvaged('{"@type": "NewsArticle", "headline": "a "b" c", "datePublished": "2023-11-18"}')
    [{'datePublished': '2023-11-18'}]
    """
    if '"NewsArticle"' not in text:
        return []
    return [dict(reversed(_PLAIN_FIELD.findall(text)))]  # of several the first


def _articles(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name) for name in names):
            yield value
        else:
            yield from _articles(value.get("@graph"), depth + 1)
            yield from _articles(value.get("mainEntity"), depth + 1)


def _agreed_date(value: object, meta: Mapping[str, str]) -> str | None:
    """The declared date, in Seoul's zone where another date of the page says that it means that.

    Some sites append ``Z`` to the time in Seoul: the same clock is then found with ``+09:00``.
    """
    text = one_text(value)
    date = parse_date(text) if text else None
    if date is None or not date.endswith("+00:00"):
        return text
    local = date.removesuffix("+00:00")
    others = (parse_date(meta[name]) for name in _META["date_published"] if name in meta)
    return next((d for d in others if d == f"{local}+09:00"), date)


def _address(root: Element, *declared: object) -> str | None:
    """The address of this very page; some sites declare their front page on every page."""
    canonical = (
        node.get("href")
        for node in root.iter("link")
        if (node.get("rel") or "").lower() == "canonical"
    )
    for value in (*canonical, *declared):
        text = one_text(value)
        if text and _ON_THE_WEB.fullmatch(text) and names_article(text):
            return text
    return None
