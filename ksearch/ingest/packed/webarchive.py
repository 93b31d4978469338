"""Which pages did this crawl save?

Comes in: a WARC, as a stream that is read once. Goes out: the HTML pages that servers answered
with, or that the crawler kept as a ``resource``, as bytes; other records are skipped. Invariants: a
record is held only where it is such a page, and no more of it than a page may have; a damaged
record costs what is up to the next one.

The form is ISO 28500. Neither of the kept libraries bears what crawls hold in practice: warcio
1.8 keeps header lines of any length and ends at the first damaged record, FastWARC 2.0 ends there
too. So records are told apart here, and what lies in them is read by the standard library.
"""

from __future__ import annotations

import http.client
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message

from ksearch.errors import ReadError
from ksearch.ingest.characters.streams import LONGEST_PAGE, TOO_LARGE
from ksearch.ingest.patterns import pattern
from ksearch.sources import within

__all__ = ["SavedPage", "is_warc", "saved_pages"]

_LONGEST_LINE = 2**16  # bytes of a line of headers
_CHUNK = 2**16
_LONGEST_NUMBER = 18  # digits
_LONGEST_CHUNK_LINE = 256
_HEX = b"0123456789abcdefABCDEF"
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_UNTOLD = frozenset(("", "application/octet-stream", "application/unknown", "unknown/unknown"))
_HTML = pattern(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FOUND = frozenset((b"200", b"203", b"206"))
_NOT_READ = frozenset(("br", "zstd", "compress", "x-compress"))
_LOOK = 1024  # bytes
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_TEXT_SHARE = 0.98
_BEGIN = b"WARC/"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_DEFLATE = -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as a server sent it: its address, when, its bytes, and the encoding that it said."""

    url: str
    date: str
    data: bytes
    charset: str


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC.

    >>> is_warc(b"WARC/1.1" + bytes([13, 10])), is_warc(b"WARC/a/b is a path")
    (True, False)
    """
    first = head.split(b"\n", 1)[0].strip()
    return first.startswith(_BEGIN) and first[5:].replace(b".", b"").isdigit()


def saved_pages(stream: io.BufferedReader, source: str) -> Iterator[SavedPage | ReadError]:
    """The pages of a WARC, in their order."""
    number = 0
    while True:
        is_record, odd = _next_record(stream)
        if odd:
            place = f"behind record {number}" if number else "at its beginning"
            yield ReadError(source, f"{odd:,} bytes {place} are damaged")
        if not is_record:
            return
        number += 1
        try:
            page = _page(stream)
        except ReadError as error:
            if error.source == source:  # the file itself breaks off
                raise
            yield ReadError(within(source, error.source), error.reason)
        except (ValueError, http.client.HTTPException) as error:
            yield ReadError(f"{source}#{number}", f"its record is damaged ({error})")
        else:
            if page is not None:
                yield page


def _next_record(stream: io.BufferedReader) -> tuple[bool, int]:
    """Go behind the next line that begins a record; whether there is one, and what is none."""
    odd = 0
    while line := stream.readline(_LONGEST_LINE):
        if is_warc(line):
            return True, odd
        odd += len(line.strip())
    return False, odd


def _page(stream: io.BufferedReader) -> SavedPage | None:
    """The page in a record; None where it holds something else.

    Raises:
        ReadError: the page is too large, or packed in a way that is not read.
        ValueError: the record is damaged.
        http.client.HTTPException: likewise.
    """
    headers = http.client.parse_headers(stream)
    said = headers.get("Content-Length", "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= _LONGEST_NUMBER):
        raise ValueError("it does not say how long it is")
    left = length = int(said)
    page = None
    try:
        read = _READERS.get(headers.get("WARC-Type", "").strip().lower())
        if read is not None:
            data = stream.read(min(length, LONGEST_PAGE))
            left -= len(data)
            if len(data) < min(length, LONGEST_PAGE):
                raise ValueError("it ends too early")
            page = read(data, headers, is_whole=not left)
    finally:
        while left and (skipped := stream.read(min(left, _CHUNK))):
            left -= len(skipped)
    if left:
        raise ValueError("it ends too early")
    return page


def _answer(data: bytes, about: Message, *, is_whole: bool) -> SavedPage | None:
    """The page in what a server answered."""
    stream = io.BytesIO(data)
    status = stream.readline(_LONGEST_LINE).split(None, 2)
    if len(status) < 2 or not status[0].startswith(b"HTTP/"):  # noqa: PLR2004 -- version and code
        return None
    headers = http.client.parse_headers(stream)
    if status[1] not in _FOUND or headers.get_content_type() not in _PAGES:
        return None
    url = _address(about)
    if not is_whole:
        raise ReadError(url, TOO_LARGE)
    body = _joined(stream) if _is_chunked(headers) else stream.read()
    charset = headers.get_content_charset() or ""
    return SavedPage(url, about.get("WARC-Date", "").strip(), _decoded(body, headers, url), charset)


def _resource(data: bytes, about: Message, *, is_whole: bool) -> SavedPage | None:
    """The page that a record is, with no answer of a server around it."""
    said = about.get("Content-Type", "").partition(";")[0].strip().lower()
    if said not in _PAGES and not (said in _UNTOLD and _HTML.match(data[:_LOOK])):
        return None
    url = _address(about)
    if not is_whole:
        raise ReadError(url, TOO_LARGE)
    return SavedPage(
        url, about.get("WARC-Date", "").strip(), data, about.get_content_charset() or ""
    )


_READERS: Mapping[str, Callable[..., SavedPage | None]] = {
    "response": _answer,
    "resource": _resource,
}


def _address(about: Message) -> str:
    """The address that a record is of."""
    url = about.get("WARC-Target-URI", "").strip().strip("<>")
    return url.encode("latin-1", "replace").decode("utf-8", "replace")


def _is_chunked(headers: Message) -> bool:
    return "chunked" in headers.get("Transfer-Encoding", "").lower()


def _joined(stream: io.BytesIO) -> bytes:
    """A body that was sent in chunks, or as it stands: many crawlers have joined them already."""
    start = stream.tell()
    body = bytearray()
    while size := _chunk_size(stream.readline(_LONGEST_CHUNK_LINE)):
        chunk = stream.read(size)
        body += chunk
        if len(chunk) < size:  # cut off
            return bytes(body)
        stream.readline(3)
    if body:
        return bytes(body)
    stream.seek(start)
    return stream.read()


def _chunk_size(line: bytes) -> int:
    """How long a chunk says it is; 0 for the last one, and where the line says nothing."""
    digits = line.split(b";", 1)[0].strip()
    return int(digits, 16) if digits and not digits.strip(_HEX) else 0


def _decoded(body: bytes, headers: Message, url: str) -> bytes:
    """The body unpacked, where it is packed still: many crawlers keep it as a browser has it.

    Raises:
        ReadError: it is packed in a way that is not read, or damaged, or too large.
    """
    named = headers.get("Content-Encoding", "").strip().lower()
    if named in _NOT_READ and _looks_packed(body):
        raise ReadError(url, f"its page is packed by {named}, which is not read")
    if not (body.startswith(b"\x1f\x8b") or (named == "deflate" and _looks_packed(body))):
        return body
    for window in (_GZIP_OR_ZLIB, _DEFLATE):
        one = zlib.decompressobj(window)
        try:
            data = one.decompress(body, LONGEST_PAGE + 1)
        except zlib.error as error:
            told = str(error)
            continue
        if len(data) > LONGEST_PAGE:
            raise ReadError(url, TOO_LARGE)
        return data
    raise ReadError(url, f"its page is damaged ({told})")


def _looks_packed(body: bytes) -> bool:
    """Whether these bytes are no text."""
    head = body[:_LOOK]
    return b"\0" in head or len(head.translate(None, _CONTROLS)) < len(head) * _TEXT_SHARE
