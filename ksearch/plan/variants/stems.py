"""Which noun is this, where Kiwi does not know it and takes its particle for a part of it?

Comes in: a word as typed, its terms, and how many articles have a term. Goes out: the noun without
its particle, or nothing. Kiwi reads 한동훈이 as one noun, and 한동훈은 as 한 before 동훈, so that
neither of the two finds the other.

    한동훈이     the word is one term, but the archive has the noun before the particle more often
    한동훈은     the terms leave out letters before the particle, or the archive has what they tear
    이사회의     well read, but the archive has the noun as one with a particle elsewhere

The other way round, what the archive has of the noun with a particle behind it is the noun as well.

Words of the dictionary keep their last syllables: 여의도, 김정은, 우크라이나, 아시아나.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ksearch.analysis import Origin, TermSpan
from ksearch.analysis.net import PARTICLES
from ksearch.analysis.words import fold
from ksearch.plan.variants.kinds import Frequency

__all__ = ["particle_forms", "stem_variant"]

MIN_STEM = 2
# A word that is one term may be a noun of the dictionary (여의도); shorter stems tell too little.
MIN_STEM_OF_NOUN = 3
MOST_LETTERS = 16
# Stems that are rarer beside the rarest term of the word come of misreadings themselves: 말로 + 는.
RARER = 50
# What stands behind a noun that is taken as one with it, by whether the noun ends in a vowel.
_BEHIND = {
    True: ("는", "가", "를", "와", "의", "에", "로"),
    False: ("은", "이", "을", "과", "의", "에"),
}
# Particles that no noun of three syllables and more has for its own last ones, agreement given.
_PLAIN = frozenset(
    "은 는 이 가 을 를 의 에 와 과 로 으로 에서 에게 까지 부터 처럼 보다 에는 에도 에서는".split()  # noqa: SIM905 -- a list of words, not of quotes
)
# A verb's form before what looks like a particle: 시켰다+는, 주도하+는, 보이지+만.
_VERBAL = frozenset("다하되지서")
# The terms of a word that is at hand.
Known = Callable[[str], Sequence[TermSpan] | None]
HANGUL_FIRST, HANGUL_LAST, CODAS, CODA_OF_RIEUL = ord("가"), ord("힣"), 28, 8


def _unknown(_: str) -> None:
    return None


def stem_variant(
    word: str, spans: Sequence[TermSpan], frequency: Frequency, known: Known = _unknown
) -> str | None:
    """The noun that a word is with its particle, where its letters find more than the word's terms.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.
        frequency: in how many articles a content term is.
        known: the terms of a word of the archive, None for others.

    >>> spans = [TermSpan("동훈", 1, 3, Origin.MORPHEME)]
    >>> stem_variant("한동훈은", spans, {"한동훈": 9, "동훈": 3}.get)
    '한동훈'
    """
    folded = fold(word)
    if not spans or len(folded) > MOST_LETTERS:
        return None
    if len(spans) == 1 and spans[0].term == folded:
        return _of_noun(folded, spans[0], frequency)
    whole = spans[0]
    if len(spans) == 1 and not whole.start and whole.term == folded[: whole.end]:
        return _known_elsewhere(folded, whole, frequency, known)
    return _torn(folded, spans, frequency)


def particle_forms(
    word: str, spans: Sequence[TermSpan], stem: str | None, frequency: Frequency
) -> Iterator[str]:
    """A noun with the particles behind it with which the archive has it as one noun.

    Args:
        word: what was typed, one word.
        spans: its terms, as the analysis has them.
        stem: the word without its particle, if it is one that ``stem_variant`` found.
        frequency: in how many articles a content term is.

    >>> spans = [TermSpan("한동훈", 0, 3, Origin.MORPHEME)]
    >>> [*particle_forms("한동훈", spans, None, {"한동훈이": 27, "한동훈의": 12}.get)]
    ['한동훈이', '한동훈의']
    """
    folded = fold(word)
    noun = stem
    if noun is None and len(spans) == 1 and not spans[0].start:
        whole = spans[0]
        is_noun = whole.origin is Origin.MORPHEME and whole.term == folded[: whole.end]
        noun = whole.term if is_noun else None
    if noun is None or not MIN_STEM_OF_NOUN <= len(noun) <= MOST_LETTERS:
        return
    if not all(map(_is_hangul, noun)):
        return
    for particle in _BEHIND[_ends_in_vowel(noun)]:
        form = noun + particle
        if form != folded and frequency(form):
            yield form


def _of_noun(folded: str, span: TermSpan, frequency: Frequency) -> str | None:
    """The stem of a word that is one noun to Kiwi."""
    if span.origin is not Origin.MORPHEME:
        return None
    for end in range(len(folded) - 1, MIN_STEM_OF_NOUN - 1, -1):
        stem, rest = folded[:end], folded[end:]
        if rest in _PLAIN and _agrees(stem, rest) and not stem.endswith("대"):
            had = frequency(stem)
            if had and had >= (frequency(folded) or 0):
                return stem
    return None


def _known_elsewhere(folded: str, span: TermSpan, frequency: Frequency, known: Known) -> str | None:
    """The noun that Kiwi sees before a particle, where it takes it for one with another.

    Or where it tears it when it stands alone: 진교훈 of 진교훈의 is 교훈 by itself.
    """
    stem, rest = folded[: span.end], folded[span.end :]
    if span.origin is not Origin.MORPHEME or len(stem) < MIN_STEM_OF_NOUN:
        return None
    if not PARTICLES.fullmatch(rest) or not _is_hangul(stem[-1]):
        return None
    alone = known(stem)
    if alone is not None and all(other.term != stem for other in alone):
        return stem
    joined = (stem + particle for particle in _BEHIND[_ends_in_vowel(stem)])
    return stem if any(frequency(other) for other in joined) else None


def _torn(folded: str, spans: Sequence[TermSpan], frequency: Frequency) -> str | None:
    """The stem of a word whose terms are not what stands before its particle."""
    content = max(span.end for span in spans)
    is_noun = all(span.term == folded[span.start : span.end] for span in spans)
    if is_noun and not _leaves_out(spans, content) and _is_well_read(spans, folded):
        return None
    terms = {span.term for span in spans}
    rarest = min(frequency(term) or 0 for term in terms)
    for end in range(len(folded) - 1, (MIN_STEM if is_noun else MIN_STEM_OF_NOUN) - 1, -1):
        stem, rest = folded[:end], folded[end:]
        if stem in terms or not PARTICLES.fullmatch(rest) or not _agrees(stem, rest):
            continue
        if stem[-1] in _VERBAL and not is_noun:
            continue
        had = frequency(stem)
        if had and had * RARER >= rarest:
            return stem
    stem, rest = folded[:content], folded[content:]
    is_sure = is_noun and len(stem) >= MIN_STEM_OF_NOUN and rest in _PLAIN and _agrees(stem, rest)
    return stem if is_sure and _leaves_out(spans, content) else None


def _leaves_out(spans: Sequence[TermSpan], content: int) -> bool:
    """Whether there are letters before the end of the terms that no term stands for."""
    covered = {at for span in spans for at in range(span.start, span.end)}
    return len(covered) < content


def _is_well_read(spans: Sequence[TermSpan], folded: str) -> bool:
    """Whether the terms, side by side, are the noun itself: those are found by their letters.

    They are where a particle is behind them (국회+의원+이), and where none of them is a scrap of
    one syllable (선거+구도, not 나+주의).
    """
    content = max(span.end for span in spans)
    if content < len(folded):
        return True
    return all(span.end - span.start > 1 for span in spans)


def _agrees(stem: str, rest: str) -> bool:
    """Whether a particle has the form that it takes behind this noun: 은 behind a consonant.

    >>> _agrees("테헤란", "로"), _agrees("우크라", "이나"), _agrees("한동훈", "이")
    (False, False, True)
    """
    if not _is_hangul(stem[-1]):
        return True
    if rest.startswith("로"):
        return _ends_in_vowel(stem) or _coda(stem[-1]) == CODA_OF_RIEUL
    if rest.startswith(("는", "가", "를", "와", "나", "랑", "라", "며", "야", "였")):
        return _ends_in_vowel(stem)
    if rest.startswith(("은", "이", "을", "과", "으")):
        return not _ends_in_vowel(stem)
    return True


def _is_hangul(letter: str) -> bool:
    return HANGUL_FIRST <= ord(letter) <= HANGUL_LAST


def _ends_in_vowel(stem: str) -> bool:
    return not _coda(stem[-1])


def _coda(syllable: str) -> int:
    return (ord(syllable) - HANGUL_FIRST) % CODAS
