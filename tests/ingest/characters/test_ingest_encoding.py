"""Bytes are read as what they are, and what is no text is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read_bytes
from ksearch.ingest.characters.encoding import decode
from ksearch.ingest.characters.mojibake import mended


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


def test_broken_bytes_are_counted_by_file() -> None:
    page = ("서울에 첫눈이 내렸다. " * 200).encode()
    notes = ReadNotes()
    decode(page[:301] + page[302:], "a!/b.txt", notes)
    decode(page, "c.txt", notes)
    assert decode(page[:-4], "a!/d.txt", notes).endswith("\ufffd")
    assert notes.replaced == {"a": 2}


def test_lines_of_two_encodings_in_one_file_are_read() -> None:
    korean, other = "서울 시청 앞 광장에 눈이 왔다.\n" * 9, "부산 바닷가에도 눈이 왔다.\n" * 9
    assert decode(korean.encode() + other.encode("cp949"), "a") == korean + other
    assert decode(other.encode("cp949") + korean.encode(), "a") == other + korean


def test_what_the_server_says_counts_where_the_page_says_nothing() -> None:
    assert decode("雪의 大韓民國".encode("cp949"), "a", charset="EUC-KR") == "雪의 大韓民國"


SNOW = "서울 시청 앞 광장에 올해 첫눈이 내렸다고 기상청이 18일 오전에 밝혔다. “예순 해 만이다.”"


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "latin-1"), ("cp949", "latin-1")])
def test_what_was_read_in_a_wrong_encoding_is_mended(right: str, wrong: str) -> None:
    notes = ReadNotes()
    text = SNOW.encode(right).decode(wrong)
    assert decode(text.encode(), "a", notes) == SNOW
    assert notes.mended == {"a": 1}
    line = json.dumps({"title": text, "body": text}, ensure_ascii=False)
    other = json.dumps({"title": "둘째", "body": SNOW}, ensure_ascii=False)
    found = list(read_bytes(f"{line}\n{other}\n".encode(), "a.jsonl", notes=notes))
    assert [article.headline for article in found] == [SNOW, "둘째"]


def test_windows_own_latin_1_is_mended_too() -> None:
    text = "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in SNOW.encode()
    )
    assert decode(text.encode(), "a") == SNOW


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("utf-8", "cp949", "UTF-8 that was read as CP949"),
        ("cp949", "utf-8", "that was read as UTF-8"),
        ("utf-8", "cp1252", "UTF-8 that was read as Latin-1"),
    ],
)
def test_what_is_lost_by_it_is_said_to_be(right: str, wrong: str, said: str) -> None:
    lost = SNOW.encode(right).decode(wrong, "replace")
    for text in (lost, lost.replace("\ufffd", "?")) if wrong == "cp949" else (lost,):
        with pytest.raises(ReadError, match=said):
            decode(text.encode(), "a")
        line = json.dumps({"title": text}, ensure_ascii=False)
        errors: list[ReadError] = []
        data = f'{line}\n{{"title": "둘째"}}\n'.encode()
        assert len(list(read_bytes(data, "a.jsonl", on_error=errors.append))) == 1
        assert said in errors[0].reason


@given(st.text())
def test_a_text_that_says_what_it_means_is_not_mended(text: str) -> None:
    for told in (SNOW + text, "Où est le café de Séoul, où l’été était né ?" * 2 + text):
        assert mended(told, "a") is told
