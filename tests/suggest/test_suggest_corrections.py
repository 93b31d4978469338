"""What a query that finds little may have meant: offered, or answered where only the layout is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ksearch
from tests.samples import article
from tests.suggest.conftest import archive

# What is typed, and what is offered first.
OFFERED = (
    ("스마트시디", "스마트시티", "spelling"),  # a consonant of the same place
    ("스마티시티", "스마트시티", "spelling"),  # a vowel
    ("스맡시티", "스마트시티", "spelling"),  # a key that was not pressed
    ("스마트시시티", "스마트시티", "spelling"),  # one that was pressed twice
    ("스마ㅡㅌ시티", "스마트시티", "spelling"),  # two in the wrong order
    ("스마시트티", "스마트시티", "spelling"),  # two syllables
    ("코로나바이르스", "코로나바이러스", "spelling"),
    ("오새훈", "오세훈", "spelling"),
    ("오새훈이", "오세훈이", "spelling"),
    ("스마트시 티", "스마트시티", "spacing"),
    ("방안디지털격차", "방안 디지털 격차", "spacing"),
    ("tmakxmtlel", "스마트시티", "layout"),  # the layout, and a mistake in it
    ("오새훈 시장", "오세훈 시장", "spelling"),
    ("오새훈 스마트시디", "오세훈 스마트시티", "spelling"),
    ("제목:오새훈", "제목:오세훈", "spelling"),
    ("오새훈 -부산", "오세훈 -부산", "spelling"),
    ("(오새훈 | 도서관) 총회", "(오세훈 | 도서관) 총회", "spelling"),
    ("hellp", "Hello", "spelling"),
)
APPLIED = (
    ("tmakxmtlxl", "스마트시티"),
    ("TMAKXMTLXL", "스마트시티"),
    ("Tmakxmtlxl", "스마트시티"),
    ("dhtpgns 시장", "오세훈 시장"),
    ("ㅗ디ㅣㅐ", "hello"),
    ("ㅈㄷ해", "wego"),
)
# Queries of which nothing is corrected: right, or not for correction.
UNCHANGED = (
    "스마트시티",
    "스마트시티를",
    "오세훈 시장",
    "스마트 시티",
    "디지털격차",
    "WeGO",
    "wego",
    '"오새훈"',
    "도서관 -오새훈",
    "도서관 NOT (오새훈 스마트시디)",
    "기자:김누라",
    "없는말없는말없는말",
    "zz",
    "…",
)


@pytest.mark.parametrize(("typed", "expected", "kind"), OFFERED)
def test_a_mistake_is_offered_a_correction(
    invented: Path, typed: str, expected: str, kind: str
) -> None:
    with ksearch.open(invented) as index:
        result = index.search(typed)
        plain = index.search(typed, exact=True)
    offers = [(one.text, one.kind, one.is_applied) for one in result.corrections]
    assert offers[:1] == [(expected, kind, False)], offers
    assert [hit.id for hit in result.hits] == [hit.id for hit in plain.hits]


@pytest.mark.parametrize(("typed", "expected"), APPLIED)
def test_the_other_layout_is_answered_and_said(invented: Path, typed: str, expected: str) -> None:
    with ksearch.open(invented) as index:
        result = index.search(typed)
        meant = index.search(expected)
    first = result.corrections[0]
    assert (first.text, first.kind, first.is_applied) == (expected, "layout", True)
    assert (result.query, result.total) == (typed, meant.total)
    assert [hit.id for hit in result.hits] == [hit.id for hit in meant.hits] != []


@pytest.mark.parametrize("typed", UNCHANGED)
def test_what_is_right_or_said_exactly_is_left_alone(invented: Path, typed: str) -> None:
    with ksearch.open(invented) as index:
        try:
            assert index.search(typed).corrections == ()
        except ksearch.QueryError:
            assert typed == "…"


def test_a_word_with_a_space_in_it_is_offered_without_where_its_parts_find_enough(
    tmp_path: Path,
) -> None:
    """The letters of both parts stand in every headline that has the word."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add(article(str(n), headline="한빛시 반도체 공장 착공") for n in range(9))
        result = index.search("반 도체")
        assert result.total == 9
        assert [(one.text, one.kind) for one in result.corrections] == [("반도체", "spacing")]
        assert index.search("반도체 공장").corrections == ()
        assert index.search("한빛시 반 도체").corrections[0].text == "한빛시 반도체"


def test_a_number_is_no_mistake_for_another_nor_a_lone_syllable_a_scrap(tmp_path: Path) -> None:
    """Who asks for 3,452명 means no 452명, and 尹 and 전 are words by themselves."""
    texts = [
        "尹대통령 452명 훈장 수여",
        "전대통령 조문",
        "尹, 코로나19 유공 포상",
        "대통령 기록관 개관",
    ]
    with ksearch.open(tmp_path, create=True) as index:
        index.add(article(str(n), headline=text) for n, text in enumerate(texts * 4))
        for typed in ("3,452명", "453명", "코로나18", "尹 대통령", "전 대통령"):
            assert index.search(typed).corrections == (), typed
        assert index.search("훈쟝 452명").corrections[0].text == "훈장 452명"


