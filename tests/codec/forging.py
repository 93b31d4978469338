"""A process that reads indexes whose files were forged: wrong numbers under checksums that match.

Run as ``python -m tests.codec.forging WORLD TINY TARGET SEED COUNT``: so many times a copy of one
of the two indexes is made in TARGET, one array or number of one file is changed at random and the
file written anew with sound checksums; then all that reads the index is run. Errors are answers.
What must not happen is the end of this process by anything but its own will: each round is told
before it begins, and one that takes too long, or too much memory, is an error too.
"""

from __future__ import annotations

import faulthandler
import resource
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.query import FuzzyTerm, Phrase, Prefix, Term

import ksearch
from ksearch.analysis import LexiconFile, write_lexicon
from ksearch.article import SectionKind
from ksearch.codec import ArticleIndex
from ksearch.files import ArrayFile, write_arrays
from ksearch.plan import (
    AllPlan,
    AnyPlan,
    Chain,
    Close,
    Dated,
    ExceptPlan,
    Expanded,
    Expansion,
    Link,
    Named,
    Patterned,
    Plan,
    Scored,
    Unit,
)
from ksearch.ranking import FACETS, Bm25f, Statistics, facet, matched, prepare, rank
from ksearch.suggest.spelling import nearly_terms

__all__ = ["forge"]

SECONDS = 20  # a round takes milliseconds
BYTES = 4 << 30
KINDS = {".segment": b"articles", ".deletions": b"deletes", ".lexicon": b"lexicon"}
QUERIES = ("스마트시티", "총회 -사진", '"시청 총회"', "Hermes", "흑산도", "3월", "없는낱말이다")
LIKELY = ("postings", "dictionary", "_at", "tf", "blob", "block")
SELDOM = 0.1
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF)


def _word(term: str) -> Unit:
    return Unit(term, (Chain((term,)),), (Scored("terms", term), Scored("net", term)))


KINDS_ASKED = (SectionKind.HEADLINE, SectionKind.BODY)
PLANS: tuple[Plan, ...] = (
    *map(_word, ("ab", "abc", "c", "말", "rare", "nowhere")),
    AnyPlan(tuple(map(_word, ("ab", "c", "말", "rare")))),
    ExceptPlan(_word("ab"), _word("c")),
    Unit("", (Chain((), (Link("ab", 0, 0, 0, 1), Link("bc", 1, 1, 0, 1))),), ()),
    Unit("", (Chain(("c",), (Link("말", 0, 0, 0, 1), Link("ab", -9, 99, 0, 1))),), ()),
    Expanded("a", Expansion.PREFIX),
    Expanded("*b", Expansion.WILDCARD),
    Expanded("abd", Expansion.FUZZY),
    Dated(1, None),
    AllPlan((_word("ab"), Named("publisher", "*"), Named("author", "가나다"))),
    AnyPlan((replace(_word("ab"), kinds=KINDS_ASKED), Patterned("a*", KINDS_ASKED))),
    Unit(
        "",
        (Chain(("c",), (Link("ab", 0, 0, 0, 1), Link("c", -9, 99, 0, 1))),),
        (),
        (),
        (),
        KINDS_ASKED,
    ),
    Patterned("?말*"),
    Close((_word("ab"),), 3),
)
WHOOSH = (
    Term("terms", "ab"),
    Phrase("net", ["ab", "bc"], slop=3),
    Prefix("terms", "a"),
    FuzzyTerm("terms", "말"),
)


def forge(path: Path, draw: Random) -> str:
    """Change something in a file, with checksums that match; what, in a word."""
    kind = KINDS[path.suffix]
    file = ArrayFile(path, kind, 2)
    arrays = {name: file.array(name).copy() for name in file._entries}
    version, meta = file.version, file.meta
    named = sorted(name for name, array in arrays.items() if len(array))
    # C believes these most.
    named += 4 * [name for name in named if name.endswith(LIKELY)]
    name = draw.choice(named)
    numbers = [key for key, value in meta.items() if isinstance(value, int | dict)]
    if numbers and draw.random() < SELDOM:
        name = draw.choice(numbers)
        value = draw.choice([-1, 0, 1, 129, 2**31, 2**32 + 5, 2**63])
        if isinstance(meta[name], dict):
            meta[name]["terms"] = value
        else:
            meta[name] = value
    elif draw.random() < SELDOM:
        arrays[name] = _reshaped(arrays[name], draw)
    else:
        _overwrite(arrays[name], draw)
    write_arrays(path, kind, version, meta, arrays)
    return f"{path.name} {name}"


