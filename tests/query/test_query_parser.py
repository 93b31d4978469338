"""How a query is written: words, quotations, what is unwanted; everything else is text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ksearch.article import SectionKind
from ksearch.errors import QueryError
from ksearch.query import (
    AllOf,
    AnyOf,
    Attribute,
    Attributed,
    Boosted,
    Listed,
    Near,
    Node,
    Pattern,
    Quoted,
    Within,
    Without,
    Word,
    parse,
)
from ksearch.query.dates import published
from tests.query.texts import texts
from tests.samples import nfd

NOW = datetime(2024, 5, 21, 15, 30)  # noqa: DTZ001 -- Seoul's, as every time without a zone
HEADLINE = (SectionKind.HEADLINE,)
SEOUL, BUSAN, MEETING = Word("서울"), Word("부산"), Word("총회")
YEAR = published("2024")


def _listed(*parts: Node) -> Listed:
    return Listed(parts)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("서울 총회", _listed(Word("서울"), Word("총회"))),
        ("  서울　총회\n", _listed(Word("서울"), Word("총회"))),
        ('"서울 총회" 시청', _listed(Quoted("서울 총회"), Word("시청"))),
        ("“서울 총회”", _listed(Quoted("서울 총회"))),
        ("서울 -부산", Without(_listed(Word("서울")), AnyOf((Word("부산"),)))),
        ('서울 -"부산 총회"', Without(_listed(Word("서울")), AnyOf((Quoted("부산 총회"),)))),
        ("-부산 서울 -대구", Without(_listed(Word("서울")), AnyOf((Word("부산"), Word("대구"))))),
        ("한-미", _listed(Word("한-미"))),
        ('"서울 총회', _listed(Word("서울"), Word("총회"))),
        ('서울 " " - … 총회', _listed(Word("서울"), Word("총회"))),
        ('"  서울  "', _listed(Quoted("서울"))),
        ("R&D 3,452명", _listed(Word("R&D"), Word("3,452명"))),
    ],
)
def test_a_query_has_this_tree(query: str, tree: Node) -> None:
    """Words, straight and curly quotes, and hyphens before a word mean what they say."""
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("서울 OR 부산 총회", _listed(AnyOf((SEOUL, BUSAN)), MEETING)),
        ("총회 서울|부산", _listed(MEETING, AnyOf((SEOUL, BUSAN)))),
        ("서울 AND 부산 총회", AllOf((_listed(MEETING), SEOUL, BUSAN))),
        ("(서울 총회) | 부산", _listed(AnyOf((_listed(SEOUL, MEETING), BUSAN)))),
        ("(서울 (총회)) 부산", _listed(SEOUL, MEETING, BUSAN)),
        ("서울 NOT 부산", Without(_listed(SEOUL), AnyOf((BUSAN,)))),
        ("서울 -(부산 | 총회)", Without(_listed(SEOUL), AnyOf((BUSAN, MEETING)))),
        ("서울 -(부산 총회)", Without(_listed(SEOUL), AnyOf((AllOf((BUSAN, MEETING)),)))),
        ("서울 NOT NOT 부산", _listed(SEOUL, BUSAN)),
        ("-(-서울)", _listed(SEOUL)),
        ("(서울 -부산) | 총회", _listed(AnyOf((Without(SEOUL, AnyOf((BUSAN,))), MEETING)))),
        ("제목:서울", Within(HEADLINE, SEOUL)),
        ("Title： 서울 총회", AllOf((_listed(MEETING), Within(HEADLINE, SEOUL)))),
        ("제목:(서울 총회)", Within(HEADLINE, _listed(SEOUL, MEETING))),
        ("제목:-서울 총회", Without(_listed(MEETING), AnyOf((Within(HEADLINE, SEOUL),)))),
        (
            "제목:(서울 | 본문:부산)",
            AnyOf((Within(HEADLINE, SEOUL), Within((SectionKind.BODY,), BUSAN))),
        ),
        ("기자:김민지", Attributed(Attribute.AUTHOR, "김민지")),
        ('언론사:"한강 일보"', Attributed(Attribute.PUBLISHER, "한강 일보")),
        (
            "분야:(정치 사회)",
            AnyOf((Attributed(Attribute.SECTION, "정치"), Attributed(Attribute.SECTION, "사회"))),
        ),
        ("기자:김*, 서울", AllOf((_listed(SEOUL), Attributed(Attribute.AUTHOR, "김*")))),
        ("날짜:2024 서울", AllOf((_listed(SEOUL), YEAR))),
        ("서울 -날짜:(2024)", Without(_listed(SEOUL), AnyOf((YEAR,)))),
        ("-부산 날짜:2024", Without(YEAR, AnyOf((BUSAN,)))),
        ("스마트* 스?트", _listed(Pattern("스마트*"), Pattern("스?트"))),
        ("서울의 수도는?", _listed(Word("서울의"), Word("수도는?"))),
        ('"서울 총회"~5', _listed(Near(("서울", "총회"), 5))),
        ("서울^2 부산^0.5", _listed(Boosted(SEOUL, 2), Boosted(BUSAN, 0.5))),
        ('("서울 총회" 부산)^3', _listed(Boosted(Quoted("서울 총회"), 3), Boosted(BUSAN, 3))),
        ("제목:서울^2", Within(HEADLINE, Boosted(SEOUL, 2))),
    ],
)
def test_operators_fields_and_marks_mean_what_the_grammar_says(query: str, tree: Node) -> None:
    """The table of the grammar, with a tree for each."""
    assert parse(query, now=NOW) == tree


@pytest.mark.parametrize(
    "typed",
    (  # noqa: SIM905 -- a list of words, not of quotes
        "C++ R&D [단독] 3.5% A/S #해시태그 (주)카카오 AT&T 09:30 http://a.kr/?b=c 한-미 김** 3*4 "
        "(종합 부산) :서울 사건:서울 or not ^^서울 10~20대 서울시(시장 OR AND 제목: 서울^_^ NOT"
    ).split(),
)
def test_what_people_type_with_marks_is_a_word(typed: str) -> None:
    """Alone it is one word as typed; a bracket, an operator or a name without its like is text."""
    assert parse(typed) == _listed(Word(typed))


@pytest.mark.parametrize("stray", ["…", '"', "(", ")", "()", "-", "(…)", "(|)", '""', "*", "?"])
def test_marks_that_say_nothing_are_passed_over(stray: str) -> None:
    """Before, between and behind words, with spaces around them."""
    for query in (f"{stray} 서울 부산", f"서울 {stray} 부산", f"서울 부산 {stray}"):
        assert parse(query) == _listed(SEOUL, BUSAN), query


@pytest.mark.parametrize("query", ["| 서울 부산", "|| 서울 부산 |", "서울 부산 | ||"])
def test_a_bar_without_something_on_both_sides_is_passed_over(query: str) -> None:
    assert parse(query) == _listed(SEOUL, BUSAN)


@pytest.mark.parametrize(
    ("query", "sentence", "position"),
    [
        ("서울 -부산 OR -대구", "OR joins what is wanted", 3),
        ("  -부산", "only what is unwanted", 2),
        ("서울 날짜:내년봄", "'내년봄' is no date", 6),
        ("날짜: 2024-02-30", "'2024-02-30' is no date", 4),
        ("날짜:2024-06..2024-01", "ends before it begins", 3),
        ('서울 "부산 총회"~500', "not 500", 11),
        ('"부산 총회"~' + "9" * 5000, "words apart", 8),
        ("서울^200", "not 200", 3),
        ("서울^" + "9" * 5000, "not inf", 3),
        ("날짜:" + "흠" * 5000, f"'{'흠' * 30}…' is no date", 3),
        ("서울 " + "(" * 51 + "부산" + ")" * 51, "nested", 53),
    ],
)
def test_a_query_that_cannot_be_answered_is_refused_with_the_place(
    query: str, sentence: str, position: int
) -> None:
    """One sentence, and where the fault begins."""
    with pytest.raises(QueryError, match=re.escape(sentence)) as caught:
        parse(query, now=NOW)
    assert (caught.value.query, caught.value.position) == (query, position)


@pytest.mark.parametrize("query", ["", "   ", '""', "- … ·", "-부산", '-"부산 총회" -대구'])
def test_a_query_that_asks_for_nothing_is_an_error_that_says_so(query: str) -> None:
    """No word, or only unwanted ones: the error carries the query."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.query == query
    assert ("unwanted" in str(caught.value)) == ("부산" in query)


