"""How does an index keep a dictionary and synonyms? Each as a file of its own, as all files are.

Comes in: what was read of a person's file. Goes out, later: the same. File (kind ``nouns`` or
``synonyms``, see ``ksearch.files``): ``text`` u1[…], UTF-8, in the shortest spelling.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ksearch.analysis.dictionary import UserDictionary
from ksearch.analysis.synonyms import Synonyms
from ksearch.errors import IndexDamagedError
from ksearch.files import ArrayFile, write_arrays

__all__ = ["saved_dictionary", "saved_synonyms", "write_dictionary", "write_synonyms"]

NOUNS = b"nouns"
SYNONYMS = b"synonyms"
VERSION = 1


def write_dictionary(path: Path, dictionary: UserDictionary) -> None:
    """Save a dictionary, durably."""
    _write(path, NOUNS, dictionary.text)


def saved_dictionary(path: Path) -> UserDictionary:
    """What ``write_dictionary`` saved.

    Raises:
        FileNotFoundError: there is no such file.
        IndexDamagedError: it is not as it was written.
    """
    return UserDictionary(_read(path, NOUNS))


def write_synonyms(path: Path, synonyms: Synonyms) -> None:
    """Save synonyms, durably."""
    _write(path, SYNONYMS, synonyms.text)


def saved_synonyms(path: Path) -> Synonyms:
    """What ``write_synonyms`` saved.

    Raises:
        FileNotFoundError: there is no such file.
        IndexDamagedError: it is not as it was written.
    """
    return Synonyms(_read(path, SYNONYMS))


def _write(path: Path, kind: bytes, text: str) -> None:
    write_arrays(path, kind, VERSION, {}, {"text": np.frombuffer(text.encode(), np.uint8)})


def _read(path: Path, kind: bytes) -> str:
    try:
        return ArrayFile(path, kind, VERSION).array("text").tobytes().decode()
    except UnicodeDecodeError:
        raise IndexDamagedError(path, "its text is not in UTF-8") from None
