"""Which segments become one, and how?

Segments of like size are merged eight at a time; one that is more than half deleted is written
anew. Postings are joined term by term, and stored articles one by one, so that a merge needs little
memory, however large its segments are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ksearch.codec.attributes import merged_attributes
from ksearch.codec.bounds import BOUND_B, BOUND_WEIGHT
from ksearch.codec.columns import SegmentColumns
from ksearch.codec.fields import FIELDS
from ksearch.codec.inversion import FieldArrays, Sections, total_lengths
from ksearch.codec.kernels import SourcesStruct, kernels, pointers, taken
from ksearch.codec.layout import FORMAT, KIND, article_arrays, segment_meta
from ksearch.codec.segment import ArticleSegment
from ksearch.codec.texts import pack_frames, packed_dictionary, train
from ksearch.copies import SKETCH_BYTES
from ksearch.files import ArrayWriter, array_writer
from ksearch.native import address

__all__ = ["choose_merge", "merge"]

# Eight is Lucene's and LevelDB's order of magnitude: each article is written about log8(n) times.
FAN_IN = 8
NONE = np.uint32(0xFFFFFFFF)
# So much is made before it is written: postings, and stored articles.
PIECE_BYTES = 8 << 20
PIECE_ARTICLES = 2048


def choose_merge(segments: Sequence[ArticleSegment]) -> list[ArticleSegment]:
    """The segments to make one of now, in their order; none where all is well.

    >>> small = [ArticleSegment("MAIN", str(n), articles=10) for n in range(8)]
    >>> len(choose_merge([ArticleSegment("MAIN", "x", articles=9000), *small]))
    8
    """
    wasteful = [s for s in segments if s.deleted_articles * 2 > s.articles]
    if wasteful:
        return [max(wasteful, key=lambda s: s.deleted_articles)]
    tiers: dict[int, list[ArticleSegment]] = {}
    for segment in segments:
        tier = int(np.log(max(_live(segment), 1)) / np.log(FAN_IN))
        tiers.setdefault(tier, []).append(segment)
    full = [tier for tier in tiers.values() if len(tier) >= FAN_IN]
    return min(full, key=lambda tier: sum(map(_live, tier)), default=[])


def _live(segment: ArticleSegment) -> int:
    return segment.articles - segment.deleted_articles


def merge(folder: Path, sources: Sequence[SegmentColumns]) -> ArticleSegment:
    """Write one segment with the live articles of several, in their order.

    Raises:
        IndexDamagedError: a source is not as it was written.
        MemoryError: there is not enough.
    """
    sections = _sections(sources)
    numbers = _new_numbers(sources)
    segment = ArticleSegment(
        sources[0].segment.indexname,
        articles=sections.articles,
        sections=len(sections.article),
    )
    block = sources[0].block
    with array_writer(folder / segment.filename, KIND, FORMAT) as writer:
        arrays = article_arrays(
            [
                source.article_id(n).encode("utf-8", "surrogatepass")
                for source in sources
                for n in np.flatnonzero(source.live).tolist()
            ],
            np.concatenate([source.article_date[source.live] for source in sources]),
            np.concatenate([source.digests[source.live] for source in sources]),
            sections,
        )
        if any(len(source.sketch) for source in sources):
            arrays["article_sketch"] = np.concatenate([_sketch(source) for source in sources])
        named = [source.attributes for source in sources if source.attributes is not None]
        if len(named) == len(sources):
            arrays |= merged_attributes(named, [source.live for source in sources])
        for name, array in arrays.items():
            writer.add(name, array)
        fields = {
            name: _merge_field(writer, name, sources, numbers, sections.articles, block)
            for name in FIELDS
        }
        _merge_texts(writer, sources)
        writer.meta.update(segment_meta(sections, fields, block))
    return segment


def _sketch(source: SegmentColumns) -> npt.NDArray[np.uint8]:
    """The sketches of a segment's live articles; zeros where it has none."""
    if not len(source.sketch):
        return np.zeros(int(np.count_nonzero(source.live)) * SKETCH_BYTES, np.uint8)
    return source.sketch.reshape(-1, SKETCH_BYTES)[source.live].reshape(-1)


def _new_numbers(sources: Sequence[SegmentColumns]) -> list[npt.NDArray[np.uint32]]:
    """By source: the new ordinal of each article, or ``NONE`` where it is deleted."""
    found = []
    base = 0
    for source in sources:
        number = (np.cumsum(source.live) - 1 + base).astype(np.uint32)
        number[~source.live] = NONE
        found.append(number)
        base += int(np.count_nonzero(source.live))
    return found


