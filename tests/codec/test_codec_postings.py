"""What is written of words comes back as postings, whatever the block size, also after merging."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.codec import FieldTerms, SegmentColumns, StoredArticle, WordTokens
from ksearch.codec.bounds import BOUND_B, BOUND_WEIGHT
from ksearch.codec.fields import GAP, KINDS
from ksearch.codec.inversion import Sections, invert
from ksearch.codec.layout import write_deletions, write_segment
from ksearch.codec.merging import merge
from ksearch.codec.segment import ArticleSegment
from ksearch.codec.texts import pack_texts
from ksearch.native import address, library

# Each letter is a term; a word has those of its letters, at their places.
LETTERS = "가나다라마바사아자차카타파하 갸냐"
WORDS = ("가", "가나", "가가가", "나다", "나다라마", "마", "바사", "하하", "갸냐", "파")
Section = tuple[int, Sequence[str]]  # the code of its kind, and its words
Articles = Sequence[Sequence[Section]]
sections = st.tuples(st.integers(0, 3), st.lists(st.sampled_from(WORDS), max_size=12))
articles = st.lists(st.lists(sections, max_size=4), min_size=1, max_size=30)


@dataclass(frozen=True)
class Written:
    """A segment of some articles, and for each of its terms what a plain look at them says."""

    columns: SegmentColumns
    expected: dict[str, list[tuple[int, list[int], list[tuple[int, int]]]]]


def _plain(
    given_articles: Articles, deleted: frozenset[int] = frozenset()
) -> dict[str, list[tuple[int, list[int], list[tuple[int, int]]]]]:
    """By term: its articles, the counts by kind, and (section, offset in it) of each occurrence."""
    found: dict[str, list[tuple[int, list[int], list[tuple[int, int]]]]] = defaultdict(list)
    number = 0
    for at, one in enumerate(given_articles):
        if at in deleted:
            continue
        places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for ordinal, (kind, words) in enumerate(one):
            offset = 0
            for word in words:
                for step, letter in enumerate(word):
                    places[letter].append((kind, ordinal, offset + step))
                offset += len(word) + 1
        for letter, here in places.items():
            counts = [sum(kind == k for kind, _, _ in here) for k in range(len(KINDS))]
            found[letter].append((number, counts, [(o, offset) for _, o, offset in here]))
        number += 1
    return found


def _terms() -> FieldTerms:
    letters = list(dict.fromkeys(LETTERS))
    encoded = [letter.encode() for letter in letters]
    counts = [len(word) for word in WORDS]
    return FieldTerms(
        np.frombuffer(b"".join(encoded), np.uint8),
        np.cumsum([len(text) for text in encoded]).astype(np.uint32),
        np.cumsum(counts).astype(np.uint32),
        np.array([letters.index(c) for word in WORDS for c in word], np.uint32),
        np.array([step for word in WORDS for step in range(len(word))], np.uint32),
    )


def _write(folder: Path, given_articles: Articles, block: int) -> ArticleSegment:
    tokens: list[tuple[int, int, int]] = []
    owner: list[int] = []
    kinds, lengths = [], []
    for at, one in enumerate(given_articles):
        for kind, words in one:
            offset = 0
            for word in words:
                tokens.append((WORDS.index(word), len(owner), offset))
                offset += len(word) + 1
            owner.append(at)
            kinds.append(kind)
            lengths.append(max(offset - 1, 0))
    columns = np.array(tokens, np.uint32).reshape(-1, 3)
    of_words = WordTokens(*(np.ascontiguousarray(columns[:, n]) for n in range(3)))
    of_sections = Sections(
        np.array(owner, np.uint32),
        np.array(kinds, np.uint8),
        np.array(lengths, np.uint32),
        len(given_articles),
    )
    fields = {
        name: invert(of_sections, of_words, _terms(), positions=name == "net", block=block)
        for name in ("terms", "net")
    }
    segment = ArticleSegment("MAIN", articles=len(given_articles), sections=len(owner))
    stored = [StoredArticle(str(n), n, n, b"{}") for n in range(len(given_articles))]
    texts = pack_texts([article.content for article in stored])
    write_segment(folder / segment.filename, stored, of_sections, fields, texts, block=block)
    return segment


def _assert_says(
    columns: SegmentColumns,
    expected: dict[str, list[tuple[int, list[int], list[tuple[int, int]]]]],
) -> None:
    for name in ("terms", "net"):
        field = columns.fields[name]
        in_order = [term.decode() for term, _ in field.dictionary.terms_from()]
        assert in_order == sorted(expected, key=str.encode)
        for row, letter in enumerate(in_order):
            entry = field.find(letter.encode())
            assert entry is not None
            assert entry == field.dictionary.entry(row)
            assert field.dictionary.first_row(letter.encode()) == row
            rows = expected[letter]
            article, code, place = field.postings(entry)
            assert entry.df == len(rows)
            assert article.tolist() == [number for number, _, _ in rows]
            assert field.tf[code].tolist() == [counts for _, counts, _ in rows]
            assert place.tolist() == [
                _place(columns, name, number, n, *where)
                for number, _, places in rows
                for n, where in enumerate(places)
            ]
            _assert_bounded(columns, name, letter)
        assert field.find("없".encode()) is None
        assert field.find(b"") is None


def _place(
    columns: SegmentColumns, name: str, article: int, n: int, ordinal: int, offset: int
) -> int:
    if name == "terms":
        return ordinal + n
    return int(columns.section_start[int(columns.first_section[article]) + ordinal]) + offset


def _assert_bounded(columns: SegmentColumns, name: str, letter: str) -> None:
    """No posting's frequency is above the bound of its list, nor far below for all of them."""
    field = columns.fields[name]
    entry = field.find(letter.encode())
    assert entry is not None
    article, code, _ = field.postings(entry)
    average = np.maximum(np.array(field.average), 1e-9)
    norm = 1 - np.array(BOUND_B) + np.array(BOUND_B) * field.length[article] / average
    frequency = (field.tf[code] * np.array(BOUND_WEIGHT) / norm).sum(axis=1).max()
    bound = 2 ** ((entry.bound - 64) / 16)
    assert frequency <= bound <= frequency * 1.05


