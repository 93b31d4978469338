"""What does the list of this ZIP say, a piece of it at a time?

Comes in: a stream that can seek. Goes out: archives of ``zipfile``, each of which knows a piece of
the list, one behind the other. Invariant: what is held is a piece, however long the list is; a
short list is one piece, and read by ``zipfile`` as it stands.

``zipfile`` keeps half a kilobyte for each member. So it is shown the file with a piece of the list,
and with an end that fits, in the place of the whole list; where the members lie stays as it was.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["archives"]

LONGEST_PIECE = 2**20  # bytes, some ten thousand members
_ENTRY = b"PK\x01\x02"
_ENTRY_SIZE = 46
_LENGTHS_AT = 28  # of its name, what is extra, and its comment
_END = b"PK\x05\x06"
_END_SIZE = 22
_END_WITHIN = _END_SIZE + 0xFFFF  # bytes from the end of a file, with the longest comment
_END_64 = b"PK\x06\x06"
_END_64_SIZE = 56
_PLACE_64 = b"PK\x06\x07"
_PLACE_64_SIZE = 20


class _List(NamedTuple):
    """Where the list begins, how long it is, and where its end says that it begins.

    These differ where something stands before the archive, as in one that unpacks itself.
    """

    at: int
    size: int
    said: int


def archives(stream: io.BufferedIOBase) -> Iterator[zipfile.ZipFile]:
    """The archive with each piece of its list.

    Raises:
        zipfile.BadZipFile: it is damaged.
    """
    found = _list(stream)
    if found is None or found.size <= LONGEST_PIECE:
        yield zipfile.ZipFile(stream)
        return
    at, end = found.at, found.at + found.size
    while at < end:
        stream.seek(at)
        data = stream.read(min(LONGEST_PIECE, end - at))
        count, size = _whole(data)
        piece = data[:size] + _ending(count, size, found.said)
        yield zipfile.ZipFile(_Shown(stream, found.at, piece))
        at += size


def _list(stream: io.BufferedIOBase) -> _List | None:
    """The list, where ``zipfile`` finds it."""
    end = stream.seek(0, io.SEEK_END)
    begin = stream.seek(max(0, end - _END_WITHIN - _END_64_SIZE - _PLACE_64_SIZE))
    tail = stream.read()
    at = len(tail) - _END_SIZE
    if at < 0 or not (tail.startswith(_END, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return None
    size, said = struct.unpack_from("<2L", tail, at + 12)
    place = at - _PLACE_64_SIZE
    larger = place - _END_64_SIZE
    if larger >= 0 and tail.startswith(_PLACE_64, place) and tail.startswith(_END_64, larger):
        size, said = struct.unpack_from("<2Q", tail, larger + 40)
        at = larger
    if size > begin + at:
        raise zipfile.BadZipFile("its list is longer than the file")
    return _List(begin + at - size, size, said)


def _whole(data: bytes) -> tuple[int, int]:
    """How many entries a piece of the list holds to their ends, and how many bytes they are."""
    count = at = 0
    while at + _ENTRY_SIZE <= len(data):
        if not data.startswith(_ENTRY, at):
            raise zipfile.BadZipFile("Bad magic number for central directory")
        size = _ENTRY_SIZE + sum(struct.unpack_from("<3H", data, at + _LENGTHS_AT))
        if at + size > len(data):
            break
        at += size
        count += 1
    if not count:
        raise zipfile.BadZipFile("Truncated central directory")
    return count, at


def _ending(count: int, size: int, said: int) -> bytes:
    """The end of an archive whose list has so many entries and bytes, and begins where it says."""
    larger = struct.pack(
        "<4sQ2H2L4Q", _END_64, _END_64_SIZE - 12, 45, 45, 0, 0, count, count, size, said
    )
    place = struct.pack("<4sLQL", _PLACE_64, 0, said + size, 1)
    end = struct.pack("<4s4H2LH", _END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return larger + place + end


class _Shown(io.RawIOBase):
    """A file up to where its list begins, and something else from there on."""

    def __init__(self, stream: io.BufferedIOBase, at: int, rest: bytes) -> None:
        self._stream = stream
        self._at = at
        self._rest = rest
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset + (0, self._place, self._at + len(self._rest))[whence]
        if place < 0:
            raise OSError("before the beginning")
        self._place = place
        return place

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- as RawIOBase has it
        view = memoryview(buffer)
        if self._place < self._at:
            self._stream.seek(self._place)
            data = self._stream.read(min(len(view), self._at - self._place))
        else:
            begin = self._place - self._at
            data = self._rest[begin : begin + len(view)]
        view[: len(data)] = data
        self._place += len(data)
        return len(data)
