"""Which words does every question have, so that asking them never loads Kiwi?

The package carries a small lexicon of question words and endings (얼마인가, 열렸나, 누구인가 …),
made by ``python -m ksearch.analysis.make_starter`` under the same fingerprint as every lexicon.
With another Kiwi it is passed over: then it costs time, as any lexicon that forgot something. An
index with a dictionary has the same words in its own lexicon.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ksearch.analysis.analyzer import fingerprint
from ksearch.analysis.lexicon_file import LexiconFile

__all__ = ["PATH", "starter_lexicon", "starter_words"]

PATH = Path(__file__).with_name("starter.lexicon")
WORDS = PATH.with_name("starter_words.txt")


@cache
def starter_lexicon() -> LexiconFile | None:
    """The lexicon of the package, or None where it was made with another analysis."""
    try:
        file = LexiconFile(PATH)
    except FileNotFoundError:
        return None
    return file if file.fingerprint == fingerprint() else None


def starter_words() -> list[str]:
    """The words of ``starter_words.txt``: stems times endings, and words as they stand.

    A line ``a b * c d`` gives ac, ad, bc, bd; a line without ``*`` gives its words.
    """
    words: set[str] = set()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        stems, star, endings = line.partition("*")
        words |= (
            {s + e for s in stems.split() for e in endings.split()} if star else set(line.split())
        )
    return sorted(words)
