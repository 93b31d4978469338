"""What does Kiwi say of a word? The one place that imports kiwipiepy, when first asked.

Comes in: keys of words, each analysed by itself. Goes out: morphemes with offsets into the key.
Loading costs 1.7 s and 500 MB, so a search whose words the lexicon knows never comes here.
A word cannot be taken out of a Kiwi again: each dictionary of a person has Kiwis of its own.
Kiwi: https://github.com/bab2min/Kiwi (LGPL 3.0); its tags are the Sejong tag set.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ksearch.analysis.dictionary import UserDictionary

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

__all__ = ["Morpheme", "Tagger", "kiwi_version"]

# The character model recognises unknown nouns best and looks at nothing but the word itself;
# "chr_freq" would depend on what else is in the batch.
UNKNOWN_WORDS = "chr"
# The splitter must not be tempted by a character model: only known parts are of use.
SPLITTER_UNKNOWN_WORDS = "rule"
# Kiwi's scale. With 0 words of a dictionary are torn out of others (다방+면); with -3 that does not
# happen, and 1,065 of 1,066 words (41 names before 26 particles and suffixes) are one noun, as are
# 1,066 with 0 and 1,058 with -6; without a dictionary 531 are.
SCORE = -3.0
# So many words go to Kiwi at a time, while as many are in its threads' queue: some 20 ms, which is
# how long a search with a word that nobody knows yet may wait for a writer in the same process.
TURN = 256
# Kiwi puts so many words a thread of one call into its threads' queue, and the next one when a
# result is taken; calls of as many words put all of a turn there at once. Then its threads do not
# stand still while Python runs elsewhere, and 16,000 words take 0.65 s instead of 0.74 s.
QUEUE = 16
# With one thread Kiwi and Python would take turns; more than a few wait for Python.
FEWEST_WORKERS, MOST_WORKERS = 2, 8


class Morpheme(Protocol):
    """A morpheme as Kiwi says it: dictionary form, Sejong tag, ``[start, end)`` in the key.

    ``oov`` tells that it is not in Kiwi's dictionary. A form may have spaces that the key has not.
    """

    @property
    def form(self) -> str: ...  # noqa: D102 -- see above
    @property
    def tag(self) -> str: ...  # noqa: D102 -- see above
    @property
    def start(self) -> int: ...  # noqa: D102 -- see above
    @property
    def end(self) -> int: ...  # noqa: D102 -- see above
    @property
    def oov(self) -> bool: ...  # noqa: D102 -- see above


Made = TypeVar("Made")
# What is made of a key and its morphemes.
Make = Callable[[str, Sequence[Morpheme]], Made]


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


# A process that opens ten indexes of one dictionary has two Kiwis, not twenty; who asks them holds
# the lock.
_LOCK = threading.Lock()
_MADE: list[Kiwi] = []


@cache
def _tagging_kiwi(workers: int, dictionary: UserDictionary) -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 -- slow to import, seldom needed

    # Words of several eojeols cannot stand in a key: without them it loads in half the time.
    return _made(Kiwi(num_workers=workers, load_multi_dict=False), dictionary)


@cache
def _splitting_kiwi(workers: int, dictionary: UserDictionary) -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 -- as above

    bare = Kiwi(num_workers=workers, load_default_dict=False, load_multi_dict=False)
    return _made(bare, dictionary)


def _made(kiwi: Kiwi, dictionary: UserDictionary) -> Kiwi:
    """A new Kiwi with the words of a dictionary."""
    _MADE.append(kiwi)
    for key, tag in dictionary.tags:
        kiwi.add_user_word(key, tag, SCORE)
    return kiwi


def _renew_after_fork() -> None:
    """In a child: who holds the lock, and the threads that the Kiwis wait for, are not there.

    A Kiwi that ends without its threads ends the process: those of the parent are never given up.
    """
    global _LOCK  # noqa: PLW0603 -- the lock of this process
    _LOCK = threading.Lock()
    for kiwi in _MADE:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(kiwi))
    _MADE.clear()
    for kiwis in (_tagging_kiwi, _splitting_kiwi):
        kiwis.cache_clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_after_fork)


def _workers() -> int:
    """A thread for each processor that this process may use, within reason."""
    if hasattr(os, "sched_getaffinity"):
        usable = len(os.sched_getaffinity(0))
    else:
        usable = os.cpu_count() or 1
    return max(FEWEST_WORKERS, min(usable, MOST_WORKERS))


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two Kiwis, each loaded on first use: one tags words, one splits the nouns it kept whole.

    Every Tagger of a process with the same dictionary shares them. Safe to share between threads.
    """

    workers: int = field(default_factory=_workers)
    dictionary: UserDictionary = UserDictionary()  # noqa: RUF009 -- it cannot be changed

    def tag(self, keys: Sequence[str], make: Make[Made]) -> Iterator[list[Made]]:
        """What ``make`` makes of the morphemes of each key, each analysed by itself; in pieces.

        It is called, and what it makes is handed over, while Kiwi's threads are at work on the
        next keys.
        """
        asked: list[tuple[Sequence[str], Iterator[Sequence[Morpheme]]]] = []
        turns = [*_parted(keys, TURN)]
        for turn in (*turns, ()) if turns else ():
            made: list[Made] = []
            with _LOCK:
                kiwi = _tagging_kiwi(self.workers, self.dictionary)
                asking = [
                    (part, kiwi.tokenize(part, oov_handling=UNKNOWN_WORDS))
                    for part in _parted(turn, self.workers * QUEUE)
                ]
                for part, results in asked:
                    made += map(make, part, results)
            yield made
            asked = asking

    def split(self, nouns: Sequence[str], make: Make[Made]) -> list[Made]:
        """What ``make`` makes of the parts of each noun, with the noun forbidden as a reading.

        A noun that the plain splitter already parts needs no ban (banning a reading that lost
        changes nothing), so the nouns go through Kiwi's threads first.
        """
        made: list[Made] = []
        for turn in _parted(nouns, TURN):
            with _LOCK:
                splitter = _splitting_kiwi(self.workers, self.dictionary)
                results = splitter.tokenize(turn, oov_handling=SPLITTER_UNKNOWN_WORDS)
                for noun, parts in zip(turn, results, strict=True):
                    found = _split_banned(splitter, noun) if len(parts) == 1 else parts
                    made.append(make(noun, found))
        return made


def _parted(texts: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """The texts, at most so many at a time."""
    for first in range(0, len(texts), most):
        yield texts[first : first + most]


def _split_banned(splitter: Kiwi, noun: str) -> Sequence[Morpheme]:
    banned = [noun, (noun, "NNP"), (noun, "NNG")]
    parts: Sequence[Morpheme] = splitter.tokenize(
        noun, blocklist=banned, oov_handling=SPLITTER_UNKNOWN_WORDS
    )
    return parts
