"""Articles and words for tests: texts of our own, and strategies that make more of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from hypothesis import strategies as st

from ksearch.article import Article, Section, SectionKind

NOUNS = (  # noqa: SIM905 -- a list of words, not of quotes
    "스마트시티 시청 서울시 시민 총회 도서관 아파트값 국민건강보험공단 더불어민주당 "
    "동대문디자인플라자 반도체 비급여 디지털화 재개발 대통령 흑산도 세계스마트시티기구 물가 부동산 "
    "신공항 미세먼지 김민지 이수현 박서준 제갈공명 한강 전기차 배터리 인공지능 저출생 고령화 "
    "기후위기 물 집 꽃 표 갑"
).split()
VERBS = (  # noqa: SIM905 -- a list of words, not of quotes
    "밝혔다 만났다 열린다 있다 없었다 늘어난 줄었다고 아름다운 커졌지만 먹고 갔다 했다 됐다 "
    "올랐으며 내렸는데 지킨다는 말한 보였다 어려웠다 나섰다"
).split()
PARTICLES = (  # noqa: SIM905 -- a list of words, not of quotes
    "은 는 이 가 을 를 의 에 도 만 로 으로 와 과 에서 에게 부터 까지 처럼 보다 마다 조차 이나 "
    "나 이라 라고 이라고 에는 에도 에서는 에서도 으로는 까지도 이다 였다 입니다 이며 인데 이란 "
    "밖에 뿐"
).split()
HANJA = [
    "大韓民國",
    "尹",
    "李",
    "美",
    "與野",
    "北核",
    "朴",
    "鄭",
    "中企",
    "女子",
    "對北",
    "株",
    "不動産",
]
# With hanja, what they stand for in news.
READ = [
    ("大韓民國", "대한민국"),
    ("尹대통령", "윤석열"),
    ("美", "미국"),
    ("美대통령", "미국"),
    ("與野", "여야"),
    ("中企", "중소기업"),
    ("新공항", "신공항"),
    ("정상化", "정상화"),
    ("국민銀", "국민은행"),
    ("100만弗", "100만달러"),
]
LATIN = (  # noqa: SIM905 -- a list of words, not of quotes
    "Hermes AI SK KF94 covid19 G20 Café Nguyễn Москва iPhone15 LG R&D 5G BTS"
).split()
UNITS = (  # noqa: SIM905 -- a list of words, not of quotes
    "월 일 명 차 표 사이즈 대 배 억원 만명 층 시간 퍼센트 개국 킬로미터"
).split()
SEPARATORS = (" ", "  ", "\n", "ㆍ", "·", ", ", ". ", "’ ‘", " (", ") ", "“", "…", "-", "/", "~")

syllables = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))
hangul = st.text(syllables, min_size=1, max_size=9)
numbers = st.one_of(
    st.integers(0, 99999).map(str),
    st.integers(1000, 10**9).map("{:,}".format),
    st.decimals(0, 100, places=1).map(str),
)


def article(
    article_id: str,
    *body: str,
    headline: str = "",
    captions: Iterable[str] = (),
    date: str | None = None,
) -> Article:
    """An article with a headline, body paragraphs and captions."""
    pieces = [(SectionKind.HEADLINE, headline), *((SectionKind.BODY, text) for text in body)]
    pieces += [(SectionKind.CAPTION, text) for text in captions]
    sections = tuple(Section(kind, text) for kind, text in pieces if text)
    return Article(article_id, headline, sections, date_published=date)


def nfd(text: str) -> str:
    """The text as macOS writes file names."""
    return unicodedata.normalize("NFD", text)


def full_width(text: str) -> str:
    """ASCII letters and digits as wide as Hangul."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
