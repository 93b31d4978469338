"""Which terms find a word whatever its morphemes are thought to be?

Comes in: a folded word. Goes out: its syllable bigrams; single syllables that stand alone, before a
particle or behind a number; its numbers and its runs of foreign letters. Only Hangul and hanja have
bigrams: one over the edge of a number would find 11월 for 1월.
Invariant: the net is complete. Every letter and digit of a word is covered by one of its terms.
"""

from __future__ import annotations

import re

from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.words import HANGUL, HANJA, Run, runs_of

__all__ = ["PARTICLES", "net_spans", "syllable_spans"]

_SYLLABLES = re.compile(rf"(\d?)([{HANGUL}{HANJA}]+)")
# What may follow a noun of one syllable; longer nouns are found by their bigrams.
PARTICLES = re.compile(
    "(?:씨|님|들)?"
    "(?:에서|에게서|에게|한테|께서|께|에|으로서|으로써|으로|로서|로써|로|이랑|랑|와|과|하고|처럼|같이|만큼"
    "|보다|마다|마저|조차|대로|밖에|뿐)?"
    "(?:부터|까지)?"
    "(?:은|는|이|가|을|를|의|도|만|이나|나|이야|야|아|이라도|라도)?"
    "(?:이다|였다|이었다|였던|이었던|입니다|이며|이고|이지만|이면|이던|인데|인지|이란|이라|이라고|라고|이라는"
    "|라는|이라며|라며|이라면|라면)?"
)


def net_spans(folded: str) -> tuple[TermSpan, ...]:
    """The net terms of a folded word, by where they begin; of two at one place the longer first.

    >>> [t.term for t in net_spans("흑산도")], [t.term for t in net_spans("갑은")]
    (['흑산', '산도'], ['갑은', '갑'])
    >>> [(t.term, t.start, t.end) for t in net_spans("3,452명")]
    [('3452', 0, 5), ('명', 5, 6)]
    """
    spans = [
        TermSpan(run[i : i + 2], base + i, base + i + 2, Origin.BIGRAM)
        for run, base in ((m[2], m.start(2)) for m in _SYLLABLES.finditer(folded))
        for i in range(len(run) - 1)
    ]
    spans += syllable_spans(folded)
    spans += map(_run_span, runs_of(folded))
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def syllable_spans(folded: str) -> list[TermSpan]:
    """The single syllables of a folded word that may stand alone, in order of their offsets.

    Behind a number the first syllable always counts as one that stands alone: it is a unit. A
    word's key (see ``keyed``) has the same syllables at the same places of the key.

    >>> [t.term for t in syllable_spans("3월인데")]
    ['월']
    """
    spans = []
    for match in _SYLLABLES.finditer(folded):
        start, end = match.span(2)
        if match[1] or PARTICLES.fullmatch(folded, start + 1, end):
            spans.append(TermSpan(folded[start], start, start + 1, Origin.SYLLABLE))
    return spans


def _run_span(run: Run) -> TermSpan:
    return TermSpan(run.text, run.start, run.end, Origin.NUMBER if run.is_number else Origin.LATIN)
