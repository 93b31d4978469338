"""Which pieces of the article show why it was found?

Highlights are exact offsets into the text as shown, and mark morphemes without their particles.
They are found in the texts that are shown, by their letters.
"""

from ksearch.snippets.patterns import with_words
from ksearch.snippets.select import Shown, Snippet, show

__all__ = ["Shown", "Snippet", "show", "with_words"]