@given(texts)
def test_any_text_is_a_tree_or_an_error_of_ours(query: str) -> None:
    """No query crashes, and its decomposed form means the same."""
    trees: list[Node | None] = []
    for form in (query, nfd(query)):
        tree, error = _read(form)
        assert error is None or 0 <= error.position <= len(error.query)
        assert error is None or "\n" not in str(error)
        trees.append(tree)
    assert trees[0] == trees[1]


def _read(query: str) -> tuple[Node | None, QueryError | None]:
    try:
        return parse(query, now=NOW), None
    except QueryError as error:
        return None, error


def test_demands_hold_beside_a_query_and_without_one() -> None:
    """As flags give them: with a demand a query may name only what is unwanted, or nothing."""
    assert parse("서울", demands=[YEAR]) == parse("서울 날짜:2024")
    assert parse("", demands=[YEAR]) == YEAR
    assert parse("-부산", demands=[YEAR]) == Without(YEAR, AnyOf((BUSAN,)))


@given(st.text(st.sampled_from(' \n서울총회aOR3,.-…%&+#/·“”"'), max_size=30))
def test_words_and_quotation_marks_mean_what_they_did_before_there_was_a_grammar(
    query: str,
) -> None:
    """The floors of quality hold for trees as the first parser made them."""
    assume("OR" not in re.split(r"[\s\"“”-]", query))
    assert _tree(parse, query) == _tree(_parse_words_and_quotations, query)


@given(st.text(st.sampled_from(" \n서울총회aOR3,.…%&+#/·"), min_size=1, max_size=30))
def test_words_without_marks_are_scanned_alike(query: str) -> None:
    """The short way for most queries is no other way."""
    assert _tree(parse, query) == _tree(lambda text: parse(f"({text} )"), query)


def _tree(read: Callable[[str], Node], query: str) -> Node | None:
    try:
        return read(query)
    except QueryError:
        return None


_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”](?P<quoted>[^"“”]+)["“”]|(?P<word>[^\s"“”]+))')


def _parse_words_and_quotations(query: str) -> Node:
    """The first parser: words, quotations, and a hyphen before what is unwanted."""
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for match in _PART.finditer(unicodedata.normalize("NFC", query)):
        content = match["quoted"] or match["word"]
        if not any(character.isalnum() for character in content):
            continue
        node: Node = Quoted(content.strip()) if match["quoted"] else Word(content)
        (unwanted if match["minus"] else wanted).append(node)
    if not wanted:
        raise QueryError(query, "nothing is wanted")
    found = Listed(tuple(dict.fromkeys(wanted)))
    return Without(found, AnyOf(tuple(dict.fromkeys(unwanted)))) if unwanted else found