@given(articles, st.sampled_from([1, 2, 3, 128]))
def test_postings_come_back_as_they_were_counted(given_articles: Articles, block: int) -> None:
    """Articles, counts by kind, and places of every term; the dictionary is in byte order."""
    with tempfile.TemporaryDirectory() as name:
        segment = _write(Path(name), given_articles, block)
        _assert_says(SegmentColumns(Path(name), segment), _plain(given_articles))


@given(st.lists(articles, min_size=1, max_size=4), st.sampled_from([1, 2, 128]), st.data())
def test_merged_segments_say_what_one_of_all_their_live_articles_would(
    parts: Sequence[Articles], block: int, data: st.DataObject
) -> None:
    """Deleted articles drop out, with terms that only they had; sections keep their places."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources, kept = [], []
        for number, part in enumerate(parts):
            deleted = data.draw(st.frozensets(st.integers(0, len(part) - 1), max_size=len(part)))
            segment = _write(folder, part, block)
            if deleted:
                segment.deletions = f"{number}.deletions"
                segment.deleted_articles = len(deleted)
                write_deletions(folder / segment.deletions, deleted)
            sources.append(SegmentColumns(folder, segment))
            kept += [one for at, one in enumerate(part) if at not in deleted]
        if not kept:
            return
        merged = SegmentColumns(folder, merge(folder, sources))
        _assert_says(merged, _plain(kept))
        assert list(merged.contents()) == [b"{}"] * len(kept)
        whole = SegmentColumns(folder, _write(folder, kept, block))
        for field in ("terms", "net"):
            assert merged.fields[field].length.tolist() == whole.fields[field].length.tolist()
            assert merged.fields[field].average == pytest.approx(whole.fields[field].average)
        assert merged.section_start.tolist() == whole.section_start.tolist()
        assert merged.section_kind.tolist() == whole.section_kind.tolist()


@given(articles)
def test_section_postings_are_those_of_the_sections(given_articles: Articles) -> None:
    """Whoosh sees sections: in both fields the right ones, in net with offsets into them."""
    with tempfile.TemporaryDirectory() as name:
        columns = SegmentColumns(Path(name), _write(Path(name), given_articles, 2))
        for letter, rows in _plain(given_articles).items():
            where = [
                (int(columns.first_section[number]) + ordinal, offset)
                for number, _, places in rows
                for ordinal, offset in places
            ]
            for field in ("terms", "net"):
                entry = columns.fields[field].find(letter.encode())
                assert entry is not None
                docnum, tf, offset = columns.section_postings(field, entry)
                assert np.repeat(docnum, tf).tolist() == [section for section, _ in where]
                if field == "net":
                    assert offset.tolist() == [offset for _, offset in where]


def test_sections_stand_apart() -> None:
    """Between the sections of an article lies what no word's letters can bridge."""
    of_sections = Sections(
        np.array([0, 0, 1], np.uint32), np.zeros(3, np.uint8), np.array([4, 2, 9], np.uint32), 2
    )
    assert of_sections.start.tolist() == [0, 4 + GAP, 0]
    assert of_sections.ordinal.tolist() == [0, 1, 0]
    assert of_sections.first.tolist() == [0, 2, 3]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=300), st.integers(0, 32))
def test_packed_numbers_come_back(numbers: list[int], width: int) -> None:
    """Numbers of any width, with exceptions of any width among them."""
    values = np.array([n if n % 7 == 0 else n >> width for n in numbers], np.uint32)
    room = np.zeros(len(values) * 16 + 64, np.uint8)
    lib = library()
    size = lib.ks_pack_array(address(values), len(values), address(room), len(room))
    found = np.zeros_like(values)
    assert size > 0
    assert lib.ks_unpack_array(address(room), size, address(found), len(values)) == size
    assert found.tolist() == values.tolist()
