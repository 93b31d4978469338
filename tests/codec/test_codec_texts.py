"""Stored contents come back as they were, from any thread, and damage is an error."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ksearch.codec import ArticleIndex, SegmentColumns, merging, texts
from ksearch.codec.texts import StoredTexts, pack_frames, pack_texts, packed_dictionary, train
from tests.ranking.worlds import made_world
from tests.samples import NOUNS, PARTICLES, VERBS

DICTIONARY = " ".join(NOUNS).encode()


def news(count: int, seed: int = 0) -> list[bytes]:
    """Contents as articles have them, of 1 to 3 KB each."""
    draw = random.Random(seed)
    return [
        " ".join(
            draw.choice(NOUNS) + draw.choice(PARTICLES) + " " + draw.choice(VERBS)
            for _ in range(draw.randrange(50, 150))
        ).encode()
        for _ in range(count)
    ]


def opened(contents: list[bytes], dictionary: bytes | None = None) -> StoredTexts:
    arrays = pack_texts(contents, dictionary=dictionary)
    return StoredTexts(arrays["stored"], arrays["stored_end"], arrays["stored_dictionary"])


@given(
    st.lists(st.binary(min_size=1, max_size=300), max_size=8), st.sampled_from([b"", DICTIONARY])
)
def test_contents_come_back_in_order(contents: list[bytes], dictionary: bytes) -> None:
    stored = opened(contents, dictionary)
    assert list(stored) == contents
    assert len(stored) == len(contents)
    assert stored.dictionary == dictionary


def test_many_articles_share_a_trained_dictionary_that_makes_them_smaller() -> None:
    contents = news(400)
    shared = opened(contents)
    assert list(shared) == contents
    assert 0 < len(shared.dictionary) <= sum(map(len, contents)) // texts.DICTIONARY_SHARE
    alone = opened(contents, b"")
    assert size(shared) + len(shared.dictionary) < size(alone)


def size(stored: StoredTexts) -> int:
    return sum(len(stored.frame(number)) for number in range(len(stored)))


@pytest.mark.parametrize("contents", [[], [b"x"], news(10), [b"x" * 500_000], [b"\0" * 5000] * 100])
def test_too_little_to_learn_from_is_stored_all_the_same(contents: list[bytes]) -> None:
    assert list(opened(contents)) == contents


def test_frames_do_not_depend_on_threads_and_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = news(300)
    dictionary = train(contents)
    expected = list(pack_frames(contents, dictionary))
    monkeypatch.setattr(texts, "BATCH_BYTES", 10_000)
    monkeypatch.setattr(texts, "MOST_THREADS", 1)
    assert list(pack_frames(contents, dictionary)) == expected


def test_frames_are_made_while_contents_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "BATCH_BYTES", 10_000)
    given_out = 0

    def contents() -> Iterator[bytes]:
        nonlocal given_out
        for content in news(100):
            given_out += 1
            yield content

    next(pack_frames(contents(), b""))
    assert given_out < 20


def test_frames_are_copied_to_where_their_dictionary_is() -> None:
    first, contents = opened(news(300)), news(20, seed=1)
    second = opened(contents, first.dictionary)
    frames = [bytes(part.frame(n)) for part in (second, first) for n in range(20)]
    joined = StoredTexts(
        np.frombuffer(b"".join(frames), np.uint8),
        np.cumsum([len(frame) for frame in frames]),
        packed_dictionary(first.dictionary),
    )
    assert list(joined) == [*contents, *(first[n] for n in range(20))]


def test_contents_are_read_from_many_threads_at_once() -> None:
    contents = news(300)
    stored = opened(contents)
    wrong: list[int] = []

    def read(seed: int) -> None:
        order = random.Random(seed).sample(range(300), 300)
        wrong.extend(number for number in order if stored[number] != contents[number])

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_ordinal_that_is_not_there_is_an_index_error() -> None:
    stored = opened([b"x"])
    for number in (1, -1):
        with pytest.raises(IndexError):
            stored[number]


def test_what_is_about_to_be_read_is_verified_first() -> None:
    arrays = pack_texts(news(3))
    asked: list[tuple[int, int]] = []
    stored = StoredTexts(
        arrays["stored"],
        arrays["stored_end"],
        arrays["stored_dictionary"],
        verify=lambda begin, end: asked.append((begin, end)),
    )
    assert stored[1] == news(3)[1]
    assert asked == [(int(arrays["stored_end"][0]), int(arrays["stored_end"][1]))]


@pytest.mark.parametrize("dictionary", [b"", DICTIONARY])
def test_damage_is_an_error_and_nothing_worse(dictionary: bytes) -> None:
    contents = news(4)
    arrays = pack_texts(contents, dictionary=dictionary)
    draw = random.Random(0)
    for _ in range(400):
        stored, ends = arrays["stored"].copy(), arrays["stored_end"].copy()
        match draw.randrange(3):
            case 0:
                ends[draw.randrange(4)] = draw.randrange(int(ends[-1]) * 2)
            case 1:
                stored[draw.randrange(len(stored))] ^= 1 << draw.randrange(8)
            case 2:  # the head of a frame, which says how long its content is
                stored[4:14] = list(draw.randbytes(10))
        damaged = StoredTexts(stored, ends, arrays["stored_dictionary"])
        for number in range(4):
            try:
                assert isinstance(damaged[number], bytes)
            except (ValueError, zstandard.ZstdError):
                continue


def test_a_merge_reads_no_more_articles_than_it_learns_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no segment has a dictionary, one is made of the first articles, a piece's number."""
    world = made_world(tmp_path / "index", 3, (20, 30))
    opened_now: list[int] = []
    taught: list[tuple[int, int]] = []
    content = SegmentColumns.content

    def counted(self: SegmentColumns, ordinal: int) -> bytes:
        opened_now.append(ordinal)
        return content(self, ordinal)

    def noted(contents: list[bytes]) -> bytes:
        taught.append((len(contents), len(opened_now)))
        return b""

    monkeypatch.setattr(SegmentColumns, "content", counted)
    monkeypatch.setattr(merging, "PIECE_ARTICLES", 4)
    monkeypatch.setattr(merging, "train", noted)
    ArticleIndex(world.folder).writer().commit(optimize=True)
    assert taught == [(4, 4)]
