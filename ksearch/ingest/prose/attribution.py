"""Who wrote this, where and for whom, when only the body says so?

Comes in: the sections of an article as found on the page. Goes out: the sections without dateline,
byline and notices, and what those said. Invariant: every other character of every section stays,
and an article that is nothing but bylines keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ksearch.article import Section, SectionKind
from ksearch.ingest.patterns import any_of, pattern
from ksearch.ingest.prose import byline, dateline, notices
from ksearch.ingest.prose.byline import Byline, may_be_desk, read_byline
from ksearch.ingest.prose.dateline import take_dateline
from ksearch.ingest.prose.names import EMAIL_SOURCE
from ksearch.ingest.prose.notices import copyright_holder, is_notice
from ksearch.ingest.prose.sentences import sentence_ends

__all__ = ["Attribution", "take_attribution"]

_BODY = SectionKind.BODY
_SIGNABLE = frozenset((_BODY, SectionKind.CAPTION))
_TAIL = 150  # characters behind the last sentence in which a byline is looked for
_ADDRESS = 60  # characters at the end of a paragraph in which an e-mail address is looked for
_TAIL_PARTS = 5  # byline, address, copyright, each perhaps twice
# Without one of these within reach a paragraph holds no notice, no byline, no reporters. The desks
# that sign have none; they are told by how their line ends.
_SIGNS = any_of("@", *notices.HINTS, *byline.TITLES)
_SIGNS_REACH = max(notices.LONGEST, byline.LONGEST, dateline.REACH)
_TAIL_SIGNS = any_of("(", "[", "【", "@", *notices.HINTS, *byline.TITLES)
_SIGNED = pattern(r"\s*[(\[<【]\s*" + EMAIL_SOURCE + r"\s*[)\]>】]\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What datelines, bylines and copyright lines said; the dateline has the first word."""

    dateline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()


def take_attribution(
    sections: Sequence[Section], publisher: str | None = None
) -> tuple[list[Section], Attribution]:
    """The sections that are news, and who is behind them.

    >>> body = SectionKind.BODY
    >>> rain = "[서울=한국통신] 홍길동 기자 = 비가 왔다. hong@news.kr"
    >>> take_attribution([Section(body, rain)])[0]
    [Section(kind=<SectionKind.BODY: 'body'>, text='비가 왔다.')]
    """
    reader = _Reader(publisher)
    kept = [read for section in sections if (read := reader.read(section)) is not None]
    last = next((n for n in reversed(range(len(kept))) if kept[n].kind is _BODY), None)
    left: list[Section] = []
    for n, section in enumerate(kept):
        if n != last and section.text.find("@", -_ADDRESS) < 0:
            left.append(section)
        elif (shorter := reader.strip_tail(section, signs=n == last)) is not None:
            left.append(shorter)
    return left or list(sections), reader.attribution()


def _may_say_who(text: str) -> bool:
    """Whether the paragraph may hold any of what is taken off: most do not pass this look."""
    first = text[:1]
    return (
        first in dateline.OPENING
        or first.isspace()
        or may_be_desk(text)
        or _SIGNS.search(text, 0, _SIGNS_REACH) is not None
    )


def _may_end_signed(text: str) -> bool:
    """Whether anything behind one of the last sentences may be taken off."""
    return may_be_desk(text) or _TAIL_SIGNS.search(text, max(0, len(text) - _TAIL)) is not None


class _Reader:
    """Reads the sections of one article in order and remembers what it takes off."""

    def __init__(self, publisher: str | None) -> None:
        self._known = publisher
        self._place: str | None = None
        self._publisher: str | None = None
        self._signed_publisher: str | None = None
        self._holder: str | None = None
        self._opening: tuple[str, ...] = ()
        self._signed: dict[str, None] = {}

    def attribution(self) -> Attribution:
        publisher = self._publisher or self._signed_publisher or self._holder
        return Attribution(self._place, publisher, self._opening or tuple(self._signed))

    def read(self, section: Section) -> Section | None:
        """The section without its dateline; ``None`` where nothing of it is news."""
        if section.kind not in _SIGNABLE or not _may_say_who(section.text):
            return section
        if self._take(section.text):
            return None
        said, text = take_dateline(section.text, self._known)
        if said is not None and section.kind is _BODY:  # captions name photographers
            self._place = self._place or said.place
            self._publisher = self._publisher or said.publisher
            self._opening = self._opening or said.authors
        if text == section.text:
            return section
        return Section(section.kind, text) if text.strip() else None

    def strip_tail(self, section: Section, *, signs: bool) -> Section | None:
        """The section without what follows its last sentence, if that is no news.

        Only what ends the body signs the article: behind a caption stands its photographer.
        """
        text = section.text
        if section.kind not in _SIGNABLE or not _may_end_signed(text):
            return section
        for _ in range(_TAIL_PARTS):
            text = text.rstrip()
            window = max(0, len(text) - _TAIL)
            ends = [window + end for end in sentence_ends(text[window:])]
            for end in reversed(ends[-3:]):
                if end < len(text) and self._take(text[end:].strip(), signs=signs):
                    text = text[:end]
                    break
            else:
                signed = _SIGNED.search(text, window) if "@" in text[-_ADDRESS:] else None
                if signed is None:
                    break
                text = text[: signed.start()]
        if text == section.text:
            return section
        return Section(section.kind, text) if text.strip() else None

    def _take(self, line: str, *, signs: bool = True) -> bool:
        """Whether the line is a byline, a notice or a bare dateline; what it says is kept."""
        if is_notice(line):
            self._holder = self._holder or copyright_holder(line)
            return True
        signed = read_byline(line, self._known or self._publisher)
        if signed is None and line[:1] in "([【":
            said, rest = take_dateline(line, self._known)
            if said is not None and not rest.strip():
                self._place = self._place or said.place
                signed = Byline(said.authors, said.publisher)
        if signed is None:
            return False
        if not signs:
            return True
        self._signed.update(dict.fromkeys(signed.authors))
        self._signed_publisher = self._signed_publisher or signed.publisher
        return True
