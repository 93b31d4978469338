"""Which phrases do the pages of one publisher all carry, and which pages are asked for at all?

Comes in: the outcomes of reading, in order. Goes out: the same in the same order, articles of HTML
without what the site puts around every article, and English ones refused unless they are asked for.
Invariant: what is taken off is short, stands at the edge of a body or is a caption, and is the same
on most pages of the site; no body is taken off as a whole.

What is learned depends on the pages that are read in one run: on the first ``_PAGES`` of each site,
whose articles wait until so many are seen or the run ends. It depends on their order only where a
run has more pages than that, and a folder is read in the order of its names.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from ksearch.article import Article, Section, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest.pages.verdict import ENGLISH
from ksearch.ingest.prose.sentences import sentence_ends
from ksearch.ingest.trees.markup import letters

__all__ = ["PageArticle", "Sites", "page_article", "settled"]

_PAGES = 24  # of a site, from which its phrases are learned
_WAITING = 256  # outcomes that wait for the pages of a site, at most
_FEWEST = 4  # different articles with the phrase
_SHARE = 0.6  # of the site's articles: a column and the news end differently
_LONGEST = 100  # characters of a phrase
_ABOVE, _BELOW = 2, 4  # paragraphs that are looked at from either end of a body
_TAILS = 3  # pieces behind the last sentences of a body, where a phrase is no paragraph of its own
# A broadcaster's reports all begin with one of these, and it says who speaks.
_SPEAKERS = frozenset(
    ("앵커", "기자", "앵커멘트", "아나운서", "리포트", "인터뷰", "녹취", "진행자", "진행", "해설")
)


@dataclass(frozen=True, slots=True)
class PageArticle(Article):
    """An article of an HTML page, before it is settled what of it is the site's."""


def page_article(article: Article) -> PageArticle:
    """The same article, marked as one of an HTML page."""
    return PageArticle(**_values(article))


def _values(article: Article) -> dict[str, Any]:
    return {one.name: getattr(article, one.name) for one in fields(Article)}


@dataclass(slots=True)
class _Site:
    """What is known of a site: phrases are counted until it is ``settled``, then taken off."""

    counts: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)  # copies of a page count once
    seen: int = 0
    phrases: frozenset[str] | None = None

    def learn(self, article: Article) -> None:
        self.seen += 1
        known = letters(article.headline + "".join(_bodies(article)))
        if known not in self.articles:
            self.articles.add(known)
            self.counts.update(_candidates(article))
        if self.seen >= _PAGES:
            self.settle()

    def settle(self) -> None:
        if self.phrases is None:
            least = max(_FEWEST, _SHARE * len(self.articles))
            self.phrases = frozenset(key for key, count in self.counts.items() if count >= least)
            self.counts.clear()
            self.articles.clear()


Outcome = Article | ReadError


class Sites(dict[str, _Site]):
    """What is known of each site, for several calls that are one run."""


def settled(
    outcomes: Iterable[Outcome], *, english: bool, sites: Sites | None = None
) -> Iterator[Outcome]:
    """The outcomes with each ``PageArticle`` made an ``Article``, or refused.

    With ``sites`` what was learned before counts, and nothing more is learned of these sites.
    """
    sites = Sites() if sites is None else sites
    waiting: deque[tuple[Outcome, _Site | None]] = deque()
    for outcome in outcomes:
        site = None
        said = outcome
        if isinstance(outcome, PageArticle):
            if outcome.language == "en" and not english:
                said = ReadError(outcome.source or "the page", ENGLISH)
            elif (name := _site_name(outcome)) is not None:
                site = sites.setdefault(name, _Site())
                if site.phrases is None:
                    site.learn(outcome)
        waiting.append((said, site))
        if len(waiting) > _WAITING and (first := waiting[0][1]) is not None:
            first.settle()
        yield from _released(waiting)
    for site in sites.values():
        site.settle()
    yield from _released(waiting)


