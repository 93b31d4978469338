"""Which arrays does a segment's file hold? Format 1, kind ``articles`` (see ``ksearch.files``).

n articles and m sections (ordinals in reading order); for each field F of ``terms`` and ``net``,
whose dictionary and postings are described in ``ksearch/native/postings.c``:

    article_date      i8[n]    grows with time, 0 where no date is known
    article_digest    u8[n]    tells whether an article's content changed
    id_text           u1[…]    the ids, UTF-8, one after the other; id_end u4[n]: where each ends
    id_hash           u8[n]    xxh3-64 of the ids, sorted; id_article u4[n]: whose hash it is
    first_section     u4[n+1]  the first section of each article, and m
    section_kind      u1[m]    place in ``KINDS``
    section_length    [m]      in code points, as u2 or u4
    article_sketch    u1[12n]  what ``ksearch.copies`` makes of each article's text, zeros where it
                               has too little; absent in files of before: nothing is a copy
    publisher.name …           and author, section, month: ``ksearch.codec.attributes``; likewise
    F.dictionary      u1[…]    the terms in byte order, with df and the size of their postings
    F.block_at        u8[…]    where each block of the dictionary begins
    F.block_postings  u8[…]    where the postings of its first term begin
    F.postings        u1[…]    articles, codes of counts, places
    F.tf              u2[4c]   by code: how often the term stands in the sections of each kind
    F.tf_count        u8[c]    by code: in how many postings
    F.length          u2[4n]   by article: how many tokens its sections of each kind hold, 65,535
                               at most; nor is a term counted, and placed, more often than that in
                               the sections of one kind of one article
    stored …                   the articles' JSON (``ksearch.codec.texts``)

``meta``: ``articles``, ``sections``, ``block`` (postings in a block), and for each field ``terms``
(how many), ``average`` (the average lengths by which its bounds were made, see
``ksearch.codec.bounds``) and ``total`` (by kind, how many tokens it has and how many articles have
any, those that were deleted since included).

The deletions of a segment (kind ``deletes``): ``article`` u4[…], the deleted ordinals, rising.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.codec.attributes import attribute_arrays
from ksearch.codec.batch import StoredArticle
from ksearch.codec.inversion import BLOCK, FieldArrays, Sections
from ksearch.files import write_arrays

__all__ = ["FORMAT", "KIND", "article_arrays", "write_deletions", "write_segment"]

FORMAT = 1
KIND = b"articles"
Arrays = dict[str, npt.NDArray[Any]]


def write_segment(
    path: Path,
    articles: Sequence[StoredArticle],
    sections: Sections,
    fields: Mapping[str, FieldArrays],
    texts: Arrays,
    *,
    sketch: npt.NDArray[np.uint8] | None = None,
    block: int = BLOCK,
) -> None:
    """Write one segment, durably; ``texts`` are the arrays of the articles' contents.

    Raises:
        OSError: the disk refused.
    """
    arrays = article_arrays(
        [article.id.encode("utf-8", "surrogatepass") for article in articles],
        np.array([article.date for article in articles], np.int64),
        np.array([article.digest for article in articles], np.uint64),
        sections,
    )
    if sketch is not None:
        arrays["article_sketch"] = sketch
    arrays |= attribute_arrays([article.named for article in articles])
    for name, field in fields.items():
        arrays |= {f"{name}.{part}": array for part, array in field.arrays.items()}
    arrays |= texts
    write_arrays(path, KIND, FORMAT, segment_meta(sections, fields, block), arrays)


def segment_meta(
    sections: Sections, fields: Mapping[str, FieldArrays], block: int
) -> dict[str, Any]:
    """What the directory says of a segment beside its arrays."""
    return {
        "articles": sections.articles,
        "sections": len(sections.article),
        "block": block,
        **{
            name: {
                "terms": field.terms,
                "average": list(field.average),
                "total": field.total.tolist(),
            }
            for name, field in fields.items()
        },
    }


def article_arrays(
    ids: Sequence[bytes],
    date: npt.NDArray[np.int64],
    digest: npt.NDArray[np.uint64],
    sections: Sections,
) -> Arrays:
    """The arrays that say of which articles and sections a segment consists."""
    hashes = np.fromiter(map(xxhash.xxh3_64_intdigest, ids), np.uint64, len(ids))
    by_hash = np.argsort(hashes, kind="stable")
    return {
        "article_date": date,
        "article_digest": digest,
        "id_text": np.frombuffer(b"".join(ids), np.uint8),
        "id_end": np.cumsum(np.fromiter(map(len, ids), np.int64, len(ids))).astype(np.uint32),
        "id_hash": hashes[by_hash],
        "id_article": by_hash.astype(np.uint32),
        "first_section": sections.first,
        "section_kind": sections.kind,
        "section_length": sections.length.astype(
            np.uint16 if sections.length.max(initial=0) < 1 << 16 else np.uint32
        ),
    }


def write_deletions(path: Path, deleted: Iterable[int]) -> None:
    """Write the ordinals of a segment's deleted articles, durably."""
    write_arrays(path, b"deletes", FORMAT, {}, {"article": np.array(sorted(deleted), np.uint32)})
