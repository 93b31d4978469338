"""Keys of texts and texts of keys, both layouts."""

from __future__ import annotations

import ctypes
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ksearch.native import address, library
from ksearch.suggest.keystrokes import (
    Form,
    composed,
    in_hangul,
    in_latin,
    keystrokes,
    spaces_of,
)
from tests.samples import hangul


@given(st.lists(hangul, min_size=1, max_size=3))
def test_the_text_of_a_key_is_the_text_it_was_made_of(words: list[str]) -> None:
    text = " ".join(words)
    assert composed(keystrokes(text), Form(spaces=spaces_of(text))) == text


@given(hangul)
def test_a_text_typed_in_the_other_layout_comes_back(text: str) -> None:
    assert in_hangul(in_latin(text)) == text


@given(hangul, st.data())
def test_what_is_half_typed_is_the_beginning_of_the_key(text: str, data: st.DataObject) -> None:
    key = keystrokes(text)
    begun = key[: data.draw(st.integers(1, len(key)))]
    assert keystrokes(composed(begun)) == begun


@given(st.one_of(hangul, st.text(max_size=3)))
def test_c_presses_the_same_keys(text: str) -> None:
    """For letters that are counted: whole syllables and what is no jamo."""
    strokes = library().ks_phrases_key
    strokes.restype = ctypes.c_uint32
    strokes.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p]
    for letter in text:
        if re.fullmatch("[0-9A-Za-z가-힣一-鿿]", letter):
            codes, out = np.array([ord(letter)], np.uint32), np.zeros(8, np.uint8)
            size = strokes(address(codes), 1, address(out))
            assert out[:size].tobytes() == keystrokes(letter)


def test_words_in_the_wrong_layout_are_told() -> None:
    assert in_hangul("tmakxmtlxl") == "스마트시티"
    assert in_hangul("Tkdrl Qkdthd") == "쌍기 빵송"
    assert in_hangul("rkqtdl, 2024") == "값이, 2024"
    assert in_latin("ㅗ디ㅣㅐ 재깅") == "hello world"