def _released(waiting: deque[tuple[Outcome, _Site | None]]) -> Iterator[Outcome]:
    """What need not wait any more, from the first on."""
    while waiting:
        outcome, site = waiting[0]
        if site is not None and site.phrases is None:
            return
        waiting.popleft()
        if isinstance(outcome, PageArticle):
            article = Article(**_values(outcome))
            yield article if site is None else without(article, site.phrases or frozenset())
        else:
            yield outcome


def _site_name(article: Article) -> str | None:
    """The publisher, since a portal has pages of many; else the host."""
    return article.publisher or (urlsplit(article.url or "").hostname if article.url else None)


def _bodies(article: Article) -> list[str]:
    return [s.text for s in article.sections if s.kind is SectionKind.BODY]


def _key(kind: SectionKind, text: str) -> str:
    """What phrases are compared by; empty where the text is too long or says who speaks."""
    known = letters(text)
    return f"{kind.value} {known}" if known and _may_be_phrase(text, known) else ""


def _may_be_phrase(text: str, known: str) -> bool:
    return len(text) <= _LONGEST and known not in _SPEAKERS


def _candidates(article: Article) -> set[str]:
    """The keys of what may be a phrase of the site."""
    bodies = _bodies(article)
    edge = {*bodies[:_ABOVE], *bodies[-_BELOW:]}
    keys = {_key(SectionKind.BODY, text) for text in edge}
    for text in bodies[-_BELOW:]:
        keys |= {_key(SectionKind.BODY, text[end:]) for end in _last_ends(text)}
    keys |= {_key(s.kind, s.text) for s in article.sections if s.kind is SectionKind.CAPTION}
    return keys - {""}


def _last_ends(text: str) -> list[int]:
    """Where the last sentences of a text end and something follows; the first end first."""
    near = max(0, len(text) - 2 * _LONGEST)
    ends = (near + end for end in sentence_ends(text[near:]))
    return [end for end in ends if text[end:].strip()][-_TAILS:]


def without(article: Article, phrases: frozenset[str]) -> Article:
    """The article without the phrases at the edges of its body and without such captions.

    >>> body, line = SectionKind.BODY, "구독 신청은 여기에서"
    >>> article = Article("1", sections=(Section(body, "눈이 왔다. " + line), Section(body, line)))
    >>> [section.text for section in without(article, frozenset([_key(body, line)])).sections]
    ['눈이 왔다.']
    """
    texts = _bodies(article)
    left = _within(texts, phrases)
    if texts and not any(left):
        return article
    bodies = iter(left)
    kept: list[Section] = []
    for section in article.sections:
        text: str | None = section.text
        if section.kind is SectionKind.BODY:
            text = next(bodies)
        elif section.kind is SectionKind.CAPTION and _key(section.kind, section.text) in phrases:
            text = None
        if text is not None:
            kept.append(section if text == section.text else Section(section.kind, text))
    sections = tuple(kept)
    return article if sections == article.sections else replace(article, sections=sections)


def _within(texts: list[str], phrases: frozenset[str]) -> list[str | None]:
    """The paragraphs of a body, ``None`` for those at its edges that are phrases."""
    left: list[str | None] = [*texts]
    for n in range(min(_ABOVE, len(texts))):
        if _key(SectionKind.BODY, texts[n]) not in phrases:
            break
        left[n] = None
    for n in reversed(range(max(0, len(texts) - _BELOW), len(texts))):
        left[n] = _shortened(texts[n], phrases)
        if left[n] is not None:
            break
    return left


def _shortened(text: str, phrases: frozenset[str]) -> str | None:
    """A paragraph without the phrase that it is or ends with."""
    if _key(SectionKind.BODY, text) in phrases:
        return None
    for end in _last_ends(text):
        if _key(SectionKind.BODY, text[end:]) in phrases:
            return text[:end].rstrip()
    return text
