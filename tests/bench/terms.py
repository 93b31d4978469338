"""Which terms do all engines get that are given terms? Those of ksearch's own analysis.

No word spans white space and each has the same terms everywhere, so what stands between two spaces
is analysed once: a large archive, which says the same things over and over, is mostly looked up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter
from typing import Any

from ksearch.analysis import Analyzer, Lexicon, starter_lexicon, words
from tests.bench.corpus import Site, records

__all__ = ["analysing_seconds", "query_terms", "write_terms"]

# So many articles' unknown words are analysed together: Kiwi then has work for all cores.
TOGETHER = 2000


class _Known(dict[str, str]):
    """What stands between two spaces, and its terms joined by spaces."""

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self._analyzer = analyzer

    def learn(self, texts: Iterable[str]) -> None:
        """Analyse the words of the texts that are not known yet, many at a time."""
        unseen = {piece for text in texts for piece in text.split() if piece not in self}
        self._analyzer.learn(word for piece in unseen for word, _ in words(piece))

    def __missing__(self, piece: str) -> str:
        terms = " ".join(span.term for span in self._analyzer.terms(piece))
        self[piece] = terms
        return terms


def write_terms(site: Site) -> dict[str, Any]:
    """Write the site's terms; how many there are, and the digest of the file."""
    known = _Known(_analyzer())
    tokens = 0
    digest = hashlib.sha256()
    articles = records(site.corpus)
    with site.terms.open("wb") as out:
        while several := list(islice(articles, TOGETHER)):
            texts = [_text(article) for article in several]
            known.learn(texts)
            for article, text in zip(several, texts, strict=True):
                terms = " ".join(filter(None, map(known.__getitem__, text.split())))
                tokens += terms.count(" ") + 1
                line = json.dumps([article["id"], terms], ensure_ascii=False).encode() + b"\n"
                digest.update(line)
                out.write(line)
    return {"tokens": tokens, "digest": digest.hexdigest()}


def query_terms(texts: Sequence[str]) -> list[list[str]]:
    """The content terms of each text, each once, in their order."""
    analyzer = _analyzer()
    return [list(dict.fromkeys(term.term for term in analyzer.terms(text))) for text in texts]


def analysing_seconds(site: Site) -> float:
    """How long Kiwi takes for the site's distinct words by itself, being loaded included."""
    unseen = set(_words(site))
    analyzer = _analyzer()
    began = perf_counter()
    analyzer.learn(unseen)
    return perf_counter() - began


def _analyzer() -> Analyzer:
    """The analysis of ksearch, with the lexicon that every index begins with."""
    starter = starter_lexicon()
    return Analyzer(Lexicon([] if starter is None else [starter]))


def _words(site: Site) -> Iterator[str]:
    for article in records(site.corpus):
        for word, _ in words(_text(article)):
            yield word


def _text(article: dict[str, Any]) -> str:
    return f"{article.get('title') or ''}\n{article.get('body') or ''}"
