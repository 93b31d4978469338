"""Which arrays does a file hold? Memory-mapped, each verified when it is first used.

Comes in: a path. Goes out: read-only arrays that are views of the file, as ``layout`` says.
"""

from __future__ import annotations

import json
import mmap
import threading
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from ksearch.errors import IndexDamagedError, IndexVersionError
from ksearch.files.layout import CHECKSUM, CHUNK, DTYPES, HEADER, MAGIC, START, aligned

__all__ = ["ArrayFile", "LazyArray"]


class LazyArray:
    """An array whose chunks of ``CHUNK`` bytes are verified when they are first needed.

    ``verified[c]`` tells whether chunk ``c`` is known to be sound; kernels read it, and who reads
    a part of ``array`` calls ``verify`` for it first.
    """

    def __init__(self, path: Path, name: str, array: npt.NDArray[Any], digests: list[int]) -> None:
        self.path = path
        self.array = array
        self.verified = np.zeros(len(digests), np.uint8)
        self._name = name
        self._digests = digests

    def verify(self, begin: int, end: int) -> None:
        """Make sure of the bytes from ``begin`` up to ``end``.

        Raises:
            IndexDamagedError: a chunk does not match its checksum.
        """
        for chunk in range(begin // CHUNK, -(-end // CHUNK)):
            self.verify_chunk(chunk)

    def verify_chunk(self, chunk: int) -> None:
        """Make sure of one chunk.

        Raises:
            IndexDamagedError: it does not match its checksum.
        """
        if self.verified[chunk]:
            return
        data = self.array.data.cast("B")[chunk * CHUNK : (chunk + 1) * CHUNK]
        if xxhash.xxh3_64_intdigest(data) != self._digests[chunk]:
            raise IndexDamagedError(self.path, f"its array {self._name!r} has a damaged part")
        self.verified[chunk] = 1


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
            if size < START:
                raise IndexDamagedError(path, f"it has only {size} bytes")
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        head = self._map[: HEADER.size]
        magic, found, self.version, oldest, begin, length, checksum = HEADER.unpack(head)
        (head_checksum,) = CHECKSUM.unpack(self._map[HEADER.size : HEADER.size + CHECKSUM.size])
        if magic != MAGIC or found.rstrip(b"\0") != kind:
            raise IndexDamagedError(path, f"it is no {kind.decode()} file of ksearch")
        if head_checksum != xxhash.xxh3_64_intdigest(head):
            raise IndexDamagedError(path, "its header does not match its checksum")
        if oldest > version:
            raise IndexVersionError(path, self.version, f"up to {version}")
        if begin + length != size:
            raise IndexDamagedError(path, f"it has {size} bytes instead of {begin + length}")
        directory = self._map[begin:]
        if xxhash.xxh3_64_intdigest(directory) != checksum:
            raise IndexDamagedError(path, "its directory does not match its checksum")
        content = json.loads(directory)
        self.meta: dict[str, Any] = content["meta"]
        self._entries: dict[str, tuple[str, int, int, int]] = {
            name: (dtype, count, offset, digest)
            for name, dtype, count, offset, digest in content["arrays"]
        }
        self._lazy: dict[str, LazyArray] = {}
        self._verified: dict[str, npt.NDArray[Any]] = {}
        self._opening = threading.Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def array(self, name: str) -> npt.NDArray[Any]:
        """The read-only array of that name, verified as a whole when it is first asked for.

        Raises:
            KeyError: the file has no such array.
            IndexDamagedError: its bytes do not match their checksum.
        """
        known = self._verified.get(name)
        if known is not None:
            return known
        lazy = self.lazy(name)
        lazy.verify(0, lazy.array.nbytes)
        self._verified[name] = lazy.array
        return lazy.array

    def lazy(self, name: str) -> LazyArray:
        """The read-only array of that name, whose parts are verified when they are needed.

        Raises:
            KeyError: the file has no such array.
            IndexDamagedError: the checksums of its chunks do not match theirs.
        """
        with self._opening:
            known = self._lazy.get(name)
            if known is None:
                known = self._lazy[name] = self._opened(name)
        return known

    def _opened(self, name: str) -> LazyArray:
        dtype, count, offset, digest = self._entries[name]
        if dtype not in DTYPES:
            raise IndexDamagedError(self.path, f"its array {name!r} has the dtype {dtype!r}")
        array: npt.NDArray[Any] = np.frombuffer(
            self._map, dtype=dtype, count=count, offset=START + offset
        )
        if array.nbytes <= CHUNK:
            return LazyArray(self.path, name, array, [digest][: min(1, array.nbytes)])
        digests = np.frombuffer(
            self._map,
            dtype="<u8",
            count=-(-array.nbytes // CHUNK),
            offset=START + aligned(offset + array.nbytes),
        )
        if xxhash.xxh3_64_intdigest(digests.data) != digest:
            raise IndexDamagedError(self.path, f"the checksums of its array {name!r} are damaged")
        return LazyArray(self.path, name, array, digests.tolist())
