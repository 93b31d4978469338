"""Which files does this ZIP hold?

Comes in: a stream that can seek. Goes out: its members, one at a time, in the order of its list.
Invariants: the list is bounded before it is read; a member that is encrypted, or packed in a way
that is not read, is a ``ReadError`` and costs only itself.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

from ksearch.errors import ReadError
from ksearch.ingest.packed.members import Member, is_hidden
from ksearch.sources import within

__all__ = ["is_zip", "zip_members"]

_LONGEST_LIST = 64 * 2**20  # bytes of names and places, some hundreds of thousands of them
_END = b"PK\x05\x06"
_END_SIZE = 22
_END_WITHIN = _END_SIZE + 0xFFFF  # bytes from the end of a file, with the longest comment
_END64 = b"PK\x06\x06"
_UNKNOWN = 0xFFFFFFFF
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
# What the ZIPs hold that are documents of their own: XLSX and DOCX, ODT and HWPX, EPUB.
_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))
_SECRET = "it is encrypted: unpack it with its password first"  # noqa: S105 -- a sentence


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a ZIP."""
    return head.startswith((b"PK\x03\x04", _END))


def zip_members(stream: io.BufferedIOBase, source: str) -> Iterator[Member | ReadError] | None:
    """Its members that are files; None where the ZIP as a whole is an office document.

    Raises:
        ReadError: its list is damaged or too long, or all of it is encrypted.
    """
    if _list_size(stream) > _LONGEST_LIST:
        raise ReadError(source, f"its list of files is larger than {_LONGEST_LIST >> 20} MiB")
    try:
        archive = zipfile.ZipFile(stream)
        found = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise ReadError(source, f"its ZIP is damaged ({_told(error)})") from error
    if any(info.filename in _OFFICE for info in found):
        return None
    files = [info for info in found if not (info.filename.endswith("/") or _is_link(info))]
    if files and all(info.flag_bits & _ENCRYPTED for info in files):
        raise ReadError(source, _SECRET)
    return _members(archive, files, source)


def _members(
    archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], source: str
) -> Iterator[Member | ReadError]:
    for info in files:
        name = _name(info)
        if is_hidden(name):
            continue
        where = within(source, name)
        if info.flag_bits & _ENCRYPTED:
            yield ReadError(where, _SECRET)
        elif info.compress_type not in _METHODS:
            yield ReadError(where, f"it is packed by the method {info.compress_type}, not read")
        else:
            try:
                stream = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
                yield ReadError(where, f"its ZIP is damaged ({_told(error)})")
                continue
            with stream:
                yield Member(name, info.file_size, stream)  # type: ignore[arg-type]


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _name(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8 or, as Windows writes it in Korea, CP949; ``zipfile`` reads CP437."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        data = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _list_size(stream: io.BufferedIOBase) -> int:
    """How many bytes the list of files is said to have; 0 where nothing says so."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - _END_WITHIN - 56))  # the larger record stands before the other
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    at = tail.rfind(_END64, 0, at)
    if size == _UNKNOWN and at >= 0:
        size = int.from_bytes(tail[at + 40 : at + 48], "little")
    return size


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
