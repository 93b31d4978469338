"""Numbers, days and words are also written in other ways, and those mean the same."""

from __future__ import annotations

from importlib.resources import files

import pytest

from ksearch.analysis import Analyzer
from ksearch.plan.variants import VariantKind, variants


def _nothing(_: str) -> bool:
    return False


def _texts(query: str) -> list[str]:
    return [variant.text for variant in variants(query.split(), Analyzer(), _nothing)]


SAME_VALUES = (
    {"1조 2천억", "1조2천억", "1조2000억", "1조 2000억", "1.2조", "12000억"},
    {"5천명", "5000명", "5천 명", "5000 명"},
    {"20만", "200,000"},
    {"3.5%", "3.5퍼센트", "3.5프로"},
    {"3452명", "3천452명"},
    {"2024년 5월 3일", "2024년5월3일", "2024.5.3", "2024.05.03", "2024. 5. 3"},
    {"5월 3일", "5월3일"},
    {"12·3", "12.3"},
)


@pytest.mark.parametrize("same", SAME_VALUES, ids=min)
def test_each_way_to_write_a_value_has_the_others(same: set[str]) -> None:
    """From whichever of them is typed, all others are found."""
    for typed in same:
        assert same - {typed} <= set(_texts(typed))


@pytest.mark.parametrize(
    "query",
    [
        "만났다",
        "천천히",
        "이",
        "만",
        "2024년",
        "2024",
        "20대가",
        "코로나19",
        "제3국",
        "세 명",
        "조치",
    ],
)
def test_a_number_needs_a_digit_and_a_unit(query: str) -> None:
    """Words that only look like numbers, and years, are written in one way."""
    assert not [text for text in _texts(query) if " " not in text]


def test_a_variant_says_which_words_it_stands_for() -> None:
    """A number over several words is one, and what stands around it is none of it."""
    found = variants(["예산", "1조", "2천억", "원을", "확정"], Analyzer(), _nothing)
    assert {(v.first, v.count, v.kind) for v in found} == {(1, 3, VariantKind.NUMBER)}
    assert "1.2조원" in {v.text for v in found}


def test_a_number_beside_a_year_is_another_number() -> None:
    """20만 2024년 are two numbers; 1만 2000명 is one."""
    assert _texts("20만 2024년") == ["200,000"]
    assert "12,000명" in _texts("1만 2000명")


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("콘텐츠", "컨텐츠"),
        ("컨텐츠를", "콘텐츠"),
        ("콘텐츠산업에", "컨텐츠산업"),
        ("메세지", "메시지"),
        ("라스베가스에서", "라스베이거스"),
        ("초콜렛", "초콜릿"),
        ("데이터센터", "데이터센타"),
        ("키예프", "키이우"),
        ("토요타가", "도요타"),
        ("‘리더쉽’", "리더십"),
    ],
)
def test_a_loanword_has_its_other_spellings(typed: str, other: str) -> None:
    """With or without a particle, alone or in a compound."""
    assert other in _texts(typed)


@pytest.mark.parametrize(
    "word", ["재계", "개최", "새로운", "어린이", "만났다", "상해", "판다", "회의"]
)
def test_a_word_of_korean_has_one_spelling(word: str) -> None:
    """No loanword stands in it."""
    assert _texts(word) == []


def test_every_spelling_stands_in_one_group() -> None:
    """The table says of no spelling twice what it means."""
    lines = (files("ksearch.plan.variants") / "loanwords.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(words) == len(set(words))
