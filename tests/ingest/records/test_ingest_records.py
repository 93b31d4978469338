"""Dictionaries of any usual shape become articles, and no letter of them is lost."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, to_article

NFC = st.text(alphabet="서울시가나다 .,”?!한", min_size=1, max_size=60).filter(str.strip)
OPTIONAL = st.none() | NFC
MOMENTS = st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}+09:00".zfill(25))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "url", "title", "headline", "body", "articleBody", "author", "authors", "date",
     "publisher", "sections", "keywords", "captions", "summary", "category", "source", "x"]
)  # fmt: skip


def letters(text: str) -> str:
    return "".join(text.split())


def body(article: Article) -> str:
    return "".join(s.text for s in article.sections if s.kind is SectionKind.BODY)


def test_schema_org_names_are_read_in_any_case() -> None:
    camel = {"headline": "첫눈", "articleBody": "눈이 왔다.", "datePublished": "2023-11-17",
             "articleSection": "사회", "alternativeHeadline": "길 얼어", "inLanguage": "ko",
             "author": [{"@type": "Person", "name": "홍길동 기자"}],
             "publisher": {"@type": "Organization", "name": "한국통신"},
             "mainEntityOfPage": {"@id": "https://news.kr/1"}}  # fmt: skip
    article = to_article(camel)
    assert article.authors == ("홍길동",)
    assert article.publisher == "한국통신"
    assert article.alternative_headline == "길 얼어"
    assert article.id == article.url == "https://news.kr/1"
    assert [s.kind.value for s in article.sections] == ["headline", "subheadline", "body"]
    snake = {"headline": "첫눈", "article_body": "눈이 왔다.", "date_published": "2023-11-17"}
    assert to_article(snake).date_published == article.date_published == "2023-11-17"


def test_the_names_of_exports_and_apis_are_read() -> None:
    bigkinds = {"뉴스 식별자": "01100101.1", "제목": "첫눈", "본문": "왔다.",
                "일자": "20231117", "언론사": "한국통신", "기고자": "홍길동",
                "키워드": "눈,길"}  # fmt: skip
    article = to_article(bigkinds)
    assert (article.id, article.publisher, article.authors) == (
        "01100101.1",
        "한국통신",
        ("홍길동",),
    )
    assert article.keywords == ("눈", "길")
    naver = {"title": "<b>첫눈</b> &quot;펑펑&quot;", "description": "눈이 왔다.",
             "pubDate": "Fri, 17 Nov 2023 09:00:00 +0900",
             "originallink": "https://n.kr/a"}  # fmt: skip
    article = to_article(naver)
    assert article.headline == '첫눈 "펑펑"'
    assert article.date_published == "2023-11-17T09:00:00+09:00"
    assert body(article) == "눈이 왔다."


def test_a_declared_id_stays_as_it_is() -> None:
    assert to_article({"id": "00-7", "title": "첫눈"}).id == "00-7"
    assert to_article({"docid": 7, "url": "https://n.kr/1", "title": "첫눈"}).id == "7"
    assert to_article({"url": "https://n.kr/1", "title": "첫눈"}).id == "https://n.kr/1"


def test_without_id_and_url_the_place_decides_and_without_a_place_the_text() -> None:
    first = to_article({"title": "첫눈"}, source="a.jsonl", position=1)
    again = to_article({"title": "첫눈!"}, source="a.jsonl", position=1)
    other = to_article({"title": "첫눈"}, source="a.jsonl", position=2)
    assert first.id == again.id != other.id
    assert len(first.id) == 16
    assert first.source == "a.jsonl#1"
    assert to_article({"title": "첫눈"}).id != to_article({"title": "장마"}).id


def test_an_unreadable_date_is_none_and_counted() -> None:
    notes = ReadNotes()
    article = to_article({"title": "첫눈", "date": "어제"}, notes=notes)
    assert article.date_published is None
    assert notes.undated_unreadable == 1
    to_article({"title": "첫눈", "date": None}, notes=notes)
    assert notes.undated_unreadable == 1


def test_an_unreadable_date_of_our_own_json_is_none_and_counted_and_a_good_one_stays() -> None:
    notes = ReadNotes()
    record = {"id": "d7", "sections": [{"kind": "body", "text": "왔다."}], "headline": "첫눈",
              "date_published": "어제", "date_modified": "2023-07",
              "date_retrieved": "2023-13-01"}  # fmt: skip
    article = to_article(record, notes=notes)
    assert (article.date_published, article.date_modified) == (None, "2023-07")
    assert (article.date_retrieved, notes.undated_unreadable) == (None, 2)


def test_an_empty_headline_is_allowed_and_nothing_at_all_is_refused() -> None:
    assert to_article({"title": "", "body": "눈이 왔다."}).headline == ""
    with pytest.raises(ReadError, match="neither a headline nor a text"):
        to_article({"id": 1, "title": " "}, source="a.json")


def test_everything_is_nfc() -> None:
    decomposed = unicodedata.normalize("NFD", "서울")
    article = to_article({"title": decomposed, "body": decomposed, "author": decomposed})
    assert article.headline == body(article) == article.authors[0] == "서울"


def test_half_a_surrogate_pair_becomes_something_that_can_be_written() -> None:
    article = to_article(json.loads('{"title": "눈\\ud83d", "id": "\\ud83d"}'))
    assert json.dumps(article.to_json(), ensure_ascii=False).encode()


@given(
    st.builds(
        Article,
        id=NFC,
        headline=NFC,
        sections=st.lists(st.builds(Section, st.sampled_from(SectionKind), NFC), min_size=1).map(
            tuple
        ),
        url=OPTIONAL,
        alternative_headline=OPTIONAL,
        article_section=OPTIONAL,
        publisher=OPTIONAL,
        authors=st.lists(NFC).map(tuple),
        dateline=OPTIONAL,
        date_published=st.none() | st.dates().map(str),
        date_modified=st.none() | MOMENTS,
        keywords=st.lists(NFC).map(tuple),
        source=OPTIONAL,
    )
)
def test_what_to_json_wrote_is_read_back_exactly(article: Article) -> None:
    record = json.loads(json.dumps(article.to_json()))
    assert to_article(record, source="elsewhere.jsonl", position=3) == article.normalized()


@given(st.text(alphabet="가나다라.?! \n”시", max_size=3000).filter(str.strip))
def test_every_letter_of_a_body_is_in_exactly_one_section(text: str) -> None:
    article = to_article({"body": text})
    assert letters(body(article)) == letters(text)
    assert all(section.text.strip() for section in article.sections)


def test_a_long_body_is_cut_and_stays_whole() -> None:
    text = "시민들이 광장에 모여 새 시장의 취임을 조용히 지켜봤다." * 200
    article = to_article({"body": text})
    assert max(len(section.text) for section in article.sections) <= 800
    assert body(article) == text


@given(st.dictionaries(KEYS, JSON))
def test_any_dictionary_at_all_is_an_article_or_a_read_error(record: dict[str, Any]) -> None:
    try:
        article = to_article(record)
    except ReadError:
        return
    assert article.id
    assert article.sections
    json.dumps(article.to_json(), ensure_ascii=False).encode()
