"""Articles with nearly the same words are one hit; what only looks alike is not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import ksearch
from ksearch.article import Article
from ksearch.codec import ArticleIndex
from ksearch.engine import Hit, WhooshIndex
from ksearch.engine.answering import Answer, Asked, answer
from ksearch.engine.whoosh_index import open_index
from ksearch.plan import Planner
from ksearch.query import Node
from ksearch.ranking import Statistics
from tests.codec.make_tiny_index import FOLDER
from tests.samples import NOUNS, PARTICLES, VERBS, article

OPENING = (
    "한빛시는 12일 시청 대회의실에서 강변 도서관 착공식을 열고 내년 9월까지 지하 1층, 지상 4층 "
    "건물을 짓겠다고 밝혔다. 도서관에는 어린이 열람실과 점자 자료실, 강을 보는 쉼터가 들어선다. "
    "공사비 184억 원 가운데 60억 원은 도에서 받는다. 시는 설계를 공모로 뽑았고, 당선작은 지붕을 "
    "강 쪽으로 낮추어 해 질 녘의 빛을 들이는 안이었다. 주민 모임은 지난 두 해 동안 서른 번 넘게 "
    "모여 쓰임새를 정했다. 모임의 대표는 책을 빌리는 곳이 아니라 머무는 곳을 바랐다고 말했다. "
)
CLOSING = (
    "시장은 축사에서 아이들이 걸어서 갈 수 있는 도서관을 동네마다 하나씩 두겠다고 약속했다. 공사 "
    "동안 강변길은 절반만 열리고, 자전거는 제방 위로 돌아가야 한다. 시는 먼지를 줄이려고 하루 "
    "세 번 물을 뿌리고 주말에는 공사를 쉰다. 개관 첫 달에는 책 이만 권을 기증받는 행사를 연다. "
)
STORY = OPENING + CLOSING
TABLE = (
    "{day}일 아침 최저 기온은 한빛 {a}도, 솔재 {b}도, 물돌 {c}도, 갈뫼 {d}도로 예보됐다. 낮 최고 "
    "기온은 한빛 {e}도, 솔재 {f}도, 물돌 {g}도, 갈뫼 {h}도다. 바다의 물결은 앞바다에서 0.{a}m에서 "
    "1.{b}m, 먼바다에서 1.{c}m에서 2.{d}m로 일겠다. 미세먼지 농도는 {e}에서 {f} 사이로 보통이다. "
    "강수 확률은 오전 {g}%, 오후 {h}%이며 습도는 {a}{b}%에서 {c}{d}% 사이를 오르내린다. 기상 "
    "당국은 짙은 안개가 끼는 곳이 있으니 차를 몰 때 앞을 잘 살피고, 물가에서는 발밑을 보아 달라고 "
    "당부했다. 일교차가 크겠으니 건강에 유의해야 한다. 다음 예보는 오후 5시에 나온다."
)
OBITUARY = (
    "{name} 씨 별세, {son} 씨 부친상 = {day}일 한빛병원 장례식장 {room}호실, 발인 {end}일 오전."
)


def weather(day: int) -> str:
    """Another day's numbers in the same words."""
    draw = random.Random(day)
    return TABLE.format(day=day, **{letter: draw.randrange(3, 40) for letter in "abcdefgh"})


def obituary(name: str, son: str, day: int) -> str:
    return OBITUARY.format(name=name, son=son, day=day, room=day % 7 + 1, end=day + 2)


class Case(NamedTuple):
    """Texts, and which of them are one story."""

    name: str
    texts: tuple[tuple[str, str], ...]
    stories: tuple[set[str], ...]


