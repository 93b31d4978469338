"""Which other ways are there to write each word of a query, or several side by side?"""

from __future__ import annotations

from collections.abc import Sequence

from ksearch.analysis import Analyzer
from ksearch.plan.variants.dates import date_variants
from ksearch.plan.variants.kinds import Exists, Variant, VariantKind
from ksearch.plan.variants.numbers import number_variants

__all__ = ["Exists", "Variant", "VariantKind", "variants"]


def variants(words: Sequence[str], analyzer: Analyzer, exists: Exists) -> tuple[Variant, ...]:
    """The variants of the words of a query, by where they begin, the most usual first.

    Args:
        words: as typed, those between two spaces, that stand side by side in the query.
        analyzer: the analysis that the archive was made with.
        exists: whether the archive has a content term.

    >>> [v.text for v in variants(["20만"], Analyzer(), lambda term: False)]
    ['200,000']
    """
    del analyzer, exists  # nothing asks them yet
    found = [*date_variants(words), *number_variants(words)]
    return tuple(sorted(found, key=lambda variant: variant.first))
