"""Which other words does a person mean? What a file of synonyms says.

A line of the file is a group: ``지하철, 전철, 도시철도``. Whoever asks for one of them is given
the others as well. ``서울대 => 서울대학교`` holds one way only: who asks for the right side is
not given the left one. Members are parted by commas or tabs, and may have spaces. Groups are not
joined with one another: a member of two groups has the others of both.
Invariant: synonyms widen a query; they change no term of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import xxhash

from ksearch.analysis.wordlist import numbered_lines, spoken
from ksearch.errors import WordListError

__all__ = ["Synonyms", "read_synonyms"]

ONE_WAY = "=>"


@dataclass(frozen=True)
class Synonyms:
    """Groups of synonyms; ``text`` has one a line, in its shortest spelling (``read_synonyms``)."""

    text: str = ""

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self.text.splitlines())

    def of(self, text: str) -> tuple[str, ...]:
        r"""The other members of the groups of what was typed, in the order of the file.

        How it is written does not matter: case, width, NFC or NFD, punctuation around it. A word
        with a particle is not looked up by its stem: whoever asks gives the stem as well.

        >>> synonyms = Synonyms("전철\t도시 철도\nAI\t=>\t인공지능\n")
        >>> synonyms.of("전철"), synonyms.of("ａｉ"), synonyms.of("인공지능")
        (('도시 철도',), ('인공지능',), ())
        """
        return self._others.get(spoken(text), ()) if self.text else ()

    @property
    def digest(self) -> str:
        """Equal digests say equal synonyms; empty where there are none."""
        return xxhash.xxh3_64_hexdigest(self.text.encode()) if self.text else ""

    @cached_property
    def _others(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, str]] = {}  # by what was typed: the others as written
        for line in self.text.splitlines():
            asked, given = _sides(line.split("\t"))
            for member in asked:
                others = found.setdefault(spoken(member), {})
                others.update(
                    {spoken(other): other for other in given if spoken(other) not in others}
                )
        return {
            typed: tuple(other for said, other in others.items() if said != typed)
            for typed, others in found.items()
        }


def read_synonyms(path: Path) -> Synonyms:
    """The synonyms of a file.

    Raises:
        OSError: the file cannot be read.
        WordListError: a line is no group.
    """
    lines = []
    for number, line in numbered_lines(path):
        left, arrow, right = line.partition(ONE_WAY)
        try:
            lines.append("\t".join(_group(left, right) if arrow else _group(line)))
        except ValueError as error:
            raise WordListError(path, number, str(error)) from None
    return Synonyms("".join(line + "\n" for line in dict.fromkeys(lines)))


def _group(left: str, right: str | None = None) -> list[str]:
    """A line's members in their shortest spelling, an arrow between the two sides of one way."""
    asked = list(_members(left))
    if right is None:
        if len(asked) < 2:  # noqa: PLR2004 -- a word and another
            raise ValueError("a group has two words or more, parted by commas or tabs")
        return asked
    given = list(_members(right))
    if not asked or not given or ONE_WAY in right:
        raise ValueError(f"one way is written as: word {ONE_WAY} other, other")
    return [*asked, ONE_WAY, *given]


def _members(side: str) -> Iterator[str]:
    """What stands between commas or tabs, each once."""
    seen = set()
    for written in side.replace("\t", ",").split(","):
        member = " ".join(written.split())
        said = spoken(member)
        if member and not said:
            raise ValueError(f"{member} has no letter and no digit")
        if said and said not in seen:
            seen.add(said)
            yield member


def _sides(members: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Who is asked for, and who is given."""
    if ONE_WAY not in members:
        return members, members
    at = members.index(ONE_WAY)
    return members[:at], members[at + 1 :]
