"""An article that was stored is read back as it was, and its digest tells when it changed."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article, Section, SectionKind
from ksearch.engine.stored import stored
from ksearch.jsonbytes import dumps, loads, loads_plain
from ksearch.storage import KINDS, from_bytes, record, said, to_bytes, with_source

SURROGATES = st.characters(categories=["Cs"])
TEXTS = st.one_of(
    st.text(st.characters() | SURROGATES | st.sampled_from('서울시가\0\x1f\x7f"\\\u2028')),
    st.sampled_from([',"texts":[', '],"source":', '"],"source":"', "]", '","texts":["x"]']),
)
SECTIONS = st.builds(Section, st.sampled_from(SectionKind), TEXTS)
ARTICLES = st.builds(
    Article,
    id=TEXTS,
    headline=TEXTS,
    sections=st.lists(SECTIONS, max_size=4).map(tuple),
    url=st.none() | TEXTS,
    alternative_headline=st.none() | TEXTS,
    article_section=st.none() | TEXTS,
    publisher=st.none() | TEXTS,
    authors=st.lists(TEXTS, max_size=2).map(tuple),
    dateline=st.none() | TEXTS,
    date_published=st.none() | TEXTS,
    date_modified=st.none() | TEXTS,
    date_retrieved=st.none() | TEXTS,
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    language=st.none() | TEXTS,
    source=st.none() | TEXTS,
    is_excerpt=st.booleans(),
)
SHORT = b'{"id":"7","kinds":"hb","texts":["x"]}'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters() | SURROGATES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FULL = Article(
    "7",
    "첫눈",
    (Section(SectionKind.HEADLINE, "첫눈"), Section(SectionKind.BODY, "왔다.")),
    url="https://news.kr/7",
    authors=("홍길동",),
    keywords=("눈", "길"),
    date_published="2023-11-17",
    source="a.jsonl#7",
)


@given(ARTICLES)
def test_an_article_is_read_as_it_was_stored(article: Article) -> None:
    assert from_bytes(to_bytes(article)) == article


@given(ARTICLES)
def test_json_with_every_field_is_read_too(article: Article) -> None:
    old = json.dumps(article.to_json(), ensure_ascii=False, separators=(",", ":"))
    assert from_bytes(old.encode("utf-8", "surrogatepass")) == article
    assert Article.from_json(article.to_json()) == article


@given(article=ARTICLES, is_old=st.booleans())
def test_a_record_says_what_the_article_says(*, article: Article, is_old: bool) -> None:
    """Also where a field holds what stands around the texts, and in the form of older indexes."""
    stored_article = to_bytes(article)
    if is_old:
        stored_article = dumps(article.to_json())
    found = record(stored_article)
    texts = loads(found.texts)
    kinds = [KINDS[letter] for letter in found.kinds]
    assert [*map(Section, kinds, texts)] == list(article.sections)
    place = found.headline_place
    assert article.headline == (texts[place] if found.headline is None else found.headline)
    assert place < 0 or texts[place] == article.headline
    assert place >= 0 or article.headline not in texts or not article.headline
    for name in ("id", "url", "publisher", "date_published", "source"):
        assert found.fields.get(name) == getattr(article, name)
    assert tuple(found.fields.get("authors") or ()) == article.authors


@given(ARTICLES, st.none() | TEXTS)
def test_the_source_is_no_part_of_the_digest(article: Article, source: str | None) -> None:
    moved = replace(article, source=source)
    assert stored(moved).digest == stored(article).digest
    assert from_bytes(with_source(said(article), source)) == moved


@given(ARTICLES, ARTICLES)
def test_the_digest_tells_different_articles_apart(one: Article, other: Article) -> None:
    same = replace(one, source=None) == replace(other, source=None)
    assert (stored(one).digest == stored(other).digest) == same


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "8"},
        {"headline": ""},
        {"headline": "첫눈이"},
        {"sections": FULL.sections[:1]},
        {"sections": FULL.sections[::-1]},
        {"sections": (FULL.sections[0], Section(SectionKind.CAPTION, "왔다."))},
        {"url": None},
        {"publisher": "한국통신"},
        {"authors": ()},
        {"keywords": ("눈길",)},
        {"date_modified": "2023-11-17"},
        {"is_excerpt": True},
    ],
)
def test_the_digest_sees_every_change(changes: dict[str, Any]) -> None:
    changed = replace(FULL, **changes)
    assert stored(changed).digest != stored(FULL).digest
    assert from_bytes(to_bytes(changed)) == changed


def test_the_digest_is_the_same_in_another_process() -> None:
    code = (
        "import json, sys; from ksearch.article import Article; from ksearch.engine.stored import"
        " stored; print(stored(Article.from_json(json.load(sys.stdin))).digest)"
    )
    shuffled = dict(reversed(FULL.to_json().items()))
    found = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(shuffled),
        capture_output=True,
        check=True,
        text=True,
    )
    assert int(found.stdout) == stored(FULL).digest


def test_what_is_stored_holds_nothing_empty_and_the_headline_once() -> None:
    content = to_bytes(FULL).decode()
    assert content.count("첫눈") == 1
    assert json.loads(content) == {
        "id": "7",
        "url": "https://news.kr/7",
        "authors": ["홍길동"],
        "date_published": "2023-11-17",
        "keywords": ["눈", "길"],
        "kinds": "hb",
        "texts": ["첫눈", "왔다."],
        "source": "a.jsonl#7",
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"3",
        b"[]",
        b"{}",
        b'"kinds"',
        SHORT,
        b'{"id":"7","kinds":"x","texts":["x"]}',
        b'{"kinds":"","texts":[]}',
        b'{"id":"7","sections":[{"kind":"x","text":"x"}]}',
        b'{"id":"7\xff"}',
    ],
)
def test_what_is_no_article_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(data)
    if data != SHORT:  # how many texts there are a search sees when it reads them
        with pytest.raises(ValueError, match=r"."):
            record(data)


@given(ARTICLES)
def test_normalizing_twice_is_normalizing_once(article: Article) -> None:
    once = article.normalized()
    assert once.normalized() == once
    assert all(unicodedata.is_normalized("NFC", s.text) and s.text.strip() for s in once.sections)
    assert once.headline == unicodedata.normalize("NFC", article.headline)
    if article.headline.strip():
        assert any(s.kind is SectionKind.HEADLINE for s in once.sections)


def test_every_text_of_an_article_is_normalized() -> None:
    value = unicodedata.normalize("NFD", "첫눈")
    single = [n for n, v in FULL.to_json().items() if n != "id" and not isinstance(v, list | bool)]
    record = {"id": "7", "authors": [value], "keywords": [value]} | dict.fromkeys(single, value)
    for name, text in Article.from_json(record).normalized().to_json().items():
        if name == "is_excerpt":
            continue
        assert text in ("첫눈", ["첫눈"], [{"kind": "headline", "text": "첫눈"}]) or name == "id"


@given(JSON)
def test_json_is_read_as_the_json_module_reads_it_or_not_at_all(value: object) -> None:
    written = json.dumps(value)
    assert is_large(value) or repr(loads(written.encode())) == repr(json.loads(written))
    try:
        found = loads_plain(written.encode())
    except ValueError:
        return
    assert repr(found) == repr(json.loads(written))


def is_large(value: object) -> bool:
    """Whether some integer in it takes more than 64 bits."""
    if isinstance(value, dict | list):
        return any(map(is_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and not -(2**63) <= value < 2**64


@given(st.dictionaries(st.text(), TEXTS | st.lists(TEXTS, max_size=2), max_size=3))
def test_texts_are_read_as_they_were_written(value: dict[str, Any]) -> None:
    assert loads(dumps(value)) == value
