"""The text of a news page gives its article, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import read_bytes
from ksearch.ingest.characters.streams import LONGEST_PAGE
from ksearch.ingest.pages.textpage import MOST_LINES

SAVED = """2023.11.18 (토)

  • 맑음속초3.9℃
  • 구름조금17.8℃
  • 흐림고창
기상청 제공
서울시, '겨울 정원' 다섯 곳 새로 연다
  • 해당된 기사를 공유합니다

문화

서울시, '겨울 정원' 다섯 곳 새로 연다

눈꽃 산책길과 온실, 12월부터 밤 9시까지 무료

겨울 정원 조감도 1.jpg
서울시 자료제공 - 조감도
온실 내부.png
온실에 핀 동백꽃을 시민들이 보고 있다.

\xa0

[서울=한국통신] 홍길동, 김영희 기자= 서울시가 다음 달 겨울 정원 다섯 곳을 연다고 18일 밝혔다.

\xa0

정원마다 눈꽃 산책길과 온실이 있다.

• 남산 정원은 3.5㎞ 길이의 산책로를 갖췄다.

시 관계자는 “겨울에도 걷기 좋은 서울을 만들겠다” 고 말했다.\x20

한국통신 홍길동 기자 hong@news.kr




모바일 버전으로 보기"""


def one(text: str) -> Article:
    (article,) = read_bytes(text.encode(), "pages/page.txt")
    return article


def texts(article: Article, kind: SectionKind) -> list[str]:
    return [section.text for section in article.sections if section.kind is kind]


def test_a_saved_page_gives_its_fields() -> None:
    article = one(SAVED)
    assert article.headline == "서울시, '겨울 정원' 다섯 곳 새로 연다"
    assert article.article_section == "문화"
    assert article.publisher == "한국통신"
    assert article.authors == ("홍길동", "김영희")
    assert article.dateline == "서울"
    assert article.alternative_headline == "눈꽃 산책길과 온실, 12월부터 밤 9시까지 무료"


def test_the_date_above_a_page_is_the_day_of_saving_and_no_date_is_guessed_from_it() -> None:
    article = one(SAVED)
    assert article.date_retrieved == "2023-11-18"
    assert article.date_published is None


def test_a_saved_page_gives_its_sections_in_reading_order() -> None:
    article = one(SAVED)
    assert [section.kind.value for section in article.sections] == [
        "headline", "subheadline", "caption", "caption", "body", "body", "body", "body",
    ]  # fmt: skip
    assert texts(article, SectionKind.CAPTION) == [
        "서울시 자료제공 - 조감도",
        "온실에 핀 동백꽃을 시민들이 보고 있다.",
    ]
    assert texts(article, SectionKind.BODY) == [
        "서울시가 다음 달 겨울 정원 다섯 곳을 연다고 18일 밝혔다.",
        "정원마다 눈꽃 산책길과 온실이 있다.",
        "• 남산 정원은 3.5㎞ 길이의 산책로를 갖췄다.",
        "시 관계자는 “겨울에도 걷기 좋은 서울을 만들겠다” 고 말했다.",
    ]


def test_nothing_around_the_article_stays_in_a_section() -> None:
    everything = "\n".join(section.text for section in one(SAVED).sections)
    for furniture in ("℃", "기상청", "공유", ".jpg", ".png", "기자", "@", "모바일", "[서울"):
        assert furniture not in everything


def test_a_page_without_weather_table_and_share_line_is_read() -> None:
    text = """홈
로그인
정치
경제
사회

시내버스 요금 내년 봄 오른다

입력 2023.11.18 09:30
수정 2023.11.18 10:05

글자크기 변경
페이스북

(부산=연합뉴스) 홍길동 특파원 = 부산 시내버스 요금이 내년 봄에 오른다.

시는 적자가 커졌다고 설명했다.

▲ 버스를 기다리는 시민들. (사진=부산시)

저작권자 © 연합뉴스 무단전재 및 재배포 금지

많이 본 뉴스
강아지 찾은 사연이 화제다.
"""
    article = one(text)
    assert article.headline == "시내버스 요금 내년 봄 오른다"
    assert article.date_published == "2023-11-18T09:30+09:00"
    assert article.date_modified == "2023-11-18T10:05+09:00"
    assert (article.dateline, article.publisher, article.authors) == (
        "부산",
        "연합뉴스",
        ("홍길동",),
    )
    assert texts(article, SectionKind.BODY) == [
        "부산 시내버스 요금이 내년 봄에 오른다.",
        "시는 적자가 커졌다고 설명했다.",
    ]
    assert texts(article, SectionKind.CAPTION) == ["버스를 기다리는 시민들. (사진=부산시)"]


def test_a_menu_in_one_line_is_no_headline_and_a_comment_form_ends_the_body() -> None:
    text = """처음으로 | 방명록 | 광고문의
정치 | 경제 | 사회 | 문화

갯벌에 황새 돌아왔다

서산 갯벌에 황새 다섯 마리가 돌아와 갯지렁이를 먹고 있다고 18일 군이 밝혔다.

군은 갯벌 둘레에 사람이 들지 않게 했다.

이 기사에 대한 댓글 이야기 (3) | 자동등록방지용 숫자를 입력하세요!
황새가 반갑네요 다음에 꼭 가 보겠습니다.
"""
    article = one(text)
    assert article.headline == "갯벌에 황새 돌아왔다"
    assert texts(article, SectionKind.BODY) == [
        "서산 갯벌에 황새 다섯 마리가 돌아와 갯지렁이를 먹고 있다고 18일 군이 밝혔다.",
        "군은 갯벌 둘레에 사람이 들지 않게 했다.",
    ]


def test_a_share_line_shows_where_the_headline_is() -> None:
    text = """전체메뉴
스포츠
기사 공유하기

스포츠

여자 배구, 결승 오른다

대표팀이 18일 밤 준결승에서 이겨 결승에 올랐다고 협회가 밝혔다.
"""
    article = one(text)
    assert article.headline == "여자 배구, 결승 오른다"
    assert article.article_section == "스포츠"


def test_a_plain_text_is_a_headline_and_paragraphs() -> None:
    text = "첫눈 내린 서울\n\n서울에 올해 첫눈이 내렸다.\n\n길이 얼어 출근길이 더뎠다.\n"
    article = one(text)
    assert article.headline == "첫눈 내린 서울"
    assert texts(article, SectionKind.BODY) == [
        "서울에 올해 첫눈이 내렸다.",
        "길이 얼어 출근길이 더뎠다.",
    ]
    assert article.date_retrieved is None


def test_a_plain_text_of_short_lines_keeps_them_all() -> None:
    article = one("첫눈\n\n눈이 왔다.\n길이 얼었다.\n")
    assert article.headline == "첫눈"
    assert texts(article, SectionKind.BODY) == ["눈이 왔다.", "길이 얼었다."]


def test_a_text_that_begins_with_a_sentence_has_no_headline() -> None:
    article = one("서울 시청 앞 광장에 올해 첫눈이 내렸다고 기상청이 18일 밝혔다.\n")
    assert article.headline == ""
    assert len(article.sections) == 1


def test_a_text_of_more_lines_or_bytes_than_a_page_has_is_refused_also_behind_a_bracket() -> None:
    for text, reason in (
        ("눈\n" * (MOST_LINES + 1), "it has more than 200,000 lines, no article"),
        ("[단독] 첫눈\n" + "눈이 왔다. " * (LONGEST_PAGE // 10), "it is larger than 16 MiB"),
    ):
        with pytest.raises(ReadError, match=reason):
            list(read_bytes(text.encode(), "a.txt"))
