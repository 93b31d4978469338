"""Bytes are read as what they are, and what is no text is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import ReadError
from ksearch.ingest.encoding import decode


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_always_read_as_utf_8(text: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode(text.encode(), "a") == text


@given(st.text(alphabet="가나다라마바사 한국어뉴스.", min_size=4).filter(str.strip))
def test_korean_in_cp949_is_read(text: str) -> None:
    assert decode(text.encode("cp949"), "a") == text


def test_one_lost_byte_does_not_change_the_encoding_of_a_page() -> None:
    page = ("서울에 첫눈이 내렸다. " * 200).encode()
    assert decode(page[:-2], "a").count("첫눈") == 200
    assert decode(page[:301] + page[302:], "a").count("첫눈") >= 198


def test_syllables_outside_ks_x_1001_are_read() -> None:
    assert decode("똠방각하가 펲시를 마셨다.".encode("cp949"), "a") == "똠방각하가 펲시를 마셨다."


def test_latin_letters_are_not_taken_for_korean() -> None:
    text = decode("Le café était fermé à Séoul, où la neige tombait.".encode("latin-1"), "a")
    assert not any("가" <= char <= "힣" for char in text)


def test_japanese_is_not_taken_for_korean() -> None:
    text = "日本の新聞は今日も雪のニュースを伝えた。東京では初雪が降ったという。" * 9
    assert decode(text.encode("euc-jp"), "a") != text.encode("euc-jp").decode("cp949", "replace")


def test_binary_data_is_refused() -> None:
    for data in (b"\0\1\2", b"PK\3\4\0\0", bytes(range(32)) * 10):
        with pytest.raises(ReadError, match="not a text"):
            decode(data, "a")
