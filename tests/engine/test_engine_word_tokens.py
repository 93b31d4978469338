"""The table of words says of each word what its definition in Python says."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ksearch.analysis import Analyzer, Lexicon, LexiconFile, fingerprint, words, write_lexicon
from ksearch.analysis.words import fold
from ksearch.engine.tokens import TokenTable
from tests.samples import (
    HANJA,
    LATIN,
    NOUNS,
    PARTICLES,
    SEPARATORS,
    UNITS,
    VERBS,
    full_width,
    hangul,
    nfd,
    numbers,
)

pieces = st.one_of(
    st.sampled_from(
        [*NOUNS, *VERBS, *LATIN, *HANJA, *PARTICLES, *UNITS, *SEPARATORS, "𠮷𠀀", "ΑΣ", "K"]
    ),
    st.sampled_from(LATIN).map(full_width),
    st.sampled_from(NOUNS).map(nfd),
    numbers,
    hangul,
    st.text(st.characters(), max_size=3),
)
sections = st.lists(st.lists(pieces, max_size=8).map("".join), min_size=1, max_size=4)
Told = list[tuple[int, int, list[tuple[str, int]]]]


def _told(table: TokenTable, texts: list[str], field: str) -> Told:
    """Each word's section, offset and terms, as a batch has them."""
    tokens = table.tokens(table.foresee(texts))
    made = table.field(field)
    assert len(made.word_end) == len(table)
    text_end = [0, *made.text_end.tolist()]
    word_end = [0, *made.word_end.tolist()]
    told = []
    for word, section, offset in zip(
        tokens.word.tolist(), tokens.section.tolist(), tokens.offset.tolist(), strict=True
    ):
        rows = range(word_end[word], word_end[word + 1])
        terms = [
            made.text[text_end[term] : text_end[term + 1]]
            .tobytes()
            .decode("utf-8", "surrogatepass")
            for term in made.term[rows.start : rows.stop].tolist()
        ]
        starts = made.start[rows.start : rows.stop].tolist()
        told.append((section, offset, list(zip(terms, starts, strict=True))))
    return told


def _defined(analyzer: Analyzer, texts: list[str], field: str) -> Told:
    return [
        (
            section,
            offset,
            [(s.term, s.start) for s in analyzer.word_terms(word)]
            if field == "terms"
            else [(s.term, s.anchor) for s in analyzer.net_terms(word)],
        )
        for section, text in enumerate(texts)
        for word, offset in words(text)
    ]


@given(st.lists(sections, min_size=1, max_size=3), st.sampled_from(["terms", "net"]))
@example(
    [["3,452명은 KF94마스크 20대가 A1가A 5G 大韓民國의 1.5배", "가" * 300, "a" * 300 + "가"]], "net"
)
@example([["WeGO wego WEGO총회 Wego총회를", "ＷｅＧＯ"]], "terms")
@example([["12,345.67억원 1,2345 iPhone15Pro 3월인데 covid19는 \ud800가 ٣번 ①번 2024년"]], "terms")
def test_the_terms_of_tokens_are_those_of_their_words(
    analyzer: Analyzer, batches: list[list[str]], field: str
) -> None:
    """Term for term, in the same order, at the same places, however the words came in."""
    table = TokenTable(analyzer)
    for texts in batches:
        assert _told(table, texts, field) == _defined(analyzer, texts, field)


@given(sections)
def test_a_saved_lexicon_gives_the_same_tokens(
    tmp_path: Path, analyzer: Analyzer, texts: list[str]
) -> None:
    """With entries from a file, from memory, or from both."""
    write_lexicon(tmp_path / "l", fingerprint(), analyzer.lexicon.fresh)
    warm = Analyzer(Lexicon([LexiconFile(tmp_path / "l")]))
    for field in ("terms", "net"):
        assert _told(TokenTable(warm), texts, field) == _defined(analyzer, texts, field)


@given(sections)
def test_words_that_fold_alike_are_one_word(analyzer: Analyzer, texts: list[str]) -> None:
    """The table holds as many words as the texts have distinct folded ones."""
    table = TokenTable(analyzer)
    tokens = table.tokens(table.foresee(texts))
    folded = [fold(word) for text in texts for word, _ in words(text)]
    assert len(table) == len(set(folded))
    assert len(set(zip(folded, tokens.word.tolist(), strict=True))) == len(table)


def test_what_was_foreseen_may_be_old_news(analyzer: Analyzer) -> None:
    """Words that came in between are known when the tokens are asked for."""
    table = TokenTable(analyzer)
    first, second = table.foresee(["시청 총회"]), table.foresee(["총회 시청 집"])
    town, meeting = table.tokens(first).word.tolist()
    again, town_again, house = table.tokens(second).word.tolist()
    assert (again, town_again) == (meeting, town)
    assert {town, meeting, house} == {0, 1, 2}


def test_one_thread_may_foresee_while_another_asks_for_tokens(analyzer: Analyzer) -> None:
    """Both finish, and every word has its terms."""
    table = TokenTable(analyzer)
    batches = [
        [f"{noun}{particle} {n}{noun}" for noun in NOUNS] for n, particle in enumerate("은는이가")
    ]
    found = [table.foresee(texts) for texts in batches]
    done = threading.Event()

    def foresee() -> None:
        while not done.is_set():
            table.foresee(batches[-1])

    thread = threading.Thread(target=foresee)
    thread.start()
    tokens = [table.tokens(one) for one in found]
    done.set()
    thread.join()
    assert max(int(one.word.max()) for one in tokens) == len(table) - 1


def test_texts_without_words_have_no_tokens(analyzer: Analyzer) -> None:
    table = TokenTable(analyzer)
    tokens = table.tokens(table.foresee(["", " … "]))
    assert (len(tokens), len(table)) == (0, 0)
    assert len(table.field("terms").term) == 0
    with pytest.raises(ValueError, match="no"):
        table.field("none")
    assert tokens.word.dtype == tokens.section.dtype == tokens.offset.dtype == np.uint32
