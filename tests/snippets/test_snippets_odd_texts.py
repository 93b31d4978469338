"""Whatever the texts of an article are, it is shown as the plain reference shows it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis import Analyzer
from ksearch.analysis.scan import classes
from ksearch.article import Article, Section, SectionKind
from ksearch.plan import plan, units
from ksearch.query import parse
from ksearch.snippets import show
from ksearch.snippets.alphabet import BASIC
from ksearch.storage import Record, record, to_bytes
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, UNITS, VERBS, full_width, numbers
from tests.snippets.reference import shown

ODD_LETTERS = (
    "ㆍ가힣ㄱㅎ\ud800\udfff\U0001f600\U00020000\U0003ffff\uf900İΣςσKſ①²٣３．，,.\u00a0\u3000\n"
)
CLOSERS = "다.”’\"')]?!。 "
letters = st.one_of(
    st.characters(), st.characters(categories=["Cs"]), st.sampled_from(ODD_LETTERS + CLOSERS)
)
words = st.one_of(
    st.builds("{}{}".format, st.sampled_from(NOUNS), st.sampled_from(["", *PARTICLES])),
    st.builds("{}{}".format, numbers, st.sampled_from(["", *UNITS])),
    st.sampled_from([*VERBS, *LATIN, *HANJA, *map(full_width, LATIN), "ΣΑΣ", "σας", "한단다"]),
)
texts = st.one_of(
    st.text(letters, max_size=30),
    st.builds(
        lambda between, made: between.join(made),
        st.sampled_from(["", " ", "  ", ". ", ".", "다.", "\u3000", ","]),
        st.lists(st.one_of(words, st.text(letters, max_size=4)), max_size=80),
    ),
).map(lambda text: unicodedata.normalize("NFC", text))
sections = st.lists(st.builds(Section, st.sampled_from(SectionKind), texts), max_size=6)


def test_the_beginning_of_the_class_table_is_that_of_all_of_it() -> None:
    """What is beyond the basic plane has no class there."""
    assert (classes(BASIC)[:BASIC] == classes()[:BASIC]).all()
    assert len(classes(BASIC)) == len(classes())
    assert not classes(BASIC)[BASIC:].any()


def _record(made: Article) -> Record:
    return record(to_bytes(made))


@given(
    found=st.lists(sections, min_size=1, max_size=4), asked=st.lists(words, min_size=1, max_size=3)
)
def test_odd_texts_are_shown_as_the_reference_shows_them(
    found: list[list[Section]], asked: list[str], analyzer: Analyzer
) -> None:
    """Surrogates, empty sections, texts without spaces, letters with odd cases, all of Unicode."""
    wanted = tuple(units(plan(parse(" ".join(asked)), analyzer)))
    weights = [1.0 + number / 7 for number in range(len(wanted))]
    made = [
        Article(str(number), held[0].text if held else "", tuple(held))
        for number, held in enumerate(found)
    ]
    expected = [shown(one, wanted, weights, analyzer) for one in made]
    assert show(list(map(_record, made)), wanted, weights, analyzer) == expected


@given(held=sections, headline=st.text(letters, max_size=20))
def test_a_headline_is_shown_as_it_was_stored(
    held: list[Section], headline: str, analyzer: Analyzer
) -> None:
    made = Article("1", headline, tuple(held))
    assert [one.headline for one in show([_record(made)], (), (), analyzer)] == [headline]


@given(held=st.lists(st.text(letters, max_size=20), min_size=1, max_size=4))
def test_texts_are_read_as_the_json_module_reads_them(held: list[str], analyzer: Analyzer) -> None:
    """With every escape that JSON has, which storing does not need."""
    escaped = json.dumps(held, separators=(",", ":"))
    one = Record({}, "h" * len(held), escaped.encode(), None, 0)
    assert show([one], (), (), analyzer)[0].headline == json.loads(escaped)[0]


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"[",
        b"[]",
        b'["x"',
        b'["x]',
        b'["x","y"]',
        b'["x" ]',
        b'["x"] ',
        b'["\n"]',
        b'["\\x"]',
        b'["\\u12"]',
        b'["\\u12g4"]',
        b'["\\"]',
        b'["\xff"]',
        b'["\xea\xb0"]',
        b'["\xea"',
        b'["\xc0\x80"]',
        b'["\xe0\x80\x80"]',
        b'["\xf4\x90\x80\x80"]',
        b'["\xf0\x80\x80\x80"]',
    ],
)
def test_what_is_no_list_of_one_text_is_a_value_error(stored: bytes, analyzer: Analyzer) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        show([Record({}, "b", stored, "", -1)], (), (), analyzer)


def test_a_very_long_text_without_spaces_is_shown_in_time_that_grows_with_it(
    analyzer: Analyzer,
) -> None:
    """A million letters in one word, each of which may begin what is sought."""
    wanted = tuple(units(plan(parse("총회 총회가 하다 1,200명"), analyzer)))
    made = Article("1", "총회", (Section(SectionKind.BODY, "총회1,200,총.한회" * 50_000),))
    ((_, _, snippets),) = show([_record(made)], wanted, [1.0] * len(wanted), analyzer)
    assert len(snippets) == 1
