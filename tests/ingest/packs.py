"""Files as they come packed: archives, crawls and streams, made of texts of this project."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import zstandard

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}
SNOW = {"b/snow.json": '{"title": "첫눈"}'.encode(), "a.jsonl": '{"title": "장마"}\n'.encode() * 2}


def zipped(
    files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, flags: int = 0
) -> bytes:
    """A ZIP; ``flags`` are set in each of its headers, whatever is true."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    made = bytearray(stream.getvalue())
    for mark, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = made.find(mark)
        while flags and at >= 0:
            made[at + offset] |= flags
            at = made.find(mark, at + 4)
    return bytes(made)


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for name, data in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return stream.getvalue()


def record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    content: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
) -> bytes:
    """One record of a WARC: what a server answered."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n{headers}\r\n".encode() + body
    return bare_record(url, answer, kind=kind, content=f"application/http; msgtype={kind}")


def bare_record(url: str, block: bytes, *, kind: str = "resource", content: str = "") -> bytes:
    """One record of a WARC with nothing around what it holds; without its type if that is empty."""
    about = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-21T01:02:03Z\r\n"
        + (f"Content-Type: {content}\r\n" if content else "")
        + f"Content-Length: {len(block)}\r\n\r\n"
    )
    return about.encode() + block + b"\r\n\r\n"
