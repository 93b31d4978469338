"""Which pieces of the article show why it was found?

Since analysis is a look-up, the shown sections are analysed again: highlights are exact offsets
into the text as shown, and mark morphemes without their particles.
"""

from ksearch.snippets.matches import Occurrence, occurrences
from ksearch.snippets.select import Snippet, highlight, snippets

__all__ = ["Occurrence", "Snippet", "highlight", "occurrences", "snippets"]
