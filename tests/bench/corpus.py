"""Which articles, questions and terms does a run work on?

Comes in: the measuring archive (JSONL, packed or not), or a folder of pages. Goes out: a *site*, a
folder with ``corpus.jsonl`` (one article a line: id, title, body and whatever else was known),
``terms.jsonl`` (the same articles as terms that ksearch's analysis made) and one folder for each
engine's index, with a stamp for each. Streaming: no corpus is ever held in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import ksearch
from tests.bench.stamps import digest, made

__all__ = ["ROOT", "Site", "Size", "data_folder", "real_site", "records", "site_of"]

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Size:
    """How much a corpus is: articles, code points, and bytes of UTF-8, titles and bodies alone."""

    articles: int
    characters: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Site:
    """A corpus on disk, its digest, and where the engines' indexes of it are."""

    folder: Path
    name: str
    size: Size
    digest: str

    @property
    def corpus(self) -> Path:
        """The articles, one JSON object a line."""
        return self.folder / "corpus.jsonl"

    @property
    def terms(self) -> Path:
        """The articles as terms: a JSON list a line, the id and the terms joined by spaces."""
        return self.folder / "terms.jsonl"

    def index(self, peer: str) -> Path:
        """The folder of one engine's index."""
        return self.folder / "indexes" / peer

    def stamp(self, name: str) -> Path:
        """What says how the corpus, the terms or one engine's index was made: see ``stamps``."""
        return self.folder / "stamps" / f"{name}.json"


def data_folder() -> Path | None:
    """The folder of the measuring archive: ``KSEARCH_DATA``, else ``../shared`` of the project."""
    for folder in (Path(os.environ.get("KSEARCH_DATA") or ROOT.parent / "shared"),):
        for candidate in (folder, folder / "data"):
            if (candidate / "news.jsonl.gz").is_file():
                return candidate
    return None


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file, or of a folder of pages, as dictionaries."""
    if path.is_dir():
        for article in ksearch.read(path):
            body = "\n\n".join(s.text for s in article.sections if s.text != article.headline)
            yield {"id": article.id, "title": article.headline, "body": body}
        return
    with _text(path) as lines:
        for line in lines:
            yield json.loads(line)


def real_site(source: Path, folder: Path, most: int | None, *, again: bool = False) -> Site:
    """At most ``most`` articles of ``source`` as a site's corpus.

    Empty titles and bodies are allowed; articles with neither are left out.
    """
    articles = (r for r in islice(records(source), most) if r.get("title") or r.get("body"))
    of = {"source": digest(source), "most": most}
    return site_of(folder, "articles", of, articles, again=again)


def site_of(
    folder: Path,
    kind: str,
    of: Mapping[str, Any],
    articles: Iterable[Mapping[str, Any]],
    *,
    again: bool = False,
) -> Site:
    """A site with these articles; where its stamp says that it has what is ``of``, as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(folder, "", Size(0, 0, 0), "")
    found, _ = made(
        site.stamp("corpus"), of, lambda: _write_corpus(site.corpus, articles), again=again
    )
    size = Size(found["articles"], found["characters"], found["bytes"])
    return Site(folder, f"{size.articles:,} {kind}", size, found["digest"])


def _write_corpus(path: Path, articles: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write the articles; how many, the characters and bytes of titles and bodies, the digest."""
    count = characters = size = 0
    written = hashlib.sha256()
    with path.open("wb") as out:
        for article in articles:
            text = (article.get("title") or "") + (article.get("body") or "")
            count += 1
            characters += len(text)
            size += len(text.encode())
            line = json.dumps(article, ensure_ascii=False).encode() + b"\n"
            written.update(line)
            out.write(line)
    return {
        "articles": count,
        "characters": characters,
        "bytes": size,
        "digest": written.hexdigest(),
    }


def _text(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