def _sections(sources: Sequence[SegmentColumns]) -> Sections:
    """The sections of what is made."""
    articles, kinds, lengths = [], [], []
    base = 0
    for source in sources:
        kept = source.live[source.section_article]
        number = np.cumsum(source.live) - 1 + base
        articles.append(number[source.section_article[kept]].astype(np.uint32))
        kinds.append(source.section_kind[kept])
        lengths.append(source.section_length[kept].astype(np.uint32))
        base += int(np.count_nonzero(source.live))
    return Sections(np.concatenate(articles), np.concatenate(kinds), np.concatenate(lengths), base)


def _merge_field(
    writer: ArrayWriter,
    name: str,
    sources: Sequence[SegmentColumns],
    numbers: Sequence[npt.NDArray[np.uint32]],
    articles: int,
    block: int,
) -> FieldArrays:
    """Write a field's arrays; what is given back lacks the postings."""
    columns = [source.fields[name] for source in sources]
    for column in columns:
        column.lazy.verify(0, column.lazy.array.nbytes)
    length = np.concatenate(
        [column.length[source.live] for column, source in zip(columns, sources, strict=True)]
    )
    total = total_lengths(length)
    average = total[0] / np.maximum(total[1], 1)
    held = (
        np.ascontiguousarray(length).reshape(-1),
        np.array(BOUND_WEIGHT),
        np.array(BOUND_B),
        average.astype(np.float64),
    )
    fields = (ctypes.c_void_p * len(columns))(
        *(ctypes.addressof(column.struct) for column in columns)
    )
    counts = [column.tf_count for column in columns]
    tables = fields, pointers(numbers), pointers(counts)
    given = SourcesStruct(
        len(columns),
        *(ctypes.addressof(table) for table in tables),
        articles,
        *(address(array) for array in held),
        block,
    )
    lib = kernels()
    made = lib.ks_merge_begin(ctypes.byref(given))
    if not made:
        raise MemoryError("there is not enough memory to merge a field")
    try:
        writer.add_pieces(f"{name}.postings", np.uint8, _pieces(made))
        found = FieldArrays.of(made.contents)
    finally:
        lib.ks_merge_end(made)
    arrays: dict[str, npt.NDArray[Any]] = {**found.arrays, "length": held[0]}
    for part, array in arrays.items():
        if part != "postings":
            writer.add(f"{name}.{part}", array)
    return FieldArrays({}, found.terms, tuple(average.tolist()), total)


def _pieces(made: Any) -> Iterator[npt.NDArray[np.uint8]]:  # noqa: ANN401 -- a pointer of ctypes
    lib = kernels()
    more = 1
    while more:
        more = lib.ks_merge_step(made, PIECE_BYTES)
        if more < 0:
            raise MemoryError("there is not enough memory to merge a field")
        postings = made.contents.postings
        yield taken(postings.bytes, postings.size, np.uint8)
        lib.ks_drain(made)


def _merge_texts(writer: ArrayWriter, sources: Sequence[SegmentColumns]) -> None:
    """Write the stored articles: frames made with the largest source's dictionary are copied."""
    largest = max(sources, key=lambda source: source.article_count)
    contents = chain.from_iterable(source.contents() for source in sources)
    dictionary = largest.dictionary or train(list(islice(contents, PIECE_ARTICLES)))
    ends: list[npt.NDArray[np.int64]] = []
    position = 0

    def pieces() -> Iterator[npt.NDArray[np.uint8]]:
        nonlocal position
        for source in sources:
            live = np.flatnonzero(source.live).tolist()
            for first in range(0, len(live), PIECE_ARTICLES):
                frames = _frames(source, live[first : first + PIECE_ARTICLES], dictionary)
                end = position + np.cumsum(np.fromiter(map(len, frames), np.int64, len(frames)))
                ends.append(end)
                position = int(end[-1])
                yield np.frombuffer(b"".join(frames), np.uint8)

    writer.add_pieces("stored", np.uint8, pieces())
    writer.add("stored_end", np.concatenate(ends).astype(np.min_scalar_type(position)))
    writer.add("stored_dictionary", packed_dictionary(dictionary))


def _frames(
    source: SegmentColumns, articles: Sequence[int], dictionary: bytes
) -> list[bytes] | list[memoryview]:
    if source.dictionary == dictionary:
        return [source.frame(n) for n in articles]
    return list(pack_frames(map(source.content, articles), dictionary))
