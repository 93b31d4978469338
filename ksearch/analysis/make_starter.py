"""Makes ``starter.lexicon`` of ``starter_words.txt``: ``python -m ksearch.analysis.make_starter``.

To be run after every change of the analysis; a test says when it was forgotten.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ksearch.analysis.analyzer import Analyzer, fingerprint
from ksearch.analysis.lexicon_file import write_lexicon
from ksearch.analysis.starter import PATH

__all__ = ["main", "starter_words"]

WORDS = Path(__file__).with_name("starter_words.txt")


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


def main() -> None:
    """Write the lexicon anew."""
    analyzer = Analyzer()
    analyzer.learn(starter_words())
    count = write_lexicon(PATH, fingerprint(), analyzer.lexicon.fresh)
    sys.stdout.write(f"{PATH.name}: {count} entries\n")


if __name__ == "__main__":
    main()
