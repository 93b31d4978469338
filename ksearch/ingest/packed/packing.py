"""What do these bytes unpack to?

Comes in: a binary stream. Goes out: a buffered stream of what it holds, and which packing that was.
Invariants: the stream below is never closed; nothing is held but some hundred kilobytes and what a
packing needs (xz and zstd: a window of at most 128 MiB); all that is unpacked is counted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from enum import StrEnum
from typing import Any, BinaryIO, Protocol, cast

from ksearch.errors import ReadError
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.packed.budget import Budget

__all__ = ["LOOK", "NAMES", "Packing", "buffered", "looked_at", "packing_of", "unpack", "unpacked"]

_CHUNK = 2**16
LOOK = 512  # bytes in which a file shows what it is; a tar needs so many
_WINDOW = 2**27  # bytes that unpacking may look back; xz -9 and zstd -22 --ultra ask for no more
_ZSTD_PIECE = 1024  # bytes of zstd at a time: its smallest blocks unpack to 32 MiB


class Packing(StrEnum):
    """The ways in which one file is packed."""

    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"


NAMES = (".gz", ".bz2", ".xz", ".zst")  # what a packed file is called, behind its own name
_BEGINNINGS = {
    Packing.GZIP: (b"\x1f\x8b\x08",),
    Packing.BZIP2: tuple(
        b"BZh%d%s" % (level, magic)
        for level in range(1, 10)
        for magic in (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90")
    ),
    Packing.XZ: (b"\xfd7zXZ\0",),
    # A skippable frame may come first.
    Packing.ZSTD: (b"\x28\xb5\x2f\xfd", *(b"%c\x2a\x4d\x18" % n for n in range(0x50, 0x60))),
}


def packing_of(head: bytes) -> Packing | None:
    """How a file that begins with ``head`` is packed, by at least ten bytes of it.

    >>> packing_of(gzip.compress(b"")), packing_of(b"BZh, said the text"), packing_of(b"")
    (<Packing.GZIP: 'gzip'>, None, None)
    """
    return next((kind for kind, found in _BEGINNINGS.items() if head.startswith(found)), None)


def buffered(stream: BinaryIO, budget: Budget) -> io.BufferedReader:
    """The stream, to be looked at before it is read; a file's size is known to ``budget``."""
    return looked_at(_Plain(stream, budget))


def unpacked(
    stream: io.BufferedReader, kind: Packing, budget: Budget, source: str
) -> io.BufferedReader:
    """What the stream holds; reading it raises ``ReadError`` where it is damaged."""
    return looked_at(_Unpacked(_OPENERS[kind](stream), kind, budget, source))


def looked_at(stream: object) -> io.BufferedReader:
    """The stream, of whatever class, with a buffer to look into before it is read."""
    return io.BufferedReader(cast("io.RawIOBase", stream), _CHUNK)


def unpack(stream: BinaryIO, source: str) -> io.BufferedReader:
    """What a file holds, packed once or not at all."""
    budget = Budget(ReadNotes())
    plain = buffered(stream, budget)
    kind = packing_of(plain.peek(LOOK))
    return plain if kind is None else unpacked(plain, kind, budget, source)


class _Looked(io.RawIOBase):
    """A stream whose first piece is long enough for a look; the others come as they come."""

    _is_begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- as RawIOBase has it
        view = memoryview(buffer)
        least = 1 if self._is_begun else min(len(view), LOOK)
        filled = 0
        while filled < least and (data := self._piece(len(view) - filled)):
            view[filled : filled + len(data)] = data
            filled += len(data)
        self._is_begun = True
        return filled

    def _piece(self, size: int) -> bytes:
        raise NotImplementedError


class _Plain(_Looked):
    """A stream as it is. Seeks where the one below can."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._read = getattr(stream, "read1", stream.read)
        if stream.seekable():
            here = stream.tell()
            budget.size = max(budget.size, stream.seek(0, io.SEEK_END))
            stream.seek(here)

    def _piece(self, size: int) -> bytes:
        # From a pipe, what is there already.
        data = self._read(size)
        if not self._stream.seekable():
            self._budget.size += len(data)
        self._budget.take(len(data))
        return data

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


class _Unpacked(_Looked):
    """What another stream unpacks, with each error as a sentence."""

    def __init__(self, stream: _Stream, kind: Packing, budget: Budget, source: str) -> None:
        # ``read`` of a packed stream would drop what it has unpacked before it met the damage.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._kind = kind
        self._budget = budget
        self._source = source

    def _piece(self, size: int) -> bytes:
        try:
            data = self._read(size)
        except (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError) as error:
            raise ReadError(self._source, f"its {self._kind} is damaged ({error})") from error
        self._budget.spend(len(data), self._source)
        return data


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Frames:
    """One or more packed streams behind one another, each with its own decompressor."""

    def __init__(
        self, stream: io.BufferedReader, new: Callable[[], _Decompressor], piece: int
    ) -> None:
        self._stream = stream
        self._new = new
        self._piece = piece
        self._open: _Decompressor | None = None
        self._held = b""

    def read(self, size: int) -> bytes:
        while not self._held:
            data = self._more(size)
            if data is None:
                return b""
            self._held = data
        data, self._held = self._held[:size], self._held[size:]
        return data

    def _more(self, size: int) -> bytes | None:
        """What comes next, which may be nothing yet; None at the end."""
        if self._open is None or self._open.eof:
            rest = self._open.unused_data.lstrip(b"\0") if self._open is not None else b""
            rest = rest or self._stream.read(self._piece)
            if not rest.strip(b"\0"):
                return None
            self._open = self._new()
            return self._open.decompress(rest, size)
        if not self._open.needs_input:
            return self._open.decompress(b"", size)
        data = self._stream.read(self._piece)
        if not data:
            raise EOFError("it ends too early")
        return self._open.decompress(data, size)


class _ZstdFrame:
    """One frame of zstd, as the decompressors of the standard library have it."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard  # noqa: PLC0415 -- only where a file is packed so

        self._one = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self._error = zstandard.ZstdError

    @property
    def eof(self) -> bool:
        return self._one.eof

    @property
    def unused_data(self) -> bytes:
        return self._one.unused_data

    def decompress(self, data: bytes, _max_length: int = -1) -> bytes:
        try:
            return self._one.decompress(data)
        except self._error as error:
            raise ValueError(str(error)) from error


def _gzip(stream: io.BufferedReader) -> _Stream:
    return gzip.GzipFile(fileobj=stream)


def _bzip2(stream: io.BufferedReader) -> _Stream:
    return bz2.BZ2File(stream)


def _xz(stream: io.BufferedReader) -> _Stream:
    def new() -> _Decompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_WINDOW)

    return _Frames(stream, new, _CHUNK)


def _zstd(stream: io.BufferedReader) -> _Stream:
    return _Frames(stream, _ZstdFrame, _ZSTD_PIECE)


_OPENERS: dict[Packing, Callable[[io.BufferedReader], _Stream]] = {
    Packing.GZIP: _gzip,
    Packing.BZIP2: _bzip2,
    Packing.XZ: _xz,
    Packing.ZSTD: _zstd,
}
