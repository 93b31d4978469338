"""How is a sentence said on standard error? On one line, whatever names and queries are in it.

Names of files and members, word lists and queries are others' texts: none may move the cursor, ring
or write a title.
"""

from __future__ import annotations

import sys

__all__ = ["CONTROLS", "say"]

# One for one, so that offsets stay.
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def say(sentence: str, before: str = "ksearch: ") -> None:
    """Write it; ``before`` says who speaks, and of which line of the input."""
    sys.stderr.write(f"{before}{sentence.translate(CONTROLS)}\n")
