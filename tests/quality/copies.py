"""Which articles are copies of one story? As the judgments have it: simple, the same every time.

Comes in: some articles, and all of them, as dictionaries with id, title and body. Goes out: for
each of the some the ids of its copies. A copy has the same title, but for spaces and punctuation,
or a body of whose runs of three words it shares 80% (Jaccard). One tenth of the words changed is
less than that already, so a wider notion, for long bodies only, is half, "roughly the same"
(Broder, Glassman, Manasse, Zweig: Syntactic clustering of the web, 1997). Of 166 pairs between the
two that were read about 160 told one event in mostly the same words; captions of that likeness did
not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ksearch.evaluation import Run

__all__ = ["copies_of", "fold_copies"]

Shingle = tuple[str, str, str]
ENOUGH = 0.8
ROUGHLY = 0.5
# Code points; shorter texts must agree nearly entirely.
LONG = 400


def copies_of(
    some: Sequence[Mapping[str, Any]],
    everything: Iterable[Mapping[str, Any]],
    *,
    roughly: bool = False,
) -> dict[str, set[str]]:
    """By id: the ids of an article's copies, itself among them; with ``roughly``, the wider notion.

    >>> a, b = {"id": "a", "title": "첫눈!", "body": ""}, {"id": "b", "title": "첫 눈", "body": ""}
    >>> sorted(copies_of([a], [a, b])["a"])
    ['a', 'b']
    """
    found = {row["id"]: {row["id"]} for row in some}
    titled: dict[str, list[str]] = defaultdict(list)
    holders: dict[Shingle, list[str]] = defaultdict(list)
    size: dict[str, int] = {}
    long = {row["id"] for row in some if len(row["body"]) >= LONG}
    for row in some:
        titled[_normalised(row["title"])].append(row["id"])
        held = _shingles(row["body"])
        size[row["id"]] = len(held)
        for shingle in held:
            holders[shingle].append(row["id"])
    for row in everything:
        held = _shingles(row["body"])
        shared = Counter(one for shingle in held & holders.keys() for one in holders[shingle])
        is_long = roughly and len(row["body"]) >= LONG
        same = [
            one
            for one, n in shared.items()
            if n >= (ROUGHLY if is_long and one in long else ENOUGH) * (size[one] + len(held) - n)
        ]
        for one in (*same, *titled.get(_normalised(row["title"]), ())):
            found[one].add(row["id"])
    return found


def fold_copies(run: Run, copies: Mapping[str, set[str]]) -> Run:
    """A run in which each query's copies count as one: the query's own id, at the first's place.

    >>> fold_copies({"a": [("x", 3.0), ("b", 2.0), ("a", 1.0)]}, {"a": {"a", "b"}})
    {'a': [('x', 3.0), ('a', 2.0)]}
    """
    folded: dict[str, list[tuple[str, float]]] = {}
    for qid, found in run.items():
        kept: dict[str, float] = {}
        for article, score in found:
            kept.setdefault(qid if article in copies[qid] else article, score)
        folded[qid] = [*kept.items()]
    return folded


def _normalised(title: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title)).lower()


def _shingles(body: str) -> set[Shingle]:
    words = re.findall(r"\w+", body)
    return {*zip(words, words[1:], words[2:], strict=False)}
