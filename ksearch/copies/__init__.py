"""Which articles tell the same story?

Comes in: the texts of articles, as code points. Goes out: a *sketch* of each, twelve bytes that are
a pure function of its own text, and, from sketches and lengths alone, groups of articles whose
texts are nearly the same: wire copies, lightly edited. Precision comes first: numbers count more
than words, and short texts must agree nearly entirely. Useful for texts that share most of their
letters; not useful for the same news in other words.
"""

from ksearch.copies.grouping import first_of_story
from ksearch.copies.sketch import SKETCH_BYTES, Texts, sketches

__all__ = ["SKETCH_BYTES", "Texts", "first_of_story", "sketches"]
