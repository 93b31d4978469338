"""Was this text read in a wrong encoding before it was saved?

Comes in: a text that was decoded as what its bytes are. Goes out: the text as it was meant, or a
``ReadError`` where that is lost. Invariants: a text that says what it means is not changed; what is
mended is what the same bytes say in the right encoding, to the last of them.

    서울 in UTF-8, read as Latin-1: ì„œìš¸    can be mended
    서울 in CP949, read as Latin-1: ¼­¿ï       can be mended
    서울 in UTF-8, read as CP949: �꽌�슱         half of its bytes are lost
    서울 in CP949, read as UTF-8: ����         all of them are
"""

from __future__ import annotations

from functools import cache

from ksearch.errors import ReadError

__all__ = ["mended", "mended_line"]

_FEWEST = 20  # characters beyond ASCII, of which some are looked at
_LOOKED_AT = 2_000
_WITHIN = 2**18  # characters
_LINE_WITHIN = 1_024  # bytes
_ASCII = bytes(range(0x80))
# Shares of what is looked at. Of 16,321 articles of news none has 0.03 of syllables that KS X 1001
# lacks; UTF-8 that was read as CP949 has 0.3, and what no pair of bytes stands for beside them.
_LATIN_SHARE = 0.7
_LOST_SHARE = 0.5
_RARE_SHARE = 0.1
_HANGUL_SHARE = 0.6
# Which byte a letter stood for. Programs that say Latin-1 mostly mean Windows' version of it.
_BYTES = {
    **{chr(code): code for code in range(0x80, 0x100)},
    **{
        bytes([code]).decode("cp1252"): code
        for code in range(0x80, 0xA0)
        if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    },
}
_UTF_8_AS_LATIN = "its text is UTF-8 that was read as Latin-1"
_UTF_8_AS_CP949 = "its text is UTF-8 that was read as CP949"
_CP949_AS_UTF_8 = "its text is of another encoding, perhaps CP949, that was read as UTF-8"
_LOST = "before it was saved, and is lost: save it again from where it came"


def mended(text: str, source: str) -> str:
    """The text as it was meant; the same object where it says what it means.

    Raises:
        ReadError: it was read in a wrong encoding, and cannot be brought back.

    >>> text = "서울 시청 앞 광장에 올해 첫눈이 내렸다고 기상청이 밝혔다"
    >>> mended(text.encode().decode("latin-1"), "a") == mended(text, "a") == text
    True
    """
    beyond = _beyond(text)
    if not _is_odd(beyond):
        return text
    for candidate in _candidates(text, beyond):
        if _is_korean(_beyond(candidate)):
            return candidate
    said = _lost(beyond)
    if said:
        raise ReadError(source, f"{said} {_LOST}")
    return text


def mended_line(data: bytes, source: str) -> str | None:
    """What a line in UTF-8 was meant to say; None where it says it.

    Raises:
        ReadError: likewise.
    """
    beyond = data[:_LINE_WITHIN].translate(None, _ASCII).decode("utf-8", "ignore")
    if not _is_odd(beyond):
        return None
    text = data.decode("utf-8", "replace")
    said = mended(text, source)
    return None if said is text else said


def _beyond(text: str) -> str:
    """The first letters that are not ASCII."""
    data = text[:_WITHIN].encode("utf-8", "replace").translate(None, _ASCII)
    return data.decode()[:_LOOKED_AT]


def _is_odd(beyond: str) -> bool:
    """Whether it is worth a second look: it has letters that news in Korean has not."""
    common = _common()
    if len(beyond) < _FEWEST or common.issuperset(beyond):
        return False
    return sum(char not in common for char in beyond) >= len(beyond) * _RARE_SHARE


@cache
def _common() -> frozenset[str]:
    """The letters of KS X 1001: 2,350 syllables, hanja and signs."""
    rows = [[row, cell] for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF)]
    return frozenset("".join(bytes(place).decode("cp949", "ignore") for place in rows))


def _candidates(text: str, beyond: str) -> list[str]:
    """What the text says when its bytes are read otherwise."""
    found: list[str] = []
    if _is_latin(beyond):
        try:
            data = bytes([ord(c) if c < "\x80" else _BYTES[c] for c in text])
        except KeyError:
            return found
        for encoding in ("utf-8", "cp949"):
            _append(found, data, encoding)
    else:
        try:
            _append(found, text.encode("cp949"), "utf-8")
        except UnicodeEncodeError:
            return found
    return found


def _is_latin(beyond: str) -> bool:
    return sum(char in _BYTES for char in beyond) >= len(beyond) * _LATIN_SHARE


def _append(found: list[str], data: bytes, encoding: str) -> None:
    try:
        found.append(data.decode(encoding))
    except UnicodeDecodeError:
        return


def _is_korean(beyond: str) -> bool:
    hangul = sum("가" <= char <= "힣" for char in beyond)
    return hangul >= len(beyond) * _HANGUL_SHARE and hangul > 0


def _lost(beyond: str) -> str:
    """How the text was lost; ``""`` where it was not."""
    if _is_latin(beyond):
        data = bytes(_BYTES.get(char, 0x20) for char in beyond)
        return _UTF_8_AS_LATIN if _is_korean(data.decode("utf-8", "ignore")) else ""
    lost = beyond.count("\ufffd")
    if lost >= len(beyond) * _LOST_SHARE:
        return _CP949_AS_UTF_8
    common = _common()
    rare = sum("가" <= char <= "힣" and char not in common for char in beyond)
    return _UTF_8_AS_CP949 if rare >= len(beyond) * _RARE_SHARE else ""
