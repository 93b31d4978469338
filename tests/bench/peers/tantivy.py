"""tantivy, the search library in Rust, with terms given: is numpy as fast as compiled postings?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

from tests.bench.corpus import Site
from tests.bench.peers.protocol import TOP, How, lacking, term_documents, timed
from tests.bench.queries import Query

__all__ = ["Tantivy"]

# One thread with all the memory that it may have leaves as few segments as can be: in one segment
# a search takes four fifths of what it takes in two, and Python feeds no more than one thread.
HEAP_BYTES = 4000 * 2**20
THREADS = 1


class Tantivy:
    """Terms with positions under the whitespace tokenizer, texts stored."""

    name = "tantivy"
    answers = frozenset({How.TERMS, How.COUNTED})
    analyses = False
    rounds: int | None = None

    def __init__(self) -> None:
        self._library: Any = None
        self._searcher: Any = None
        self._schema: Any = None

    def absent(self) -> str | None:
        """Whether its Python package is installed."""
        return lacking("tantivy")

    def version(self) -> str:
        """The version of the Python package."""
        return version("tantivy")

    def build(self, site: Site) -> None:
        """Index the terms."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        library = import_module("tantivy")
        builder = library.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="position")
        builder.add_bytes_field("text", stored=True)
        index = library.Index(builder.build(), path=str(folder))
        writer = index.writer(HEAP_BYTES, THREADS)
        for article_id, terms, text in term_documents(site):
            writer.add_document(library.Document(id=article_id, terms=terms, text=text.encode()))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, site: Site) -> None:
        """Open the index."""
        self._library = import_module("tantivy")
        index = self._library.Index.open(str(site.index(self.name)))
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:
        """The ten best; it may skip what cannot be among them unless it has to count."""
        count = how is How.COUNTED
        made = [self._query(query.terms) for query in queries]
        return timed(lambda query: self._searcher.search(query, TOP, count), made)

    def best(self, query: Query) -> list[str]:
        """The stored ids of the ten best."""
        found = self._searcher.search(self._query(query.terms), TOP)
        return [self._searcher.doc(address)["id"][0] for _, address in found.hits]

    def process(self) -> int:
        """This one."""
        return os.getpid()

    def _query(self, terms: Sequence[str]) -> Any:  # noqa: ANN401 -- an optional library
        make, occur = self._library.Query, self._library.Occur.Should
        return make.boolean_query(
            [(occur, make.term_query(self._schema, "terms", term, "freq")) for term in terms]
        )
