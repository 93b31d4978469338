"""What is marked of a pattern? The words of the shown articles for which it stands.

Comes in: a pattern with the terms that it stands for, and the articles. Goes out: a unit that has
the words of these articles as well, as they stand there, without their particles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ksearch.analysis import Analyzer
from ksearch.analysis.words import fold, words
from ksearch.jsonbytes import loads
from ksearch.plan import Chain, Unit, WordPattern
from ksearch.plan.letters import Letters, linked
from ksearch.plan.units import stem
from ksearch.storage import Record

__all__ = ["with_words"]

# Of ten articles; each is looked for in all of them.
MOST_WORDS = 64


def with_words(
    unit: Unit, pattern: WordPattern, articles: Sequence[Record], analyzer: Analyzer
) -> Unit:
    """The unit of a pattern, with the words of some articles for which it stands."""
    found: dict[str, None] = {}
    for article in articles:
        found |= dict.fromkeys(_words(article, pattern))
    chains = [_chain(word, pattern, analyzer) for word in list(found)[:MOST_WORDS]]
    return replace(unit, chains=tuple(dict.fromkeys([*unit.chains, *chains])))


def _words(article: Record, pattern: WordPattern) -> Iterator[str]:
    for text in loads(article.texts):
        if pattern.place.search(fold(text)):
            for word, _ in words(text):
                if pattern.word.fullmatch(fold(word)):
                    yield word


def _chain(word: str, pattern: WordPattern, analyzer: Analyzer) -> Chain:
    """The letters of a word, of which those before its particle are marked."""
    end = pattern.stem(word) or len(word)
    if end == len(word):  # ``*`` has taken the particle for itself
        shorter = stem(word, analyzer)
        end = len(shorter) if pattern.word.fullmatch(fold(shorter)) else end
    letters = Letters(word)
    return Chain((), linked([letters.held(0, len(word))], [0]), ((0, end),))
