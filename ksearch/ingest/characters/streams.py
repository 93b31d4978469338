"""What are the lines of this stream?

Comes in: a binary stream, perhaps in UTF-16. Goes out: its lines as bytes, UTF-16 turned into
UTF-8. Invariant: no more than one line is held, and no line of more than ``LONGEST_LINE`` bytes is.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from ksearch.errors import ReadError

__all__ = ["LONGEST_LINE", "LONGEST_PAGE", "LONGEST_WHOLE", "TOO_LARGE", "lines", "rest"]

LONGEST_LINE = 64 * 2**20  # bytes; the longest of 16,321 articles has 64 KB
LONGEST_PAGE = (
    16 * 2**20
)  # bytes of a page, HTML or text; of a hundred saved ones the largest has 3
LONGEST_WHOLE = 256 * 2**20  # bytes of a document that must be read as a whole
TOO_LARGE = f"it is larger than {LONGEST_PAGE >> 20} MiB"
_CHUNK = 2**16


def lines(stream: io.BufferedReader, source: str) -> Iterator[bytes]:
    """The lines of ``stream`` with their line ends.

    Raises:
        ReadError: the stream cannot be read, or a line is too long.
    """
    try:
        yield from _lines(stream, source)
    except UnicodeDecodeError as error:
        raise ReadError(source, f"its UTF-16 is damaged ({error.reason})") from error
    except OSError as error:
        raise ReadError(source, error.strerror or str(error)) from error


def rest(found: Iterator[bytes], source: str, longest: int = LONGEST_WHOLE) -> bytes:
    """Everything that is left, as one.

    Raises:
        ReadError: it is longer than ``longest``.
    """
    data = bytearray()
    for line in found:
        data += line
        if len(data) > longest:
            raise ReadError(source, f"it is larger than {longest >> 20} MiB")
    return bytes(data)


def _lines(stream: io.BufferedReader, source: str) -> Iterator[bytes]:
    if stream.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        yield from _from_utf16(stream)
        return
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise ReadError(source, f"a line is longer than {LONGEST_LINE >> 20} MiB")
        yield line


def _from_utf16(stream: io.BufferedReader) -> Iterator[bytes]:
    """Lines in UTF-8; decoded by hand, since a text wrapper would close standard input."""
    decoder = codecs.getincrementaldecoder("utf-16")()
    held = ""
    while data := stream.read(_CHUNK):
        held += decoder.decode(data)
        *whole, held = held.split("\n")
        for line in whole:
            yield f"{line}\n".encode()
    yield (held + decoder.decode(b"", final=True)).encode()
