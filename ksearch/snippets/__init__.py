"""Which pieces of the article show why it was found?

Highlights are exact offsets into the text as shown, and mark morphemes without their particles. The
index's positions say where a term begins; looking its word up again says where it ends.
"""

from ksearch.snippets.matches import Occurrence, TextPlaces, occurrences, text_places
from ksearch.snippets.select import Snippet, best_snippets, highlight, snippets
from ksearch.snippets.stored import StoredPlaces, linked_terms

__all__ = [
    "Occurrence",
    "Snippet",
    "StoredPlaces",
    "TextPlaces",
    "best_snippets",
    "highlight",
    "linked_terms",
    "occurrences",
    "snippets",
    "text_places",
]
