"""The commands and their flags."""

from __future__ import annotations

import math
import os
import shlex
import sys
from datetime import timedelta
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import ksearch
from ksearch.cli import choices
from ksearch.cli.answering import answer_each, answer_one, lines_of_input
from ksearch.cli.explaining import print_explanation
from ksearch.cli.printing import (
    new_analyzer,
    print_article,
    print_json,
    print_stats,
    print_terms,
)
from ksearch.cli.sizes import SortChoice, half_life, memory_size
from ksearch.cli.status import FOUND, NOTHING_FOUND
from ksearch.engine import open_index
from ksearch.query import syntax

__all__ = ["app"]

# What a person may call ``query`` who comes from another engine.
_LIKE_QUERY = {"search", "find", "grep", "검색", "찾기"}


class _Commands(TyperGroup):
    """The commands. Who names none is told how words are looked for: ``ksearch 스마트시티``."""

    def resolve_command(
        self,
        ctx: Any,  # noqa: ANN401 -- Click's context, which Typer has under another name
        args: list[str],
    ) -> Any:  # noqa: ANN401 -- as above
        """The command that was named; others are refused with what is close, or with ``query``."""
        name = args[0]
        known = name.startswith("-") or self.get_command(ctx, name) is not None
        if not known and not ctx.resilient_parsing and not get_close_matches(name, self.commands):
            words = "WORDS" if name in _LIKE_QUERY else " ".join(args)
            ctx.fail(f"There is no command {name!r}. To look for words: ksearch query {words}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Commands,
    help="Full-text search for Korean news: index pages, query them, see the matching words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

IndexFolder = Annotated[
    Path,
    typer.Option(
        "--index", metavar="DIR", envvar="KSEARCH_INDEX", help="The folder that holds the index."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object per line.")]
English = Annotated[bool, typer.Option("--english", help="Read pages in English too.")]
Wait = Annotated[
    bool, typer.Option("--wait", help="Wait while another process writes to the index.")
]
Memory = Annotated[
    int,
    typer.Option(
        "--memory",
        metavar="SIZE",
        parser=memory_size,
        help="How much memory to use, such as 512MB or 2GB, beside some 700 MB for Kiwi.",
    ),
]
Dictionary = Annotated[
    Path | None,
    typer.Option(
        "--dictionary",
        metavar="FILE",
        help="Words to keep as one noun, one a line: word, tag, parts (TSV).",
    ),
]
SynonymFile = Annotated[
    Path | None,
    typer.Option(
        "--synonyms",
        metavar="FILE",
        help="Words to find with one another, a group a line, parted by commas.",
    ),
]
ErrorFile = Annotated[
    Path | None,
    typer.Option(
        "--errors", metavar="FILE", help="Write what cannot be read to a file, as JSON lines."
    ),
]
ColumnNames = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column or key of records is which field, as headline=제목; may be repeated.",
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping", metavar="FILE", help="A file of lines FIELD=COLUMN, or a JSON object."
    ),
]
DEFAULT_INDEX = Path("index")


def _print_version(asked: bool) -> None:  # noqa: FBT001 -- Typer calls it so
    if asked:
        typer.echo(f"ksearch {ksearch.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Full-text search for Korean news: index pages, query them, see the matching words."""


@app.command()
def index(  # noqa: PLR0913 -- one for each flag
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files or folders; - is standard input."),
    ] = None,
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    dictionary: Dictionary = None,
    synonyms: SynonymFile = None,
    english: English = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Delete articles whose files are gone from the named folders."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be read, an article a line.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --dry-run: list in JSON.")] = False,
    errors: ErrorFile = None,
    columns: ColumnNames = None,
    mapping: MappingFile = None,
    memory: Memory = "1GB",  # type: ignore[assignment]  # the parser makes bytes of it
    wait: Wait = False,
) -> None:
    """Read news into the index: pages, feeds, tables, JSON, wire formats, packed or not.

    Reading the same page again adds nothing; a changed page replaces its article. After Ctrl-C the
    same command goes on. What cannot be read is named at the end, and the exit status is then 2. A
    dictionary and synonyms stay with the index; with either of them no PATH is needed.
    """
    if not paths and dictionary is None and synonyms is None:
        raise typer.BadParameter("name files or folders to read", param_hint="PATH...")
    if as_json and not dry_run:
        raise typer.BadParameter("--json lists what --dry-run would read")
    if prune and not any(map(os.path.isdir, paths or [])):
        raise typer.BadParameter("--prune compares a folder with the index: name a folder")
    if errors is not None and any(_is_same(path, errors) for path in paths or []):
        raise typer.BadParameter("--errors would overwrite a file that is to be read")
    # 20 ms that no search needs
    from ksearch.cli.indexing import WordLists, index_paths  # noqa: PLC0415
    from ksearch.cli.listing import list_articles  # noqa: PLC0415
    from ksearch.cli.named import Reading  # noqa: PLC0415
    from ksearch.ingest import read_columns  # noqa: PLC0415

    named = read_columns(columns or [], mapping)
    reading = Reading(paths or [], english=english, prune=prune, errors=errors, mapping=named)
    if dry_run:
        raise typer.Exit(list_articles(reading, folder, as_json=as_json))
    kept = WordLists(dictionary, synonyms)
    raise typer.Exit(index_paths(reading, folder, kept, timeout=_timeout(wait=wait), memory=memory))


