"""What every engine does. The contract tests run against each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias

from ksearch.article import Article, SectionKind
from ksearch.engine.filters import Date, Names
from ksearch.engine.result import AddReport, IndexStats, SearchResult

if TYPE_CHECKING:
    from ksearch.ranking.explanation import Explanation
    from ksearch.suggest.completing import Suggestion

__all__ = ["Engine", "Sort"]

Sort: TypeAlias = Literal["relevance", "date", "oldest"]


class Engine(Protocol):
    """An index of articles. One object may be searched from several threads at once."""

    def add(
        self, articles: Iterable[Article], *, progress: Callable[[int], None] | None = None
    ) -> AddReport:
        """Add articles; one whose id is known replaces the one before it, if it differs.

        ``progress`` is called now and then with the number of articles done so far.
        """
        ...

    def search(  # noqa: PLR0913 -- each by its name, each with a default
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        recency: timedelta | None = None,
        collapse: bool = True,
        publisher: Names = (),
        author: Names = (),
        section: Names = (),
        since: Date | None = None,
        until: Date | None = None,
        kinds: Sequence[SectionKind | str] = (),
        facets: Sequence[str] = (),
        now: datetime | None = None,
        exact: bool = False,
    ) -> SearchResult:
        """The best articles for a query. Never waits for a writer.

        Of a query of up to four words those with all of them come first; where they fill no page,
        those with some follow, and the result is ``relaxed``. Longer queries rank by what is held.

        Args:
            query: as ``ksearch.query.syntax()`` says. With filters it may be empty.
            limit: how many hits at most.
            offset: how many to leave out first.
            sort: ``relevance``, or by ``date`` with the newest first, or the ``oldest`` first;
                articles without a date come last.
            recency: in which time a score halves; articles without a date are then last.
            collapse: whether articles that are nearly the same are one hit; the result's ``total``
                counts articles either way.
            publisher: only articles of a publisher that is called so, or of one of several; all of
                its name or a word of it, or a pattern with ``*`` and ``?``.
            author: only articles by one who is called so, likewise.
            section: only articles of a section that is called so (정치, 문화), likewise.
            since: only articles from then on: a date, or as a query may have it: ``2024-05``,
                ``지난달``.
            until: only articles up to then, that year, month or day included. Articles without a
                date are in no such range: the result's ``undated_left_out`` counts them.
            kinds: in which kinds of sections the words must stand.
            facets: what to count over all matches: ``publisher``, ``author``, ``section``,
                ``month``.
            now: what ``지난달`` and ``recency`` are counted from, instead of the present.
            exact: answer as typed and correct nothing. Otherwise what stands nowhere as typed is
                answered in the other keyboard layout, where it stands so, and other ``corrections``
                of a query that finds little are offered.
        """
        ...

    def suggest(self, begun: str, *, limit: int = 10) -> list[Suggestion]:
        """How what a person has typed so far may go on, by what the archive holds.

        Words and phrases of headlines, authors and publishers, those that are used the most and
        lately first. What was typed may end in half a syllable (스마ㅌ), be initials (ㅅㅁㅌㅅㅌ),
        or be typed in the wrong keyboard layout (tmakxm, ㅗ디).
        """
        ...

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Why an article has its score, or does not match; None where there is no such article."""
        ...

    def get(self, article_id: str) -> Article | None:
        """The article with that id, or None."""
        ...

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete articles, by one id or several; how many of the ids there were."""
        ...

    def stats(self) -> IndexStats:
        """What the index holds."""
        ...

    def refresh(self) -> bool:
        """Show what any process has committed since; whether there was anything."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
