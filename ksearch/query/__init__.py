"""What did the person ask for?

A query string becomes a small tree of words, quotations, AND, OR and NOT. The tree knows nothing of
morphemes or of any engine: each engine gets the same tree.
"""

from ksearch.query.parser import parse, syntax
from ksearch.query.scan import FIELDS
from ksearch.query.tree import (
    AllOf,
    AnyOf,
    Attribute,
    Attributed,
    Boosted,
    Listed,
    Near,
    Node,
    Pattern,
    Published,
    Quoted,
    Within,
    Without,
    Word,
)

__all__ = [
    "FIELDS",
    "AllOf",
    "AnyOf",
    "Attribute",
    "Attributed",
    "Boosted",
    "Listed",
    "Near",
    "Node",
    "Pattern",
    "Published",
    "Quoted",
    "Within",
    "Without",
    "Word",
    "parse",
    "syntax",
]