def test_of_a_query_of_very_many_unknown_words_the_first_are_corrected(invented: Path) -> None:
    """Each takes some milliseconds: a thousand would take as many seconds as ten."""
    with ksearch.open(invented) as index:
        typed = "날짜:2024 " + " AND ".join(
            ["오새훈"] + [f"없{chr(0xB000 + n)}말" for n in range(300)]
        )
        assert index.search(typed).corrections[0].text == typed.replace("오새훈", "오세훈")


def test_a_compound_that_no_headline_has_is_corrected_by_its_parts(tmp_path: Path) -> None:
    """코로나 stands in headlines, and 바이러스 does; 코로나바이러스 in texts only."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add(article(str(n), headline="코로나 백신과 바이러스 변이") for n in range(9))
        index.add([article("whole", "신종 코로나바이러스가 번진다.", headline="감염병 소식")])
        offered = [one.text for one in index.search("코로나바이르스").corrections]
        assert offered[:1] == ["코로나바이러스"]


def test_exact_corrects_nothing(invented: Path) -> None:
    with ksearch.open(invented) as index:
        for typed in ("tmakxmtlxl", "오새훈", "스마트시 티"):
            result = index.search(typed, exact=True)
            assert result.corrections == ()
            assert result.total == 0 or result.relaxed


def test_a_word_with_hits_of_its_own_is_never_answered_otherwise(tmp_path: Path) -> None:
    """Dkagh is 암호 on the Korean layout; here it is somebody's name for a thing."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add(article(str(n), headline="암호 화폐 시세") for n in range(30))
        index.add([article("x", headline="새 제품 dkagh 출시")])
        result = index.search("dkagh")
        assert [hit.id for hit in result.hits] == ["x"]
        assert not any(one.is_applied for one in result.corrections)


def test_a_rare_word_is_offered_one_that_is_used_far_more(tmp_path: Path) -> None:
    """오새훈 stands in one headline by mistake: it is found, and 오세훈 is offered."""
    with ksearch.open(tmp_path, create=True) as index:
        index.add(article(str(n), headline="오세훈 시장 발언") for n in range(60))
        index.add([article("x", headline="오새훈 시장의 하루")])
        result = index.search("오새훈")
        assert [hit.id for hit in result.hits] == ["x"]
        assert [one.text for one in result.corrections] == ["오세훈"]
        assert index.search("오세훈").corrections == ()


def test_no_more_than_three_are_offered_and_each_finds_something(invented: Path) -> None:
    with ksearch.open(invented) as index:
        for typed, _, _ in OFFERED:
            offers = index.search(typed).corrections
            assert 1 <= len(offers) <= 3
            for one in offers:
                assert index.search(one.text, exact=True).total


def test_an_offer_of_what_was_deleted_is_not_made(tmp_path: Path) -> None:
    with ksearch.open(tmp_path, create=True) as index:
        index.add(archive())
        index.delete([one.id for one in archive() if "스마트시티" in one.headline])
        texts = [one.text for one in index.search("스마트시디").corrections]
    assert "스마트시티" not in texts


def test_the_other_layout_needs_no_kiwi(invented: Path) -> None:
    """Both are look-ups: the word as typed has no Hangul, the other is known."""
    program = """
import sys, ksearch
with ksearch.open(sys.argv[1]) as index:
    assert index.search("tmakxmtlxl").total
    assert index.suggest("ㅅㅁㅌㅅㅌ")
assert "kiwipiepy" not in sys.modules
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(invented)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def _run(index: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ksearch", *arguments, "--index", str(index)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd()), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_shell_says_what_was_corrected(invented: Path) -> None:
    ran = _run(invented, "query", "tmakxmtlxl")
    assert "'tmakxmtlxl'을(를) '스마트시티'(으)로 찾았습니다" in ran.stderr
    assert ran.returncode == 0
    assert "스마트시티" in ran.stdout


def test_the_shell_offers_on_standard_error(invented: Path) -> None:
    ran = _run(invented, "query", "오새훈")
    assert "혹시 이것을 찾으셨나요? '오세훈'" in ran.stderr
    assert (ran.returncode, ran.stdout) == (1, "")
    exact = _run(invented, "query", "--exact", "오새훈")
    assert "혹시" not in exact.stderr


def test_corrections_are_a_last_line_of_json(invented: Path) -> None:
    ran = _run(invented, "query", "--json", "tmakxmtlxl")
    *hits, last = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(hits) == 10
    assert all("headline" in hit for hit in hits)
    assert last["corrections"][0] == {"query": "스마트시티", "kind": "layout", "applied": True}


def test_the_shell_suggests(invented: Path) -> None:
    ran = _run(invented, "suggest", "스마트ㅅ")
    assert ran.stdout.split()[:2] == ["10", "스마트시티"]
    (only,) = [
        json.loads(line) for line in _run(invented, "suggest", "--json", "김누").stdout.splitlines()
    ]
    assert only == {"text": "김누리", "kind": "author", "count": len(archive())}
    nothing = _run(invented, "suggest", "없는말")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "nothing in the index begins with 없는말" in nothing.stderr
