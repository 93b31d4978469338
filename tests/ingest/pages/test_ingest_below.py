"""What stands below an article, and is no part of it: notices, bylines, invitations, headings."""

from __future__ import annotations

from html import escape

import pytest

from ksearch.article import SectionKind
from tests.ingest.newsroom import PARAGRAPHS, one, page, paragraphs, texts

BELOW = (
    "▶ 가람일보 구독하기",
    "▶ 네이버 메인에서 가람일보 받아보기",
    "☞ 가람일보 바로가기",
    "▶홍길동 기자 블로그",
    "기자 블로그",
    "홍길동 기자의 다른 기사 보기",
    "[홍길동 기자 블로그]",
    "<ⓒ경제를 보는 눈, 세계를 보는 창 가람경제 무단전재 배포금지>",
    "Copyrights ⓒ 가람일보. 무단전재 및 재배포 금지.",
    "ⓒ 가람일보 & garam.test, 무단전재 및 재배포 금지",
    "카카오톡으로 제보하기",
    "제보는 카카오톡 okjebo",
    "[ 가람일보 앱 다운로드 ]",
    "▶ 가람일보 페이스북 친구맺기 [바로가기]",
    "[관련기사]",
    "관련기사",
    "▶ 관련기사",
    "<관련기사>",
    "■ 관련기사",
    "공유하기",
    "기사 공유",
    "SNS 공유하기",
    "좋아요 3",
    "추천 0",
    "구독자 1,234",
    "기자 구독",
    "+구독",
    "구독 신청",
    "기사 도구 모음",
    "댓글 0",
    "전체 댓글 3",
    "저작권자 © 가람일보, 무단 전재 및 재배포 금지",
    "무단전재 및 재배포 금지",
    "[저작권자 ⓒ 가람일보, 무단전재-재배포, AI 학습 및 활용 금지]",
    "(끝)",
    "<끝>",
    "hong@garam.test",
    "홍길동 기자 hong@garam.test",
    "홍길동 기자(hong@garam.test)",
    "홍길동(hong@garam.test)",
    "/홍길동 기자",
    "[홍길동 기자]",
    "글·사진=홍길동 기자",
    "가람=홍길동 기자 hong@garam.test",
    "온라인뉴스팀",
    "홍길동 가람일보 기자 hong@garam.test",
    "홍길동 객원기자",
    "디지털뉴스국",
    "많이 본 뉴스",
    "[가람일보 주요뉴스]",
    "[가람일보 인기기사]",
    "오늘의 핫뉴스",
    "◆ 주요뉴스 ◆",
    "★ 많이 본 기사",
    "이 기사를 추천합니다",
    "가장 많이 본 기사",
    "실시간 인기기사",
    "가람일보 랭킹뉴스",
    "당신이 좋아할 만한 기사",
    "함께 보면 좋은 기사",
    "기사제보 및 보도자료 news@garam.test",
    "▲ 위로",
    "TOP",
    "맨 위로",
    "이 기사의 댓글 정책을 결정합니다",
    "첨부파일",
    "인쇄",
    "목록보기",
    "#달빛시장 #가람시",
    "태그 : 달빛시장, 가람시",
    "ⓒ가람일보",
    "© 2023 Garam Ilbo Co. All rights reserved.",
    "이 기사는 2023년 11월 18일 09:30 가람경제 프리미엄에 표출된 기사입니다.",
    "광고",
    "AD",
    "공감 0",
    "비공감 0",
    "기사입력 2023.11.18 09:30",
    "최종수정 2023-11-18 10:00",
    "가람일보 | 홍길동 기자",
)
CREDITS = ("[사진=가람시 제공]", "사진=연합뉴스", "(사진=가람시)", "/사진제공=가람시")
# What reads a little like one of them, and is news.
NEWS = (
    "▶ 신청: 군청 누리집에서 다음 달 3일부터",
    "문의 000-000-0000",
    "구독 경제",
    "올해를 달군 사건",
    "▲ 국장 홍길동",
    "주요 뉴스를 모아 들려주는 이야기꾼이 장터에 나온다고 한다.",
    "그는 블로그에 “공유하기를 누른 사람이 만 명”이라고 썼다.",
    "무단전재를 금지하는 법안이 국회를 통과했다고 문화부가 밝혔다.",
    "[인사] 가람시 ◇과장 ▲문화 김영희",
)


def marked(below: str) -> str:
    """A page whose marked body ends with a line."""
    body = paragraphs() + f"<p>{escape(below, quote=False)}</p>"
    return page(body).replace('class="article-view"', 'class="article-body"')


@pytest.mark.parametrize("line", BELOW)
def test_what_stands_below_is_taken_off(line: str) -> None:
    article = one(marked(line))
    assert texts(article) == list(PARAGRAPHS)
    assert not texts(article, SectionKind.CAPTION)


@pytest.mark.parametrize("line", CREDITS)
def test_a_credit_is_a_caption(line: str) -> None:
    article = one(marked(line))
    assert texts(article) == list(PARAGRAPHS)
    assert texts(article, SectionKind.CAPTION) == [line]


@pytest.mark.parametrize("line", NEWS)
def test_news_that_reads_like_it_stays(line: str) -> None:
    shown = [section.text for section in one(marked(line)).sections]
    assert any(line.strip("▲ ") in text for text in shown)


def test_a_crosshead_that_reads_like_a_footer_ends_nothing() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><h3>올해의 주요 뉴스</h3>{paragraphs(PARAGRAPHS[1:])}"
    article = one(page(body).replace('class="article-view"', 'class="article-body"'))
    assert texts(article) == list(PARAGRAPHS)
    assert "올해의 주요 뉴스" in texts(article, SectionKind.SUBHEADLINE)
