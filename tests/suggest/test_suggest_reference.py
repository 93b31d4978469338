"""What C finds in a table is what a plain look at every entry finds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from math import ceil, log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ksearch
from ksearch.codec import ArticleIndex
from ksearch.errors import IndexDamagedError
from ksearch.suggest.completing import complete
from ksearch.suggest.counting import PhraseCounter
from ksearch.suggest.keystrokes import Kind, in_hangul, in_latin, keystrokes, spaces_of
from ksearch.suggest.spelling import _costs, exactly_typed, nearly_terms, nearly_typed
from ksearch.suggest.table import SuggestTable

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
PRICE = 10
# Few syllables, so that texts have much in common.
syllables = st.sampled_from("가각갂개거겨고과괴구그나낙다마바사서스시시아아이자카타트하")
texts = st.lists(st.text(syllables, min_size=1, max_size=4), min_size=1, max_size=3).map(" ".join)
entries = st.dictionaries(
    texts.filter(lambda text: len(text) > 1), st.integers(1, 2000), min_size=1, max_size=60
)


def _table(uses: dict[str, int]) -> SuggestTable:
    counter = PhraseCounter()
    for text, count in uses.items():
        counter.count_name(text, Kind.AUTHOR, count, 0.0)
    return SuggestTable.empty().with_counted(counter)


def _kept(uses: dict[str, int]) -> dict[bytes, int]:
    """By key how often it is used, without phrases that are only the beginning of the next one."""
    counts: dict[bytes, int] = {}
    spaces: dict[bytes, int] = {}
    for text, count in uses.items():
        key = keystrokes(text)
        counts[key] = counts.get(key, 0) + count
        spaces[key] = spaces.get(key, 0) | spaces_of(text)
    ordered = sorted(counts)
    return {
        key: counts[key]
        for key, after in zip(ordered, [*ordered[1:], b""], strict=True)
        if not (spaces[key] and after.startswith(key) and counts[key] <= counts[after])
    }


def _one_form(uses: dict[str, int]) -> dict[str, int]:
    """Of texts that are typed alike, one."""
    return {text: uses[text] for text in {keystrokes(text): text for text in uses}.values()}


def _initials(text: str) -> str:
    return "".join(INITIALS[(ord(c) - ord("가")) // 588] for c in text if c != " ")


@given(entries, st.data())
def test_completions_are_the_most_used_texts_that_begin_so(
    uses: dict[str, int], data: st.DataObject
) -> None:
    uses = _one_form(uses)
    kept = _kept(uses)
    table = _table(uses)
    assert len(table) == len(kept)
    word = data.draw(st.sampled_from(sorted(uses))).replace(" ", "")
    keys = in_latin(word)
    begun = in_hangul(keys[: data.draw(st.integers(1, len(keys)))])
    expected = sorted(
        (count for key, count in kept.items() if key.startswith(keystrokes(begun))), reverse=True
    )
    assert [one.count for one in complete(table, begun, 5)] == expected[:5]


@given(entries, st.data())
def test_initials_find_the_texts_that_have_them(uses: dict[str, int], data: st.DataObject) -> None:
    uses = _one_form(uses)
    kept = _kept(uses)
    word = data.draw(st.sampled_from(sorted(uses)))
    begun = _initials(word)[: data.draw(st.integers(2, 8))]
    expected = sorted(
        (
            kept[keystrokes(text)]
            for text in uses
            if keystrokes(text) in kept and _initials(text).startswith(begun)
        ),
        reverse=True,
    )
    if len(begun) > 1:
        assert [one.count for one in complete(_table(uses), begun, 5)] == expected[:5]


def _distance(key: bytes, typed: bytes) -> int:
    """A weighted Damerau-Levenshtein distance, cell by cell, as suggest_finding.c says it."""
    costs = _costs().reshape(256, 256).astype(int)

    def gap(strokes: bytes, at: int) -> int:
        return 5 if at and strokes[at] == strokes[at - 1] else 8

    rows = np.zeros((len(key) + 1, len(typed) + 1), int)
    for i in range(1, len(key) + 1):
        rows[i, 0] = rows[i - 1, 0] + gap(key, i - 1)
    for j in range(1, len(typed) + 1):
        rows[0, j] = rows[0, j - 1] + gap(typed, j - 1)
    for i in range(1, len(key) + 1):
        for j in range(1, len(typed) + 1):
            ways = [
                rows[i - 1, j - 1] + costs[key[i - 1], typed[j - 1]],
                rows[i - 1, j] + gap(key, i - 1),
                rows[i, j - 1] + gap(typed, j - 1),
            ]
            if (
                min(i, j) > 1
                and key[i - 1] == typed[j - 2] != typed[j - 1]
                and key[i - 2] == typed[j - 1]
            ):
                ways.append(rows[i - 2, j - 2] + 6)
            rows[i, j] = min(ways)
    return int(rows[-1, -1])


def _nearest(kept: dict[bytes, int], typed: bytes, most: int) -> list[tuple[int, int]]:
    """Rank and distance of every key that is near, in order."""
    found = []
    for key, count in sorted(kept.items()):
        distance = _distance(key, typed)
        if distance <= most:
            found.append((distance * PRICE - ceil(8 * log2(4 * count + 1)), distance))
    return sorted(found, key=lambda one: one[0])


@given(entries, texts)
def test_what_is_nearly_typed_so_is_what_a_look_at_every_entry_finds(
    uses: dict[str, int], text: str
) -> None:
    uses = _one_form(uses)
    typed = keystrokes(text)
    most = 8 if len(typed) <= 5 else 16 if len(typed) <= 12 else 24
    expected = _nearest(_kept(uses), typed, most)[:8]
    found = nearly_typed(_table(uses), text, 8) if len(typed) > 1 else []
    assert [round(one.distance * 8) for one in found] == [distance for _, distance in expected]


@given(entries, texts)
def test_what_is_exactly_typed_so_is_found(uses: dict[str, int], text: str) -> None:
    uses = _one_form(uses)
    kept = _kept(uses)
    table = _table(uses)
    for one in (*uses, text):
        entry = exactly_typed(table, one)
        assert (entry.count if entry else None) == kept.get(keystrokes(one))


@given(st.lists(entries, min_size=2, max_size=4))
def test_a_table_grows_as_if_all_were_counted_at_once(several: Sequence[dict[str, int]]) -> None:
    """Words, whose uses add up whatever came when."""
    grown = SuggestTable.empty()
    whole: dict[str, int] = {}
    for uses in several:
        words = {text.replace(" ", ""): count for text, count in uses.items()}
        counter = PhraseCounter()
        for text, count in words.items():
            counter.count_name(text, Kind.AUTHOR, count, 0.0)
            whole[text] = whole.get(text, 0) + count
        grown = grown.with_counted(counter)
    once = _table(whole)
    for name, array in once.arrays.items():
        assert array.tolist() == grown.arrays[name].tolist()


@pytest.mark.parametrize("seed", range(200))
def test_a_table_that_contradicts_itself_breaks_nothing(seed: int) -> None:
    """Wrong numbers under checksums that match: less is found, or the damage is named."""
    draw = random.Random(seed)
    letters = "가나다라마바사아자차카타파하"
    table = _table(
        {f"가나다 {a}라마{b}": draw.choice((1, 3, 900)) for a in letters for b in letters}
    )
    arrays = {name: array.copy() for name, array in table.arrays.items()}
    data = arrays[draw.choice(("blob", "blob", "blob", "block", "best"))].view(np.uint8)
    for _ in range(draw.choice((1, 2, 40))):
        at = draw.randrange(len(data))
        part = data[at : at + draw.choice((1, 1, 4, 64))]
        part[:] = draw.choice((0, 0x7F, 0xFF, draw.randrange(256)))
    forged = SuggestTable(arrays, table.meta)
    for begun in ("가", "가나다라", "ㄱㄴㄷ", "ㄱ"):
        complete(forged, begun, 10)
    nearly_typed(forged, "가나다라마", 10)
    for text in ("가나다 하라마가", "가", "히"):
        exactly_typed(forged, text)
    counter = PhraseCounter()
    counter.count_name("가나", Kind.AUTHOR, 1, 0.0)
    with suppress(IndexDamagedError):
        forged.with_counted(counter)


def test_terms_that_are_nearly_typed_so_are_found_in_the_index(
    invented: Path,
) -> None:
    """As a look at every term of it finds them, whatever blocks are passed over."""
    with ArticleIndex(invented).searcher() as searcher:
        terms = [text.decode() for name, text in searcher.reader().all_terms() if name == "terms"]
    with ksearch.open(invented) as index:
        segments = index._view.snapshot.segments
        frequency = index._view.statistics.frequency
        for text in ("스마드시티", "오세후", "도서간", "관", "헬로우", "hallo", "영어마을"):
            typed = keystrokes(text)
            most = 8 if len(typed) <= 5 else 16 if len(typed) <= 12 else 24
            kept = {keystrokes(t): frequency(t) for t in terms if len(t) > 1}
            expected = _nearest(kept, typed, most)[:8] if len(typed) > 1 else []
            found = nearly_terms([s.fields["terms"] for s in segments], text, 8)
            distances = [round(one.distance * 8) for one in found]
            assert distances == [distance for _, distance in expected], text