CASES = (
    Case(
        "a wire story under two headlines",
        ((STORY, "강변 도서관 첫 삽"), (STORY, "한빛시, 도서관 짓는다… 내년 9월 문 열어")),
        ({"0", "1"},),
    ),
    Case(
        "other spaces, quotes and punctuation",
        ((STORY, "도서관"), (STORY.replace(", ", " · ").replace(" 수 있는", "수있는"), "도서관")),
        ({"0", "1"},),
    ),
    Case(
        "a sentence more and another signature",
        ((STORY, "도서관"), (f"{STORY}시는 사진도 내놓았다. 한빛일보 김하늘 기자", "도서관")),
        ({"0", "1"},),
    ),
    Case(
        "the same headline over another text",
        ((STORY, "강변 도서관"), (weather(3), "강변 도서관")),
        ({"0"}, {"1"}),
    ),
    Case(
        "half of the text in common",
        ((STORY, "도서관"), (OPENING + weather(4), "도서관")),
        ({"0"}, {"1"}),
    ),
    Case(
        "the weather of three days",
        tuple((weather(day), "오늘의 날씨") for day in (11, 12, 13)),
        ({"0"}, {"1"}, {"2"}),
    ),
    Case(
        "obituaries",
        (
            (obituary("김한결", "김도윤", 3), "[부고]"),
            (obituary("박은솔", "박지안", 3), "[부고]"),
            (obituary("김한결", "김서율", 8), "[부고]"),
        ),
        ({"0"}, {"1"}, {"2"}),
    ),
    Case(
        "headlines alone",
        (
            ("", "한빛시, 강변 도서관 내년 9월 개관… 공사비 184억 원"),
            ("", "한빛시 “강변 도서관 내년 9월 개관”…공사비 184억원"),
            ("", "한빛시, 강변 도서관 내년 9월 개관… 공사비 148억 원"),
            ("", "한빛시, 강변 미술관 내년 9월 개관… 공사비 184억 원"),
        ),
        ({"0", "1"}, {"2"}, {"3"}),
    ),
    Case(
        "headlines alone with a word more or less",
        (
            ("", "솔재도서관, 어르신 한글 교실 수료식 열고 여섯 달 동안 쓴 시화집 펴내"),
            ("", "솔재도서관 ‘어르신 한글 교실’ 수료식 열고 여섯 달 동안 쓴 시화집도 펴내"),
            ("", "물돌도서관, 어르신 한문 교실 수료식 열고 여섯 달 동안 쓴 시화집 펴내"),
        ),
        ({"0", "1"}, {"2"}),
    ),
    Case("too short to tell", (("", "오늘의 운세"), ("", "오늘의 운세")), ({"0"}, {"1"})),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    with ksearch.open(tmp_path / "index", create=True) as index:
        yield index


def stories(index: WhooshIndex, query: str = "-없는낱말 한빛") -> list[set[str]]:
    return sorted(({hit.id, *hit.copies} for hit in index.search(query, limit=99).hits), key=min)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_copies_are_told_from_what_looks_alike(index: WhooshIndex, case: Case) -> None:
    """Texts of each case fall into just these stories."""
    mark = "갈피"  # a word that finds them all, too short to make them alike
    index.add(
        article(str(number), body or mark, *([mark] if body else []), headline=headline)
        for number, (body, headline) in enumerate(case.texts)
    )
    assert stories(index, mark) == list(case.stories)


def test_the_head_is_the_earliest_and_undated_ones_come_last(index: WhooshIndex) -> None:
    """By the instant of publication, then by id; the others follow in the same order."""
    dates = {"b": None, "a": None, "z": "2024-05-02T09:00:00+09:00", "y": "2024-05", "x": "2024-06"}
    index.add(article(name, STORY, headline="도서관", date=date) for name, date in dates.items())
    (hit,) = index.search("도서관").hits
    assert (hit.id, hit.copies) == ("y", ("z", "x", "a", "b"))
    assert hit.date_published == "2024-05"


def test_the_head_is_the_earliest_of_those_that_match(index: WhooshIndex) -> None:
    """A copy that lacks the word is neither shown nor counted."""
    index.add(
        [
            article("early", STORY, headline="첫 삽을 떴다", date="2024-05-01"),
            article("middle", STORY, headline="흑산도 도서관", date="2024-05-02"),
            article("late", STORY, headline="흑산도 도서관", date="2024-05-03"),
        ]
    )
    result = index.search("흑산도")
    assert [(hit.id, hit.copies) for hit in result.hits] == [("middle", ("late",))]
    assert result.total == 2
    assert index.search("도서관").hits[0].copies == ("middle", "late")


def test_a_story_stands_where_its_best_article_would(index: WhooshIndex) -> None:
    """Rank and score are those of the best, though the earliest is shown."""
    index.add(
        [
            article("plain", STORY, headline="첫 삽", date="2024-05-01"),
            article("best", STORY, headline="도서관 도서관", date="2024-05-02"),
            article("other", "도서관 앞에 안개가 끼었다", date="2024-05-03"),
        ]
    )
    apart = index.search("도서관", collapse=False).hits
    together = index.search("도서관").hits
    scores = {hit.id: hit.score for hit in apart}
    assert [hit.id for hit in together if hit.copies] == ["plain"]
    assert {hit.id: hit.score for hit in together} == {
        "plain": scores["best"],
        "other": scores["other"],
    }
    assert [hit.rank for hit in together] == [1, 2]


def archive(seed: int, count: int = 60) -> list[Article]:
    """Stories with none to seven copies each, some of them edited, in no order."""
    draw = random.Random(seed)
    made: list[Article] = []
    while len(made) < count:
        told = [
            " ".join([draw.choice(NOUNS) + draw.choice(PARTICLES), draw.choice(VERBS)])
            for _ in range(80)
        ]
        for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
            text = list(told)
            if draw.random() < 0.5:
                text[draw.randrange(80)] = "총회에서 김하늘 기자가 전했다"
            date = draw.choice([None, f"2024-05-{draw.randrange(1, 29):02d}"])
            number = f"{len(made):03d}"
            made.append(article(number, ". ".join(text), headline=draw.choice(told), date=date))
    draw.shuffle(made)
    return made


def shape(hits: tuple[Hit, ...]) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(hit.id, hit.score, hit.copies) for hit in hits]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_on_any_page(index: WhooshIndex, seed: int) -> None:
    """Heads and copies of all pages are the articles that match, each once, best story first."""
    index.add(archive(seed))
    assert index._view.snapshot.stories is not None
    for query in ("총회", "도서관 물가", "시민 -한강", '"김하늘 기자"'):
        apart = index.search(query, limit=999, collapse=False)
        whole = index.search(query, limit=999)
        told = [name for hit in whole.hits for name in (hit.id, *hit.copies)]
        assert sorted(told) == sorted(hit.id for hit in apart.hits)
        assert whole.total == apart.total == len(told)
        first = {hit.id: place for place, hit in reversed(list(enumerate(apart.hits)))}
        best = [min(first[name] for name in (hit.id, *hit.copies)) for hit in whole.hits]
        assert best == sorted(best)
        assert [apart.hits[place].score for place in best] == [hit.score for hit in whole.hits]
        for size in (1, 3, 10):
            pages = [
                index.search(query, limit=size, offset=at).hits
                for at in range(0, len(whole.hits) + size, size)
            ]
            assert [hit for page in pages for hit in page] == list(whole.hits)


