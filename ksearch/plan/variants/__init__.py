"""How else is this written?

Comes in: the words of a query, in their order. Goes out: other ways to write one of them, or
several side by side, that mean the same. They widen the query; the terms of a text stay as they
are.

    1조2천억      1조 2천억, 1조2000억, 1조 2000억, 1.2조, 12000억
    콘텐츠        컨텐츠
    한동훈이      한동훈
    한미          한·미

What the archive holds decides between guesses, so that a change of spelling by rule counts only
where it gives a term that texts have.
"""

from __future__ import annotations

from ksearch.plan.variants.every import Frequency, Variant, VariantKind, variants

__all__ = ["Frequency", "Variant", "VariantKind", "variants"]
