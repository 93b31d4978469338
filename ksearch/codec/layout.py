"""Which arrays does a segment's file hold? Format 1, kind ``segment`` (see ``ksearch.files``).

n articles, m sections (ordinals in reading order), for each field F of ``terms`` and ``net`` with
t terms (in byte order), p postings and q places; widths are the narrowest that hold the values:

    article_date      i8[n]   grows with time, 0 where no date is known
    article_digest    u8[n]   tells whether an article's content changed
    id_end, id_text           the ids, UTF-8, one after the other
    id_hash           u8[n]   xxh3-64 of the ids, sorted; id_article u4[n]: whose hash it is
    section_article   [m]     the article's ordinal; rises
    section_kind      u1[m]   place in ``KINDS``
    F.length.K        u4[n]   how many tokens of field F the sections of kind K hold
    F.term_end, F.term_text   the terms, UTF-8
    F.term_hash       u4[t]   the low half of the terms' xxh3-64, sorted; F.term_row [t]: whose
    F.post_end        [t]     where each term's postings end
    F.docnum          [p]     the section
    F.tf              [p]     how often the term stands in it
    F.place_end       [t]     where each term's places end
    F.position        [q]     offsets of the term in the section's text
    block_end         [b]     where each block of stored articles ends in ``stored``
    block_first       [b]     the first article of each block
    content_end       [n]     where each article's JSON ends in its block, uncompressed
    stored            u1[…]   zstd blocks

The deletions of a segment (kind ``deletes``): ``article`` u4[…], the deleted ordinals, rising.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash
import zstandard

from ksearch.codec.batch import IntArray, StoredArticle
from ksearch.codec.fields import KINDS
from ksearch.codec.inversion import Inverted, ends, narrow
from ksearch.files import write_arrays

__all__ = ["FORMAT", "write_deletions", "write_segment"]

FORMAT = 1
# Larger blocks compress better and cost more to open for one article: 32 KiB is about ten articles.
BLOCK_BYTES = 32 * 1024
COMPRESSION_LEVEL = 6


def write_segment(
    path: Path,
    articles: Sequence[StoredArticle],
    section_article: IntArray,
    section_kind: IntArray,
    fields: dict[str, Inverted],
) -> None:
    """Write one segment, durably.

    Raises:
        OSError: the disk refused.
    """
    ids = [article.id.encode("utf-8", "surrogatepass") for article in articles]
    hashes = np.fromiter(map(xxhash.xxh3_64_intdigest, ids), np.uint64, len(ids))
    by_hash = np.argsort(hashes, kind="stable")
    arrays: dict[str, npt.NDArray[Any]] = {
        "article_date": np.array([a.date for a in articles], np.int64),
        "article_digest": np.array([a.digest for a in articles], np.uint64),
        "id_end": narrow(ends(ids)),
        "id_text": _text(ids),
        "id_hash": hashes[by_hash],
        "id_article": by_hash.astype(np.uint32),
        "section_article": narrow(section_article),
        "section_kind": np.asarray(section_kind, np.uint8),
    }
    for name, inverted in fields.items():
        arrays |= _field_arrays(name, inverted, section_article, section_kind, len(articles))
    arrays |= _stored_arrays(article.content for article in articles)
    meta = {"articles": len(articles), "sections": len(section_article)}
    write_arrays(path, b"segment", FORMAT, meta, arrays)


def write_deletions(path: Path, deleted: Iterable[int]) -> None:
    """Write the ordinals of a segment's deleted articles, durably."""
    write_arrays(path, b"deletes", FORMAT, {}, {"article": np.array(sorted(deleted), np.uint32)})


def _field_arrays(
    name: str,
    inverted: Inverted,
    section_article: IntArray,
    section_kind: IntArray,
    count: int,
) -> dict[str, npt.NDArray[Any]]:
    section_length = np.bincount(
        inverted.docnum, weights=inverted.tf, minlength=len(section_article)
    )
    lengths = {}
    for code, kind in enumerate(KINDS):
        of_kind = section_kind == code
        length = np.bincount(
            section_article[of_kind], weights=section_length[of_kind], minlength=count
        )
        lengths[f"{name}.length.{kind}"] = length.astype(np.uint32)
    hashes = np.fromiter(
        (xxhash.xxh3_64_intdigest(term) & 0xFFFFFFFF for term in inverted.terms),
        np.uint32,
        len(inverted.terms),
    )
    by_hash = np.argsort(hashes, kind="stable")
    return lengths | {
        f"{name}.term_hash": hashes[by_hash],
        f"{name}.term_row": narrow(by_hash),
        f"{name}.term_end": narrow(ends(inverted.terms)),
        f"{name}.term_text": _text(inverted.terms),
        f"{name}.post_end": narrow(inverted.post_end),
        f"{name}.docnum": narrow(inverted.docnum),
        f"{name}.tf": narrow(inverted.tf),
        f"{name}.place_end": narrow(inverted.place_end),
        f"{name}.position": narrow(inverted.position),
    }


def _stored_arrays(contents: Iterable[bytes]) -> dict[str, npt.NDArray[Any]]:
    compressor = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL)
    blocks: list[bytes] = []
    first: list[int] = []
    content_end: list[int] = []
    pending: list[bytes] = []
    size = 0

    def close_block() -> None:
        blocks.append(compressor.compress(b"".join(pending)))
        pending.clear()

    for number, content in enumerate(contents):
        if not pending:
            first.append(number)
            size = 0
        pending.append(content)
        size += len(content)
        content_end.append(size)
        if size >= BLOCK_BYTES:
            close_block()
    if pending:
        close_block()
    return {
        "block_end": narrow(ends(blocks)),
        "block_first": narrow(np.array(first, np.int64)),
        "content_end": narrow(np.array(content_end, np.int64)),
        "stored": _text(blocks),
    }


def _text(pieces: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(b"".join(pieces), np.uint8)
