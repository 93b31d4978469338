"""Highlights are offsets into the text as shown, and cover what matched and nothing else."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.analysis import Analyzer
from ksearch.article import Article, Section, SectionKind
from ksearch.plan import SLACK, Chain, Link, Unit, plan, units
from ksearch.query import AllOf, Node, Quoted, Word, parse
from ksearch.snippets import Shown, Snippet, memory, select, show
from ksearch.storage import record, to_bytes
from tests.ranking.reference import document, matches
from tests.samples import (
    HANJA,
    LATIN,
    NOUNS,
    PARTICLES,
    READ,
    SEPARATORS,
    VERBS,
    article,
    full_width,
    hangul,
    nfd,
)
from tests.snippets.reference import ELLIPSIS, MOST, WIDTH, shown

pieces = st.one_of(
    st.builds("{}{}".format, st.sampled_from(NOUNS), st.sampled_from(PARTICLES)),
    st.sampled_from(VERBS).map("{}.".format),
    st.sampled_from([*LATIN, *HANJA, "3월에", "44사이즈", *map(full_width, LATIN)]),
    st.builds(
        "{}{}".format, st.sampled_from([word for word, _ in READ]), st.sampled_from(PARTICLES)
    ),
    hangul,
)
long_texts = st.builds(
    lambda separator, words: separator.join(words),
    st.sampled_from(SEPARATORS),
    st.lists(pieces, max_size=120),
)
queries = st.lists(
    st.one_of(
        st.sampled_from([*NOUNS, *LATIN, *HANJA, "3월", "44사이즈", *chain(*READ)]),
        hangul,
    ),
    min_size=1,
    max_size=3,
)

ODD = ["3월", "44사이즈", "1,200명은", "1200", "집값물가", "안됐다"]
QUOTED = ['"총회 3월에"', '"1200명 있다"', '"Hermes 총회에서"']
asked = st.one_of(
    st.builds("{}{}".format, st.sampled_from(NOUNS), st.sampled_from(PARTICLES)),
    st.sampled_from([*NOUNS, *VERBS, *LATIN, *HANJA, *chain(*READ), *ODD, *QUOTED]),
    hangul,
)


def _units(node: Node, analyzer: Analyzer) -> tuple[Unit, ...]:
    return tuple(units(plan(node, analyzer)))


def _shown(articles: Sequence[Article], wanted: Sequence[Unit], analyzer: Analyzer) -> list[Shown]:
    """What is shown of the articles, where units weigh more the later they come."""
    weights = [1.0 + number for number in range(len(wanted))]
    return show([record(to_bytes(made)) for made in articles], wanted, weights, analyzer)


def _expected(
    articles: Sequence[Article], wanted: Sequence[Unit], analyzer: Analyzer
) -> list[Shown]:
    weights = [1.0 + number for number in range(len(wanted))]
    return [shown(made, wanted, weights, analyzer) for made in articles]


def _show(articles: Sequence[Article], node: Node, analyzer: Analyzer) -> list[Shown]:
    return _shown(articles, _units(node, analyzer), analyzer)


def _cuts(found: Article, node: Node, analyzer: Analyzer) -> tuple[Snippet, ...]:
    return _show([found], node, analyzer)[0].snippets


def _marks(text: str, node: Node, analyzer: Analyzer) -> tuple[tuple[int, int], ...]:
    made = Article("1", text, (Section(SectionKind.HEADLINE, text),))
    return _show([made], node, analyzer)[0].marks


def _check_spans(text: str, spans: Sequence[tuple[int, int]]) -> None:
    assert list(spans) == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert ELLIPSIS not in "".join(text[a:b] for a, b in spans)


@given(texts=st.lists(long_texts, min_size=1, max_size=5), words=queries, decomposed=st.booleans())
def test_snippets_are_pieces_of_their_sections_with_marks_inside(
    *, texts: list[str], words: list[str], decomposed: bool, analyzer: Analyzer
) -> None:
    """Every snippet stands in its section, is short, and shows something of the query."""
    made = article("1", *(nfd(text) if decomposed else text for text in texts)).normalized()
    cut = _cuts(made, AllOf(tuple(map(Word, words))), analyzer)
    assert len(cut) <= MOST
    for snippet in cut:
        assert any(
            snippet.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in s.text
            for s in made.sections
            if s.kind is snippet.section
        )
        assert len(snippet.text) <= WIDTH + 2 * len(ELLIPSIS)
        assert snippet.highlights
        _check_spans(snippet.text, snippet.highlights)


@given(text=long_texts, words=queries)
def test_a_text_is_marked_where_and_only_where_the_plan_matches_it(
    text: str, words: list[str], analyzer: Analyzer
) -> None:
    """A word has marks where the plan finds it or a part of it, and nowhere else."""
    shown = unicodedata.normalize("NFC", text)
    for word in words:
        marks = _marks(shown, Word(word), analyzer)
        _check_spans(shown, marks)
        wanted, doc = plan(Word(word), analyzer), document(article("1", shown), analyzer)
        parts = {part for unit in units(wanted) for part in unit.parts}
        assert bool(marks) is (matches(wanted, doc) or not parts.isdisjoint(doc.terms()))


@given(
    before=long_texts,
    quoted=st.lists(pieces, min_size=1, max_size=3).map(" ".join),
    after=long_texts,
)
def test_a_quotation_is_marked_letter_by_letter(
    before: str, quoted: str, after: str, analyzer: Analyzer
) -> None:
    """Each letter of what was quoted is covered where it stands."""
    text = f"{before} {quoted} {after}"
    marks = _marks(text, Quoted(quoted), analyzer)
    covered = {at for start, end in marks for at in range(start, end)}
    begin = len(before) + 1
    letters = [begin + at for at, c in enumerate(quoted) if c.isalnum()]
    assert covered >= set(letters)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("스마트시티", "서울시가 스마트시티를 만든다", ["스마트시티"]),
        ("스마트시티", "스마트 시티의 날", ["스마트", "시티"]),
        ("스마트시티", "세계스마트시티기구가", ["스마트시티"]),
        ("시청", "시청에서는 시청률을", ["시청", "시청"]),
        ("3월", "13월 3월에는 3월", ["3월", "3월"]),
        ("Hermes", "ＨＥＲＭＥＳ는 hermes의", ["ＨＥＲＭＥＳ", "hermes"]),
        ('"서울 총회"', "서울 총회가 서울의 총회", ["서울", "총회"]),
        ("시청 -총회", "시청 총회", ["시청"]),
        ("앱", "앱을 배달앱에서 앱카드", ["앱", "앱", "앱"]),
    ],
)
def test_what_is_marked_is_what_was_found_without_its_particle(
    query: str, text: str, marked: list[str], analyzer: Analyzer
) -> None:
    """These texts are marked in these places for these queries."""
    spans = _marks(text, parse(query), analyzer)
    assert [text[start:end] for start, end in spans] == marked


def test_a_chain_goes_on_from_any_near_place_not_only_the_nearest(analyzer: Analyzer) -> None:
    """물 stands twice behind 집, and only from the second is 표 near."""
    links = tuple(
        Link(term, 0 if term == "집" else 1, 4, at, 1) for at, term in enumerate("집물표")
    )
    unit = Unit("집물표", (Chain((), links),), ())
    made = article("1", "집 물 물은 표", "집 물 더더는 표")
    ((_, _, snippets),) = _shown([made], [unit], analyzer)
    assert [snippet.highlights for snippet in snippets] == [((0, 1), (4, 5), (7, 8))]
    assert _shown([made], [unit], analyzer) == _expected([made], [unit], analyzer)


def test_the_headline_is_a_snippet_only_where_nothing_else_shows_the_query(
    analyzer: Analyzer,
) -> None:
    """The headline is shown above the snippets anyway."""
    both = article("1", "총회가 열린다", headline="총회")
    alone = article("2", "시청이 쉰다", headline="총회")
    assert [s.section for s in _cuts(both, Word("총회"), analyzer)] == [SectionKind.BODY]
    assert [s.section for s in _cuts(alone, Word("총회"), analyzer)] == [SectionKind.HEADLINE]


def test_the_pieces_that_show_most_come_in_reading_order(analyzer: Analyzer) -> None:
    """Three of five sections are shown: those with both words, as they stand in the article."""
    bodies = ["총회", "시청 총회 하나", "시청", "시청 총회 둘", "시청 총회 셋"]
    made = Article("1", sections=tuple(Section(SectionKind.BODY, text) for text in bodies))
    cut = _cuts(made, AllOf((Word("시청"), Word("총회"))), analyzer)
    assert [s.text for s in cut] == ["시청 총회 하나", "시청 총회 둘", "시청 총회 셋"]


@given(
    bodies=st.lists(st.lists(long_texts, max_size=3), min_size=1, max_size=4),
    words=st.lists(asked, min_size=1, max_size=3),
    wide=st.booleans(),
)
def test_what_is_found_by_letters_is_what_analysing_every_text_finds(
    *, bodies: list[list[str]], words: list[str], wide: bool, analyzer: Analyzer
) -> None:
    """The same letters of the same sections of the same articles are marked."""
    wanted = [unit for word in words for unit in _units(parse(word), analyzer)]
    made = [
        article(str(number), *(full_width(t) if wide else t for t in body)).normalized()
        for number, body in enumerate(bodies)
    ]
    assert _shown(made, wanted, analyzer) == _expected(made, wanted, analyzer)


def test_what_is_found_in_real_news_is_what_analysing_it_finds(analyzer: Analyzer) -> None:
    """Numbers with commas, contractions and inflected verbs included."""
    texts = [
        "정부는 1,200명을 뽑는다고 밝혔다. 1200명이 2024.05.21까지 온다. 12,001,200원.",
        "얘긴 그게 아니다. 도와줘서 흘러갔다고 했다. 영환 말했다. 들어 보니 지었다.",
        "ＡＩ반도체와 ai, AI의 Hermes는 HERMES2, hermeS. 제1,200호실과 제1200호.",
    ]
    made = [article(str(number), text) for number, text in enumerate(texts)]
    words = "정부의 1200명이 1,200명은 밝히고 돕는 흐르는 하는 얘기가 영화의 듣는 짓고 Hermes ai"
    for word in [*words.split(), "제1200호", "제1,200호실", "12001200"]:
        wanted = _units(Word(word), analyzer)
        assert _shown(made, wanted, analyzer) == _expected(made, wanted, analyzer)


def test_words_and_units_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was forgotten is looked up again."""
    monkeypatch.setattr(memory, "MOST_UNITS", 2)
    monkeypatch.setattr(memory, "MOST_TERMS", 2)
    analyzer = Analyzer()
    text = "갑은 을은 갑이 을이 갑을"
    memories = set()
    for word in ["갑의", "을의", "병의", "갑의"]:
        made = article("1", text)
        wanted = _units(Word(word), analyzer)
        assert _shown([made], wanted, analyzer) == _expected([made], wanted, analyzer)
        memories.add(memory.memory_of(analyzer))
    assert len(memories) > 1


