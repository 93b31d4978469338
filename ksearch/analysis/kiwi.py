"""What does Kiwi say of a word? The one place that imports kiwipiepy, when first asked.

Comes in: keys of words, each analysed by itself. Goes out: morphemes with offsets into the key.
Loading costs 1–1.5 s and 300 MB, so a search whose words the lexicon knows never comes here.
Kiwi: https://github.com/bab2min/Kiwi (LGPL 3.0); its tags are the Sejong tag set.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token

__all__ = ["Morpheme", "Tagger", "kiwi_version"]

# The character model recognises unknown nouns best and looks at nothing but the word itself;
# "chr_freq" would depend on what else is in the batch.
UNKNOWN_WORDS = "chr"
# The splitter must not be tempted by a character model: only known parts are of use.
SPLITTER_UNKNOWN_WORDS = "rule"
# So many words go to Kiwi at a time: some 20 ms, which is how long a search with a word that nobody
# knows yet may wait for a writer in the same process.
TURN = 512


class Morpheme(NamedTuple):
    """A morpheme: dictionary form, Sejong tag, ``[start, end)`` in the key, known to Kiwi."""

    form: str
    tag: str
    start: int
    end: int
    known: bool


@cache
def kiwi_version() -> str:
    """The versions of Kiwi and its model, without loading either."""
    return f"kiwi {_version('kiwipiepy')} model {_version('kiwipiepy_model')}"


def _version(distribution: str) -> str:
    """The version of an installed distribution, by the name of its metadata folder.

    ``importlib.metadata`` knows every way to install; it also costs every query 20 ms to import, so
    that it is asked only where the usual way was not taken.
    """
    spec = find_spec(distribution)
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent.parent
        found = [path.stem for path in folder.glob(f"{distribution}-*.dist-info")]
        if len(found) == 1:
            return found[0].removeprefix(f"{distribution}-")
    from importlib.metadata import version  # noqa: PLC0415 -- see above

    return version(distribution)


# A process that opens ten indexes has two Kiwis, not twenty; who asks them holds the lock.
_LOCK = threading.Lock()


@cache
def _tagging_kiwi(workers: int) -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 -- slow to import, seldom needed

    return Kiwi(num_workers=workers)


@cache
def _splitting_kiwi(workers: int) -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 -- as above

    return Kiwi(num_workers=workers, load_default_dict=False, load_multi_dict=False)


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two Kiwis, each loaded on first use: one tags words, one splits the nouns it kept whole.

    Every Tagger of a process shares them. Safe to share between threads.
    """

    workers: int = 2

    def tag(self, keys: Sequence[str]) -> list[list[Morpheme]]:
        """The morphemes of each key, each analysed by itself; in Kiwi's threads."""
        tagged: list[list[Morpheme]] = []
        for first in range(0, len(keys), TURN):
            with _LOCK:
                results = _tagging_kiwi(self.workers).tokenize(
                    list(keys[first : first + TURN]), oov_handling=UNKNOWN_WORDS
                )
                tagged += [_morphemes(tokens) for tokens in results]
        return tagged

    def split(self, nouns: Sequence[str]) -> list[list[Morpheme]]:
        """The parts of each noun, with the noun itself forbidden as a reading of the whole.

        A noun that the plain splitter already parts needs no ban (banning a reading that lost
        changes nothing), so the nouns go through Kiwi's threads first.
        """
        found: list[list[Morpheme]] = []
        for first in range(0, len(nouns), TURN):
            turn = list(nouns[first : first + TURN])
            with _LOCK:
                splitter = _splitting_kiwi(self.workers)
                results = splitter.tokenize(turn, oov_handling=SPLITTER_UNKNOWN_WORDS)
                for noun, tokens in zip(turn, results, strict=True):
                    parts = _morphemes(tokens)
                    found.append(_split_banned(splitter, noun) if len(parts) == 1 else parts)
        return found


def _split_banned(splitter: Kiwi, noun: str) -> list[Morpheme]:
    banned = [noun, (noun, "NNP"), (noun, "NNG")]
    return _morphemes(
        splitter.tokenize(noun, blocklist=banned, oov_handling=SPLITTER_UNKNOWN_WORDS)
    )


def _morphemes(tokens: Sequence[Token]) -> list[Morpheme]:
    return [
        Morpheme(t.form.replace(" ", ""), str(t.tag), t.start, t.start + t.len, not t.oov)
        for t in tokens
    ]