def _reshaped(array: npt.NDArray[Any], draw: Random) -> npt.NDArray[Any]:
    """Shorter, longer, or of other numbers."""
    match draw.randrange(3):
        case 0:
            return array[: draw.randrange(len(array))]
        case 1:
            return np.concatenate([array, array[: draw.randrange(len(array)) + 1]])
        case _:
            return array.astype(draw.choice(["<u1", "<u2", "<i8", "<f8"]))


def _overwrite(array: npt.NDArray[Any], draw: Random) -> None:
    data = array.view(np.uint8)
    for _ in range(draw.choice((1, 1, 2, 5, 40))):
        at = draw.randrange(len(data))
        size = draw.choice((1, 1, 2, 4, 8, 64))
        match draw.randrange(3):
            case 0:
                data[at : at + size] = draw.choice(EXTREMES)
            case 1:
                data[at : at + size] ^= np.uint8(1 << draw.randrange(8))
            case _:
                part = data[at : at + size]
                part[:] = list(draw.randbytes(len(part)))


def ranked(folder: Path) -> None:
    """Every operator, the lookup of ids, terms that are nearly so, and the stored articles."""
    known = Statistics(ArticleIndex(folder).snapshot({"lexicon": LexiconFile}), Bm25f())
    for plan in PLANS:
        for name in FACETS:
            with suppress(Exception):
                facet(known, name, matched(known, prepare(known, plan)))
        for limit in (1, 10, 1000):
            with suppress(Exception):
                rank(known, plan, limit)
    for segment in known.snapshot.segments:
        with suppress(Exception):
            segment.find("0-0-0")
        for text in ("스마트시디", "총희", "abd", "흑산됴에서"):
            with suppress(Exception):
                nearly_terms([segment.fields["terms"]], text, 8)
        with suppress(Exception):
            list(segment.contents())


def by_whoosh(folder: Path) -> None:
    """Whoosh's matchers, and all terms."""
    with ArticleIndex(folder).searcher() as searcher:
        for query in WHOOSH:
            with suppress(Exception):
                list(query.docs(searcher))
        with suppress(Exception):
            list(searcher.reader().all_terms())


def searched(folder: Path) -> None:
    """The engine, with its lexicon and snippets."""
    with ksearch.open(folder) as index:
        for query in QUERIES:
            with suppress(Exception):
                index.search(query)
        index.stats()
        list(index.articles())


def looked_up(folder: Path) -> None:
    """The lexicon, key by key, and as what a new one is made of."""
    for path in folder.glob("*.lexicon"):
        lexicon = LexiconFile(path)
        for key in ("스마트시티를", "흑산도", "없는말", "", "시청에서"):
            with suppress(Exception):
                lexicon.get(key)
        made = path.with_name("made")
        with suppress(Exception):
            write_lexicon(made, "made", {"새말": ()}, lexicon)


def merged(folder: Path) -> None:
    """One segment of all."""
    ArticleIndex(folder).writer().commit(optimize=True)


READERS: tuple[Callable[[Path], None], ...] = (
    ranked,
    by_whoosh,
    searched,
    looked_up,
    merged,
    ranked,
)


def main() -> None:
    """See the module."""
    indexes, target = [Path(sys.argv[1]), Path(sys.argv[2])], Path(sys.argv[3])
    first, count = int(sys.argv[4]), int(sys.argv[5])
    faulthandler.enable()
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    for seed in range(first, first + count):
        draw = Random(seed)
        folder = target / "index"
        shutil.copytree(draw.choice(indexes), folder)
        paths = sorted(path for path in folder.iterdir() if path.suffix in KINDS)
        path = draw.choice([p for p in paths if p.suffix != ".deletions" or draw.random() < SELDOM])
        print(seed, forge(path, draw), flush=True)  # noqa: T201 -- for who started it
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        for read in READERS:
            with suppress(Exception):
                read(folder)
        faulthandler.cancel_dump_traceback_later()
        shutil.rmtree(folder)
    print("done", flush=True)  # noqa: T201 -- likewise


if __name__ == "__main__":
    main()
