"""Makes ``starter.lexicon`` of ``starter_words.txt``: ``python -m ksearch.analysis.make_starter``.

To be run after every change of the analysis; a test says when it was forgotten.
"""

from __future__ import annotations

import sys

from ksearch.analysis.analyzer import Analyzer, fingerprint
from ksearch.analysis.lexicon_file import write_lexicon
from ksearch.analysis.starter import PATH, starter_words

__all__ = ["main"]


def main() -> None:
    """Write the lexicon anew."""
    analyzer = Analyzer()
    analyzer.learn(starter_words())
    count = write_lexicon(PATH, fingerprint(), analyzer.lexicon.fresh)
    sys.stdout.write(f"{PATH.name}: {count} entries\n")


if __name__ == "__main__":
    main()
