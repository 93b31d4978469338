"""Which terms find a word whatever its morphemes are thought to be?

Comes in: a folded word. Goes out: its syllable bigrams, and single syllables that stand alone or
before a particle. Only Hangul and hanja have bigrams: numbers and Latin runs are terms as they are,
and a bigram over their edge would find 11월 for 1월.
"""

from __future__ import annotations

import re

from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.words import HANGUL, HANJA

__all__ = ["net_spans"]

_SYLLABLES = re.compile(rf"[{HANGUL}{HANJA}]+")
_PARTICLES = frozenset(
    "은 는 이 가 을 를 의 에 도 만 로 와 과 랑 야 아 씨 님 들 뿐 께 에서 에게 에는 에도 에만 "
    "으로 부터 까지 처럼 보다 마다 조차 이나 이라 이다 이고 하고 씨가 씨는 씨의 씨를 들이 들은 "
    "들의 들을".split()
)


def net_spans(folded: str) -> list[TermSpan]:
    """The net terms of a folded word, in order of their offsets.

    >>> [t.term for t in net_spans("흑산도")], [t.term for t in net_spans("갑은")]
    (['흑산', '산도'], ['갑은', '갑'])
    """
    spans: list[TermSpan] = []
    for match in _SYLLABLES.finditer(folded):
        run, base = match.group(), match.start()
        spans += [
            TermSpan(run[i : i + 2], base + i, base + i + 2, Origin.BIGRAM)
            for i in range(len(run) - 1)
        ]
        if len(run) == 1 or run[1:] in _PARTICLES:
            spans.append(TermSpan(run[0], base, base + 1, Origin.SYLLABLE))
    return spans
