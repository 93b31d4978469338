"""What the pages of one publisher all carry is learned from the batch and taken off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import read
from ksearch.ingest.pages.sites import page_article, settled
from tests.ingest.newsroom import page, paragraphs, texts

STORIES = (
    "도서관이 밤 열 시까지 문을 연다고 시가 밝혔다.",
    "다리가 놓이면 강을 건너는 데 오 분이 걸린다고 한다.",
    "소금밭에서는 올해 소금 이백 톤을 거두었다고 주민들이 말했다.",
    "빵집 주인은 새벽 세 시에 일어나 반죽을 시작한다고 했다.",
    "버스는 눈이 와도 제때 왔다고 승객들이 입을 모았다.",
    "사진전은 다음 달 사흘까지 이어진다고 미술관이 알렸다.",
)
PHRASE = "가람일보 앱을 받으면 새 소식이 가장 먼저 찾아갑니다"
BODY = SectionKind.BODY


def write(folder: Path, count: int, *, phrase: str = PHRASE, site: str = "가람일보") -> None:
    folder.mkdir(exist_ok=True)
    for n, story in enumerate(STORIES[:count]):
        body = paragraphs([f"{n + 3}일 {story}", f"시민 {n + 2}명이 이 일을 도왔다.", phrase])
        text = page(body, headline=f"{story[:10]} 소식").replace(
            "가람일보</title>", f"{site}</title>"
        )
        (folder / f"{n}.html").write_text(text, encoding="utf-8")


def test_a_line_that_most_pages_of_a_site_end_with_is_taken_off(tmp_path: Path) -> None:
    write(tmp_path / "pages", 5)
    articles = list(read(tmp_path / "pages"))
    assert [texts(article)[0] for article in articles] == [
        f"{n + 3}일 {story}" for n, story in enumerate(STORIES[:5])
    ]
    assert all(len(texts(article)) == 2 for article in articles)
    assert all(type(article) is Article for article in articles)


def test_a_few_pages_teach_nothing(tmp_path: Path) -> None:
    write(tmp_path / "pages", 3)
    assert all(texts(article)[-1] == PHRASE for article in read(tmp_path / "pages"))


def test_a_page_that_is_saved_many_times_teaches_nothing(tmp_path: Path) -> None:
    write(tmp_path / "pages", 1)
    text = (tmp_path / "pages/0.html").read_text("utf-8")
    for n in range(1, 9):
        (tmp_path / f"pages/{n}.html").write_text(text, encoding="utf-8")
    assert all(texts(article)[-1] == PHRASE for article in read(tmp_path / "pages"))


def test_records_are_data_and_lose_nothing(tmp_path: Path) -> None:
    rows = [
        f'{{"id": "{n}", "body": "{s}\\n{PHRASE}", "publisher": "가"}}'
        for n, s in enumerate(STORIES)
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert all(texts(article)[-1] == PHRASE for article in read(tmp_path / "rows.jsonl"))


def made(n: int, *bodies: str, publisher: str | None = "가람일보") -> Article:
    sections = tuple(Section(BODY, text) for text in bodies)
    return page_article(Article(str(n), f"제목 {n}", sections, publisher=publisher))


def bodies(outcomes: list[Article | ReadError]) -> list[list[str]]:
    return [texts(one) for one in settled(outcomes, english=False) if isinstance(one, Article)]


def test_a_phrase_behind_the_last_sentence_is_taken_off() -> None:
    found = bodies([made(n, f"{story} {PHRASE}") for n, story in enumerate(STORIES)])
    assert found == [[story] for story in STORIES]


@pytest.mark.parametrize("line", ["[앵커]", "앵커 멘트"])
def test_who_speaks_is_no_phrase(line: str) -> None:
    found = bodies([made(n, line, story) for n, story in enumerate(STORIES)])
    assert found == [[line, story] for story in STORIES]


def test_a_body_that_is_nothing_but_phrases_stays() -> None:
    articles = [made(n, PHRASE) for n in range(8)]
    assert bodies(list(articles)) == [[PHRASE]] * 8


def test_a_paragraph_in_the_middle_stays_however_often_it_stands_there() -> None:
    whole = [[*STORIES[:3], PHRASE, *STORIES[3:], f"끝 {n}"] for n in range(6)]
    changed = [
        [f"{n}. {text}" if text != PHRASE else text for text in w] for n, w in enumerate(whole)
    ]
    assert bodies([made(n, *texts_) for n, texts_ in enumerate(changed)]) == changed


def test_what_one_publisher_says_is_not_taken_off_another() -> None:
    ours = [made(n, story, PHRASE) for n, story in enumerate(STORIES)]
    theirs = made(99, STORIES[0], PHRASE, publisher="바람신문")
    assert bodies([*ours, theirs])[-1] == [STORIES[0], PHRASE]


@given(st.permutations(range(6)))
def test_what_is_learned_does_not_depend_on_the_order_of_pages(order: list[int]) -> None:
    articles = [made(n, f"{n} {STORIES[n]}", PHRASE) for n in range(6)]
    found = {
        article.id: texts(article)
        for article in settled([articles[n] for n in order], english=False)
        if isinstance(article, Article)
    }
    assert found == {str(n): [f"{n} {STORIES[n]}"] for n in range(6)}


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=60))
def test_outcomes_come_out_in_the_order_in_which_they_came(kinds: list[tuple[int, bool]]) -> None:
    outcomes: list[Article | ReadError] = []
    for n, (site, is_page) in enumerate(kinds):
        if is_page:
            outcomes.append(
                made(n, f"{n}째 글.", PHRASE, publisher=f"신문{site}" if site else None)
            )
        else:
            outcomes.append(Article(str(n)) if site else ReadError(str(n), "broken"))
    found = [
        one.id if isinstance(one, Article) else one.source
        for one in settled(outcomes, english=False)
    ]
    assert found == [str(n) for n in range(len(kinds))]


def test_a_long_run_holds_back_no_more_than_a_few_hundred() -> None:
    """The first page of a rare site does not keep a million others waiting."""
    taken = 0

    def outcomes() -> Iterator[Article | ReadError]:
        nonlocal taken
        yield made(0, "첫 글.")
        for n in range(1, 2000):
            taken = n
            yield Article(str(n))

    next(settled(outcomes(), english=False))
    assert taken < 300
