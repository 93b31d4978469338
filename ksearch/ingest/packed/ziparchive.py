"""Which files does this ZIP hold?

Comes in: a stream that can seek. Goes out: its members, one at a time, in the order of its list.
Invariants: a piece of the list is held at a time; a member that is encrypted, or packed in a way
that is not read, is a ``ReadError`` and costs only itself.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from itertools import chain

from ksearch.errors import ReadError
from ksearch.ingest.packed.members import Member, is_hidden
from ksearch.ingest.packed.ziplist import archives
from ksearch.sources import within

__all__ = ["is_zip", "zip_members"]

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
# What the ZIPs hold that are documents of their own: XLSX and DOCX, ODT and HWPX, EPUB.
_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)
_SECRET = "it is encrypted: unpack it with its password first"  # noqa: S105 -- a sentence


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a ZIP."""
    return head.startswith(_BEGINNINGS)


def zip_members(stream: io.BufferedIOBase, source: str) -> Iterator[Member | ReadError] | None:
    """Its members that are files; None where the ZIP as a whole is an office document.

    Raises:
        ReadError: its list is damaged, or all of it is encrypted, both as far as its first piece.
    """
    pieces = archives(stream)
    try:
        first = next(pieces)
    except _DAMAGE as error:
        raise ReadError(source, f"its ZIP is damaged ({_told(error)})") from error
    if any(info.filename in _OFFICE for info in first.infolist()):
        if next(pieces, None) is not None:  # its reader wants the whole list
            raise ReadError(source, "it has more parts than an office document")
        return None
    files = list(_files(first))
    if files and all(info.flag_bits & _ENCRYPTED for info in files):
        raise ReadError(source, _SECRET)
    return _all_members(chain([first], pieces), source)


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in archive.infolist():
        if not (info.filename.endswith("/") or _is_link(info)):
            yield info


def _all_members(pieces: Iterator[zipfile.ZipFile], source: str) -> Iterator[Member | ReadError]:
    while True:
        try:
            archive = next(pieces, None)
        except _DAMAGE as error:
            yield ReadError(source, f"its ZIP is damaged ({_told(error)})")
            return
        if archive is None:
            return
        yield from _members(archive, source)


def _members(archive: zipfile.ZipFile, source: str) -> Iterator[Member | ReadError]:
    for info in _files(archive):
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


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
