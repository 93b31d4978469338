"""Reading an index runs nothing from it, and damage is reported by name, never half-read."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import And, FuzzyTerm, Not, Or, Phrase, Prefix, Query, Term, Wildcard

import ksearch
from ksearch.analysis import LexiconFile
from ksearch.codec import ArticleIndex
from ksearch.codec.texts import packed_dictionary
from ksearch.errors import IndexDamagedError, IndexMissingError, IndexVersionError
from ksearch.files import ArrayFile, write_arrays
from tests.ranking.worlds import made_world
from tests.samples import NOUNS, article

ROOT = Path(__file__).parents[2]
# For a long look: KSEARCH_FORGERIES=100000
FORGERIES = os.environ.get("KSEARCH_FORGERIES", "150")
QUERIES = ("스마트시티", "총회 -사진", '"시청 총회"', "Hermes", "흑산도", "3월")
WHOOSH_QUERIES: tuple[Query, ...] = (
    Term("terms", "총회"),
    And([Term("terms", "시청"), Term("terms", "총회")]),
    Or([Term("terms", "흑산도"), Term("terms", "스마트")]),
    And([Term("terms", "총회"), Not(Term("terms", "사진"))]),
    Phrase("net", ["시청", "총회"], slop=5),
    Prefix("terms", "스마"),
    Wildcard("terms", "*산*"),
    FuzzyTerm("terms", "총희"),
)
UNPICKLERS = (pickle.load, pickle.loads, pickle.Unpickler, pickle._Unpickler)


def _everything(folder: Path) -> list[Any]:
    """All that can be read of an index: searches, articles, Whoosh's queries, the lexicon."""
    found: list[Any] = []
    with ksearch.open(folder) as index:
        found += [index.search(query) for query in QUERIES]
        found += [*index.articles(), index.get("a"), index.get("c")]
    with ArticleIndex(folder).searcher() as searcher:
        for query in WHOOSH_QUERIES:
            hits = searcher.search(query, limit=None)
            found.append(sorted((hit["article"], hit["text"], hit.score) for hit in hits))
        found.append(list(searcher.reader().all_terms()))
    lexicon = LexiconFile(next(folder.glob("*.lexicon")))
    found.append({name: array.tolist() for name, array in lexicon.arrays().items()})
    found.append([lexicon.get(key) for key in ("스마트시티를", "흑산도", "없는말")])
    return found


@pytest.fixture(scope="module")
def undamaged(tiny_index: Path) -> list[Any]:
    return _everything(tiny_index)


@pytest.fixture(scope="module")
def names(tiny_index: Path) -> list[str]:
    return sorted(p.name for p in tiny_index.iterdir() if p.is_file() and p.stat().st_size)


def _said(folder: Path) -> list[Any] | IndexDamagedError | IndexVersionError:
    try:
        return _everything(folder)
    except (IndexDamagedError, IndexVersionError) as error:
        return error


def _read_or_named(folder: Path, path: Path, undamaged: list[Any]) -> None:
    said = _said(folder)
    if isinstance(said, list):
        assert said == undamaged
    else:
        assert said.path == path
        assert str(path) in str(said)


