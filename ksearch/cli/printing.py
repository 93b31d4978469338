"""How things look: coloured on a terminal, plain in a pipe, one JSON object a line for programs."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    Tagger,
    read_dictionary,
    starter_lexicon,
    words,
)
from ksearch.article import Article, SectionKind
from ksearch.cli.saying import CONTROLS, say
from ksearch.engine import Hit, IndexStats, SearchResult
from ksearch.engine.chronology import SEOUL

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = [
    "line",
    "new_analyzer",
    "padded",
    "print_article",
    "print_bars",
    "print_json",
    "print_result",
    "print_stats",
    "print_terms",
    "shown_date",
    "width",
]

MARK = "**"  # around what matched, where there is no colour
MARK_STYLE = "bold yellow"
MARK_STYLE_WITHOUT_COLOUR = "bold underline"
INDENT = "   "
BAR = 40  # columns
LEAST_SHOWN = 0.005  # a score that two decimals would show as nothing is written with its power


def print_json(record: Mapping[str, Any]) -> None:
    """One object on one line; escaped where the stream could not hold every character."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") in {"utf8", "utf16"}
    sys.stdout.write(json.dumps(record, ensure_ascii=not unicode) + "\n")


def print_result(result: SearchResult, before: str = "ksearch: ") -> None:
    """The hits of one page, and how many there are in all; ``before`` begins what is said."""
    if not result.total:
        asked = f" for {result.query}" if result.query else ""
        say(f"no article found{asked}", before)
        return
    for hit in result.hits:
        _print_hit(hit)
    shown = f"{result.offset + 1}–{result.offset + len(result.hits)}" if result.hits else "none"
    noun = "article" if result.total == 1 else "articles"
    line(f"{result.total:,} {noun} found, {shown} shown", "dim")


def _print_hit(hit: Hit) -> None:
    number = f"{hit.rank}."
    _marked(f"{number} ", hit.headline or hit.id, hit.headline_highlights, "bold")
    date = shown_date(hit.date_published)
    about = (hit.publisher, hit.article_section, date, ", ".join(hit.authors))
    copies = f"외 {len(hit.copies):,}건" if hit.copies else ""
    excerpt = "발췌" if hit.is_excerpt else ""
    known = [fact for fact in (*about, excerpt, copies) if fact]
    facts = " · ".join([*known, *_shown_score(hit.score), hit.id])
    line(INDENT + facts, "dim")
    for snippet in hit.snippets:
        label = "" if snippet.section is SectionKind.BODY else f"[{snippet.section.value}] "
        _marked(INDENT + label, snippet.text, snippet.highlights, "")
    line("", "")


def shown_date(told: str | None) -> str | None:
    """A date as a reader wants it: its day and minute in Asia/Seoul.

    >>> shown_date("2022-07-13T10:25:00+00:00"), shown_date("2022-07-13"), shown_date("2022-07")
    ('2022-07-13 19:25', '2022-07-13', '2022-07')
    """
    if told is None or "T" not in told:
        return told
    try:
        moment = dt.datetime.fromisoformat(told)
    except ValueError:
        return told
    if moment.tzinfo is not None:
        moment = moment.astimezone(SEOUL)
    return f"{moment:%Y-%m-%d %H:%M}"


def _shown_score(score: float) -> list[str]:
    """A score, none where nothing was scored: what is asked for by its fields alone."""
    if not score:
        return []
    return [f"{score:.2f}" if score >= LEAST_SHOWN else f"{score:.1e}"]


def print_article(article: Article) -> None:
    """An article as a reader would want it."""
    line(article.headline or article.id, "bold")
    facts = {
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "authors": ", ".join(article.authors),
        "section": article.article_section,
        "dateline": article.dateline,
        "published": article.date_published,
        "modified": article.date_modified,
        "retrieved": article.date_retrieved,
        "keywords": ", ".join(article.keywords),
        "source": article.source,
        "text": "발췌" if article.is_excerpt else None,
    }
    for name, value in facts.items():
        if value:
            line(f"{name:<10} {value}", "dim")
    for section in article.sections:
        if section.kind is SectionKind.HEADLINE:
            continue
        line("", "")
        label = "" if section.kind is SectionKind.BODY else f"[{section.kind.value}] "
        line(label + section.text, "")


