"""Portals, tables of tables and pages of the nineties: each has its own way to show an article."""

from __future__ import annotations

import pytest

from ksearch.article import Article, SectionKind
from ksearch.ingest import read_bytes

HEADLINE = "등대섬 우체통, 엽서 구만 통 품었다"
BELOW = ("육지까지 가는 데 사흘", "섬 아이들이 우표 그려")
CAPTION = "등대 아래 빨간 우체통에 한 여행자가 엽서를 넣고 있다."
PARAGRAPHS = [
    "남쪽 끝 등대섬의 우체통에 지난 한 해 구만 통이 넘는 엽서가 담겼다고 섬 우체국이 3일 밝혔다.",
    "엽서는 사흘에 한 번 오는 배를 타고 육지로 가며, 바람이 센 날에는 두 주가 걸리기도 한다.",
    "우체국장은 “느린 것이 좋아서 여기까지 온다고들 한다”며 “도장도 손으로 찍는다”고 말했다.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

PORTAL = f"""<!DOCTYPE html><html lang="ko"><head><title>{HEADLINE} : 새벽뉴스</title>
<meta property="og:title" content="{HEADLINE}">
<meta property="og:article:author" content="등대일보 | 새벽뉴스">
<meta property="og:site_name" content="새벽뉴스"></head><body>
<div class="menu"><a href="/1">정치</a><a href="/2">경제</a><a href="/3">IT·과학</a></div>
<div class="top"><CATEGORY/><h2>{HEADLINE}</h2>
<span>입력 2023.05.03. 오전 9:10</span></div>
<div id="text"><strong class="end_summary">{BELOW[0]}</strong><br><br>
<span class="shot"><img src="1.jpg"><em class="img_desc">{CAPTION}</em></span><br><br>
{"<br><br>".join(PARAGRAPHS)}</div>
<p>Copyright ⓒ 등대일보. All rights reserved. 무단 전재 및 재배포 금지.</p>
<p><STATED/></p>
</body></html>"""

TABLES = f"""<html><head><title>{HEADLINE} - 등대일보</title></head><body>
<table><tr><td><a href="/">첫 화면</a></td><td>전체기사</td><td>정치·행정</td><td>사람들</td></tr>
</table><table><tr><td>홈 &gt; 뉴스 &gt; 지역</td></tr>
<tr><td class="big">{HEADLINE}</td></tr>
<tr><td><b>{BELOW[0]}<br>{BELOW[1]}</b></td></tr>
<tr><td>홍길동 기자 | 승인 2013.05.03 09:10 | 조회수 12 | 댓글 0</td></tr>
<tr><td>{BODY}
<table align="center"><tr><td><img src="1.jpg"></td></tr><tr><td>▲ {CAPTION}</td></tr></table>
<p align="right">홍길동 기자 hong@news.kr</p></td></tr>
<tr><td>이 기사에 대한 댓글 이야기 (0) | 자동등록방지용 코드를 입력하세요!</td></tr>
<tr><td>이 뉴스를 보니 섬에 가고 싶어졌습니다.</td></tr></table></body></html>"""

NINETIES = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr">
<title>등대일보 - {HEADLINE}</title></head><body><center>
<table><tr><td><img src="logo.gif" alt="등대일보"></td>
<td>처음으로 | 방명록 | 광고문의</td></tr><tr><td>정치 | 경제 | 지역 | 독자마당</td></tr></table>
<table><tr><td><font size=2>[지역]</font><br><font size=5><b>{HEADLINE}</b></font><br>
<font size=3>{BELOW[0]}</font><br><font size=2>입력: 2003-05-03 09:10 / 홍길동 기자</font><hr>
<table align=right><tr><td><img src="1.jpg"></td></tr>
<tr><td><font color=blue>△ {CAPTION}</font></td></tr></table>
<div>&nbsp;{"<br><br>&nbsp;".join(PARAGRAPHS)}<br><br>홍길동 기자 hong@news.kr</div><hr>
<font size=2>ⓒ 등대일보 무단전재 및 재배포 금지</font></td>
<td><b>주요기사</b><ul><li><a href=1>배추 값이 내렸다</a><li><a href=2>달이 밝다</a></ul></td></tr>
</table></center></body></html>"""


def one(text: str, encoding: str = "utf-8") -> Article:
    (article,) = read_bytes(text.encode(encoding), "pages/page.html")
    return article


def texts(article: Article, kind: SectionKind) -> list[str]:
    return [section.text for section in article.sections if section.kind is kind]


def portal(category: str = "", stated: str = "") -> Article:
    return one(PORTAL.replace("<CATEGORY/>", category).replace("<STATED/>", stated))


@pytest.mark.parametrize(
    ("article", "below"),
    [
        (portal(), BELOW[:1]),
        (one(TABLES), BELOW),
        (one(NINETIES, "cp949"), BELOW[:1]),
    ],
    ids=["portal", "tables", "nineties"],
)
def test_every_layout_gives_the_same_article(article: Article, below: tuple[str, ...]) -> None:
    assert article.headline == HEADLINE
    assert article.publisher == "등대일보"
    assert article.alternative_headline == " ".join(below)
    assert texts(article, SectionKind.SUBHEADLINE) == list(below)
    assert texts(article, SectionKind.CAPTION) == [CAPTION]
    assert texts(article, SectionKind.BODY) == PARAGRAPHS
    assert (article.date_published or "")[4:] == "-05-03T09:10+09:00"


def test_a_portal_names_the_section_in_a_sentence_or_beside_the_headline() -> None:
    stated = "이 기사는 언론사에서 생활, 문화 섹션으로 분류했습니다."
    assert portal().article_section is None
    assert portal(stated=stated).article_section == "생활"
    assert portal('<em class="end_category">IT·과학</em>').article_section == "IT·과학"
    assert texts(portal(stated=stated), SectionKind.BODY) == PARAGRAPHS


def test_several_names_of_sections_are_a_menu_and_say_nothing() -> None:
    menu = "".join(f'<em class="category">{name}</em>' for name in ("정치", "경제"))
    assert portal(menu).article_section is None


def test_an_old_page_names_the_section_above_the_headline_in_brackets_or_in_a_path() -> None:
    assert one(NINETIES, "cp949").article_section == "지역"
    assert one(TABLES).article_section == "지역"
    assert one(NINETIES.replace("[지역]", "[단독]"), "cp949").article_section is None


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        (f"등대일보 - {HEADLINE}", HEADLINE),
        (f"{HEADLINE} | 사회 | 등대일보", HEADLINE),
        (f"등대일보 :: {HEADLINE}", HEADLINE),
        ("등대일보 - 사진이 제목인 글에는 줄이 없다", "사진이 제목인 글에는 줄이 없다"),
        ("만화 - 열두 달 이야기", "만화 - 열두 달 이야기"),
    ],
)
def test_the_title_loses_the_publisher_before_or_behind_it(title: str, headline: str) -> None:
    page = NINETIES.replace(f"<title>등대일보 - {HEADLINE}</title>", f"<title>{title}</title>")
    assert one(page, "cp949").headline == headline


def test_a_headline_with_a_dash_that_the_page_shows_whole_stays_whole() -> None:
    page = NINETIES.replace(HEADLINE, "등대신문 - 백 년을 읽다")
    assert one(page, "cp949").headline == "등대신문 - 백 년을 읽다"


def test_a_long_menu_above_a_short_article_is_no_body() -> None:
    menu = "".join(f"<tr><td>읍면 소식 {name}</td></tr>" for name in "가나다라마바사아자차카타파하")
    page = TABLES.replace("<table>", f"<table>{menu}", 1).replace(f"<p>{PARAGRAPHS[2]}</p>", "")
    assert texts(one(page), SectionKind.BODY) == PARAGRAPHS[:2]


def test_a_sentence_below_the_headline_is_body() -> None:
    sentence = "섬에 우체통이 선 것은 백 년 전의 일이라고 섬사람들은 기억한다."
    page = NINETIES.replace(f"<font size=3>{BELOW[0]}</font>", f"<p>{sentence}</p>")
    article = one(page, "cp949")
    assert article.alternative_headline is None
    assert texts(article, SectionKind.BODY) == [sentence, *PARAGRAPHS]


def test_a_paragraph_about_comments_or_with_bars_is_news() -> None:
    lines = [
        "이 기사에 대한 댓글이 하루 만에 천 개를 넘었다고 섬 우체국은 전했다.",
        "엽서 9만 통 | 편지 4천 통 | 소포 2백 개",
        "이 기사는 경제 분야로 분류됐지만 섬사람들은 삶의 이야기라고 말한다.",
    ]
    page = TABLES.replace(BODY, BODY + "".join(f"<p>{line}</p>" for line in lines))
    assert texts(one(page), SectionKind.BODY) == [*PARAGRAPHS, *lines]


@pytest.mark.parametrize("mark", ["▲", "△ ", "▶", "▼ "])
def test_a_caption_loses_the_mark_that_points_to_its_picture(mark: str) -> None:
    page = TABLES.replace(f"<td>▲ {CAPTION}", f'<td><p class="caption">{mark}{CAPTION}</p>')
    assert texts(one(page), SectionKind.CAPTION) == [CAPTION]


def test_an_arrow_beside_a_picture_of_numbers_is_no_caption() -> None:
    page = TABLES.replace(f"▲ {CAPTION}", "▲ 2.31 (0.4%)")
    assert texts(one(page), SectionKind.CAPTION) == []
