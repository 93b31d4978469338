"""Which words does a person want kept as one noun? What a dictionary of theirs says.

A line is a word, and behind tabs its tag (NNP, a name, or NNG, a noun; NNP where it is left out)
and its parts (``국민+건강+보험+공단``). Kiwi then keeps the word as one noun before any particle;
it has exactly these parts, or none. Numbers and foreign letters stand for any others, as everywhere
in the analysis (see ``words``): who names 4대강 keeps 5대강 as well.
Invariant: terms depend on it, so its digest is a part of the analysis' fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import xxhash

from ksearch.analysis.entries import MAX_KEY, Entry
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.wordlist import numbered_lines
from ksearch.analysis.words import HANGUL, fold, keyed, words
from ksearch.errors import WordListError

__all__ = ["UserDictionary", "UserWord", "read_dictionary"]

TAGS = ("NNP", "NNG")
COLUMNS = 3
_HANGUL = re.compile(f"[{HANGUL}]")


class UserWord(NamedTuple):
    """A word of a dictionary, folded, and its parts, of which there are none or two and more."""

    word: str
    tag: str
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """What Kiwi is told: the word as it is looked up."""
        return keyed(self.word).key

    @property
    def part_keys(self) -> tuple[str, ...]:
        """The parts as they stand in the key."""
        return tuple(keyed(part).key for part in self.parts)


@dataclass(frozen=True)
class UserDictionary:
    """Words to keep; ``text`` has one a line, folded and in order (``read_dictionary``)."""

    text: str = ""

    def __len__(self) -> int:
        """How many words there are."""
        return self.text.count("\n")

    @property
    def digest(self) -> str:
        """Equal digests say equal dictionaries; empty where there is none."""
        return xxhash.xxh3_64_hexdigest(self.text.encode()) if self.text else ""

    @property
    def tags(self) -> Iterator[tuple[str, str]]:
        """What Kiwi is told: the key of each word and its tag."""
        return ((word.key, word.tag) for word in self._words)

    @cached_property
    def parts(self) -> dict[str, Entry]:
        r"""By key: the parts of each word, offsets into the key; of one without parts, nothing.

        >>> UserDictionary("4대강\tNNP\t4대+강\n").parts["0대강"][1][:3]
        ('강', 2, 3)
        """
        return {word.key: _entry(word) for word in self._words}

    @cached_property
    def _words(self) -> tuple[UserWord, ...]:
        rows = (line.split("\t") for line in self.text.splitlines())
        return tuple(UserWord(word, tag, _split(parts)) for word, tag, parts in rows)


def read_dictionary(path: Path) -> UserDictionary:
    """The dictionary of a file; words without Hangul and parts are left out, being one anyway.

    Raises:
        OSError: the file cannot be read.
        WordListError: a line cannot be used.
    """
    found: dict[str, tuple[int, UserWord]] = {}
    for number, line in numbered_lines(path):
        try:
            word = _word(line)
        except ValueError as error:
            raise WordListError(path, number, str(error)) from None
        if not _HANGUL.search(word.word):
            continue
        before, same = found.setdefault(word.key, (number, word))
        if (same.tag, same.part_keys) != (word.tag, word.part_keys):
            reason = f"{word.word} is said otherwise than {same.word} in line {before}"
            raise WordListError(path, number, reason)
    kept = sorted(word for _, word in found.values())
    return UserDictionary(
        "".join(f"{word.word}\t{word.tag}\t{'+'.join(word.parts)}\n" for word in kept)
    )


def _word(line: str) -> UserWord:
    """The word of a line.

    Raises:
        ValueError: with the reason why it cannot be used.
    """
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) > COLUMNS:
        raise ValueError("a line has three columns: word, tag and parts")
    written, tag, parts = [*columns, "", ""][:COLUMNS]
    if [word for word, _ in words(written)] != [written]:
        raise ValueError(
            f"{written or 'nothing'} is not one word of letters and digits: "
            "columns are parted by tabs"
        )
    if len(written) > MAX_KEY:
        raise ValueError(f"a word has at most {MAX_KEY} letters")
    if tag and tag not in TAGS:
        raise ValueError(f"the tag {tag} is neither {TAGS[0]} nor {TAGS[1]}; parts come third")
    word = UserWord(fold(written), tag or TAGS[0], _split(fold(parts)))
    if word.parts:
        _check_parts(word)
    return word


def _check_parts(word: UserWord) -> None:
    shown = "+".join(word.parts)
    if "".join(word.parts) != word.word:
        raise ValueError(f"the parts {shown} do not make {word.word}")
    if "".join(word.part_keys) != word.key:
        raise ValueError(f"the parts {shown} cut a number or foreign letters in two")
    if not _HANGUL.search(word.word):
        raise ValueError(f"{word.word} has no Hangul: only words that have some can be parted")


def _split(parts: str) -> tuple[str, ...]:
    """The parts of a word, where there are at least two."""
    found = tuple(parts.replace("+", " ").split())
    return found if len(found) > 1 else ()


def _entry(word: UserWord) -> Entry:
    ends = accumulate(map(len, word.part_keys), initial=0)
    return tuple(
        TermSpan(word.key[a:b], a, b, Origin.PART) for a, b in pairwise(ends) if word.parts
    )
