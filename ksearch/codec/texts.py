"""Here is an article's ordinal: what is stored of it?

Comes in: the content of each article, bytes that are not empty. Goes out: a zstd frame for each,
all against one dictionary, and the contents again, one at a time. Invariants: the same contents
give the same frames, whatever the number of threads; frames can be copied to wherever their
dictionary is.

    stored             u1[…]  the frames, one after the other
    stored_end         [n]    where each frame ends
    stored_dictionary  u1[…]  the dictionary, itself a zstd frame; empty where there was too little
                              to train one on

Useful for opening ten articles; not useful for scanning a field of all of them. Blocks of ten
articles took 19.4 MB for 16,321 articles, and ten times as long to open one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard

__all__ = ["StoredTexts", "TextPacker", "pack_frames", "pack_texts", "packed_dictionary", "train"]

# Measured on 16,321 articles (53 MB), the dictionary included, which is packed to a third: 15.6 MB;
# with one of 512 KiB 16.1 MB, and at level 6 16.3 MB (0.75 s of one core instead of 0.95).
LEVEL = 7
DICTIONARY_BYTES = 1024 * 1024
# On 250 to 5,000 articles the sum of frames and dictionary is least at about this share.
DICTIONARY_SHARE = 24
TRAINING_BYTES = 8 * 2**20  # more makes no better dictionary
WAITING_BYTES = 24 * 2**20  # so much is waited for, to learn from all of it
LEAST_TRAINING_BYTES = 256 * 1024  # below, a dictionary saves little and training costs 10 ms
# The length of the pieces that a dictionary is put together of, and of what is counted in them.
SEGMENT, DMER = 200, 8
CONTENT_BYTES = 4096  # what zstd's tables are made for; an article has 3.2 KB
BATCH_BYTES = 16 * 2**20  # so much is in memory while frames are made
MOST_THREADS = 4

ByteArray = npt.NDArray[np.uint8]


def train(contents: Sequence[bytes]) -> bytes:
    """A dictionary for contents like these; empty where there are too few to learn from."""
    size = sum(map(len, contents))
    if size < LEAST_TRAINING_BYTES:
        return b""
    sample: list[bytes | bytearray | memoryview] = list(contents[:: size // TRAINING_BYTES + 1])
    try:
        return zstandard.train_dictionary(
            min(DICTIONARY_BYTES, size // DICTIONARY_SHARE), sample, k=SEGMENT, d=DMER
        ).as_bytes()
    except zstandard.ZstdError:  # a handful of long texts, or nothing that comes twice
        return b""


def pack_texts(
    contents: Sequence[bytes], *, dictionary: bytes | None = None
) -> dict[str, npt.NDArray[Any]]:
    """The arrays that hold ``contents``; without a ``dictionary`` one is trained on them.

    Who has another's dictionary can copy its frames: ``StoredTexts.frame``.
    """
    shared = train(contents) if dictionary is None else dictionary
    return _arrays(list(pack_frames(contents, shared)), shared)


def _arrays(frames: Sequence[bytes], dictionary: bytes) -> dict[str, npt.NDArray[Any]]:
    ends = np.cumsum(np.fromiter(map(len, frames), np.uint64, len(frames)), dtype=np.uint64)
    size = int(ends[-1]) if frames else 0
    return {
        "stored": np.frombuffer(b"".join(frames), np.uint8),
        "stored_end": ends.astype(np.min_scalar_type(size)),
        "stored_dictionary": packed_dictionary(dictionary),
    }


class TextPacker:
    """Packs contents that come a few at a time, so that it is done while others are being read.

    Without a ``dictionary`` one is trained on the first of them; it is then what they are packed
    with.
    """

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary
        self._untrained: list[bytes] = []
        self._size = 0
        self._frames: list[bytes] = []

    def add(self, contents: Iterable[bytes]) -> None:
        """Take the next contents."""
        if self.dictionary:
            self._frames += pack_frames(contents, self.dictionary, threads=1)
            return
        before = len(self._untrained)
        self._untrained += contents
        self._size += sum(map(len, self._untrained[before:]))
        if self._size >= WAITING_BYTES:
            self._train()

    def finish(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays that hold all contents."""
        self._train()
        return _arrays(self._frames, self.dictionary)

    def _train(self) -> None:
        self.dictionary = self.dictionary or train(self._untrained)
        self._frames += pack_frames(self._untrained, self.dictionary, threads=1)
        self._untrained, self._size = [], 0


def pack_frames(
    contents: Iterable[bytes], dictionary: bytes, *, threads: int = 0
) -> Iterator[bytes]:
    """A frame for each content, in order; no more than ``BATCH_BYTES`` are held at a time.

    Both cores halve the time, and the interpreter is free meanwhile; ``threads`` 0 takes them all.
    """
    compressor = _compressor(dictionary)
    threads = threads or min(MOST_THREADS, os.cpu_count() or 1)
    for batch in _batches(contents):
        made = compressor.multi_compress_to_buffer(batch, threads=threads)
        for number in range(len(made)):
            yield made[number].tobytes()


