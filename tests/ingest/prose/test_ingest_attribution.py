"""Datelines, bylines and notices become fields, and sentences stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Section, SectionKind
from ksearch.ingest.composing.record import to_article
from ksearch.ingest.prose import attribution, byline
from ksearch.ingest.prose.attribution import take_attribution
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dateline import take_dateline
from ksearch.ingest.prose.names import author_names
from ksearch.ingest.prose.notices import is_notice


@pytest.mark.parametrize(
    ("text", "place", "publisher", "authors"),
    [
        ("(서울=연합뉴스) 홍길동 기자 = ", "서울", "연합뉴스", ("홍길동",)),
        ("[서울=뉴스1] ", "서울", "뉴스1", ()),
        ("【서울=뉴시스】홍길동 기자 = ", "서울", "뉴시스", ("홍길동",)),
        ("[서울=한국통신] 홍길동 기자= ", "서울", "한국통신", ("홍길동",)),
        ("(도쿄=뉴스1) 홍길동 특파원 김영희 기자 = ", "도쿄", "뉴스1", ("홍길동", "김영희")),
        ("[세종=이데일리 홍길동 기자] ", "세종", "이데일리", ("홍길동",)),
        ("[헤럴드경제=홍길동 기자] ", None, "헤럴드경제", ("홍길동",)),
        ("[이데일리 홍길동 기자] ", None, "이데일리", ("홍길동",)),
        ("홍길동 기자 = ", None, None, ("홍길동",)),
        ("홍길동·김영희 기자 = ", None, None, ("홍길동", "김영희")),
        ("(서울=뉴스1) 홍길동 선임기자 = ", "서울", "뉴스1", ("홍길동",)),
    ],
)
def test_a_dateline_comes_off_and_becomes_fields(
    text: str, place: str | None, publisher: str | None, authors: tuple[str, ...]
) -> None:
    dateline, rest = take_dateline(text + "시청 앞에 첫눈이 내렸다.")
    assert dateline is not None
    assert (dateline.place, dateline.publisher, dateline.authors) == (place, publisher, authors)
    assert rest == "시청 앞에 첫눈이 내렸다."


@pytest.mark.parametrize(
    "text",
    ["[단독] 첫눈이 내렸다.", "[앵커] 첫눈입니다.", "(사진=시청 제공) 첫눈", "(코스피=2500)",
     "홍길동 기자가 상을 받았다.", "(재)목포재단은 밝혔다.", "[한국통신=홍길동의 눈] 첫눈"],
)  # fmt: skip
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert take_dateline(text) == (None, text)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("한국통신 홍길동 기자 hong@news.kr", ("홍길동",)),
        ("홍길동 기자(hong@news.kr)", ("홍길동",)),
        ("/홍길동 기자 hong@news.kr", ("홍길동",)),
        ("홍길동기자 hong@news.kr", ("홍길동",)),
        ("[홍길동 기자 / 김영희 기자]", ("홍길동", "김영희")),
        ("세종=홍길동 기자 hong@news.kr", ("홍길동",)),
        ("홍길동·김영희 기자", ("홍길동", "김영희")),
        ("글·사진=홍길동 기자", ("홍길동",)),
        ("홍길동 칼럼니스트 hong@news.kr", ("홍길동",)),
        ("hong@news.kr", ()),
        ("온라인뉴스팀", ()),
    ],
)
def test_a_byline_names_its_authors(line: str, authors: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize(
    "line",
    ["홍길동 기자가 상을 받았다.", "기자들이 광장에 모였다", "시장은 기자 간담회를 열었다.",
     "문의는 hong@news.kr로 하면 된다.", "서울시 대책팀은 움직였다", ""],
)  # fmt: skip
def test_a_sentence_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    ["저작권자 © 한국통신 무단전재 및 재배포 금지", "<저작권자ⓒ한국통신. 무단전재-재배포 금지>",
     "ⓒ 한국통신, 무단 전재 및 재배포 금지", "무단전재 및 재배포 금지",
     "[시청 제공. 재판매 및 DB 금지]",
     "Copyright ⓒ news.kr. All rights reserved.", "(끝)"],
)  # fmt: skip
def test_a_notice_is_known(line: str) -> None:
    assert is_notice(line)


def test_a_sentence_about_copyright_is_news() -> None:
    assert not is_notice("정부는 기사의 무단전재를 금지했다.")
    assert not is_notice("무단전재 및 재배포 금지 규정이 논란이 됐다.")


def test_bylines_and_notices_come_off_the_end_of_a_body_however_they_are_glued() -> None:
    for tail in (
        "[홍길동 기자]",
        " 홍길동 기자 hong@news.kr",
        "hong@news.kr",
        "\n\n홍길동 기자\nhong@news.kr\n\n저작권자 © 한국통신 무단전재 및 재배포 금지",
        " (hong@news.kr)",
    ):
        article = to_article({"id": 1, "body": "첫눈이 내렸다. 길이 얼었다." + tail})
        assert [section.text for section in article.sections] == ["첫눈이 내렸다. 길이 얼었다."]


def test_a_photographer_in_a_caption_is_no_author() -> None:
    body = "시민들이 걷고 있다. 김영희 기자 kim@news.kr\n\n첫눈이 내렸다. 홍길동 기자 hong@news.kr"
    article = to_article({"body": body})
    assert article.authors == ("홍길동",)
    assert "@" not in "".join(section.text for section in article.sections)


def test_a_declared_author_wins_over_the_byline() -> None:
    article = to_article({"author": "김영희 기자", "body": "첫눈이 내렸다. 홍길동 기자"})
    assert article.authors == ("김영희",)


def test_an_article_of_nothing_but_a_byline_keeps_it() -> None:
    assert to_article({"body": "홍길동 기자"}).sections[0].text == "홍길동 기자"


def test_author_names_lose_their_titles_and_addresses() -> None:
    assert author_names(["순천, 광양 홍길동 기자 hong@news.kr"]) == ("홍길동",)
    assert author_names(["홍길동,김영희"]) == ("홍길동", "김영희")
    assert author_names(["https://www.facebook.com/news"]) == ()


PIECES = st.sampled_from(
    [
        "[서울=한국통신]",
        "홍길동 기자",
        " = ",
        "hong@news.kr",
        "(끝)",
        "온라인뉴스팀",
        "편집국",
        "비가 왔다.",
        "“그렇다.”",
        "저작권자 ⓒ 한국신문 무단전재 금지",
        "[홍길동 기자]",
        " ",
        "◆",
        "눈이 " * 60,
        "제보",
        "?",
        "[단독]",
    ]
)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=8).map("".join)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_the_first_look_at_a_paragraph_overlooks_nothing(paragraphs: list[str]) -> None:
    found = [Section(SectionKind.BODY, text) for text in paragraphs]
    quick = take_attribution(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "_may_say_who", lambda _: True)
        patch.setattr(attribution, "_may_end_signed", lambda _: True)
        patch.setattr(byline, "may_be_desk", lambda _: True)
        assert take_attribution(found) == quick


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("(서울=뉴스1) 홍길동 = ", ("서울", "뉴스1", ("홍길동",))),
        ("(서울=연합인포맥스) 홍길동 기자 = ", ("서울", "연합인포맥스", ("홍길동",))),
        ("[더팩트 | 여의도=홍길동 기자] ", ("여의도", "더팩트", ("홍길동",))),
        ("[더팩트ㅣ홍길동 기자] ", (None, None, ("홍길동",))),
        ("[스포츠서울 | 홍길동기자] ", (None, None, ("홍길동",))),
        ("워싱턴=홍길동 특파원 ", ("워싱턴", None, ("홍길동",))),
        ("[서울·부산=뉴시스] 홍길동 김영희 기자 = ", ("서울·부산", "뉴시스", ("홍길동", "김영희"))),
    ],
)
def test_rare_datelines_are_read(
    line: str, said: tuple[str | None, str | None, tuple[str, ...]]
) -> None:
    dateline, rest = take_dateline(f"{line}광장에 비가 왔다.")
    assert dateline is not None
    assert (dateline.place, dateline.publisher, dateline.authors) == said
    assert rest == "광장에 비가 왔다."


@pytest.mark.parametrize(
    "line",
    [
        "(서울=3.2도) 비가 왔다.",
        "수출=수입 등식이 깨졌다.",
        "[오늘의 날씨] 비가 왔다.",
        "(A=B) 비다.",
    ],
)
def test_what_is_no_dateline_stays(line: str) -> None:
    assert take_dateline(line) == (None, line)