def _print_syntax(asked: bool) -> None:  # noqa: FBT001 -- Typer calls it so
    if asked:
        typer.echo(syntax(), nl=False)
        raise typer.Exit


@app.command()
def watch(
    folders: Annotated[list[str], typer.Argument(metavar="DIR...", help="Folders of pages.")],
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    english: English = False,
    columns: ColumnNames = None,
    mapping: MappingFile = None,
    memory: Memory = "1GB",  # type: ignore[assignment]  # as above
    wait: Wait = False,
) -> None:
    """Keep the index as the folders are: what is new, other or gone. Ctrl-C ends it.

    A file is read when it has not changed for half a second. With the package watchfiles changes
    are seen at once; without, folders are looked at again and again.
    """
    from ksearch.cli.named import Reading  # noqa: PLC0415 -- as above
    from ksearch.cli.watching import watch_folders  # noqa: PLC0415 -- as above
    from ksearch.ingest import read_columns  # noqa: PLC0415 -- as above

    reading = Reading(folders, english=english, mapping=read_columns(columns or [], mapping))
    raise typer.Exit(watch_folders(reading, folder, timeout=_timeout(wait=wait), memory=memory))


@app.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)  # -h… may be a word to leave out
def query(  # noqa: PLR0913 -- one for each flag
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS...",
            help='Words; "a phrase" as typed; -word to leave out; fields such as 제목:word. '
            "- reads a query a line from standard input.",
        ),
    ] = None,
    *,
    folder: IndexFolder = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option(min=0, help="How many articles to print.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many to leave out first.")] = 0,
    sort: Annotated[
        SortChoice, typer.Option(help="Best first, newest first or oldest first.")
    ] = SortChoice.RELEVANCE,
    publisher: Annotated[
        list[str], typer.Option(metavar="NAME", help="Only of this publisher; may be repeated.")
    ] = [],  # noqa: B006 -- Typer wants a list, and nothing changes it
    author: Annotated[
        list[str], typer.Option(metavar="NAME", help="Only by this reporter; may be repeated.")
    ] = [],  # noqa: B006 -- as above
    section: Annotated[
        list[str], typer.Option(metavar="NAME", help="Only of this section; may be repeated.")
    ] = [],  # noqa: B006 -- as above
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", parser=choices.date, help="From then on: 2024-05, 지난달."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            parser=choices.date,
            help="Up to then, with all of that day, month or year.",
        ),
    ] = None,
    kinds: Annotated[
        list[str],
        typer.Option(
            "--in",
            metavar="KIND",
            parser=choices.kind,
            help="Only in headline, subheadline, body or caption; may be repeated.",
        ),
    ] = [],  # noqa: B006 -- as above
    facets: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            parser=choices.facets,
            help="Count all that is found by publisher,author,section,month.",
        ),
    ] = None,
    recency: Annotated[
        timedelta | None,
        typer.Option(
            metavar="HALF-LIFE",
            parser=half_life,
            help="Let scores halve with age: 12h, 30d, 8w, 6m or 2y.",
        ),
    ] = None,
    no_collapse: Annotated[
        bool, typer.Option("--no-collapse", help="Print each copy of a story by itself.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Search as typed: correct and offer nothing.")
    ] = False,
    synonyms: SynonymFile = None,
    as_json: AsJson = False,
    _syntax: Annotated[
        bool,
        typer.Option(
            "--syntax",
            callback=_print_syntax,
            is_eager=True,
            help="Print how a query is written, and exit.",
        ),
    ] = False,
) -> None:
    """Find articles, best first, with the matching words marked.

    Articles that are nearly the same are printed once, the earliest of them, with how many others
    there are (외 n건). With --synonyms those of the index are not used. With flags that narrow the
    search no words are needed: the newest articles come first. What was typed in the wrong keyboard
    layout and stands nowhere is searched in the other; other corrections of a query that finds
    little are offered on standard error, with --json as a line {"corrections": […]}.

    Exit status: 0 found, 1 nothing found, 2 error.
    """
    typed = words or []
    for word in typed:
        if word.startswith("--") and "--" not in sys.argv:
            raise typer.BadParameter(f"there is no option {word}: {_meant(word, context)}")
    if typed == ["-h"]:
        raise typer.BadParameter("-h leaves out articles with h: ksearch query --help explains")
    if not (typed or publisher or author or section or since or until):
        raise typer.BadParameter(
            "name words to look for, or narrow by --publisher, --author, --section, --since or "
            "--until",
            param_hint="WORDS...",
        )
    with open_index(folder, synonyms=synonyms) as opened:
        search = partial(
            opened.search,
            limit=limit,
            offset=offset,
            sort=sort.value,
            recency=recency,
            collapse=not no_collapse,
            publisher=publisher,
            author=author,
            section=section,
            since=since,
            until=until,
            kinds=kinds,
            facets=facets.split(",") if facets else (),
            exact=exact,
        )
        if typed == ["-"]:
            status = answer_each(search, lines_of_input(), as_json=as_json)
        else:
            status = answer_one(search, " ".join(typed), as_json=as_json)
        if status == NOTHING_FOUND and not opened.stats().articles:
            sys.stderr.write(
                f"ksearch: the index in {folder} holds no article yet: "
                f"fill it with `{shlex.join(['ksearch', 'index', '--index', str(folder)])} PATH`\n"
            )
        raise typer.Exit(status)


