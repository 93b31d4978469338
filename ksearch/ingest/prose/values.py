"""What text does a JSON value hold?

Comes in: any value that JSON can carry. Goes out: NFC texts. Invariant: nothing raises, and every
text can be written as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ksearch.ingest.patterns import pattern

__all__ = ["clean", "one_text", "texts", "writable"]

_ENTITY = pattern(r"&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BREAK = pattern(r"<br\s*/?>|</(?:p|div|li|h[1-6])\s*>", re.IGNORECASE)
_TAG = pattern(
    r"</?(?:p|div|span|b|strong|i|em|u|a|img|font|ul|ol|li|h[1-6]|figure|figcaption|table|tbody"
    r"|tr|td|th|sup|sub|blockquote)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_NAMING = ("name", "text", "@value", "headline", "title", "caption", "rendered", "@id")
_DEEPEST = 6  # levels of nested lists and objects that are looked into


def clean(text: str) -> str:
    r"""NFC, without byte order marks, zero-width spaces and what UTF-8 cannot carry.

    >>> clean("\ufeff\u1109\u1165\u110b\u116e\u11af")
    '서울'
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\ufeff" in text or "\u200b" in text or "\0" in text:
        text = text.replace("\ufeff", "").replace("\u200b", "").replace("\0", "")
    return writable(text)


def writable(text: str) -> str:
    r"""The text with every half of a surrogate pair (``\ud83d`` alone in JSON) replaced by U+FFFD.

    >>> writable("눈" + chr(0xD83D)) == "눈" + chr(0xFFFD)
    True
    """
    try:
        text.encode("utf-16-le")  # four times as fast as UTF-8, and refuses the same
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def unmarked(text: str) -> str:
    r"""The text without HTML tags and entities, as APIs (Naver: ``<b>``, ``&quot;``) send them.

    >>> unmarked("<b>서울</b> &quot;총회&quot;<br>개막"), unmarked("a < b > c & d")
    ('서울 "총회"\n개막', 'a < b > c & d')
    """
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        # html brings a table of all entities, which takes 1 ms to import.
        from html import unescape  # noqa: PLC0415

        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return text


def texts(value: Any, depth: int = 0) -> list[str]:  # noqa: ANN401 - whatever JSON holds
    """Every text in ``value``, in order; of an object its ``name``, ``text`` or ``@value``.

    >>> texts([{"@type": "Person", "name": "홍길동"}, "김영희", None, 3])
    ['홍길동', '김영희', '3']
    """
    if isinstance(value, str):
        plain = clean(unmarked(value))
        return [plain] if plain.strip() else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _digits(value)
    if depth <= _DEEPEST and isinstance(value, dict):
        named = (texts(value.get(key), depth + 1) for key in _NAMING)
        return next((found for found in named if found), [])
    if depth <= _DEEPEST and isinstance(value, list | tuple):
        return [text for item in value for text in texts(item, depth + 1)]
    return []


def _digits(number: float) -> list[str]:
    try:
        return [str(number)]
    except ValueError:  # an integer of more than 4,300 digits
        return []


def one_text(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    r"""The first text in ``value`` on one line, or ``None``.

    >>> one_text({"name": " 한국\n통신 "}), one_text([])
    ('한국 통신', None)
    """
    if value is None:
        return None
    if isinstance(value, str):  # as nearly every value is
        return " ".join(clean(unmarked(value)).split()) or None
    found = texts(value)
    return " ".join(found[0].split()) if found else None
