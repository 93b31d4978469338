"""``ksearch query``: one query, or one a line from standard input, its answers and what is counted.

What is found goes to standard output, what is to be said of it to standard error.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from ksearch.cli.printing import line, padded, print_bars, print_json, print_result, width
from ksearch.cli.refusal import refusal
from ksearch.cli.saying import say
from ksearch.cli.status import ERROR, FOUND, NOTHING_FOUND
from ksearch.engine import SearchResult
from ksearch.errors import QueryError
from ksearch.ranking import Facet

__all__ = ["answer_each", "answer_one", "lines_of_input"]

Search = Callable[[str], SearchResult]
# How many names of a facet a terminal shows; a pipe gets all.
MOST_SHOWN = 20


def answer_one(search: Search, query: str, *, as_json: bool) -> int:
    """Print what one query finds; the exit status.

    Raises:
        QueryError: it asks for nothing, or for what is none.
    """
    return _print(search(query), "ksearch: ", {}, as_json=as_json)


def answer_each(search: Search, queries: Iterable[str], *, as_json: bool) -> int:
    """Print what each query finds, with the query; the exit status.

    One that is refused is named with its line and stops nothing; the exit status is then 2.
    """
    statuses = {NOTHING_FOUND}
    for number, query in enumerate(queries, 1):
        asked = query.strip().removeprefix("\ufeff")
        if not asked:
            continue
        if "\ufffd" in asked:
            sys.stderr.write(
                f"ksearch: line {number}: it is not in UTF-8: save the queries as UTF-8\n"
            )
            statuses.add(ERROR)
            continue
        try:
            result = search(asked)
        except QueryError as error:
            sys.stderr.write(f"ksearch: line {number}: {refusal(error)}\n")
            statuses.add(ERROR)
            continue
        if not as_json:
            line(f"# {asked}", "bold")
        told = {"query": asked}
        statuses.add(_print(result, f"ksearch: line {number}: ", told, as_json=as_json))
        sys.stdout.flush()  # who asks line by line waits for the answer
    return ERROR if ERROR in statuses else min(statuses)


def lines_of_input() -> Iterator[str]:
    """The lines of standard input, as they come; what is no text is replaced."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    yield from sys.stdin


def _print(result: SearchResult, before: str, told: Mapping[str, str], *, as_json: bool) -> int:
    """One result; ``before`` begins what is said of it, ``told`` each of its JSON lines."""
    for sentence in _remarks(result):
        say(sentence, before)
    if as_json:
        for hit in result.hits:
            print_json({**told, **hit.to_json()})
        if result.corrections:
            print_json({**told, "corrections": [one.to_json() for one in result.corrections]})
        if result.facets:  # the last line, whatever else there is to say
            facets = {name: dict(facet) for name, facet in result.facets.items()}
            print_json({**told, "facets": facets})
    else:
        print_result(result, before)
        for name, facet in result.facets.items():
            _print_facet(name, facet)
    sys.stdout.flush()  # what is offered comes behind the hits
    offers = [f"'{one.text}'" for one in result.corrections if not one.is_applied]
    if offers:
        say(f"혹시 이것을 찾으셨나요? {', '.join(offers)}", before)
    return FOUND if result.hits or result.total else NOTHING_FOUND


def _remarks(result: SearchResult) -> Iterator[str]:
    """In Korean: what the reader of the hits would not see in them."""
    for correction in result.corrections:
        if correction.is_applied:
            yield f"'{result.query}'을(를) '{correction.text}'(으)로 찾았습니다"
    if result.relaxed:
        few = f"{result.strict:,}건뿐이어서" if result.strict else "없어"
        if result.relaxed_quotations:
            reason = "따옴표 안의 말이 그대로 든 기사가"
        else:
            one = len(result.query.split()) == 1
            reason = "검색어 전체가 든 기사가" if one else "모든 단어가 든 기사가"
        yield f"{reason} {few} 일부만 든 기사도 보여 줍니다"
    if result.undated_left_out:
        yield f"날짜를 알 수 없는 기사 {result.undated_left_out:,}건은 뺐습니다"


def _print_facet(name: str, facet: Facet) -> None:
    """The names of a facet with their counts: as bars on a terminal, aligned in a pipe."""
    line(name, "bold")
    shown = facet if name == "month" else facet[:MOST_SHOWN]
    if print_bars(shown):
        if len(shown) < len(facet):
            line(f"  외 {len(facet) - len(shown):,}개", "dim")
        return
    columns = max((width(text) for text, _ in facet), default=0)
    for text, count in facet:
        line(f"  {padded(text, columns)}  {count:,}", "")
