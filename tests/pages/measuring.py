"""How near is what ksearch reads from a saved page to what the page's article is known to be?

Comes in: the folder of measuring data. Goes out: for each page F1 of its main text, by ksearch and
by trafilatura alone, and which page is which by its digest. F1 is of 4-grams of characters, white
space removed, each counted as often as it stands.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ksearch.article import Article, SectionKind
from ksearch.ingest import read

__all__ = ["MEASURE", "PAGES", "Measured", "digest", "f1", "known", "measure", "page"]

MEASURE = "F1"
PAGES = (
    "fundus_HankookIlbo_2025_05_15",
    "fundus_MBN_2025_06_03",
    "goose3_donga",
    "scrapinghub_0ec95c7261",
)
GRAM = 4  # characters


@dataclass(frozen=True, slots=True)
class Measured:
    """F1 of a page's main text; ``grams`` counts those of the text that is known."""

    page: str
    ours: float
    trafilatura: float
    grams: int


def grams(text: str) -> Counter[str]:
    """The 4-grams of a text without its white space.

    >>> grams("가나 다라마")
    Counter({'가나다라': 1, '나다라마': 1})
    """
    plain = "".join(text.split())
    return Counter(plain[n : n + GRAM] for n in range(len(plain) - GRAM + 1))


def f1(found: str, wanted: str) -> float:
    """The harmonic mean of precision and recall; 0.0 where there is nothing to compare.

    >>> f1("가나다라마", "가나다라마"), f1("가나다라", "가나다라마"), f1("", "가나다라")
    (1.0, 0.6666666666666666, 0.0)
    """
    left, right = grams(found), grams(wanted)
    whole = left.total() + right.total()
    return 2 * (left & right).total() / whole if whole else 0.0


def page(data: Path, name: str) -> Path:
    """The file of a page."""
    return data / "pages/html" / f"{name}.html"


def known(data: Path, name: str) -> dict[str, Any]:
    """What is known of a page."""
    file = data / "pages/expected" / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def digest(data: Path, name: str) -> str:
    """SHA-256 of a page and of what is known of it."""
    total = hashlib.sha256(page(data, name).read_bytes())
    total.update((data / "pages/expected" / f"{name}.json").read_bytes())
    return total.hexdigest()


def measure(data: Path, name: str) -> tuple[Measured, Article]:
    """How well a page is read, and the article that was read."""
    # Only this needs it, and it takes 0.12 s to import.
    from trafilatura import extract  # noqa: PLC0415

    (article,) = read(page(data, name))
    body = "\n".join(s.text for s in article.sections if s.kind is SectionKind.BODY)
    wanted = "\n".join(known(data, name)["body"])
    alone = extract(page(data, name).read_bytes()) or ""
    count = grams(wanted).total()
    return Measured(name, f1(body, wanted), f1(alone, wanted), count), article
