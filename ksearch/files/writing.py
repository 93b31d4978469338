"""How do arrays get into a file, also those too large for memory? One after the other, in pieces.

Comes in: names and arrays. Goes out: one file as ``layout`` says, durable, or none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.files.durable import durable_file
from ksearch.files.layout import (
    CHECKSUM,
    CHUNK,
    DTYPES,
    HEADER,
    MAGIC,
    START,
    aligned,
)

__all__ = ["ArrayWriter", "array_writer", "write_arrays"]


class ArrayWriter:
    """Writes the arrays of one file; made by ``array_writer``."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._entries: list[tuple[str, str, int, int, int]] = []
        self._position = START
        self.meta: dict[str, Any] = {}
        stream.write(bytes(START))

    def add(self, name: str, array: npt.NDArray[Any]) -> None:
        """Write one array.

        Raises:
            ValueError: it is not one-dimensional or not of plain numbers.
        """
        self.add_pieces(name, array.dtype, [array])

    def add_pieces(
        self, name: str, dtype: npt.DTypeLike, pieces: Iterable[npt.NDArray[Any]]
    ) -> None:
        """Write one array that comes in pieces, which are asked for one by one.

        Raises:
            ValueError: a piece is not one-dimensional or not of these plain numbers.
        """
        kind = np.dtype(dtype).newbyteorder("<")
        if kind.str not in DTYPES:
            raise ValueError(f"array {name!r} has the dtype {kind}")
        self._pad()
        begin, digests = self._position, _Digests()
        for piece in pieces:
            plain = np.ascontiguousarray(piece, dtype=kind)
            if piece.ndim != 1 or piece.dtype.newbyteorder("<") != kind:
                raise ValueError(f"array {name!r} has shape {piece.shape} and dtype {piece.dtype}")
            if len(plain):
                digests.add(plain.data.cast("B"))
                self._write(plain.data.cast("B"))
        size = self._position - begin
        chunks = digests.finish()
        digest = chunks[0] if len(chunks) == 1 else _digest_of(chunks)
        if len(chunks) > 1:
            self._pad()
            self._write(np.array(chunks, "<u8").tobytes())
        self._entries.append((name, kind.str, size // kind.itemsize, begin - START, digest))

    def finish(self, kind: bytes, version: int, oldest: int) -> None:
        """Write the directory, then the header that points to it."""
        self._pad()
        directory = json.dumps(
            {"meta": self.meta, "arrays": self._entries}, ensure_ascii=False
        ).encode()
        header = HEADER.pack(
            MAGIC,
            kind.ljust(8, b"\0"),
            version,
            oldest,
            self._position,
            len(directory),
            xxhash.xxh3_64_intdigest(directory),
        )
        self._stream.write(directory)
        self._stream.seek(0)
        self._stream.write(header + CHECKSUM.pack(xxhash.xxh3_64_intdigest(header)))

    def _write(self, data: bytes | memoryview) -> None:
        self._stream.write(data)
        self._position += len(data)

    def _pad(self) -> None:
        self._write(bytes(aligned(self._position) - self._position))


class _Digests:
    """The xxh3 of each chunk of bytes that come in pieces of any size."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._open = xxhash.xxh3_64()
        self._room = CHUNK

    def add(self, data: memoryview) -> None:
        while len(data) > self._room:
            self._open.update(data[: self._room])
            self._done.append(self._open.intdigest())
            data = data[self._room :]
            self._open, self._room = xxhash.xxh3_64(), CHUNK
        self._open.update(data)
        self._room -= len(data)

    def finish(self) -> list[int]:
        return [*self._done, self._open.intdigest()]


def _digest_of(digests: list[int]) -> int:
    return xxhash.xxh3_64_intdigest(np.array(digests, "<u8").tobytes())


@contextmanager
def array_writer(
    path: Path, kind: bytes, version: int, *, oldest: int | None = None
) -> Iterator[ArrayWriter]:
    """A writer whose file takes its name when the block ends; an error leaves no trace.

    Raises:
        OSError: the disk refused; ``path`` is as it was.
    """
    with durable_file(path) as stream:
        writer = ArrayWriter(stream)
        yield writer
        writer.finish(kind, version, version if oldest is None else oldest)


def write_arrays(
    path: Path,
    kind: bytes,
    version: int,
    meta: Mapping[str, Any],
    arrays: Mapping[str, npt.NDArray[Any]],
    *,
    oldest: int | None = None,
    more: Callable[[ArrayWriter], None] | None = None,
) -> None:
    """Write one-dimensional ``arrays`` and the JSON values of ``meta`` to ``path``, durably.

    ``more`` may write further arrays, and add to the writer's ``meta``.

    Raises:
        ValueError: an array is not one-dimensional or not of plain numbers.
        OSError: the disk refused; ``path`` is as it was.
    """
    with array_writer(path, kind, version, oldest=oldest) as writer:
        writer.meta.update(meta)
        for name, array in arrays.items():
            writer.add(name, array)
        if more is not None:
            more(writer)