def test_what_does_not_fit_is_asked_and_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """More questions than there is room for, and more highlights, are answered all the same."""
    monkeypatch.setattr(select, "QUESTIONS", 1)
    analyzer = Analyzer()
    made = [
        article(str(n), "갑은 을은 갑이 을이 갑을 총회 " * 200, headline="갑 을") for n in range(40)
    ]
    wanted = _units(AllOf((Word("갑의"), Word("을"), Word("총회"))), analyzer)
    assert _shown(made, wanted, analyzer) == _expected(made, wanted, analyzer)


def test_a_hit_shows_the_decomposed_text_composed_and_marked() -> None:
    """An NFD article is shown in NFC, and the marks are offsets into what is shown."""
    with tempfile.TemporaryDirectory() as name, ksearch.open(name, create=True) as index:
        index.add(
            [article("1", nfd("서울시가 스마트시티를 만든다"), headline=nfd("스마트시티의 날"))]
        )
        (hit,) = index.search(nfd("스마트시티")).hits
    assert hit.headline == "스마트시티의 날"
    assert hit.headline_highlights == ((0, 5),)
    (snippet,) = hit.snippets
    assert snippet.text == "서울시가 스마트시티를 만든다"
    assert snippet.highlights == ((5, 10),)


def test_a_very_long_word_that_repeats_itself_is_marked(analyzer: Analyzer) -> None:
    """Thousands of links in a chain, each with many places, are followed one by one."""
    word = "총회" * 700
    assert _marks(word, Quoted(word), analyzer) == ((0, len(word)),)
    assert _marks(word[:-1], Quoted(word), analyzer) == ()
    spaced = " ".join(["총회"] * 60)
    links = tuple(Link("총회", 2, 2 + SLACK, 0, 2) for _ in range(60))
    unit = Unit("", (Chain((), links),), ())
    ((_, marks, _),) = _shown([article("1", headline=spaced)], [unit], analyzer)
    assert len(marks) == 60
    ((_, marks, _),) = _shown([article("1", headline=spaced[:-3])], [unit], analyzer)
    assert marks == ()


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("총회에서", "서울 총회에서 만났다", ["총회"]),
        ("스마트시티를", "그는 스마트시티를 만든다", ["스마트시티"]),
        ("Hermes는", "Hermes는 조용하다", ["Hermes"]),
        ("한동훈은", "한동훈은 말했다", ["한동훈"]),
        ('"총회에서 만났다"', "서울 총회에서 만났다", ["총회에서", "만났다"]),
    ],
)
def test_a_typed_particle_is_not_marked_but_in_a_quotation(
    query: str, text: str, marked: list[str], analyzer: Analyzer
) -> None:
    """What was typed with its particle is marked as what was typed without."""
    (cut,) = _cuts(article("a", text), parse(query), analyzer)
    assert [cut.text[a:b] for a, b in cut.highlights] == marked
