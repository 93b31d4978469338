"""What a file of synonyms says, and how it says that a line is wrong."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ksearch.analysis import Analyzer, Synonyms, read_synonyms
from ksearch.errors import WordListError
from tests.samples import full_width, nfd


def _read(tmp_path: Path, text: str | bytes) -> Synonyms:
    path = tmp_path / "synonyms.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_synonyms(path)


def test_each_member_of_a_group_has_the_others_in_their_order(tmp_path: Path) -> None:
    """Commas and tabs part members; a member may have spaces."""
    synonyms = _read(tmp_path, "지하철, 전철,도시  철도\n인공지능\tAI\n")
    assert synonyms.of("지하철") == ("전철", "도시 철도")
    assert synonyms.of("도시 철도") == ("지하철", "전철")
    assert synonyms.of("AI") == ("인공지능",)
    assert synonyms.of("철도") == ()
    assert len(synonyms) == 2


def test_one_way_is_not_the_other_way(tmp_path: Path) -> None:
    """Who asks for the general word is not given the special one."""
    synonyms = _read(tmp_path, "서울대, 설대 => 서울대학교, 관악 캠퍼스\n")
    assert synonyms.of("설대") == synonyms.of("서울대") == ("서울대학교", "관악 캠퍼스")
    assert synonyms.of("서울대학교") == ()


@pytest.mark.parametrize("written", ["AI 반도체", "ai 반도체,", "“AI·반도체”"])
def test_how_a_member_is_written_does_not_matter(tmp_path: Path, written: str) -> None:
    """Case, width, composition and punctuation, in the file and in what was typed."""
    for spelling in (str, nfd, full_width):
        synonyms = _read(tmp_path, f"{spelling('AI 반도체')}, 인공지능칩\n")
        assert synonyms.of(spelling(written)) == ("인공지능칩",)
        (member,) = synonyms.of("인공지능칩")
        assert unicodedata.is_normalized("NFC", member)


def test_a_member_of_two_groups_has_the_others_of_both_and_no_more(tmp_path: Path) -> None:
    """Groups are not joined: what 배 means does not make 선박 a fruit."""
    synonyms = _read(tmp_path, "배, 선박\n배, 과일\n")
    assert synonyms.of("배") == ("선박", "과일")
    assert synonyms.of("선박") == ("배",)


def test_comments_and_empty_lines_say_nothing(tmp_path: Path) -> None:
    """Neither does a byte order mark, and line ends may be of any system."""
    bare = _read(tmp_path, "지하철,전철\n")
    assert _read(tmp_path, "\ufeff# 교통\r\n\r\n지하철 , 전철,  # 같은 말\r\n지하철,전철") == bare
    assert _read(tmp_path, "# nothing\n") == Synonyms()
    assert bare.digest
    assert not Synonyms().digest


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("지하철", "two words or more"),
        ("AI, ai", "two words or more"),
        ("지하철, !!", "!! has no letter"),
        ("=> 전철", "one way is written as"),
        ("전철 =>", "one way is written as"),
        ("가 => 나 => 다", "one way is written as"),
        ("지하철, 전철".encode("cp949"), "not in UTF-8"),
    ],
)
def test_a_line_that_is_no_group_is_named(tmp_path: Path, line: str | bytes, reason: str) -> None:
    """In one sentence, with its file and its number."""
    raw = line.encode() if isinstance(line, str) else line
    with pytest.raises(WordListError, match=reason) as caught:
        _read(tmp_path, "# 가\n나, 다\n".encode() + raw)
    assert caught.value.line == 3
    assert str(caught.value).startswith(f"{tmp_path / 'synonyms.txt'}, line 3: ")


def test_an_analysis_has_no_synonyms_unless_it_is_given_some() -> None:
    """``analyzer.synonyms`` is what a query asks."""
    assert Analyzer().synonyms.of("지하철") == ()
    assert Analyzer(synonyms=Synonyms("지하철\t전철\n")).synonyms.of("지하철") == ("전철",)
