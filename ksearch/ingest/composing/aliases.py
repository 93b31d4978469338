"""By which names do exports, feeds and APIs call the fields of an article?

Comes in: the keys of a record, in any case and with any of ``_ - space`` between words. Goes out:
our field for each. Invariant: a key names at most one field; where several keys of a record name
the same field, the one listed first wins.

The names are those of schema.org/NewsArticle, BigKinds exports, the Naver API and RSS.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

__all__ = ["ALIASES", "CONTAINERS", "field_of", "fields_of"]

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "docid", "newsid", "articleid", "identifier", "guid", "뉴스식별자"),
    "url": (
        "url",
        "originallink",
        "link",
        "mainentityofpage",
        "permalink",
        "href",
        "링크",
        "주소",
        "기사url",
    ),
    "headline": ("headline", "title", "name", "subject", "제목", "기사제목", "헤드라인"),
    "subheadline": (
        "alternativeheadline",
        "subheadline",
        "subtitle",
        "subtitles",
        "부제목",
        "부제",
    ),
    "body": (
        "articlebody",
        "body",
        "content",
        "contents",
        "text",
        "본문",
        "기사본문",
        "내용",
        "기사내용",
        "contenthtml",
        "contenttext",
    ),
    "summary": ("summary", "description", "abstract", "lead", "요약"),
    "captions": ("captions", "caption", "imagecaption", "imagecaptions", "사진설명"),
    "article_section": (
        "articlesection",
        "section",
        "category",
        "categories",
        "통합분류1",
        "분류",
        "섹션",
        "카테고리",
    ),
    "publisher": (
        "publisher",
        "press",
        "provider",
        "media",
        "언론사",
        "매체",
        "매체명",
        "신문사",
        "sitename",
        "newspaper",
        "source",
    ),
    "authors": (
        "authors",
        "author",
        "byline",
        "creator",
        "reporter",
        "journalist",
        "writer",
        "기고자",
        "기자",
        "기자명",
        "작성자",
    ),
    "dateline": ("dateline", "contentlocation"),
    "date_published": (
        "datepublished",
        "date",
        "pubdate",
        "published",
        "publishedat",
        "publisheddate",
        "publishdate",
        "createdat",
        "datetime",
        "일자",
        "날짜",
        "보도일자",
        "발행일",
        "게재일",
        "입력일",
        "등록일",
        "작성일",
    ),
    "date_modified": (
        "datemodified",
        "updated",
        "updatedat",
        "modifiedat",
        "lastmodified",
        "수정일",
    ),
    "date_retrieved": ("dateretrieved", "retrieved", "retrievedat", "crawledat", "scrapedat"),
    "keywords": ("keywords", "keyword", "tags", "키워드", "태그"),
    "language": ("language", "inlanguage", "lang"),
}

# Under these an object holds its articles: our own, JSON-LD, Naver, BigKinds.
CONTAINERS = ("articles", "@graph", "items", "documents")

_EMPTY: tuple[object, ...] = ("", [], {})
_FIELD_AND_RANK = {
    alias: (field, rank) for field, names in ALIASES.items() for rank, alias in enumerate(names)
}


def fields_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Our field names with the record's values; empty values and unknown keys are left out.

    >>> fields_of({"articleBody": "본문", "title": "제목", "Headline": "큰 제목", "views": 3})
    {'body': '본문', 'headline': '큰 제목'}
    """
    found: dict[str, Any] = {}
    ranks: dict[str, int] = {}
    for key, value in record.items():
        if value is None or value in _EMPTY:
            continue
        named = _field(key)
        if named is None:
            continue
        field, rank = named
        if field not in ranks or rank < ranks[field]:
            found[field] = value
            ranks[field] = rank
    return found


def field_of(key: str) -> str | None:
    """Our field that a key names, ``None`` where it is not known.

    >>> field_of("Article Body"), field_of("views")
    ('body', None)
    """
    named = _field(key)
    return None if named is None else named[0]


@lru_cache(maxsize=1024)  # the keys of an archive are few and come again with each record
def _field(key: str) -> tuple[str, int] | None:
    plain = key.lower().replace("_", "").replace("-", "").replace(" ", "")
    return _FIELD_AND_RANK.get(plain)
