"""SQLite's FTS5, with terms given: what does everybody have already?"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence

from tests.bench.corpus import Site
from tests.bench.peers.protocol import TOP, How, term_documents, timed
from tests.bench.queries import Query

__all__ = ["Sqlite"]

# FTS5 parts words at what it takes for no letter; the terms hold decimals, and are to stay whole.
TABLES = """
    CREATE TABLE article (id TEXT, text TEXT);
    CREATE VIRTUAL TABLE found USING fts5(
        terms, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.,'"
    );
"""
SEARCH = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"


class Sqlite:
    """Terms with positions in an FTS5 table, texts in a table beside it."""

    name = "sqlite"
    answers = frozenset({How.TERMS})
    analyses = False
    rounds: int | None = 1

    def __init__(self) -> None:
        self._database: sqlite3.Connection | None = None

    def absent(self) -> str | None:
        """Whether this SQLite was built with FTS5."""
        with sqlite3.connect(":memory:") as database:
            try:
                database.executescript(TABLES)
            except sqlite3.OperationalError as error:
                return str(error)
        return None

    def version(self) -> str:
        """The version of SQLite, not of Python's module."""
        return sqlite3.sqlite_version

    def build(self, site: Site) -> None:
        """Insert everything in one transaction."""
        folder = site.index(self.name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = sqlite3.connect(folder / "index.sqlite")
        database.executescript(TABLES)
        with database:
            for row, (article_id, terms, text) in enumerate(term_documents(site), 1):
                database.execute("INSERT INTO article VALUES (?, ?)", (article_id, text))
                database.execute("INSERT INTO found (rowid, terms) VALUES (?, ?)", (row, terms))
        database.close()

    def open(self, site: Site) -> None:
        """Open the database."""
        self._database = sqlite3.connect(site.index(self.name) / "index.sqlite")

    def ask(self, how: How, queries: Sequence[Query]) -> list[float]:  # noqa: ARG002 -- only terms
        """The ten best."""
        return timed(self._answer, queries)

    def best(self, query: Query) -> list[str]:
        """The ids of the ten best."""
        rows = self._answer(query)
        find = "SELECT id FROM article WHERE rowid = ?"
        return [str(self._opened().execute(find, row).fetchone()[0]) for row in rows]

    def process(self) -> int:
        """This one."""
        return os.getpid()

    def _answer(self, query: Query) -> list[tuple[int]]:
        wanted = " OR ".join(f'"{term}"' for term in query.terms)
        return self._opened().execute(SEARCH, (wanted, TOP)).fetchall()

    def _opened(self) -> sqlite3.Connection:
        if self._database is None:
            raise RuntimeError("the index is not open")
        return self._database
