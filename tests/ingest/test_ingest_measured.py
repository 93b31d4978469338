"""What holds for real news, where the measuring data is at hand."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read


def one(path: Path) -> Article:
    (article,) = read(path)
    return article


def letters(text: str) -> str:
    return "".join(text.split())


def texts(article: Article, kind: SectionKind) -> list[str]:
    return [section.text for section in article.sections if section.kind is kind]


def expected(shared: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (shared / f"data/pages/expected/{name}.json").read_text("utf-8")
    )
    return found


def test_every_article_is_read_and_every_section_is_short_enough(shared: Path) -> None:
    notes = ReadNotes()
    longest = 0
    for article in read(shared / "data/news.jsonl.gz", notes=notes):
        assert article.sections
        longest = max(longest, *(len(section.text) for section in article.sections))
    assert (notes.articles, notes.refused, notes.undated_unreadable) == (16321, 0, 0)
    assert longest <= 800


def test_no_body_loses_more_than_its_bylines(shared: Path) -> None:
    lost = []
    whole = 0
    with gzip.open(shared / "data/news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line, article in zip(lines, read(shared / "data/news.jsonl.gz"), strict=True):
            text = unicodedata.normalize("NFC", json.loads(line)["body"]).replace("\ufeff", "")
            body = letters("".join(texts(article, SectionKind.BODY)))
            whole += len(letters(text))
            lost.append(len(letters(text)) - len(body))
    assert min(lost) >= 0
    assert max(lost) <= 400
    assert sum(lost) <= whole * 0.012


def test_the_seed_page_is_read_whole_and_clean(shared: Path) -> None:
    (article,) = read(shared / "seeds")
    page = next((shared / "seeds").iterdir()).read_text("utf-8")
    assert page.count(article.headline) == 2
    assert article.date_published is None
    assert article.date_retrieved == "2024-05-21"
    assert article.article_section == "문화"
    assert article.publisher == "한국복지신문"
    assert article.dateline == "서울"
    assert len(article.authors) == 1
    assert [section.kind.value for section in article.sections] == [
        "headline", "subheadline", "caption", *["body"] * 6,
    ]  # fmt: skip
    everything = "".join(section.text for section in article.sections)
    assert not any(
        mark in everything for mark in ("℃", "@", "기자", ".jpg", "공유합니다", "모바일")
    )


@pytest.mark.parametrize("name", ["fundus_HankookIlbo_2025_05_15", "fundus_MBN_2025_06_03"])
def test_pages_with_a_known_answer_are_read_like_it(shared: Path, name: str) -> None:
    article = one(shared / f"data/pages/html/{name}.html")
    wanted = expected(shared, name)
    assert letters(article.headline).replace('"', "") == letters(wanted["headline"]).replace(
        '"', ""
    )
    assert list(article.authors) == wanted["authors"]
    assert article.date_published == wanted["date_published"].replace(" ", "T")
    body = [letters(text) for text in texts(article, SectionKind.BODY)]
    heads = [letters(text) for text in texts(article, SectionKind.SUBHEADLINE)]
    assert all(letters(text) in body or letters(text) in heads for text in wanted["body"])
    assert len(body) <= len(wanted["body"]) + 2
    captions = "".join(letters(text) for text in texts(article, SectionKind.CAPTION))
    assert all(letters(text) in captions for text in wanted["captions"])


@pytest.mark.parametrize("name", ["goose3_donga", "scrapinghub_0ec95c7261"])
def test_old_pages_keep_nearly_all_of_their_known_text(shared: Path, name: str) -> None:
    article = one(shared / f"data/pages/html/{name}.html")
    got = letters("".join(texts(article, SectionKind.BODY)))
    wanted = [letters(text) for text in expected(shared, name)["body"]]
    # The known text of one of them counts byline, credit and copyright line, 6% of it.
    assert abs(len(got) - len("".join(wanted))) < len(got) * 0.07


def test_every_saved_page_is_an_article_but_the_list(shared: Path) -> None:
    errors: list[ReadError] = []
    articles = list(read(shared / "data/pages/html", on_error=errors.append))
    assert len(articles) == 9
    assert [Path(error.source).stem for error in errors] == ["gov_gangjin_page"]
    for article in articles:
        assert article.headline
        assert article.date_published
        assert "@" not in "".join(texts(article, SectionKind.BODY))


def test_a_page_in_undeclared_euc_kr_has_its_known_date(shared: Path) -> None:
    dates = json.loads((shared / "data/pages/expected/dates.json").read_text("utf-8"))
    for page, date in dates.items():
        published = one(shared / "data/pages" / page).date_published
        assert published is not None
        assert published.startswith(date)
