r"""A file of named arrays: magic, format version, directory, data, each with a checksum.

Layout (all integers little-endian):

    offset  bytes  what
    0       8      magic b"ksearch\0"
    8       8      kind of file, ASCII, padded with \0 (b"segment", b"lexicon" …)
    16      4      format version of the writer
    20      4      oldest format version whose readers can read this file
    24      8      length of the directory in bytes
    32      8      xxh3-64 of the directory
    40      8      total length of the file in bytes
    48      8      xxh3-64 of bytes 0–47
    56      …      directory: JSON {"meta": {…}, "arrays": [[name, dtype, length, offset, xxh3], …]}
    …       …      the arrays, one-dimensional, each on a multiple of 64 bytes

The header and the directory are verified when the file is opened, an array when it is first asked
for. xxh3 catches any damage by accident; it does not catch somebody who forges a checksum. What a
forged file can do is give wrong numbers: dtypes are plain numbers only, so nothing in it runs.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files.durable import write_durably

__all__ = ["ArrayFile", "write_arrays"]

MAGIC = b"ksearch\0"
HEADER = struct.Struct("<8s8sIIQQQ")
CHECKSUM = struct.Struct("<Q")
ALIGNMENT = 64
# Numbers only: no objects, no structures, nothing that numpy would unpickle.
DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4", "<f8"})


def write_arrays(
    path: Path,
    kind: bytes,
    version: int,
    meta: Mapping[str, Any],
    arrays: Mapping[str, npt.NDArray[Any]],
    *,
    oldest: int | None = None,
) -> None:
    """Write one-dimensional ``arrays`` and the JSON values of ``meta`` to ``path``, durably.

    Raises:
        ValueError: an array is not one-dimensional or not of plain numbers.
        OSError: the disk refused; ``path`` is as it was.
    """
    entries = []
    blocks: list[npt.NDArray[Any]] = []
    for name, array in arrays.items():
        plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        if plain.ndim != 1 or plain.dtype.str not in DTYPES:
            raise ValueError(f"array {name!r} has shape {plain.shape} and dtype {plain.dtype}")
        blocks.append(plain)
        entries.append([name, plain.dtype.str, len(plain), 0, xxhash.xxh3_64_intdigest(plain.data)])
    # Offsets depend on the directory's length, so they are relative to the first array.
    position = 0
    for entry, block in zip(entries, blocks, strict=True):
        entry[3] = position
        position = _aligned(position + block.nbytes)
    directory = json.dumps({"meta": dict(meta), "arrays": entries}, ensure_ascii=False).encode()
    start = _aligned(HEADER.size + CHECKSUM.size + len(directory))
    header = HEADER.pack(
        MAGIC,
        kind.ljust(8, b"\0"),
        version,
        version if oldest is None else oldest,
        len(directory),
        xxhash.xxh3_64_intdigest(directory),
        start + position,
    )

    def chunks() -> Iterator[bytes | memoryview]:
        yield header + CHECKSUM.pack(xxhash.xxh3_64_intdigest(header)) + directory
        yield bytes(start - HEADER.size - CHECKSUM.size - len(directory))
        for block in blocks:
            yield block.data.cast("B") if len(block) else b""
            yield bytes(_aligned(block.nbytes) - block.nbytes)

    write_durably(path, chunks())


class ArrayFile:
    """A memory-mapped file of arrays; what it shows never changes until it is closed.

    Args:
        path: the file.
        kind: what it must be.
        version: the format version of this reader; a file whose oldest readable version is newer
            is refused.

    Raises:
        FileNotFoundError: there is no such file.
        IndexDamagedError: it is not a file of this kind, is cut off, or its directory is damaged.
        IndexVersionError: it was written by a newer ksearch in a format this one cannot read.
    """

    def __init__(self, path: Path, kind: bytes, version: int) -> None:
        self.path = path
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            if size < HEADER.size + CHECKSUM.size:
                raise IndexDamagedError(path, f"it has only {size} bytes")
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        head = self._map[: HEADER.size]
        magic, found, self.version, oldest, length, checksum, total = HEADER.unpack(head)
        (head_checksum,) = CHECKSUM.unpack(self._map[HEADER.size : HEADER.size + CHECKSUM.size])
        if magic != MAGIC or found.rstrip(b"\0") != kind:
            raise IndexDamagedError(path, f"it is no {kind.decode()} file of ksearch")
        if head_checksum != xxhash.xxh3_64_intdigest(head):
            raise IndexDamagedError(path, "its header does not match its checksum")
        if oldest > version:
            raise IndexVersionError(path, self.version, f"up to {version}")
        if total != size:
            raise IndexDamagedError(path, f"it has {size} bytes instead of {total}")
        begin = HEADER.size + CHECKSUM.size
        directory = self._map[begin : begin + length]
        if xxhash.xxh3_64_intdigest(directory) != checksum:
            raise IndexDamagedError(path, "its directory does not match its checksum")
        content = json.loads(directory)
        self.meta: dict[str, Any] = content["meta"]
        self._entries: dict[str, tuple[str, int, int, int]] = {
            name: (dtype, count, offset, digest)
            for name, dtype, count, offset, digest in content["arrays"]
        }
        self._start = _aligned(begin + length)
        self._verified: dict[str, npt.NDArray[Any]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def array(self, name: str) -> npt.NDArray[Any]:
        """The read-only array of that name, verified when it is first asked for.

        Raises:
            KeyError: the file has no such array.
            IndexDamagedError: its bytes do not match their checksum.
        """
        known = self._verified.get(name)
        if known is not None:
            return known
        dtype, count, offset, digest = self._entries[name]
        if dtype not in DTYPES:
            raise IndexDamagedError(self.path, f"its array {name!r} has the dtype {dtype!r}")
        array: npt.NDArray[Any] = np.frombuffer(
            self._map, dtype=dtype, count=count, offset=self._start + offset
        )
        if xxhash.xxh3_64_intdigest(array.data) != digest:
            raise IndexDamagedError(self.path, f"its array {name!r} does not match its checksum")
        self._verified[name] = array
        return array


def _aligned(position: int) -> int:
    return -(-position // ALIGNMENT) * ALIGNMENT
