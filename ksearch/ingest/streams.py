"""What are the lines of this file, whatever it is packed in?

Comes in: a binary stream, perhaps gzip, perhaps UTF-16. Goes out: its lines as bytes, unpacked,
UTF-16 turned into UTF-8. Invariant: no more than one line is held, and no line of more than
``LONGEST_LINE`` bytes is, so a few kilobytes of gzip cannot fill the memory.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from ksearch.errors import ReadError

__all__ = ["LONGEST_LINE", "LONGEST_WHOLE", "lines", "rest"]

LONGEST_LINE = 64 * 2**20  # bytes; the longest of 16,321 articles has 64 KB
LONGEST_WHOLE = 256 * 2**20  # bytes of a document that must be read as a whole
_Peekable = io.BufferedReader | gzip.GzipFile
_CHUNK = 2**16
_GZIP = b"\x1f\x8b"


def lines(stream: BinaryIO, source: str) -> Iterator[bytes]:
    """The lines of ``stream`` with their line ends.

    Raises:
        ReadError: the gzip is damaged, the stream cannot be read, or a line is too long.
    """
    try:
        if isinstance(stream, io.BufferedReader):
            yield from _lines(_unpacked(stream), source)
            return
        plain = cast("io.BufferedReader", io.BufferedReader(cast("io.RawIOBase", stream)))
        try:
            yield from _lines(_unpacked(plain), source)
        finally:
            plain.detach()  # or it would close the stream behind the caller's back
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(source, f"its gzip is damaged ({error})") from error
    except UnicodeDecodeError as error:
        raise ReadError(source, f"its UTF-16 is damaged ({error.reason})") from error
    except OSError as error:
        raise ReadError(source, error.strerror or str(error)) from error


def rest(found: Iterator[bytes], source: str) -> bytes:
    """Everything that is left, as one.

    Raises:
        ReadError: it is longer than ``LONGEST_WHOLE``.
    """
    data = bytearray()
    for line in found:
        data += line
        if len(data) > LONGEST_WHOLE:
            raise ReadError(source, f"it is larger than {LONGEST_WHOLE >> 20} MiB")
    return bytes(data)


def _unpacked(plain: io.BufferedReader) -> _Peekable:
    return gzip.GzipFile(fileobj=plain) if plain.peek(2)[:2] == _GZIP else plain


def _lines(stream: _Peekable, source: str) -> Iterator[bytes]:
    if stream.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        yield from _from_utf16(stream)
        return
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise ReadError(source, f"a line is longer than {LONGEST_LINE >> 20} MiB")
        yield line


def _from_utf16(stream: _Peekable) -> Iterator[bytes]:
    """Lines in UTF-8; decoded by hand, since a text wrapper would close standard input."""
    decoder = codecs.getincrementaldecoder("utf-16")()
    held = ""
    while data := stream.read(_CHUNK):
        held += decoder.decode(data)
        *whole, held = held.split("\n")
        for line in whole:
            yield f"{line}\n".encode()
    yield (held + decoder.decode(b"", final=True)).encode()
