"""Archives of made-up words: large enough for many blocks and windows, and made in milliseconds.

Comes in: a seed and some sizes. Goes out: an index in a folder, and the same articles as the plain
reference sees them. No analysis is needed: a word's terms are said by the table below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np

from ksearch.article import Article, Section
from ksearch.codec import (
    KINDS,
    ArticleIndex,
    Batch,
    FieldTerms,
    Snapshot,
    StoredArticle,
    WordTokens,
)
from ksearch.engine.chronology import instant
from ksearch.engine.stored import named
from tests.ranking.reference import Document

__all__ = ["NET", "TERMS", "WORDS", "World", "made_batch", "made_world", "write"]

# A word, its content terms, and its terms of the net with where in it they begin; the rarest last.
WORDS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, int], ...]], ...] = (
    ("ab", ("ab",), (("ab", 0),)),
    ("abc", ("abc", "ab", "c"), (("ab", 0), ("bc", 1))),
    ("c", ("c",), (("c", 0),)),
    ("말말", ("말말", "말"), (("말말", 0), ("말", 1))),
    ("", (), ()),  # stands there and has no terms
    ("7", ("7",), (("7", 0),)),
    ("acb", ("acb",), (("ac", 0), ("cb", 1))),
    ("abcd", ("abcd",), (("ab", 0), ("bc", 1), ("cd", 2))),
    ("𝒳a", ("𝒳a",), (("𝒳a", 0),)),
    ("b*?", ("b*?",), ()),
    ("말", ("말",), (("말", 0),)),
    ("rare", ("rare",), (("ra", 0), ("ar", 1), ("re", 2))),
)
TERMS = sorted({term for _, terms, _ in WORDS for term in terms})
NET = sorted({term for _, _, net in WORDS for term, _ in net})
PUBLISHERS = (None, "한빛일보", "한빛 일보", "Daily 누리", "누리", "")
AUTHORS = ((), ("가나다",), ("가나다", "라마바 기자"), ("라마바",), ("아자차", "아자차"))
AREAS = (None, "정치", "정치·사회", "문화")
DATES = (None, "2022", "2022-07", "2022-07-01T09:00:00+09:00", "2024-05-21")


class MadeVocabulary:
    """The words of the table, as a writer asks for them."""

    def __len__(self) -> int:
        return len(WORDS)

    def field(self, name: str) -> FieldTerms:
        """Every word's terms in the field of that name."""
        known = TERMS if name == "terms" else NET
        rows = [net if name == "net" else tuple((t, 0) for t in terms) for _, terms, net in WORDS]
        encoded = [term.encode() for term in known]
        return FieldTerms(
            np.frombuffer(b"".join(encoded), np.uint8),
            np.array(list(accumulate(map(len, encoded))), np.uint32),
            np.array(list(accumulate(map(len, rows))), np.uint32),
            np.array([known.index(term) for row in rows for term, _ in row], np.uint32),
            np.array([start for row in rows for _, start in row], np.uint32),
        )


VOCABULARY = MadeVocabulary()
Sections = list[tuple[int, list[int]]]  # a kind's code, and words by number


@dataclass(frozen=True)
class World:
    """An index in a folder, and its live articles in plain Python."""

    folder: Path
    docs: Sequence[Document]

    def snapshot(self) -> Snapshot:
        """The index as a search sees it."""
        return ArticleIndex(self.folder).snapshot({})


def made_world(
    folder: Path,
    seed: int,
    commits: Sequence[int],
    *,
    block: int = 128,
    deleted: float = 0.0,
    lone: bool = False,
    merged: bool = False,
) -> World:
    """An index of so many articles in each commit.

    Args:
        folder: where it is made.
        seed: the same seed gives the same articles.
        commits: a segment each.
        block: postings in a block.
        deleted: which share of the articles is deleted again.
        lone: whether each article has just one section.
        merged: whether all segments become one at the end.
    """
    draw = Random(seed)
    index = ArticleIndex.create(folder, {})
    docs: dict[str, Document] = {}
    for number, count in enumerate(commits):
        made = {
            f"{draw.randrange(100)}-{number}-{at}": (
                draw.choice(DATES),
                _sections(draw, lone=lone),
            )
            for at in range(count)
        }
        gone = [article_id for article_id in [*docs, *made] if draw.random() < deleted]
        docs |= write(index, made, gone, block)
        for article_id in gone:
            del docs[article_id]
    if merged:
        writer = index.writer()
        writer.block = block
        writer.commit(optimize=True)
    return World(folder, list(docs.values()))