def _batches(contents: Iterable[bytes]) -> Iterator[list[bytes | bytearray | memoryview]]:
    batch: list[bytes | bytearray | memoryview] = []
    size = 0
    for content in contents:
        batch.append(content)
        size += len(content)
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def packed_dictionary(dictionary: bytes) -> ByteArray:
    """The dictionary as it lies in a file: it is text, too."""
    return np.frombuffer(zstandard.compress(dictionary, 19) if dictionary else b"", np.uint8)


@lru_cache(maxsize=4)
def _shared(dictionary: bytes) -> zstandard.ZstdCompressionDict:
    """The dictionary as zstd uses it, which takes some time to make."""
    shared = zstandard.ZstdCompressionDict(dictionary)
    shared.precompute_compress(compression_params=_parameters(len(dictionary)))
    return shared


def _parameters(dictionary_bytes: int) -> zstandard.ZstdCompressionParameters:
    # The dictionary's number, four bytes, would tell no reader more than the file's checksums do.
    return zstandard.ZstdCompressionParameters.from_level(
        LEVEL, source_size=CONTENT_BYTES, dict_size=dictionary_bytes, write_dict_id=False
    )


def _compressor(dictionary: bytes) -> zstandard.ZstdCompressor:
    parameters = _parameters(len(dictionary))
    if not dictionary:
        return zstandard.ZstdCompressor(compression_params=parameters)
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=_shared(dictionary))


class StoredTexts(Sequence[bytes]):
    """The contents again, by ordinal; safe from several threads.

    Args:
        stored: the frames.
        stored_end: where each ends.
        dictionary: what they were made with; empty where there was none.
        verify: called with the range of ``stored`` that is about to be read, where it is not
            known to be sound yet; raises if it is not.
    """

    def __init__(
        self,
        stored: ByteArray,
        stored_end: npt.NDArray[Any],
        dictionary: ByteArray,
        *,
        verify: Callable[[int, int], object] | None = None,
    ) -> None:
        self._stored = stored.data
        self._end = stored_end
        self._verify = verify
        self._packed_dictionary = dictionary
        self._shared: zstandard.ZstdCompressionDict | None = None
        self._opening = threading.Lock()
        self._of_thread = threading.local()

    def __len__(self) -> int:
        return len(self._end)

    @cached_property
    def dictionary(self) -> bytes:
        """What the frames were made with; frames of texts with an equal one can be copied.

        Raises:
            ValueError: its length cannot be.
            zstandard.ZstdError: it is not what was compressed, or nothing to compress with.
        """
        dictionary = self._unpacked_dictionary()
        if dictionary:
            _shared(dictionary)
        return dictionary

    def _unpacked_dictionary(self) -> bytes:
        packed = self._packed_dictionary
        return _content(zstandard.ZstdDecompressor(), packed.data) if len(packed) else b""

    def frame(self, number: int) -> memoryview:
        """The content as it is stored, a view.

        Raises:
            IndexError: there is no such ordinal.
            ValueError: the frame's ends cannot be.
        """
        if not 0 <= number < len(self._end):
            raise IndexError(number)
        begin = int(self._end[number - 1]) if number else 0
        end = int(self._end[number])
        if not begin < end <= len(self._stored):
            raise ValueError(f"frame {number} ends at {end}")
        if self._verify is not None:
            self._verify(begin, end)
        return self._stored[begin:end]

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        """The content with that ordinal.

        Raises:
            IndexError: there is no such ordinal.
            ValueError: the frame's ends or its length cannot be.
            zstandard.ZstdError: it is not what was compressed.
        """
        frame = self.frame(number)
        decompressor = getattr(self._of_thread, "decompressor", None)
        if decompressor is None:
            return self._first(frame)
        return _content(decompressor, frame)

    def _first(self, frame: memoryview) -> bytes:
        """Decompress the first frame of a thread.

        A decompressor is a thread's own; the dictionary is shared, for it is large, and made ready
        when it is used for the first time, which is no work for two threads at once.
        """
        with self._opening:
            if self._shared is None and len(self._packed_dictionary):
                self._shared = zstandard.ZstdCompressionDict(self._unpacked_dictionary())
            decompressor = zstandard.ZstdDecompressor(dict_data=self._shared)
            content = _content(decompressor, frame)
        self._of_thread.decompressor = decompressor
        return content

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


def _content(decompressor: zstandard.ZstdDecompressor, frame: memoryview) -> bytes:
    try:
        return decompressor.decompress(frame, allow_extra_data=False)
    except MemoryError as error:  # what a damaged frame says of its length is asked for at once
        raise ValueError("a frame has an impossible length") from error
