"""Which terms do all engines get that are given terms? Those of ksearch's own analysis.

The terms of a text are those of its words, so each distinct word is analysed once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ksearch.analysis import Analyzer, words
from ksearch.engine import open_index
from tests.bench.corpus import Site, records

__all__ = ["query_terms", "write_terms"]


def write_terms(site: Site) -> int:
    """Write the site's terms, with the lexicon of its ksearch index; how many tokens there are."""
    with open_index(site.index("ksearch")) as index:
        analyzer = index.analyzer
    known: dict[str, str] = {}
    tokens = 0
    with site.terms.open("w", encoding="utf-8") as out:
        for record in records(site.corpus):
            text = f"{record.get('title') or ''}\n{record.get('body') or ''}"
            terms = " ".join(
                filter(None, (_terms(word, analyzer, known) for word, _ in words(text)))
            )
            tokens += terms.count(" ") + 1
            out.write(json.dumps([record["id"], terms], ensure_ascii=False) + "\n")
    return tokens


def query_terms(site: Site, texts: Sequence[str]) -> list[list[str]]:
    """The content terms of each text, each once, in their order."""
    with open_index(site.index("ksearch")) as index:
        analyzer = index.analyzer
    return [list(dict.fromkeys(term.term for term in analyzer.terms(text))) for text in texts]


def _terms(word: str, analyzer: Analyzer, known: dict[str, str]) -> str:
    terms = known.get(word)
    if terms is None:
        terms = known[word] = " ".join(span.term for span in analyzer.word_terms(word))
    return terms
