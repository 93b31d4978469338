"""Which lines does a list of words have? For dictionaries and synonyms that people write.

Comes in: a file in UTF-8. Goes out: its lines in NFC with their numbers, without comments (``#`` at
the beginning of a line or behind a space, to its end) and without lines that say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ksearch.analysis.words import fold, words
from ksearch.errors import WordListError

__all__ = ["numbered_lines", "spoken"]

_COMMENT = re.compile(r"(?:^|\s)#.*", re.DOTALL)


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that says something, and its number, counted from 1.

    Raises:
        OSError: the file cannot be read.
        WordListError: a line is not in UTF-8.
    """
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise WordListError(
                path, number, "it is not in UTF-8: save the file as UTF-8"
            ) from None
        said = _COMMENT.sub("", unicodedata.normalize("NFC", line)).rstrip()
        if said:
            yield number, said


def spoken(text: str) -> str:
    """The words of a text, folded, a space between two: what it says, however it is written.

    >>> spoken(" R&D  센터,"), spoken("ＡＩ")
    ('r d 센터', 'ai')
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join(fold(word) for word, _ in words(composed))
