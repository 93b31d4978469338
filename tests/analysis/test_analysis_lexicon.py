"""A lexicon gives back what was put in, in memory and on disk, and forgets without harm."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Origin,
    TermSpan,
    lexicon_file,
    scan_words,
    write_lexicon,
)
from ksearch.analysis.entries import MAX_KEY, MAX_SPANS
from ksearch.analysis.fresh import FreshEntries
from ksearch.engine.tokens import TokenTable
from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files import write_arrays

Entries = dict[str, tuple[TermSpan, ...]]

# Keys that share beginnings, as those of a language do, and keys that do not.
letters = st.characters(categories=["L", "N", "Cs", "So"])
keys = st.one_of(
    st.text(letters, min_size=1, max_size=MAX_KEY),
    st.text(st.sampled_from("가각간0A大𠮷"), min_size=1, max_size=MAX_KEY),
)


@st.composite
def entries(draw: st.DrawFn, most: int = 12) -> Entries:
    """Keys with spans whose terms are letters of the key, or other forms."""
    made = {}
    for key in draw(st.lists(keys, unique=True, max_size=most)):
        spans = []
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(key) - 1))
            end = draw(st.integers(start + 1, len(key)))
            term = draw(
                st.one_of(st.just(key[start:end]), st.sampled_from(["밝히다", "가다", "𠮷", ""]))
            )
            spans.append(TermSpan(term, start, end, draw(st.sampled_from(Origin))))
        made[key] = tuple(spans)
    return made


@given(entries(), keys)
def test_what_is_written_is_read(tmp_path: Path, made: Entries, other: str) -> None:
    """Every key has its spans, and no other key has any."""
    write_lexicon(tmp_path / "l", "one", made)
    file = LexiconFile(tmp_path / "l")
    assert len(file) == len(made)
    assert file.fingerprint == "one"
    assert {key: file.get(key) for key in made} == made
    for absent in (other, "", *(key[:-1] for key in made), *(key + "가" for key in made)):
        assert file.get(absent) == made.get(absent)


@given(entries())
def test_what_is_fresh_is_read(made: Entries) -> None:
    """Entries in memory are a mapping in the order in which they came; the first of a key stays."""
    fresh = FreshEntries(made.items())
    assert dict(fresh) == made
    assert list(fresh) == list(made)
    fresh.add((key, ()) for key in made)
    assert dict(fresh) == made
    assert "없는말" * 16 not in fresh


@given(entries(40), st.integers(0, 40))
def test_writing_in_two_steps_is_writing_at_once(tmp_path: Path, made: Entries, cut: int) -> None:
    """A lexicon and what was added to it since make the file of both, byte for byte."""
    items = list(made.items())
    write_lexicon(tmp_path / "base", "one", dict(items[:cut]))
    write_lexicon(tmp_path / "grown", "one", dict(items[cut:]), LexiconFile(tmp_path / "base"))
    write_lexicon(tmp_path / "whole", "one", dict(reversed(items)))
    assert (tmp_path / "grown").read_bytes() == (tmp_path / "whole").read_bytes()
    grown = LexiconFile(tmp_path / "grown")
    assert {key: grown.get(key) for key in made} == made


def test_a_key_that_the_base_has_already_is_written_once(tmp_path: Path) -> None:
    """Two transactions may learn the same key; the base's entry stays."""
    span = TermSpan("가", 0, 1, Origin.MORPHEME)
    write_lexicon(tmp_path / "base", "one", {"가": (span,)})
    write_lexicon(tmp_path / "l", "one", {"가": (), "나": ()}, LexiconFile(tmp_path / "base"))
    file = LexiconFile(tmp_path / "l")
    assert (len(file), file.get("가"), file.get("나")) == (2, (span,), ())


def test_keys_in_many_blocks_and_chunks_are_found(tmp_path: Path) -> None:
    """Thousands of keys with the same first bytes, over more chunks than one."""
    texts = [f"대한{chr(0xAC00 + n % 7000)}{chr(0xAC00 + n // 7)}국" for n in range(60_000)]
    made = {
        text: (TermSpan(text[n % 4 :], n % 4, 5, Origin.MORPHEME),) for n, text in enumerate(texts)
    }
    write_lexicon(tmp_path / "l", "one", made)
    file = LexiconFile(tmp_path / "l")
    assert file.arrays()["blob"].nbytes > 2**18
    assert len(file) == len(made)
    file = LexiconFile(tmp_path / "l")
    assert all(file.get(text) == made[text] for text in texts[::37])
    assert all(file.get(text + "이") is None for text in texts[::37])