@app.command()
def suggest(
    begun: Annotated[
        list[str],
        typer.Argument(metavar="PREFIX...", help="What was typed so far: 스마ㅌ, ㅇㅅㅎ."),
    ],
    folder: IndexFolder = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option(min=0, help="How many suggestions to print.")] = 10,
    *,
    as_json: AsJson = False,
) -> None:
    """Complete what was begun, by what the headlines of the index say; also authors and publishers.

    It may end in half a syllable, be initials, or be typed in the other keyboard layout. Those that
    are used the most and lately come first, with how many headlines have them.

    Exit status: 0 found, 1 nothing found, 2 error.
    """
    if not " ".join(begun).strip():
        raise typer.BadParameter("begin a word: ksearch suggest 스마ㅌ", param_hint="PREFIX...")
    from ksearch.cli.suggesting import print_suggestions  # noqa: PLC0415 -- no search needs it

    raise typer.Exit(print_suggestions(" ".join(begun), folder, limit, as_json=as_json))


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id.")],
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    as_json: AsJson = False,
) -> None:
    """Print one article."""
    with open_index(folder, any_analysis=True) as opened:
        article = opened.get(article_id)
    if article is None:
        sys.stderr.write(f"ksearch: there is no article {article_id!r} in {folder}\n")
        raise typer.Exit(NOTHING_FOUND)
    if as_json:
        print_json(article.to_json())
    else:
        print_article(article)


@app.command(context_settings={"ignore_unknown_options": True})
def explain(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query, in one: '스마트시티 -부산'.")
    ],
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id.")],
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    as_json: AsJson = False,
) -> None:
    """Say why an article has its score: per word, term and section.

    Exit status: 0 it matches, 1 it does not or there is no such article, 2 error.
    """
    with open_index(folder) as opened:
        found = opened.explain(query, article_id)
    if found is None:
        sys.stderr.write(f"ksearch: there is no article {article_id!r} in {folder}\n")
        raise typer.Exit(NOTHING_FOUND)
    if as_json:
        print_json(found.to_json())
    else:
        print_explanation(found)
    raise typer.Exit(FOUND if found.matches else NOTHING_FOUND)