def write(
    index: ArticleIndex,
    made: Mapping[str, tuple[str | None, Sections]],
    gone: Sequence[str] = (),
    block: int = 128,
) -> dict[str, Document]:
    """Commit articles, by id a date and sections, and delete some; those made, in plain Python."""
    writer = index.writer()
    writer.block = block
    dates, sections = [d for d, _ in made.values()], [s for _, s in made.values()]
    writer.add(made_batch(list(made), dates, sections))
    assert writer.delete(gone) == len(gone)
    writer.commit(merge=False)
    return {i: _document(i, date, sections) for i, (date, sections) in made.items()}


def _sections(draw: Random, *, lone: bool) -> Sections:
    # Common words stand in most articles, and the later ones of the table in few or none.
    weights = [2.0 ** -(number * draw.choice((0.3, 1.0))) for number in range(len(WORDS))]
    return [
        (
            draw.randrange(len(KINDS)),
            draw.choices(range(len(WORDS)), weights, k=draw.choice((0, 1, 2, 3, 5, 12))),
        )
        for _ in range(1 if lone else draw.randrange(4))
    ]


def _length(words: Sequence[int]) -> int:
    return max(sum(len(WORDS[word][0]) + 1 for word in words) - 1, 0)


def _document(article_id: str, date: str | None, sections: Sections) -> Document:
    found = []
    for kind, words in sections:
        places: dict[tuple[str, str], list[int]] = {}
        offset = 0
        for word in words:
            text, terms, net = WORDS[word]
            for term in terms:
                places.setdefault(("terms", term), []).append(offset)
            for term, start in net:
                places.setdefault(("net", term), []).append(offset + start)
            offset += len(text) + 1
        found.append((KINDS[kind], places))
    texts = tuple(
        Section(KINDS[kind], " ".join(WORDS[word][0] for word in words)) for kind, words in sections
    )
    return Document(
        _article(article_id, date, texts),
        found,
        list(map(_length, (w for _, w in sections))),
        [section.text for section in texts],
    )


def _article(article_id: str, date: str | None, texts: tuple[Section, ...] = ()) -> Article:
    """An article with the names that its id gives it."""
    draw = crc32(article_id.encode())
    return Article(
        article_id,
        "",
        texts,
        publisher=PUBLISHERS[draw % len(PUBLISHERS)],
        authors=AUTHORS[draw // 7 % len(AUTHORS)],
        article_section=AREAS[draw // 59 % len(AREAS)],
        date_published=date,
    )


def made_batch(ids: Sequence[str], dates: Sequence[str | None], made: Sequence[Sections]) -> Batch:
    """Articles of these ids, dates and sections, as the writer takes them."""
    owners: list[int] = []
    kinds, lengths = [], []
    tokens: list[tuple[int, int, int]] = []
    for article, sections in enumerate(made):
        for kind, words in sections:
            offset = 0
            for word in words:
                tokens.append((word, len(owners), offset))
                offset += len(WORDS[word][0]) + 1
            owners.append(article)
            kinds.append(kind)
            lengths.append(_length(words))
    columns = np.array(tokens, np.uint32).reshape(-1, 3)
    return Batch(
        [
            StoredArticle(i, 0, instant(date), b"{}", named(_article(i, date)))
            for i, date in zip(ids, dates, strict=True)
        ],
        np.array(owners, np.uint32),
        np.array(kinds, np.uint8),
        np.array(lengths, np.uint32),
        WordTokens(*(np.ascontiguousarray(columns[:, n]) for n in range(3))),
        VOCABULARY,
    )