def test_pages_with_copies_take_one_ranking(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What copies leave free is filled by articles that were ranked for their passages anyway."""
    index.add(archive(5, count=90))
    asked: list[int] = []

    def counted(statistics: Statistics, planner: Planner, node: Node, wanted: Asked) -> Answer:
        asked.append(wanted.limit)
        return answer(statistics, planner, node, wanted)

    monkeypatch.setattr("ksearch.engine.view.answer", counted)
    for query in ("총회", "도서관 물가", "시민"):
        hits = index.search(query, limit=6).hits
        assert len(hits) == 6
        assert any(hit.copies for hit in hits)
        assert len(asked) == 1
        asked.clear()


def test_neither_segments_nor_merges_nor_order_matter(index: WhooshIndex, tmp_path: Path) -> None:
    """One commit, many with deletions and replacements, merged or opened again: one answer."""
    articles = archive(9)
    queries = ("총회", "도서관 물가", "시민")
    with ksearch.open(tmp_path / "once", create=True) as once:
        once.add(reversed(articles))
        expected = [shape(once.search(query, limit=99).hits) for query in queries]
    assert any(copies for hits in expected for _, _, copies in hits)
    index.add([article(articles[3].id, "다른 글"), article("gone", STORY), article("too", STORY)])
    for start in range(0, len(articles), 7):
        index.add(articles[start : start + 7])
    index.delete(["gone", "too"])
    assert index.stats().segments > 1
    assert [shape(index.search(query, limit=99).hits) for query in queries] == expected
    ArticleIndex(index.path).writer().commit(optimize=True)
    with ksearch.open(index.path) as reopened:
        assert reopened.stats().segments == 1
        assert [shape(reopened.search(query, limit=99).hits) for query in queries] == expected
    assert index.rebuild() == len(articles)
    assert [shape(index.search(query, limit=99).hits) for query in queries] == expected


def test_a_copy_that_is_deleted_is_no_copy_any_more(index: WhooshIndex) -> None:
    """Of three, two; of two, one that stands alone, and no file that tells of stories."""
    index.add(article(name, STORY, headline="도서관") for name in "abc")
    index.delete(["a"])
    assert [(hit.id, hit.copies) for hit in index.search("도서관").hits] == [("b", ("c",))]
    index.add([article("c", "도서관에 안개가 끼었다")])
    assert {(hit.id, hit.copies) for hit in index.search("도서관").hits} == {("b", ()), ("c", ())}
    assert not list(index.path.glob("*.stories"))


def test_an_index_without_sketches_collapses_nothing_until_it_is_rebuilt(tmp_path: Path) -> None:
    """Format 1 as it was first written: its articles stay apart, also when merged with new ones."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "index"))
    with open_index(folder, any_analysis=True) as index:
        known = {held.id: held for held in index.articles()}
        assert index._view.snapshot.stories is None
    ArticleIndex(folder).writer().commit(optimize=True)
    with open_index(folder, any_analysis=True) as index:
        assert {held.id: held for held in index.articles()} == known
        assert index._view.snapshot.stories is None
        index.rebuild()
        assert all(not len(s.sketch) % 12 and len(s.sketch) for s in index._view.snapshot.segments)
