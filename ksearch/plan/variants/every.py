"""Which other ways are there to write each word of a query, or several side by side?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ksearch.analysis import Analyzer
from ksearch.plan.variants.dates import date_variants
from ksearch.plan.variants.groups import (
    ABBREVIATIONS,
    LOANWORDS,
    group_variants,
    whole_variants,
)
from ksearch.plan.variants.hanja_forms import hanja_forms
from ksearch.plan.variants.kinds import Frequency, Variant, VariantKind
from ksearch.plan.variants.listed import listed_variants
from ksearch.plan.variants.numbers import number_variants
from ksearch.plan.variants.respellings import respellings
from ksearch.plan.variants.stems import particle_forms, stem_variant

__all__ = ["Frequency", "Variant", "VariantKind", "variants"]

_EDGES = re.compile(r"^\W+|\W+$")
# What kind of body it is, which few articles say beside its name: (주)카카오.
_COMPANY = re.compile(r"^\((?:주|유|재|사)\)([^\W_]{2,})|^([^\W_]{2,})\((?:주|유)\)")
# Letters and digits, and some Hangul among them.
_HANGUL_WORD = re.compile(r"[^\W_]*[가-힣][^\W_]*")


def variants(words: Sequence[str], analyzer: Analyzer, frequency: Frequency) -> tuple[Variant, ...]:
    """The variants of the words of a query, by where they begin, the most usual first.

    Args:
        words: as typed, those between two spaces, that stand side by side in the query.
        analyzer: the analysis that the archive was made with.
        frequency: in how many articles of the archive a content term is.

    >>> [v.text for v in variants(["20만"], Analyzer(), {}.get)]
    ['200,000']
    """
    found = [*date_variants(words), *number_variants(words)]
    for at, word in enumerate(words):
        found += _of_word(at, word, analyzer, frequency)
    return tuple(sorted(found, key=lambda variant: variant.first))


def _of_word(at: int, typed: str, analyzer: Analyzer, frequency: Frequency) -> Iterator[Variant]:
    """The other forms of a word; what has signs inside is several, and may be a row of them."""
    if (company := _COMPANY.search(typed)) is not None:
        name = company[1] or company[2]
        end = max((span.end for span in analyzer.word_terms(name)), default=len(name))
        yield Variant(at, 1, name[:end], VariantKind.ABBREVIATION)
    word = _EDGES.sub("", typed)
    is_hangul_word = _HANGUL_WORD.fullmatch(word) is not None
    spans = analyzer.word_terms(word) if is_hangul_word else ()
    for text in listed_variants(word, spans):
        yield Variant(at, 1, text, VariantKind.LISTED)
    if not is_hangul_word:
        for text in whole_variants(word, ABBREVIATIONS):
            yield Variant(at, 1, text, VariantKind.ABBREVIATION)
        return
    for text in dict.fromkeys(
        (*group_variants(word, spans, LOANWORDS), *respellings(word, spans, frequency))
    ):
        yield Variant(at, 1, text, VariantKind.LOANWORD)
    for text in group_variants(word, spans, ABBREVIATIONS):
        yield Variant(at, 1, text, VariantKind.ABBREVIATION)
    stem = stem_variant(word, spans, frequency, analyzer.lexicon.get)
    if stem is not None:
        yield Variant(at, 1, stem, VariantKind.STEM)
    for form in hanja_forms(word, spans, frequency):
        yield Variant(at, 1, form, VariantKind.HANJA)
    for form in particle_forms(word, spans, stem, frequency):
        yield Variant(at, 1, form, VariantKind.PARTICLE)
