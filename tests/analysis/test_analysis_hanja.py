"""Hanja has the terms of what it is read as and stands for, at the places where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis import Analyzer, Origin
from ksearch.analysis.hanja import spellings
from ksearch.analysis.readings import read
from tests.samples import PARTICLES, READ

hanja = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("run", "reading"),
    [
        ("女子", "여자"),
        ("男女", "남녀"),
        ("老人", "노인"),
        ("理論", "이론"),
        ("李", "이"),
        ("不實", "부실"),
        ("不當", "부당"),
        ("不正", "부정"),
        ("不法", "불법"),
        ("率直", "솔직"),
        ("比率", "비율"),
        ("成功率", "성공률"),
        ("出産率", "출산율"),
        ("系列", "계열"),
        ("敗北", "패배"),
        ("南北", "남북"),
        ("貿易", "무역"),
        ("安易", "안이"),
        ("音樂", "음악"),
        ("娛樂", "오락"),
        ("海外旅行", "해외여행"),
        ("國內", "국내"),
        ("国内", "국내"),
        ("臺灣", "대만"),
        ("金融", "금융"),
        ("金正恩", "김정은"),
        ("自動車", "자동차"),
        ("自轉車", "자전거"),
    ],
)
def test_a_word_is_read_as_dictionaries_read_it(run: str, reading: str) -> None:
    """The initial-sound law, 不 before ㄷ and ㅈ, 率 behind a vowel, words that keep no rule."""
    assert read(run)[0] == reading


@given(run=hanja)
def test_a_reading_has_a_syllable_for_each_hanja(run: str) -> None:
    """Offsets stay: what is read is as long as what is written."""
    assert all(len(reading) == len(run) for reading in read(run))


@given(run=hanja)
def test_what_hanja_stand_for_has_none(run: str) -> None:
    """Spellings are Hangul, so that their own analysis comes to an end."""
    for spelling in [*spellings(run), *spellings(f"한국{run}이")]:
        assert all("가" <= letter <= "힣" for letter in spelling.word)
        assert len(spelling.word) == len(spelling.places)


@pytest.mark.parametrize("letter", ["\uf967", "\uf981", "\uf9e1", "\uf90a"])  # 不女李金
def test_a_compatibility_ideograph_is_the_unified_one(letter: str) -> None:
    """NFC says so, one code point for one."""
    unified = unicodedata.normalize("NFC", letter)
    assert len(unified) == 1
    assert unified != letter
    assert read(unified)


@pytest.mark.parametrize(("word", "term"), READ)
@pytest.mark.parametrize("particle", ["", *PARTICLES[:8]])
def test_a_word_with_hanja_has_the_term_that_it_stands_for(
    word: str, term: str, particle: str, analyzer: Analyzer
) -> None:
    """Whatever particle is behind it."""
    found = [span for span in analyzer.word_terms(word + particle) if span.term == term]
    assert found
    assert all(span.origin is Origin.READING for span in found)


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("회의中", "중국"),
        ("美대통령", "미대"),
        ("日本", "일본일본"),
        ("北中美", "미국"),
        ("對北", "대북대북"),
        ("정부女", "정부녀자"),
    ],
)
def test_a_word_with_hanja_has_no_term_that_it_does_not_stand_for(
    word: str, term: str, analyzer: Analyzer
) -> None:
    """A country is meant at the beginning of a word only, and no term is read over its edge."""
    assert term not in [span.term for span in analyzer.word_terms(word)]
