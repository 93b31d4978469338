"""Words of an archive, and queries that miss them by one mistake: five rules, by a seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ksearch.analysis import Analyzer
from ksearch.suggest.keystrokes import in_hangul, in_latin

__all__ = ["RULES", "Query", "misspelt", "phrases", "words"]

# A word is drawn that is a noun, stands by itself in so many headlines, and has so many syllables.
OFTEN, MOST_SYLLABLES, LEAST_SYLLABLES = 5, 7, 3
_WORD = re.compile(r"(?<![^\s])[가-힣]+(?![^\s])")
_BASE, _INITIALS, _MEDIALS, _FINALS = ord("가"), 19, 21, 28


class Query(NamedTuple):
    """What is typed, what is meant by it, and by which rule."""

    rule: str
    typed: str
    intended: str


def words(headlines: Iterable[str], analyzer: Analyzer) -> list[str]:
    """The nouns that are drawn from, in the order of the alphabet."""
    counts = Counter(word for text in headlines for word in set(_WORD.findall(text)))
    return sorted(
        word
        for word, count in counts.items()
        if count >= OFTEN
        and LEAST_SYLLABLES <= len(word) <= MOST_SYLLABLES
        and any(span.term == word for span in analyzer.word_terms(word))
    )


def phrases(headlines: Sequence[str], nouns: Sequence[str]) -> list[str]:
    """Two such nouns side by side, in three headlines or more."""
    known = set(nouns)
    counts: Counter[str] = Counter()
    for text in headlines:
        typed = text.split()
        counts.update({f"{a} {b}" for a, b in pairwise(typed) if a in known and b in known})
    return sorted(phrase for phrase, count in counts.items() if count >= 3)


def _substituted(word: str, draw: random.Random) -> str:
    """One jamo is another one of its kind: an initial, a vowel, a final."""
    place = draw.randrange(len(word))
    number = ord(word[place]) - _BASE
    initial, medial, final = number // 588, number // 28 % 21, number % 28
    which = draw.randrange(3 if final else 2)
    if which == 0:
        initial = draw.choice([i for i in range(_INITIALS) if i != initial])
    elif which == 1:
        medial = draw.choice([m for m in range(_MEDIALS) if m != medial])
    else:
        final = draw.choice([f for f in range(1, _FINALS) if f != final])
    other = chr(_BASE + (initial * _MEDIALS + medial) * _FINALS + final)
    return word[:place] + other + word[place + 1 :]


def _deleted(word: str, draw: random.Random) -> str:
    """One key was not pressed."""
    keys = in_latin(word)
    place = draw.randrange(len(keys))
    return in_hangul(keys[:place] + keys[place + 1 :])


def _transposed(word: str, draw: random.Random) -> str:
    """Two keys were pressed in the wrong order."""
    keys = in_latin(word)
    place = draw.choice([i for i in range(len(keys) - 1) if keys[i] != keys[i + 1]])
    return in_hangul(keys[:place] + keys[place + 1] + keys[place] + keys[place + 2 :])


def _in_layout(word: str, draw: random.Random) -> str:  # noqa: ARG001 -- as the other rules
    return in_latin(word)


def _spaced(text: str, draw: random.Random) -> str:
    """A space where none is; of a phrase, none where one is."""
    if " " in text:
        return text.replace(" ", "")
    place = draw.randrange(1, len(text))
    return f"{text[:place]} {text[place:]}"


RULES: dict[str, Callable[[str, random.Random], str]] = {
    "substitution": _substituted,
    "deletion": _deleted,
    "transposition": _transposed,
    "layout": _in_layout,
    "spacing": _spaced,
}


def misspelt(
    nouns: Sequence[str],
    several: Sequence[str],
    count: int,
    seed: int,
    is_word: Callable[[str], bool],
) -> list[Query]:
    """So many queries by each rule in turn; of spacing, every other one is of a phrase.

    What is a word of the archive itself is no mistake, and drawn again; but of spacing.
    """
    draw = random.Random(seed)
    made: list[Query] = []
    while len(made) < count:
        rule = list(RULES)[len(made) % len(RULES)]
        from_phrases = rule == "spacing" and len(made) // len(RULES) % 2
        intended = draw.choice(several if from_phrases else nouns)
        typed = RULES[rule](intended, draw)
        if typed != intended and (rule == "spacing" or not is_word(typed)):
            made.append(Query(rule, typed, intended))
    return made
