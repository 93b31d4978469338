"""Whatever stands around it, and however it is marked up, the article is the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import SectionKind
from tests.ingest.newsroom import HEADLINE, PARAGRAPHS, one, texts

CAPTION = "18일 가람시 강변 광장에서 상인들이 천막에 전등을 달고 있다."
CONTAINERS = (
    'class="article-body"',
    'itemprop="articleBody"',
    'class="xq-content"',
    'id="story"',
    'class="cnt_view"',
    "",
)
BODIES = {
    "p": "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
    "div": "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
    "br": "<br><br>".join(PARAGRAPHS),
    "p with br": f"<p>{'<br/><br/>'.join(PARAGRAPHS)}</p>",
    "span": "".join(
        f"<p><span style='font-size:12pt'>{text}</span></p><p>&nbsp;</p>" for text in PARAGRAPHS
    ),
}
PICTURES = {
    "none": "",
    "figure": f"<figure><img src=1.jpg><figcaption>{CAPTION}</figcaption></figure>",
    "table": f"<table align=center><tr><td><img src=1.jpg></td></tr><tr><td>▲ {CAPTION}</td></tr>"
    "</table>",
    "class": f"<div class='photo_area'><img src=1.jpg><p class='photo_caption'>{CAPTION}</p></div>",
}
LINKS = (
    "<li><a href='/1'>새벽 버스 더 다닌다</a></li><li><a href='/2'>소금밭 노을 사진전</a></li><li>"
    "<a href='/3'>도서관 밤에도 연다</a></li>"
)
ABOVE = {
    "none": "",
    "menu": "<ul class=gnb><li><a href='/1'>정치</a></li><li><a href='/2'>경제</a></li></ul>",
    "share": "<div class=sns><a href='#'>페이스북</a> <a href='#'>트위터</a></div>",
}
BELOW = {
    "none": "",
    "related": f"<div class=rel><strong>관련기사</strong><ul>{LINKS}</ul></div>",
    "ranking": f"<div><h3>많이 본 뉴스</h3><ol>{LINKS}</ol></div>",
    "copyright": "<p>저작권자 © 가람일보 무단전재 및 재배포 금지</p>",
    "comments": "<div class=reply><h4>댓글 2</h4><p>가람시민</p>"
    "<p>정말 좋은 소식입니다. 가 보고 싶어요.</p></div>",
}
TITLES = ("강변에 나무 심었다", "우체통이 가득 찼다", "버스 두 대 더 다닌다")
SUMMARIES = "".join(
    f"<li><a href='/{n}'>{title}</a><p>{title}고 시가 18일 밝혔다. 내용은 곧 나온다.</p></li>"
    for n, title in enumerate(TITLES)
)
REMARKS = "".join(
    f"<div><b>{name}</b> <span>{text}</span></div>"
    for name, text in (
        ("시민", "정말 좋은 소식입니다. 꼭 가 보고 싶어요."),
        ("가람", "주차할 곳이 있는지 궁금합니다."),
    )
)
BELOW |= {
    "related with summaries": f"<div class=xx><h4>관련 뉴스</h4><ul>{SUMMARIES}</ul></div>",
    "letter": "<div class=xx><strong>가람일보 뉴스레터</strong>"
    "<p>아침마다 가장 좋은 기사를 메일로 보내 드립니다.</p></div>",
    "policy": "<div class=xx><p>가람일보는 신문윤리강령 및 그 실천요강을 준수합니다.</p></div>",
    "unnamed comments": f"<div class=zz><strong>댓글 3</strong>{REMARKS}</div>",
}
SUMMARY = (
    f"<div class=xsum><b>AI 요약</b><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    "<p>자동 요약 기술로 만든 요약입니다. 전체 맥락을 이해하려면 본문을 읽어 주세요.</p></div>"
)
SIGNED = ("", "above", "below")


@pytest.mark.parametrize("container", CONTAINERS)
@given(
    body=st.sampled_from([*BODIES]),
    picture=st.sampled_from([*PICTURES]),
    above=st.sampled_from([*ABOVE]),
    below=st.sampled_from([*BELOW]),
    signed=st.sampled_from(SIGNED),
)
def test_the_article_is_the_same_whatever_is_around_it(
    container: str, body: str, picture: str, above: str, below: str, signed: str
) -> None:
    reporter = "홍길동 기자 | " if signed == "above" else ""
    mail = "<p>홍길동 기자 hong@garam.test</p>" if signed == "below" else ""
    article = one(
        f"<!doctype html><html><head><title>{HEADLINE} - 가람일보</title></head><body>"
        f"{ABOVE[above]}<div class=wrap><h2>{HEADLINE}</h2><p>{reporter}입력 2023.11.18 09:30</p>"
        f"<div {container}>{PICTURES[picture]}{BODIES[body]}{mail}</div>{BELOW[below]}</div>"
        "<div id=foot><p>가람일보 | 대표전화 000-000-0000</p></div></body></html>"
    )
    assert article.headline == HEADLINE
    assert texts(article) == list(PARAGRAPHS)
    assert texts(article, SectionKind.CAPTION) == ([] if picture == "none" else [CAPTION])
    assert article.authors == (("홍길동",) if signed else ())
    assert article.date_published == "2023-11-18T09:30+09:00"
    assert article.publisher == "가람일보"


@pytest.mark.parametrize("container", CONTAINERS)
@given(body=st.sampled_from([*BODIES]), signed=st.booleans())
def test_a_machine_s_summary_above_the_text_is_not_of_it(
    container: str, body: str, *, signed: bool
) -> None:
    """It repeats sentences, and extractors keep the first of two."""
    reporter = "홍길동 기자 | " if signed else ""
    article = one(
        f"<!doctype html><html><head><title>{HEADLINE} - 가람일보</title></head><body>"
        f"<div class=wrap><h2>{HEADLINE}</h2><p>{reporter}입력 2023.11.18 09:30</p>{SUMMARY}"
        f"<div {container}>{BODIES[body]}</div>{BELOW['ranking']}</div></body></html>"
    )
    assert texts(article) == list(PARAGRAPHS)
    assert not texts(article, SectionKind.SUBHEADLINE)
    assert article.date_published == "2023-11-18T09:30+09:00"
    assert article.authors == (("홍길동",) if signed else ())
