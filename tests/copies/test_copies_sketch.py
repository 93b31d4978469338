"""C's sketches are those of a plain function, and what is alike is joined, whatever its order."""

from __future__ import annotations

import random
import re

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis.scan import classes
from ksearch.copies import SKETCH_BYTES, Texts, first_of_story, sketches
from ksearch.copies.grouping import NEAR, NEAR_IF_BRIEF, NEAR_IF_LINE
from ksearch.copies.sketch import BRIEF, FEWEST, LINE
from tests.samples import NOUNS, PARTICLES, VERBS

U1 = npt.NDArray[np.uint8]
BINS, RUN, CONTEXT, NUMBER_WEIGHT, NUMBER_WEIGHT_OF_LINE = 96, 5, 2, 8, 3
WORD = (1 << 64) - 1
MIX = 0xD6E8FEB86659FD93
STEP = 0x9E3779B97F4A7C15
FACTORS = (STEP, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)

texts = st.lists(
    st.sampled_from([*NOUNS, *PARTICLES, *VERBS, "12", "3,452", "0.5", " ", "·", "…", "A", "大"]),
    max_size=60,
).map("".join)


def _mixed(value: int) -> int:
    for _ in range(2):
        value = (value ^ value >> 32) * MIX & WORD
    return value ^ value >> 32


def _hash(codes: list[int]) -> int:
    value = len(codes)
    for code in codes:
        value = (value * STEP + code) & WORD
    return _mixed(value)


def _hashes(letters: str, *, is_line: bool) -> list[int]:
    """Of every run of letters, and as many as its weight of every number with what is around it."""
    codes = [ord(letter) for letter in letters]
    if is_line:
        found = [_hash(codes[i : i + 2]) for i in range(len(codes) - 1)]
    else:
        found = [
            _mixed(sum(c * f for c, f in zip(codes[i : i + RUN], FACTORS, strict=True)) & WORD)
            for i in range(len(codes) - RUN + 1)
        ]
    weight = NUMBER_WEIGHT_OF_LINE if is_line else NUMBER_WEIGHT
    for number in re.finditer(r"\d+", letters):
        near = codes[max(0, number.start() - CONTEXT) : number.end() + CONTEXT]
        found += [_mixed(_hash(near) + n & WORD) for n in range(weight)]
    return found


def _bin(value: int) -> int:
    return (value >> 32) * BINS >> 32


def plain_sketch(text: str) -> list[int]:
    """The bits of a text's sketch."""
    letters = re.sub(r"[\W_ㆍ]", "", text)
    if len(letters) < FEWEST:
        return [0] * BINS
    least: dict[int, int] = {}
    for value in _hashes(letters, is_line=len(text) < LINE):
        place = _bin(value)
        least[place] = min(least.get(place, WORD), value & 0xFFFFFFFF)
    bits = []
    for number in range(BINS):
        place, attempt = number, 0
        while place not in least:
            attempt += 1
            place = _bin(_mixed(number << 32 | attempt))
        bits.append(_mixed(number << 32 | least[place]) & 1)
    return bits


def sketched(given_texts: list[list[str]], *, is_body: bool = True) -> U1:
    """The sketches of articles, each of some sections."""
    parts = [text for sections in given_texts for text in sections]
    length = np.array([len(text) for text in parts], np.uint32)
    owner = np.repeat(np.arange(len(given_texts)), [len(s) for s in given_texts]).astype(np.uint32)
    body = np.full(len(parts), is_body)
    codes = np.frombuffer("".join(parts).encode("utf-32-le"), np.uint32)
    start = (np.cumsum(length) - length).astype(np.uint32)
    made = Texts(owner, length, body, np.zeros(len(parts), bool), len(given_texts))
    return sketches(made, codes, start, classes())


@given(st.lists(st.lists(texts, max_size=3), max_size=5))
def test_a_sketch_is_what_the_plain_function_gives(articles: list[list[str]]) -> None:
    """Bit by bit, for several articles at once, of sections that stand one behind the other."""
    made = sketched(articles)
    assert len(made) == len(articles) * SKETCH_BYTES
    bits = np.unpackbits(made, bitorder="little").reshape(-1, BINS)
    assert bits.tolist() == [plain_sketch("".join(sections)) for sections in articles]


