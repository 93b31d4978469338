"""Which words does every question have, so that asking them never loads Kiwi?

The package carries a small lexicon of question words and endings (얼마인가, 열렸나, 누구인가 …),
made by ``python -m ksearch.analysis.make_starter`` under the same fingerprint as every lexicon.
With another Kiwi it is passed over: then it costs time, as any lexicon that forgot something.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ksearch.analysis.analyzer import fingerprint
from ksearch.analysis.lexicon_file import LexiconFile

__all__ = ["PATH", "starter_lexicon"]

PATH = Path(__file__).with_name("starter.lexicon")


@cache
def starter_lexicon() -> LexiconFile | None:
    """The lexicon of the package, or None where it was made with another analysis."""
    try:
        file = LexiconFile(PATH)
    except FileNotFoundError:
        return None
    return file if file.fingerprint == fingerprint() else None
