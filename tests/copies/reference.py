"""Which texts are nearly the same, told without sketches: pairs that share rare runs are counted.

Comes in: for each text the set of its runs (three words, or two letters of a headline). Goes out:
pairs with the share of runs that they have in common (Jaccard), exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

__all__ = ["letter_pairs", "near_pairs", "share", "word_triples"]

# A run that more texts have than this finds no pair by itself: it is a phrase that all use.
MOST_HOLDERS = 40
# Of the share that is asked for, rare runs alone must show this much.
RARE_SHARE = 0.3
Pair = tuple[int, int]


def word_triples(text: str) -> set[Hashable]:
    """The runs of three words.

    >>> sorted(word_triples("한강에 새 다리가, 섰다"))
    [('새', '다리가', '섰다'), ('한강에', '새', '다리가')]
    """
    words = re.findall(r"\w+", text)
    return {*zip(words, words[1:], words[2:], strict=False)}


def letter_pairs(text: str) -> set[Hashable]:
    """The runs of two letters or digits, whatever stands between them.

    >>> sorted(letter_pairs("첫 눈!"))
    ['첫눈']
    """
    letters = re.sub(r"[\W_]", "", text)
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def share(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float:
    """How much of what either has is in both.

    >>> share({1, 2, 3}, {2, 3, 4})
    0.5
    """
    return len(one & other) / len(one | other) if one or other else 0.0


def near_pairs(runs: Sequence[AbstractSet[Hashable]], least: float) -> dict[Pair, float]:
    """The pairs of texts that have so much in common at least, the smaller number first.

    >>> near_pairs([{1, 2, 3}, {2, 3, 4}, {3}, {9}], 0.3)
    {(0, 1): 0.5, (0, 2): 0.3333333333333333, (1, 2): 0.3333333333333333}
    """
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, held in enumerate(runs):
        for run in held:
            holders[run].append(number)
    shared = Counter(
        pair
        for who in holders.values()
        if 1 < len(who) <= MOST_HOLDERS
        for pair in combinations(who, 2)
    )
    found = {}
    for (a, b), count in shared.items():
        if count >= RARE_SHARE * least * min(len(runs[a]), len(runs[b])):
            common = share(runs[a], runs[b])
            if common >= least:
                found[a, b] = common
    return found
