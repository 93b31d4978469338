"""Which characters do these bytes stand for?

Comes in: the bytes of one document. Goes out: its text, or a ``ReadError`` where they are no text.
Invariant: bytes that are valid UTF-8 are read as UTF-8, whatever the document says of itself; what
old Korean pages say (euc-kr, ks_c_5601) is read as CP949, which contains them.
"""

from __future__ import annotations

import codecs
import re

from ksearch.errors import ReadError
from ksearch.ingest.characters.mojibake import mended
from ksearch.ingest.notes import ReadNotes
from ksearch.ingest.patterns import pattern
from ksearch.sources import file_of

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = pattern(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; the HTML standard asks for 1,024
_KOREAN = frozenset(b"euc-kr euckr euc_kr ks_c_5601-1987 ks_c_5601 ksc5601 cp949 uhc ms949".split())
_BROKEN_SHARE = 0.01  # of characters: bytes lost in transfer; CP949 read as UTF-8 breaks 0.48
# Of characters beyond ASCII. Korean news has 0.75 and more; EUC-JP, which breaks no character of
# CP949, stays below since its kana become letters (ㄱ) there, which are not counted.
_HANGUL_SHARE = 0.6
_CONTROL_SHARE = 0.02  # of bytes; texts hold none but tab, line feed, carriage return, form feed
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a"))
_SAMPLE = 65_536  # bytes


def decode(data: bytes, source: str, notes: ReadNotes | None = None, charset: str = "") -> str:
    """The text of ``data``; ``charset`` is what whoever sent it said.

    How many characters stand for broken bytes is counted in ``notes``.

    Raises:
        ReadError: it is no text, or its encoding cannot be told.

    >>> decode("서울시".encode("cp949"), "a.txt"), decode("서울시".encode("utf-16"), "a.txt")
    ('서울시', '서울시')
    """
    text, is_exact = _decoded(data, source, charset)
    if notes is not None and not is_exact:
        notes.replace(file_of(source), text.count("\ufffd"))
    said = mended(text, source)
    if notes is not None and said is not text:
        notes.mend(file_of(source))
    return said


def _decoded(data: bytes, source: str, charset: str) -> tuple[str, bool]:
    """The text, and whether every byte of it was read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), False
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in sample or controls > len(sample) * _CONTROL_SHARE:
        raise ReadError(source, "it is not a text")
    try:
        return data.decode(), True
    except UnicodeDecodeError:
        return _decode_other(data, source, charset), False


def _decode_other(data: bytes, source: str, charset: str) -> str:
    """Text of bytes that are not valid UTF-8."""
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    named = declared[1].lower() if declared is not None else charset.lower().encode()
    korean = named in _KOREAN
    for encoding in ("cp949", "utf-8") if korean else ("utf-8", "cp949"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= len(text) * _BROKEN_SHARE and (
            korean or encoding == "utf-8" or _hangul_share(text) >= _HANGUL_SHARE
        ):
            return text
    guessed = _mixed(data)
    if guessed is None:
        guessed = _guess(data)
    if guessed is None:
        raise ReadError(source, "its character encoding cannot be told")
    return guessed


def _hangul_share(text: str) -> float:
    """How much of what is beyond ASCII is syllables."""
    beyond = [char for char in text if char > "\x7f"]
    hangul = sum("가" <= char <= "힣" for char in beyond)
    return hangul / len(beyond) if beyond else 0.0


def _mixed(data: bytes) -> str | None:
    """Lines of UTF-8 among lines of CP949, as where files were joined; None where it is not so."""
    said = []
    used = set()
    for line in data.splitlines(keepends=True):
        encoding = "utf-8"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            encoding = "cp949"
            text = line.decode(encoding, "replace")
        if not line.isascii():
            used.add(encoding)
        said.append(text)
    whole = "".join(said)
    is_korean = _hangul_share(whole) >= _HANGUL_SHARE
    few = whole.count("\ufffd") <= len(whole) * _BROKEN_SHARE
    return whole if len(used) > 1 and is_korean and few else None


def _guess(data: bytes) -> str | None:
    # Takes 20 ms to import, and hardly ever needed.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE]).best()
    return None if best is None else data.decode(best.encoding, "replace")
