"""What are the paragraphs of this text?

Comes in: a body as one string. Goes out: its paragraphs, stripped, none empty. Invariant: joined,
they are the body apart from white space.
"""

from __future__ import annotations

import re

from ksearch.ingest.patterns import pattern

__all__ = ["paragraphs", "squeeze"]

_BLANK_LINES = pattern(r"\n\s*\n")
_WIDEST_WRAP = 120  # characters: nobody wraps lines by hand wider than this
_NARROWEST_WRAP = 20


def squeeze(text: str) -> str:
    r"""The text with every run of white space made one space.

    >>> squeeze(" 서울\u00a0 총회\n개막 ")
    '서울 총회 개막'
    """
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    r"""Paragraphs in order: a line each, except that lines wrapped at one width are joined.

    >>> paragraphs("첫 문단이다.\n둘째 문단이다.\n\n셋째.")
    ['첫 문단이다.', '둘째 문단이다.', '셋째.']
    """
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    if "\n" not in text:
        whole = text.strip()
        return [whole] if whole else []
    found = []
    for block in _BLANK_LINES.split(text):
        lines = [line for raw in block.split("\n") if (line := raw.strip())]
        if _wrapped(lines):
            found.append(" ".join(lines))
        else:
            found.extend(lines)
    return found


def _wrapped(lines: list[str]) -> bool:
    """Whether a line break stands for a space: even lines that mostly end inside a sentence."""
    if len(lines) < 3:  # noqa: PLR2004 - two lines show no width
        return False
    full = lines[:-1]
    widths = [len(line) for line in full]
    if max(widths) > _WIDEST_WRAP or min(widths) < max(_NARROWEST_WRAP, max(widths) * 2 // 3):
        return False
    inside = sum(not line.endswith((".", "?", "!", "”", '"', "’", "'", ")", "]")) for line in full)
    return inside * 2 > len(full)
