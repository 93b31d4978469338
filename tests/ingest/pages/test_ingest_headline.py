"""The headline is what the page shows as one, without the site's name."""

from __future__ import annotations

import pytest

from tests.ingest.newsroom import PARAGRAPHS, one, paragraphs, texts

HEADLINE = "‘달빛’ 시장, 삼 년 만에 다시 연다…상인들 “기다렸다”"


def headed(title: str, shown: str, declared: str = "") -> str:
    """A page whose first heading is its site's."""
    meta = f'<meta property="og:title" content="{declared}">' if declared else ""
    return (
        f"<!doctype html><html lang=ko><head><title>{title}</title>{meta}</head><body><header>"
        f"<h1><a href=/>가람일보</a></h1></header>{shown}"
        f"<div class=article-body>{paragraphs()}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("title", "shown", "declared"),
    [
        (f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE}</h2>", ""),
        (f"{HEADLINE} - 가람일보 - 세상을 여는 창", f"<h2>{HEADLINE}</h2>", ""),
        (f"{HEADLINE} &lt; 사회 &lt; 기사본문 - 가람일보", f"<div class=tit>{HEADLINE}</div>", ""),
        (f"가람일보 :: {HEADLINE}", f"<h3>{HEADLINE}</h3>", ""),
        (f"[가람일보] {HEADLINE}", f"<h3>{HEADLINE}</h3>", ""),
        (f"{HEADLINE}(가람일보)", f"<h3>{HEADLINE}</h3>", ""),
        (f"{HEADLINE} | 사회 | 가람일보", f"<h3>{HEADLINE}</h3>", f"{HEADLINE} | 가람일보"),
        (f"{HEADLINE[:15]}...", f"<h2>{HEADLINE}</h2>", f"{HEADLINE[:15]}..."),
        (f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE}</h2>", "달빛시장 다시 연다"),
        (f"{HEADLINE} - 가람일보", f"<h2><em>단독</em> {HEADLINE}</h2>", ""),
        (f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE}<small>천막 예순 개에 불</small></h2>", ""),
        (f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE[:13]}<br>{HEADLINE[13:].strip()}</h2>", ""),
        (f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE.replace(' ', '&nbsp;', 1)}</h2>", ""),
        (f"{HEADLINE} - 가람일보", "", ""),
        ("가람일보", f"<h2>{HEADLINE}</h2>", ""),
        ("", f"<h2>{HEADLINE}</h2>", ""),
    ],
)
def test_the_headline_is_read_without_the_site(title: str, shown: str, declared: str) -> None:
    article = one(headed(title, shown, declared))
    assert article.headline == HEADLINE
    assert texts(article) == list(PARAGRAPHS)


def test_of_two_that_differ_in_their_quotes_the_declared_one_counts() -> None:
    declared = HEADLINE.replace("“", "").replace("”", "")
    article = one(headed(f"{HEADLINE} - 가람일보", f"<h2>{HEADLINE}</h2>", declared))
    assert article.headline == declared