@app.command()
def stats(folder: IndexFolder = DEFAULT_INDEX, *, as_json: AsJson = False) -> None:
    """Print what the index holds."""
    with open_index(folder, any_analysis=True) as opened:
        found = opened.stats()
    if as_json:
        print_json(found.to_json())
    else:
        print_stats(found)


@app.command()
def analyze(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Any text.")],
    folder: Annotated[
        Path | None,
        typer.Option("--index", metavar="DIR", help="Analyse with the dictionary of this index."),
    ] = None,
    *,
    dictionary: Dictionary = None,
    as_json: AsJson = False,
) -> None:
    """Print the terms of a text and where each comes from."""
    if folder is not None and dictionary is not None:
        raise typer.BadParameter("--index has a dictionary of its own: leave one of them out")
    if folder is not None:
        with open_index(folder) as opened:
            analyzer = opened.analyzer
    else:
        analyzer = new_analyzer(dictionary)
    print_terms(" ".join(text), analyzer, as_json=as_json)


@app.command()
def delete(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Articles' ids.")],
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    wait: Wait = False,
) -> None:
    """Delete articles by id."""
    with open_index(folder, any_analysis=True, timeout=_timeout(wait=wait)) as opened:
        absent = [article_id for article_id in article_ids if opened.get(article_id) is None]
        deleted = opened.delete(article_ids)
    typer.echo(f"{deleted} deleted")
    for article_id in absent:
        sys.stderr.write(f"ksearch: there is no article {article_id!r} in {folder}\n")
    raise typer.Exit(FOUND if deleted else NOTHING_FOUND)


@app.command()
def rebuild(
    folder: IndexFolder = DEFAULT_INDEX,
    *,
    dictionary: Dictionary = None,
    synonyms: SynonymFile = None,
    memory: Memory = "1GB",  # type: ignore[assignment]  # as above
    wait: Wait = False,
) -> None:
    """Analyse the stored articles again, without their source files. Safe to interrupt.

    The dictionary and the synonyms of the index stay, unless others are named.
    """
    from ksearch.cli.indexing import WordLists, print_rebuild  # noqa: PLC0415 -- as above

    kept = WordLists(dictionary, synonyms)
    raise typer.Exit(print_rebuild(folder, kept, timeout=_timeout(wait=wait), memory=memory))


@app.command()
def extract(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A page or any file; - is standard input.")
    ],
    *,
    english: English = False,
    columns: ColumnNames = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the articles of a file as JSON, without an index: what index would read.

    In a pipe, and with --json, an article is one line. What cannot be read is named with its
    reason, and the exit status is then 2.
    """
    from ksearch.cli.extracting import print_articles  # noqa: PLC0415 -- as above
    from ksearch.ingest import read_columns  # noqa: PLC0415 -- as above

    named = read_columns(columns or [], mapping)
    raise typer.Exit(print_articles(file, as_json=as_json, english=english, mapping=named))


@app.command("eval")
def evaluate(
    queries: Annotated[
        Path,
        typer.Argument(
            metavar="QUERIES", help="JSON lines with qid, question and doc_id; or TREC topics."
        ),
    ],
    folder: IndexFolder = DEFAULT_INDEX,
    qrels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="TREC judgments; topics need them.")
    ] = None,
    run: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was found as a TREC run.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--compare", metavar="RUN", help="Test the difference from this TREC run."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure how good the answers are, by questions whose right articles are known.

    Prints nDCG@10, MRR@10 and recall with 95% intervals. Needs the package ir-measures.
    """
    from ksearch.cli.evaluating import print_evaluation  # noqa: PLC0415 -- as above

    raise typer.Exit(print_evaluation(queries, folder, qrels, run, against, as_json=as_json))


def _meant(option: str, context: typer.Context) -> str:
    """What to do about an option that there is not."""
    name = option.partition("=")[0].removeprefix("--")
    known = [known.removeprefix("--") for param in context.command.params for known in param.opts]
    close = get_close_matches(name, known, n=1)
    return f"did you mean --{close[0]}?" if close else "see ksearch query --help"


def _timeout(*, wait: bool) -> float:
    """How many seconds to wait for another writer."""
    return math.inf if wait else 0.0


def _is_same(path: str, file: Path) -> bool:
    """Whether both lead to one file that is there."""
    try:
        return file.samefile(path)
    except OSError:
        return False
