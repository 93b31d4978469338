"""What would a larger archive be like? A synthetic one, recombined from real articles.

Each synthetic article has the title and the first sentences of one real article, then runs of
sentences from others until it is as long as that article, and an id of its own. So words are as
frequent, and articles as long, as in the real archive; what is *not* real is which words stand
together, and that no new words come in with the millionth article. The same seed gives the same
articles. Run by itself it writes JSONL:

    python -m tests.bench.synthetic --articles 100000 --out FILE [--corpus FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ksearch.ingest.prose.sentences import sentence_ends
from tests.bench.corpus import Site, data_folder, records, site_of

__all__ = ["recombined", "synthetic_site"]

SEED = 1996
# A paragraph of news: the runs of sentences that are drawn.
SENTENCES = (2, 5)
_KEPT = ("date", "publisher", "category")


def recombined(articles: Iterable[Mapping[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """``count`` synthetic articles out of the given real ones, one at a time.

    >>> made = recombined([{"title": "첫눈", "body": "눈이 왔다. 많이 왔다."}], 2)
    >>> [article["id"] for article in made]
    ['syn-0000001', 'syn-0000002']
    """
    real = [(dict(article), _sentences(article.get("body") or "")) for article in articles]
    real = [(article, sentences) for article, sentences in real if sentences]
    draw = random.Random(SEED)
    for number in range(1, count + 1):
        model, own = draw.choice(real)
        paragraphs = [_run(draw, own, 0)]
        wanted = len(model["body"]) - len(paragraphs[0])
        while wanted > 0:
            _, others = draw.choice(real)
            paragraphs.append(_run(draw, others, draw.randrange(len(others))))
            wanted -= len(paragraphs[-1])
        kept = {name: model[name] for name in _KEPT if model.get(name)}
        title = model.get("title") or ""
        yield {
            "id": f"syn-{number:07d}",
            "title": title,
            "body": "\n\n".join(paragraphs),
            **kept,
        }


def synthetic_site(real: Site, folder: Path, count: int, *, again: bool = False) -> Site:
    """``count`` synthetic articles out of a site's as another site's corpus."""
    of = {"source": real.digest, "articles": count, "seed": SEED}
    articles = recombined(records(real.corpus), count)
    return site_of(folder, "synthetic articles", of, articles, again=again)


def _sentences(body: str) -> list[str]:
    ends = [*sentence_ends(body), len(body)]
    pieces = (body[a:b].strip() for a, b in zip([0, *ends], ends, strict=False))
    return [piece for piece in pieces if piece]


def _run(draw: random.Random, sentences: list[str], begin: int) -> str:
    return " ".join(sentences[begin : begin + draw.randint(*SENTENCES)])


def main() -> int:
    """Write a synthetic corpus to a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.synthetic")
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, help="real articles; else of the measuring archive")
    given = parser.parse_args()
    data = data_folder()
    source = given.corpus or (data / "news.jsonl.gz" if data else None)
    if source is None:
        sys.stderr.write("no articles: give --corpus or KSEARCH_DATA\n")
        return 2
    with given.out.open("w", encoding="utf-8") as out:
        for article in recombined(records(source), given.articles):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
