"""Which articles, questions and terms does a run work on?

Comes in: the measuring archive (JSONL, packed or not), or a folder of pages. Goes out: a *site*, a
folder with ``corpus.jsonl`` (one article a line: id, title, body and whatever else was known),
``terms.jsonl`` (the same articles as terms that ksearch's analysis made) and one folder for each
engine's index. Streaming: no corpus is ever held in memory.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import ksearch

__all__ = ["ROOT", "Site", "Size", "data_folder", "records", "write_corpus"]

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Size:
    """How much a corpus is: articles, code points, and bytes of UTF-8, titles and bodies alone."""

    articles: int
    characters: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Site:
    """A corpus on disk, and where the engines' indexes of it are."""

    folder: Path
    name: str
    size: Size

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


def write_corpus(source: Path, folder: Path, name: str, most: int | None = None) -> Site:
    """Write at most ``most`` articles of ``source`` as a site's corpus.

    Empty titles and bodies are allowed; articles with neither are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    articles = characters = size = 0
    with (folder / "corpus.jsonl").open("w", encoding="utf-8") as out:
        for record in islice(records(source), most):
            title, body = record.get("title") or "", record.get("body") or ""
            if not (title or body):
                continue
            articles += 1
            characters += len(title) + len(body)
            size += len(title.encode()) + len(body.encode())
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return Site(folder, name, Size(articles, characters, size))


def _text(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
