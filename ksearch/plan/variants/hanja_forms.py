"""How is this noun that Kiwi parts written with hanja, or without?

Comes in: a word as typed, its terms, and how many articles have a term. Goes out: the noun in the
ways in which other texts have it, without the particle behind it:

    건설주        건설株, whose 株 is not 주 behind 건설 to the net
    대한민국정부    itself, where it is one term of a text: 大韓民國政府 is read so
    건설株        건설주, 건설주식
    전            itself, which Kiwi takes for a form of 저: 前 is read so

A noun that is one term needs neither: 大韓民國 has the term 대한민국, 신한銀 신한은행.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ksearch.analysis import TermSpan, hanja_endings, in_hangul
from ksearch.analysis.words import fold
from ksearch.plan.variants.kinds import Frequency

__all__ = ["hanja_forms"]

# What stands before the last hanja has so many syllables at least.
MIN_NOUN = 2


def hanja_forms(word: str, spans: Sequence[TermSpan], frequency: Frequency) -> Iterator[str]:
    """The noun as other texts have it.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.
        frequency: in how many articles a content term is.

    >>> spans = [TermSpan("건설", 0, 2, 1), TermSpan("주", 2, 3, 1)]
    >>> [*hanja_forms("건설주가", spans, {"株": 30}.get)]
    ['건설株']
    """
    folded = fold(word)
    if len(folded) == 1 and frequency(folded) and all(span.term != folded for span in spans):
        yield folded
    if len(spans) < 2:  # noqa: PLR2004 -- one term is found by itself
        return
    content = folded[: max(span.end for span in spans)]
    yield from in_hangul(content)
    if any(term != folded[start:end] for term, start, end, _ in spans):
        return
    if frequency(content) and all(span.term != content for span in spans):
        yield content
    last = max(spans, key=lambda span: (span.start, -span.end))
    if last.end == len(content) and len(last.term) == 1 and last.start >= MIN_NOUN:
        yield from (
            content[: last.start] + hanja
            for hanja in hanja_endings().get(last.term, ())
            if frequency(hanja)
        )