@settings(max_examples=300)
@given(data=st.data())
def test_any_damage_to_any_file_is_named_or_harmless(
    data: st.DataObject, tiny_index: Path, names: list[str], undamaged: list[Any]
) -> None:
    """A changed byte or a cut, anywhere: an error that names the file, or the same answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        shutil.copytree(tiny_index, folder)
        path = folder / data.draw(st.sampled_from(names))
        raw = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.sampled_from(["flip", "flip", "cut", "overwrite"])) == "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        elif data.draw(st.booleans()):
            del raw[at:]
        else:
            raw[at : at + 16] = bytes(16)
        path.write_bytes(raw)
        _read_or_named(folder, path, undamaged)


def test_a_forged_file_ends_no_process(tiny_index: Path, tmp_path: Path) -> None:
    """Any numbers under checksums that match: wrong answers or errors, and the process goes on."""
    made_world(tmp_path / "world", 4, (300, 60), block=16, deleted=0.1)
    (tmp_path / "target").mkdir()
    indexes = (tmp_path / "world", tiny_index, tmp_path / "target")
    done = subprocess.run(
        [sys.executable, "-m", "tests.codec.forging", *map(str, indexes), "0", FORGERIES],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith("done\n"), done.stdout[-200:] + done.stderr[-2000:]
    assert done.returncode == 0


def test_a_file_that_is_gone_is_named(
    tiny_index: Path, names: list[str], undamaged: list[Any], tmp_path: Path
) -> None:
    """Without its table there is no index; without any other file it is damaged."""
    for name in names:
        folder = tmp_path / name
        shutil.copytree(tiny_index, folder)
        (folder / name).unlink()
        if name.endswith(".contents"):
            with pytest.raises(IndexMissingError):
                ksearch.open(folder)
        else:
            _read_or_named(folder, folder / name, undamaged)


def test_a_file_of_another_commit_is_not_taken_for_its_own(
    tiny_index: Path, tmp_path: Path
) -> None:
    """A segment put in the place of another has sound checksums, and is refused all the same."""
    folder = tmp_path / "index"
    shutil.copytree(tiny_index, folder)
    one, other = sorted(folder.glob("*.segment"), key=lambda path: path.stat().st_size)
    shutil.copy(one, other)
    with pytest.raises(IndexDamagedError) as caught:
        ksearch.open(folder)
    assert caught.value.path == other


def test_reading_an_index_unpickles_nothing(
    tiny_index: Path, undamaged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With every unpickler gone, searches and Whoosh's own queries answer as before."""

    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        pytest.fail("an unpickler ran")

    for name in ("load", "loads", "Unpickler", "_Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("whoosh"):
            for name, value in list(vars(module).items()):
                if any(value is unpickler for unpickler in UNPICKLERS):
                    monkeypatch.setattr(module, name, refuse)
    assert _everything(tiny_index) == undamaged


@pytest.fixture(scope="module")
def with_dictionary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One segment of articles enough that a dictionary was trained on them; not to be changed."""
    folder = tmp_path_factory.mktemp("dictionary") / "index"
    draw = Random(1)
    texts = [" ".join(draw.choices(NOUNS, k=400)) for _ in range(20)]
    with ksearch.open(folder, create=True) as index:
        index.add([article(str(n), *draw.sample(texts, 2)) for n in range(200)])
    return folder


def _segment(folder: Path) -> Path:
    return next(folder.glob("*.segment"))


def _cut(folder: Path) -> None:
    path = _segment(folder)
    path.write_bytes(path.read_bytes()[:-1])


def _flipped(name: str, folder: Path) -> None:
    """One bit of an array, under a checksum that was right before."""
    path = _segment(folder)
    raw = path.read_bytes()
    array = ArrayFile(path, b"articles", 2).array(name).tobytes()
    assert raw.count(array) == 1
    path.write_bytes(raw.replace(array, array[:-1] + bytes([array[-1] ^ 1])))


def _forged(name: str, array: npt.NDArray[Any], folder: Path) -> None:
    """Another array, under a checksum that matches."""
    path = _segment(folder)
    file = ArrayFile(path, b"articles", 2)
    arrays = {part: file.array(part).copy() for part in file._entries} | {name: array}
    version, meta = file.version, file.meta
    write_arrays(path, b"articles", version, meta, arrays)


# What begins like a dictionary of zstd and goes on like nothing.
NO_DICTIONARY = bytes.fromhex("37a430ec") + bytes(500)


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        partial(_flipped, "stored_dictionary"),
        partial(_flipped, "stored_end"),
        partial(_forged, "stored_dictionary", np.ones(100, np.uint8)),
        partial(_forged, "stored_dictionary", packed_dictionary(NO_DICTIONARY)),
        partial(_forged, "stored_end", np.zeros(3)),
    ],
)
def test_a_writer_that_meets_damage_frees_its_lock(
    with_dictionary: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Damage is found when the writer opens; the next writer is not locked out by the first."""
    folder = tmp_path / "index"
    shutil.copytree(with_dictionary, folder)
    index = ArticleIndex(folder)
    segment = _segment(folder)
    sound = segment.read_bytes()
    damage(folder)
    with pytest.raises(IndexDamagedError) as caught:
        index.writer()
    assert caught.value.path == segment
    segment.write_bytes(sound)
    index.writer().cancel()


def test_a_change_that_fails_before_it_begins_frees_the_lock(
    tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong between the lock and the first article, the next change gets the lock."""

    def fail() -> NoReturn:
        raise OSError("the starter lexicon cannot be read")

    shutil.copytree(tiny_index, tmp_path / "index")
    with ksearch.open(tmp_path / "index") as index:
        with monkeypatch.context() as patch:
            patch.setattr("ksearch.engine.transaction.starter_lexicon", fail)
            with pytest.raises(OSError, match="starter") as caught:
                index.delete(["a"])
        assert index.delete(["a"]) == 1, caught
