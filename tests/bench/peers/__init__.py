"""Whom is ksearch compared with? One file for each engine, all behind one protocol."""

from collections.abc import Callable, Mapping

from tests.bench.peers.bm25s import Bm25s
from tests.bench.peers.lucene import Lucene
from tests.bench.peers.own import Ksearch, WarmKsearch
from tests.bench.peers.protocol import TOP, How, Peer
from tests.bench.peers.sqlite import Sqlite
from tests.bench.peers.tantivy import Tantivy
from tests.bench.peers.whoosh import Whoosh

__all__ = ["PEERS", "TOP", "How", "Ksearch", "Peer", "WarmKsearch", "by_name"]

# In the order of the tables.
PEERS: Mapping[str, Callable[[], Peer]] = {
    Ksearch.name: Ksearch,
    Lucene.name: Lucene,
    Tantivy.name: Tantivy,
    Bm25s.name: Bm25s,
    Sqlite.name: Sqlite,
    Whoosh.name: Whoosh,
}


def by_name(name: str) -> Peer:
    """A new peer of that name.

    Raises:
        KeyError: there is none.
    """
    return WarmKsearch() if name == WarmKsearch.name else PEERS[name]()
