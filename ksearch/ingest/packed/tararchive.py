"""Which files does this tar hold?

Comes in: a stream, read once from its beginning. Goes out: its members, each to be read before the
next is asked for. Invariants: no member and no header is held as a whole but for names of at most
64 KiB; ``tarfile`` would hold what an extended header says it is long.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any

from ksearch.errors import ReadError
from ksearch.ingest.packed.members import Member, is_hidden
from ksearch.ingest.packed.packing import looked_at

__all__ = ["is_tar", "tar_members"]

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_EXTRA = 2**16  # bytes of a header that holds a name, or what else is told of a file
_CHUNK = 2**16
_LONG_NAME = tarfile.GNUTYPE_LONGNAME
_EXTENDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_TOLD = (_LONG_NAME, *_EXTENDED, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK)  # these are no files


def is_tar(head: bytes) -> bool:
    """Whether a file that begins so is a tar, by the mark and the sum of its first header."""
    if head[257:262] != b"ustar" or len(head) < _BLOCK:
        return False
    try:
        _header(head[:_BLOCK])
    except tarfile.HeaderError:
        return False
    return True


def tar_members(stream: io.BufferedReader, source: str) -> Iterator[Member]:
    """Its members that are files and not hidden, in their order.

    Raises:
        ReadError: it is damaged.
    """
    told: dict[str, str] = {}
    while (block := _block(stream, source)) is not None:
        try:
            header = _header(block)
        except tarfile.HeaderError as error:
            raise ReadError(source, f"its tar is damaged ({error})") from error
        if header.type in _TOLD:
            data = _Slice(stream, header.size, source)
            told |= _told(header, data.read(_LONGEST_EXTRA) or b"")
        else:
            size = int(told["size"]) if told.get("size", "").isdecimal() else header.size
            name = told.get("path", header.name)
            data = _Slice(stream, size if _has_data(header) else 0, source)
            if header.type in _FILES and not is_hidden(name):
                yield Member(name, size, looked_at(data))
            told = {}
        data.skip()


_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


def _header(block: bytes) -> tarfile.TarInfo:
    header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    if header.size < 0:
        raise tarfile.HeaderError("a negative size")
    return header


def _has_data(header: tarfile.TarInfo) -> bool:
    return header.isreg() or header.type not in tarfile.SUPPORTED_TYPES


def _block(stream: io.BufferedReader, source: str) -> bytes | None:
    """The next header; None behind the last member."""
    block = stream.read(_BLOCK)
    if not block.strip(b"\0"):
        return None
    if len(block) < _BLOCK:
        raise ReadError(source, "its tar is damaged (it ends too early)")
    return block


def _told(header: tarfile.TarInfo, data: bytes) -> dict[str, str]:
    """What is told of the next file: its name, perhaps its size; the rest is not asked for.

    An extended header has a line for each: how long the line is, a key, ``=`` and the value.
    """
    if header.type == _LONG_NAME:
        return {"path": data.split(b"\0", 1)[0].decode("utf-8", "replace")}
    told: dict[str, str] = {}
    at = 0
    while header.type in _EXTENDED and (space := data.find(b" ", at, at + 8)) > at:
        length = data[at:space]
        end = at + int(length) if length.isdigit() else at
        if end <= space:
            break
        key, _, value = data[space + 1 : end].partition(b"=")
        if key in {b"path", b"size"}:
            told[key.decode()] = value.removesuffix(b"\n").decode("utf-8", "replace")
        at = end
    return told


class _Slice(io.RawIOBase):
    """The next ``size`` bytes of a stream, with the padding behind them skipped at the end."""

    def __init__(self, stream: io.BufferedReader, size: int, source: str) -> None:
        self._stream = stream
        self._left = size
        self._padding = -size % _BLOCK
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 -- as RawIOBase has it
        view = memoryview(buffer)[: self._left]
        if not view:
            return 0
        count = self._stream.readinto(view)
        if not count:
            raise ReadError(self._source, "its tar is damaged (it ends too early)")
        self._left -= count
        return count

    def skip(self) -> None:
        """Go behind the slice, however much of it was read."""
        left = self._left + self._padding
        while left and (data := self._stream.read(min(left, _CHUNK))):
            left -= len(data)
        self._left = 0