def print_stats(stats: IndexStats) -> None:
    """What an index holds, a line a fact."""
    for name, value in stats.to_json().items():
        shown = f"{value:,}" if isinstance(value, int) else value
        if name == "size":
            shown = f"{shown} bytes"
        line(f"{name.replace('_', ' '):<16} {shown}", "")


def new_analyzer(dictionary: Path | None) -> Analyzer:
    """The analysis of an index that has no articles yet."""
    if dictionary is not None:
        return Analyzer(tagger=Tagger(dictionary=read_dictionary(dictionary)))
    starter = starter_lexicon()
    return Analyzer(Lexicon([starter] if starter is not None else []))


def print_terms(text: str, analyzer: Analyzer, *, as_json: bool) -> None:
    """The terms of a text: word, term, where it comes from, offsets."""
    rows: list[dict[str, Any]] = []
    for word, offset in words(text):
        for field, spans in (
            ("terms", analyzer.word_terms(word)),
            ("net", analyzer.net_terms(word)),
        ):
            rows += [
                {
                    "word": word,
                    "field": field,
                    "term": term,
                    "origin": origin.name.lower(),
                    "start": offset + start,
                    "end": offset + end,
                }
                for term, start, end, origin in spans
            ]
    if as_json:
        for row in rows:
            print_json(row)
        return
    widths = [max((width(row[name]) for row in rows), default=0) for name in ("word", "term")]
    for row in rows:
        line(
            f"{padded(row['word'], widths[0])}  {padded(row['term'], widths[1])}  "
            f"{row['field']:<5}  {row['origin']:<8}  {row['start']}–{row['end']}",
            "",
        )


@cache
def _console() -> Console | None:
    """Rich's console on a terminal; None in a pipe, where Rich need not even be loaded."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415 -- only where there is a terminal

    console = Console(highlight=False, soft_wrap=False)
    return None if console.is_dumb_terminal else console


def line(text: str, style: str) -> None:
    """One line, on a terminal in a style of Rich's; control characters are left out."""
    text = text.translate(CONTROLS)
    console = _console()
    if console is None:
        sys.stdout.write(text + "\n")
    else:
        console.print(text, style=style or None, markup=False)


def print_bars(counts: Sequence[tuple[str, int]]) -> bool:
    """Names with a bar as long as their count, and the count; False in a pipe, with none of it."""
    console = _console()
    if console is None:
        return False
    from rich.bar import Bar  # noqa: PLC0415 -- only where there is a terminal
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    most = max((count for _, count in counts), default=1)
    table = Table.grid(padding=(0, 1, 0, 1))
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column()
    for text, count in counts:
        bar = Bar(most, 0, count, width=BAR, color="yellow")
        table.add_row(Text(text.translate(CONTROLS)), f"{count:,}", bar)
    console.print(table)
    return True


def _marked(before: str, text: str, highlights: Sequence[tuple[int, int]], style: str) -> None:
    """A text with its highlights, by colour or by marks."""
    text = text.translate(CONTROLS)
    console = _console()
    if console is not None:
        console.print(_styled(before, text, highlights, style))
        return
    pieces = [before]
    position = 0
    for start, end in highlights:
        pieces += text[position:start], MARK, text[start:end], MARK
        position = end
    sys.stdout.write("".join(pieces) + text[position:] + "\n")


def _styled(before: str, text: str, highlights: Sequence[tuple[int, int]], style: str) -> Text:
    from rich.text import Text  # noqa: PLC0415 -- only where there is a terminal

    styled = Text(before + text, style=style)
    console = _console()
    mark = MARK_STYLE if console is None or not console.no_color else MARK_STYLE_WITHOUT_COLOUR
    for start, end in highlights:
        styled.stylize(mark, len(before) + start, len(before) + end)
    return styled


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Hangul and hanja take two."""
    from rich.cells import cell_len  # noqa: PLC0415 -- not needed to print hits in a pipe

    return cell_len(text)


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it up to so many columns."""
    return text + " " * (columns - width(text))
