"""Long texts are cut where a reader would cut, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.ingest.prose.paragraphs import paragraphs
from ksearch.ingest.prose.sentences import LONGEST, cut, sentence_ends

KOREAN = st.text(alphabet='가나다요죠.?!"”’) \n3a@,고며', max_size=400)


def letters(text: str) -> str:
    return "".join(text.split())


def ended(text: str) -> list[str]:
    starts = [0, *sentence_ends(text)]
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("비가 왔다.바람도 불었다.", ["비가 왔다.", "바람도 불었다.", ""]),
        ("비가 왔다.18일에는 갰다.", ["비가 왔다.", "18일에는 갰다.", ""]),
        ("왜 갔을까? 모른다.", ["왜 갔을까?", "모른다.", ""]),
        ("“가겠다.” 그는 떠났다.", ["“가겠다.”", "그는 떠났다.", ""]),
        ("비가 왔다.[홍길동 기자]", ["비가 왔다.", "[홍길동 기자]"]),
    ],
)
def test_a_sentence_ends_with_or_without_a_space_behind_it(text: str, sentences: list[str]) -> None:
    assert ended(text) == sentences


@pytest.mark.parametrize(
    "text",
    ["물가가 3.5% 올랐", "www.hani-news.co.kr은", "kim.b@news.co.kr로", "“가겠다.”고 말했",
     "“가겠다.” 고 말했", "“갔을까?”라며 물었", "2021.12.28일에", "1.서울"],
)  # fmt: skip
def test_no_number_address_or_quotation_is_cut_from_its_particle(text: str) -> None:
    assert sentence_ends(text) == []


def test_a_long_body_without_breaks_becomes_pieces_of_even_length_cut_at_sentences() -> None:
    body = "".join(f"시민 {n}명이 광장에 모여 새 시장의 취임을 지켜봤다." for n in range(100, 200))
    pieces = cut(body)
    assert "".join(pieces) == body
    assert all(piece.endswith("지켜봤다.") for piece in pieces)
    assert all(400 <= len(piece) <= LONGEST for piece in pieces)


def test_a_run_without_a_sentence_is_cut_at_a_space_and_one_without_a_space_at_the_limit() -> None:
    assert all(not piece.startswith("나") for piece in cut("가나 " * 700))
    assert [len(piece) for piece in cut("가" * 1700)] == [566, 567, 567]


@given(KOREAN, st.integers(min_value=2, max_value=60))
def test_cutting_loses_nothing_and_no_piece_is_too_long(text: str, longest: int) -> None:
    pieces = cut(text, longest)
    assert letters("".join(pieces)) == letters(text)
    assert all(0 < len(piece) <= longest and piece == piece.strip() for piece in pieces)


@given(st.text(max_size=300) | KOREAN)
def test_paragraphs_lose_nothing(text: str) -> None:
    assert letters("".join(paragraphs(text))) == letters(text)


def test_lines_wrapped_at_one_width_are_one_paragraph() -> None:
    wrapped = (
        "서울시는 한강 둔치에 새로 만든 자전거길을 다음\n"
        "달부터 시민에게 연다고 밝혔으며 이 길은 모두 십\n"
        "이 킬로미터에 이른다고 한다."
    )
    assert len(paragraphs(wrapped)) == 1
    assert len(paragraphs("첫 문단이 끝났다.\n둘째 문단도 끝났다.\n셋째 문단도 끝났다.")) == 3