def test_a_full_lexicon_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest entries are forgotten first, in memory and on disk."""
    write_lexicon(tmp_path / "base", "one", {"가": (), "나": ()})
    monkeypatch.setattr(lexicon_file, "MAX_ENTRIES", 3)
    base = LexiconFile(tmp_path / "base")
    assert write_lexicon(tmp_path / "l", "one", {"라": (), "다": ()}, base) == 3
    grown = LexiconFile(tmp_path / "l")
    assert [key for key in "가나다라" if grown.get(key) is not None] == ["가", "나", "라"]
    monkeypatch.setattr(lexicon_file, "MAX_ENTRIES", 1)
    assert write_lexicon(tmp_path / "l", "one", {"라": ()}, base) == 2


def test_an_over_long_key_is_not_kept() -> None:
    """Offsets are kept in one byte, so longer keys are analysed every time."""
    lexicon = Lexicon()
    span = TermSpan("가", 0, 1, Origin.MORPHEME)
    lexicon.add("가" * MAX_KEY, (span,))
    lexicon.add("가" * (MAX_KEY + 1), (span,))
    lexicon.add("나", (span,) * (MAX_SPANS + 1))
    assert lexicon.get("가" * MAX_KEY) == (span,)
    assert lexicon.get("가" * (MAX_KEY + 1)) is None
    assert lexicon.get("나") is None


def test_the_first_file_answers_before_the_second(tmp_path: Path) -> None:
    """Fresh entries come before files, and files in their order."""
    for name in ("시청", "총회"):
        write_lexicon(tmp_path / name, "one", {"키": (TermSpan(name, 0, 1, Origin.MORPHEME),)})
    lexicon = Lexicon([LexiconFile(tmp_path / "시청"), LexiconFile(tmp_path / "총회")])
    found = lexicon.get("키")
    assert found is not None
    assert found[0].term == "시청"
    lexicon.add("키", ())
    assert lexicon.get("키") == ()


def test_a_lexicon_of_an_older_format_is_refused_by_name(tmp_path: Path) -> None:
    write_arrays(tmp_path / "l", lexicon_file.KIND, 1, {"fingerprint": "one"}, {})
    with pytest.raises(IndexVersionError):
        LexiconFile(tmp_path / "l")


@pytest.mark.parametrize("name", ["first", "blob", "pattern_end"])
def test_damage_is_named_when_it_is_read(tmp_path: Path, name: str) -> None:
    """A changed byte is found by the look-up that would read it, not by opening."""
    write_lexicon(tmp_path / "l", "one", {"시청": (TermSpan("시청", 0, 2, Origin.MORPHEME),)})
    raw = bytearray((tmp_path / "l").read_bytes())
    raw[raw.index(LexiconFile(tmp_path / "l").arrays()[name].tobytes())] ^= 1
    (tmp_path / "l").write_bytes(raw)
    damaged = LexiconFile(tmp_path / "l")
    with pytest.raises(IndexDamagedError, match=str(tmp_path)):
        damaged.get("시청")
    with pytest.raises(IndexDamagedError, match=str(tmp_path)):
        write_lexicon(tmp_path / "grown", "one", {}, damaged)
    assert not (tmp_path / "grown").exists()


@settings(max_examples=300)
@given(st.data())
def test_a_forged_lexicon_gives_wrong_terms_or_an_error_and_never_crashes(
    tmp_path: Path, data: st.DataObject
) -> None:
    """Checksums are sound, numbers are any: look-ups, a table of words and a merge survive."""
    made = data.draw(entries(24)) | {"시청": (TermSpan("시청", 0, 2, Origin.MORPHEME),)}
    write_lexicon(tmp_path / "l", "one", made)
    arrays = {name: array.copy() for name, array in LexiconFile(tmp_path / "l").arrays().items()}
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(arrays)))
        array = arrays[name]
        if data.draw(st.booleans()) or not len(array):
            arrays[name] = array[: data.draw(st.integers(0, len(array)))]
        else:
            top = int(np.iinfo(array.dtype).max)
            value = data.draw(st.one_of(st.integers(0, top), st.integers(0, 40)))
            array[data.draw(st.integers(0, len(array) - 1))] = value
    meta = {"fingerprint": "one", "entries": len(made)}
    write_arrays(tmp_path / "forged", lexicon_file.KIND, lexicon_file.VERSION, meta, arrays)
    forged = LexiconFile(tmp_path / "forged")
    for key in (*made, "없는말"):
        with suppress(IndexDamagedError):
            forged.get(key)
    with suppress(IndexDamagedError):
        write_lexicon(tmp_path / "merged", "one", {"없는말": ()}, forged)
        scan = scan_words(list(made))
        TokenTable(Analyzer(Lexicon([forged])))._registered(scan, scan.first)
