"""``ksearch explain``: a sentence, then each word with its terms, those that add most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ksearch.cli.printing import line, padded, width
from ksearch.ranking.explanation import Bonus, Explanation, How, TermPart, Way, WordPart

__all__ = ["print_explanation"]

Row = Sequence[str]
GAP = "  "


def print_explanation(found: Explanation) -> None:
    """Whether it matches and with which score; then what the score is made of, aligned."""
    line(f"{found.headline or found.id}: {found.sentence}", "bold")
    words = sorted(found.words, key=lambda word: (not word.wanted, -word.contribution))
    details = [list(_term_rows(word, found.articles)) for word in words]
    bonuses = [_bonus_row(bonus) for bonus in found.bonuses]
    head = _widths([*map(_word_row, words), *bonuses])
    if found.matches and not words and not bonuses:
        line("it is asked for by its fields or dates alone, which add nothing to a score", "")
        return
    widths = _widths(row for rows in details for row in rows)
    for word, rows in zip(words, details, strict=True):
        line(_aligned(_word_row(word), head), "bold")
        for text in (*(_aligned(row, widths) for row in rows), *_counted_elsewhere(word)):
            line(GAP + text, "")
    for bonus in bonuses:
        line(_aligned(bonus, head), "bold")
    if found.matches:
        line(_aligned(("score", f"{found.score:.6f}", ""), head), "bold")


def _word_row(word: WordPart) -> Row:
    sign = "" if word.wanted else "-"
    ways = "; ".join(map(_way, word.ways)) or "does not stand in it"
    return f"{sign}{word.text}", f"{word.contribution:.6f}" if word.wanted else "", ways


def _bonus_row(bonus: Bonus) -> Row:
    return f"({bonus.name})", f"{bonus.value:.6f}", bonus.why


def _way(way: Way) -> str:
    """One way in which a word stands, in words."""
    terms = ", ".join(way.terms)
    where = ", ".join(kind.value for kind in way.kinds)
    if way.how is How.TERM:
        return f"by its term{'s' if len(way.terms) > 1 else ''} {terms} ({where})"
    text = f" “{way.text}”" if way.text else ""
    return f"{way.how.value}{text}{f' with {terms}' if terms else ''} ({where})"


def _term_rows(word: WordPart, articles: int) -> Iterator[Row]:
    """What its terms add; those that do not stand in the article add nothing."""
    standing = [part for part in word.terms if part.occurrences and part.counted_with is None]
    for part in sorted(standing, key=lambda part: -part.contribution):
        yield (
            part.term,
            part.share.value,
            f"{part.contribution:.6f}",
            f"= {part.weight:g} × idf {part.idf:.2f} × {part.saturation:.2f}",
            f"in {part.df:,} of {articles:,}",
            _occurrences(part),
        )


def _occurrences(part: TermPart) -> str:
    """How often a term stands where, and in how long sections."""
    counts = [
        f"{o.kind.value} {o.count}× (weight {o.weight:g}, length {o.norm:.2f})"
        for o in part.occurrences
    ]
    return ", ".join(counts)


def _counted_elsewhere(word: WordPart) -> Iterator[str]:
    """The terms that another word has as well, and that add to that one."""
    others: dict[str, dict[str, None]] = {}
    for part in word.terms:
        if part.occurrences and part.counted_with is not None:
            others.setdefault(part.counted_with, {})[part.term] = None
    for other, terms in others.items():
        yield f"{', '.join(terms)}: counted with {other}"


def _widths(rows: Iterable[Row]) -> list[int]:
    """Of each column but the last, which needs none, the widest cell."""
    columns = list(zip(*rows, strict=True))[:-1]
    return [max(map(width, column)) for column in columns]


def _aligned(row: Row, widths: Sequence[int]) -> str:
    """Cells side by side, each as wide as the widest of its column."""
    cells = [padded(text, columns) for text, columns in zip(row, widths, strict=False)]
    return GAP.join([*cells, row[-1]]).rstrip()
