"""Damage to the file that tells of stories is named, byte by byte; a forged one ends no process."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ksearch
from ksearch.codec.stories import KIND, VERSION
from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files import write_arrays
from tests.samples import NOUNS, PARTICLES, VERBS, article

QUERIES = ("총회", "도서관 -한강", "물가 반도체")
Answers = list[list[tuple[str, tuple[str, ...]]]]


def _text(draw: random.Random) -> str:
    words = [draw.choice(NOUNS) + draw.choice(PARTICLES) for _ in range(120)]
    return " ".join([*words, draw.choice(VERBS)])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two segments of stories with up to four copies, in both; not to be changed."""
    folder = tmp_path_factory.mktemp("stories") / "index"
    draw = random.Random(3)
    texts = [_text(draw) for _ in range(6)]
    with ksearch.open(folder, create=True) as index:
        for segment in range(2):
            index.add(
                article(f"{segment}-{number}", texts[number % 6], headline="총회")
                for number in range(3, 9 + segment)
            )
        assert index.stats().segments == 2
    return folder


@pytest.fixture
def copied(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(told, tmp_path / "index"))


def _stories(folder: Path) -> Path:
    (path,) = folder.glob("*.stories")
    return path


def _answers(folder: Path) -> Answers:
    with ksearch.open(folder) as index:
        return [[(hit.id, hit.copies) for hit in index.search(q, limit=99).hits] for q in QUERIES]


def _refused(folder: Path) -> bool:
    """Whether opening the index names the file; nothing else may be raised."""
    path = _stories(folder)
    try:
        _answers(folder)
    except (IndexDamagedError, IndexVersionError) as error:
        return error.path == path and str(path) in str(error)
    return False


def test_every_byte_that_changes_is_named_or_harmless(copied: Path) -> None:
    """Each byte of the file in turn, another value; only padding between arrays may be anything."""
    expected = _answers(copied)
    assert any(copies for hits in expected for _, copies in hits)
    path = _stories(copied)
    sound = path.read_bytes()
    harmless = 0
    for at, byte in enumerate(sound):
        path.write_bytes(sound[:at] + bytes([byte ^ 0x41]) + sound[at + 1 :])
        if not _refused(copied):
            assert not byte, at
            assert _answers(copied) == expected
            harmless += 1
    assert harmless < len(sound) // 4


def test_a_file_that_is_cut_anywhere_is_named(copied: Path) -> None:
    """At each length, and with more behind it."""
    path = _stories(copied)
    sound = path.read_bytes()
    for length in range(len(sound)):
        path.write_bytes(sound[:length])
        assert _refused(copied), length
    path.write_bytes(sound + b"\0")
    assert _refused(copied)


@pytest.mark.parametrize(
    ("article_numbers", "ends"),
    [
        ([0, 99], [2]),
        ([0, 4_294_967_295], [2]),
        ([0, 1], [1]),
        ([0, 1], [3]),
        ([0, 1], []),
        ([], [2]),
        ([0, 1, 2, 3], [3, 2, 4]),
        ([0, 1, 2, 3], [2, 2, 4]),
        ([0, 1, 2], [0, 3]),
        ([0, 0], [2]),
        ([1, 0], [2]),
        ([0, 1, 1, 2], [2, 4]),
        ([0], [1]),
    ],
)
def test_stories_that_contradict_each_other_are_refused(
    copied: Path, article_numbers: Sequence[int], ends: Sequence[int]
) -> None:
    """Under checksums that match: articles that are not there, falling ends, one in two stories."""
    arrays: dict[str, Any] = {
        "article": np.array(article_numbers, np.uint32),
        "end": np.array(ends, np.uint32),
    }
    write_arrays(_stories(copied), KIND, VERSION, {}, arrays)
    assert _refused(copied)


@pytest.mark.parametrize("arrays", [{}, {"article": 8}, {"end": 8}, {"article": 4, "end": "<u8"}])
def test_a_file_with_other_arrays_is_refused(copied: Path, arrays: dict[str, Any]) -> None:
    """An array is missing, or its numbers are of another kind."""
    made = {
        name: np.array([2], kind if isinstance(kind, str) else np.uint32)
        for name, kind in arrays.items()
    }
    write_arrays(_stories(copied), KIND, VERSION, {}, made)
    assert _refused(copied)


def test_a_file_of_a_newer_ksearch_is_named(copied: Path) -> None:
    made = {"article": np.arange(2, dtype=np.uint32), "end": np.array([2], np.uint32)}
    write_arrays(_stories(copied), KIND, VERSION + 1, {}, made, oldest=VERSION + 1)
    with pytest.raises(IndexVersionError):
        ksearch.open(copied)


def test_a_file_of_another_kind_or_none_is_named(copied: Path) -> None:
    path = _stories(copied)
    shutil.copy(next(copied.glob("*.lexicon")), path)
    assert _refused(copied)
    path.unlink()
    with pytest.raises(IndexDamagedError) as caught:
        ksearch.open(copied)
    assert caught.value.path == path