@given(texts, st.lists(st.sampled_from([" ", "·", "\n", "“", "…"]), max_size=5), st.randoms())
def test_what_stands_between_letters_does_not_matter(
    text: str, marks: list[str], draw: random.Random
) -> None:
    """Spaces and punctuation, leave the sketch as it is where a line stays one."""
    letters = list(text)
    for mark in marks:
        letters.insert(draw.randrange(len(letters) + 1), mark)
    marked = "".join(letters)
    if (len(text) < LINE) == (len(marked) < LINE):
        assert sketched([[marked]]).tolist() == sketched([[text]]).tolist()


def test_captions_never_count_and_headlines_only_where_the_body_is_short() -> None:
    owner = np.zeros(3, np.uint32)
    body, caption = np.array([False, True, False]), np.array([False, False, True])
    for size, expected in ((BRIEF, [False, True, False]), (BRIEF - 1, [True, True, False])):
        used = Texts(owner, np.array([20, size, 30], np.uint32), body, caption, 1).used
        assert used.section.tolist() == expected
        assert used.size.tolist() == [size if size == BRIEF else 20 + size]


def _groups(first: npt.NDArray[np.uint32], names: list[int]) -> set[frozenset[int]]:
    by_first: dict[int, set[int]] = {}
    for name, place in zip(names, first.tolist(), strict=True):
        by_first.setdefault(place, set()).add(name)
    return {frozenset(group) for group in by_first.values()}


def _planted(draw: np.random.Generator, count: int) -> tuple[U1, npt.NDArray[np.uint32]]:
    """Random sketches, and beside most of them some that differ in a few bits."""
    rows: list[U1] = []
    sizes: list[int] = []
    while len(rows) < count:
        bits = draw.integers(0, 2, BINS).astype(np.uint8)
        size = int(draw.choice([LINE // 2, BRIEF // 2, 2 * BRIEF]))
        for _ in range(draw.integers(1, 5)):
            near = bits.copy()
            near[draw.choice(BINS, draw.integers(0, 9), replace=False)] ^= 1
            rows.append(np.packbits(near, bitorder="little"))
            sizes.append(int(size * draw.uniform(0.8, 1.2)))
    return np.concatenate(rows), np.array(sizes, np.uint32)


def _plain_groups(sketch: U1, size: npt.NDArray[np.uint32]) -> set[frozenset[int]]:
    """Every pair is looked at; what is alike is joined."""
    bits = np.unpackbits(sketch).reshape(-1, BINS)
    group = {n: {n} for n in range(len(size))}
    for a in range(len(size)):
        for b in range(a):
            less, more = sorted((int(size[a]), int(size[b])))
            most = NEAR_IF_LINE if less < LINE else NEAR_IF_BRIEF if less < BRIEF else NEAR
            if less + less // 4 >= more and (bits[a] != bits[b]).sum() <= most:
                joined = group[a] | group[b]
                for name in joined:
                    group[name] = joined
    return {frozenset(members) for members in group.values()}


@given(st.integers(0, 2**32), st.integers(1, 40))
def test_groups_are_those_of_all_pairs_and_never_more(seed: int, count: int) -> None:
    """Only what is alike is joined, and in any order the same."""
    draw = np.random.default_rng(seed)
    sketch, size = _planted(draw, count)
    order = draw.permutation(len(size))
    shuffled = sketch.reshape(-1, SKETCH_BYTES)[order].reshape(-1)
    found = _groups(first_of_story(shuffled, size[order]), order.tolist())
    assert found == _groups(first_of_story(sketch, size), list(range(len(size))))
    plain = _plain_groups(sketch, size)
    assert all(any(group <= other for other in plain) for group in found)


def test_nearly_all_pairs_that_are_alike_are_found() -> None:
    """Windows of bits miss few pairs that differ in up to 8 bits, and none that are the same."""
    sketch, size = _planted(np.random.default_rng(5), 2000)
    found = _groups(first_of_story(sketch, size), list(range(len(size))))
    plain = _plain_groups(sketch, size)
    assert len(found & plain) >= 0.97 * len(plain)


def test_no_text_is_like_another_that_has_no_sketch() -> None:
    sketch = np.zeros(4 * SKETCH_BYTES, np.uint8)
    assert first_of_story(sketch, np.full(4, 9, np.uint32)).tolist() == [0, 1, 2, 3]
    assert first_of_story(sketch[:0], np.zeros(0, np.uint32)).tolist() == []


def test_many_articles_that_are_the_same_are_one_story() -> None:
    """Far more of one kind than are compared with one another."""
    sketch = np.tile(np.arange(SKETCH_BYTES, dtype=np.uint8), 5000)
    assert set(first_of_story(sketch, np.full(5000, 900, np.uint32)).tolist()) == {0}
