"""A lexicon gives back what was put in, in memory and on disk, and forgets without harm."""

from __future__ import annotations

from pathlib import Path

import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis import Lexicon, LexiconFile, Origin, TermSpan, write_lexicon
from ksearch.analysis.lexicon import MAX_KEY

keys = st.text(st.characters(categories=["L", "N", "Cs", "So"]), min_size=1, max_size=MAX_KEY)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, tuple[TermSpan, ...]]:
    """Keys with spans whose terms are letters of the key, or other forms."""
    made = {}
    for key in draw(st.lists(keys, unique=True, max_size=12)):
        spans = []
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(key) - 1))
            end = draw(st.integers(start + 1, len(key)))
            term = draw(
                st.one_of(st.just(key[start:end]), st.sampled_from(["밝히다", "가다", "𠮷"]))
            )
            spans.append(TermSpan(term, start, end, draw(st.sampled_from(Origin))))
        made[key] = tuple(spans)
    return made


@given(entries())
def test_what_is_written_is_read(tmp_path: Path, made: dict[str, tuple[TermSpan, ...]]) -> None:
    """Every key has its spans, and no other key has any."""
    write_lexicon(tmp_path / "l", "one", made)
    file = LexiconFile(tmp_path / "l")
    assert len(file) == len(made)
    assert file.fingerprint == "one"
    assert {key: file.get(key) for key in made} == made
    assert file.get("없는말" * 20) is None


@given(entries(), st.integers(0, 12))
def test_writing_in_two_steps_is_writing_at_once(
    tmp_path: Path, made: dict[str, tuple[TermSpan, ...]], cut: int
) -> None:
    """A lexicon and what was added to it since make the file of both."""
    items = list(made.items())
    write_lexicon(tmp_path / "base", "one", dict(items[:cut]))
    write_lexicon(tmp_path / "grown", "one", dict(items[cut:]), LexiconFile(tmp_path / "base"))
    grown = LexiconFile(tmp_path / "grown")
    assert len(grown) == len(made)
    assert {key: grown.get(key) for key in made} == made


@given(entries())
def test_keys_whose_hashes_collide_are_told_apart(
    tmp_path: Path, made: dict[str, tuple[TermSpan, ...]]
) -> None:
    """With one hash for every key, the key itself decides."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xxhash, "xxh3_64_intdigest", lambda _data: 7)
        write_lexicon(tmp_path / "l", "one", made)
        file = LexiconFile(tmp_path / "l")
        assert {key: file.get(key) for key in made} == made
        assert file.get("없는말" * 20) is None


def test_an_over_long_key_is_not_kept() -> None:
    """Offsets are kept in one byte, so longer keys are analysed every time."""
    lexicon = Lexicon()
    span = TermSpan("가", 0, 1, Origin.MORPHEME)
    lexicon.add("가" * MAX_KEY, (span,))
    lexicon.add("가" * (MAX_KEY + 1), (span,))
    assert lexicon.get("가" * MAX_KEY) == (span,)
    assert lexicon.get("가" * (MAX_KEY + 1)) is None


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
