"""Which marks does a query have? Words, quotations, operators, brackets, names of fields, dates.

Comes in: a query in NFC. Goes out: its tokens, with offsets. Invariant: operators, names of fields
and brackets are tokens only where they have what they need: on both sides of ``OR`` stands
something to look for, behind ``NOT`` and ``제목:`` as well, and brackets hold something. Otherwise
they are words like any other, or, where they have no letter, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from ksearch.article import SectionKind
from ksearch.errors import QueryError
from ksearch.query.tree import Attribute, Published

__all__ = ["FIELDS", "PREFIXES", "Field", "Kind", "Token", "scan"]

MOST_NESTED = 50
MOST_DISTANCE = 100
MOST_WEIGHT = 100.0
MOST_DIGITS = 9  # more make no other number of use
MOST_SHOWN = 30  # letters of a fault


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    PATTERN = auto()
    QUOTED = auto()
    NEAR = auto()
    DATE = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    FIELD = auto()


PREFIXES = (Kind.NOT, Kind.FIELD)
JOINING = (Kind.OR, Kind.AND)
WANTING = (*PREFIXES, *JOINING)  # something behind them
ENDS = (Kind.WORD, Kind.PATTERN, Kind.QUOTED, Kind.NEAR, Kind.DATE, Kind.CLOSE)
Field: TypeAlias = SectionKind | Attribute | type[Published]
FIELDS: dict[str, Field] = {
    "제목": SectionKind.HEADLINE,
    "headline": SectionKind.HEADLINE,
    "title": SectionKind.HEADLINE,
    "부제": SectionKind.SUBHEADLINE,
    "부제목": SectionKind.SUBHEADLINE,
    "subheadline": SectionKind.SUBHEADLINE,
    "본문": SectionKind.BODY,
    "body": SectionKind.BODY,
    "캡션": SectionKind.CAPTION,
    "caption": SectionKind.CAPTION,
    "기자": Attribute.AUTHOR,
    "author": Attribute.AUTHOR,
    "언론사": Attribute.PUBLISHER,
    "publisher": Attribute.PUBLISHER,
    "분야": Attribute.SECTION,
    "section": Attribute.SECTION,
    "날짜": Published,
    "date": Published,
}


class Token(NamedTuple):
    """A piece of a query that stands at ``start``; ``text`` is as typed, or within its quotes.

    ``weight`` is what stands behind ``^``, ``number`` the distance of what is near.
    """

    kind: Kind
    text: str
    start: int
    weight: float = 1.0
    number: int = 0
    field: Field | None = None
    published: Published | None = None


_QUOTATION = re.compile(r'["“”]([^"“”]+)["“”]')
_SPACE = re.compile(r"\s*")
_STRAY = '"“”'
_RUN = re.compile(r'[^\s"“”|)]*')
_OPERATOR = re.compile(r"(OR|AND|NOT)(?=[\s(\"“”]|$)")
_OPERATORS = {"OR": Kind.OR, "AND": Kind.AND, "NOT": Kind.NOT}
_FIELD = re.compile(rf"({'|'.join(FIELDS)})\s*[:：]", re.IGNORECASE)
# A hyphen within a word, or with a space behind it, is none of ours.
_MINUS = re.compile(r"(?:(?<=[\s(|:：])|(?<!.))-(?=[^\s\"“”]|[\"“”][^\"“”]+[\"“”])", re.DOTALL)
_WEIGHT = re.compile(r"\^(\d+(?:\.\d+)?)(?=[\s)|]|$)")
_DISTANCE = re.compile(r"~(\d+)(?=[\s)|^]|$)")
# What may stand behind a closing bracket that is one: (주)카카오 is a word.
_BEHIND = re.compile(r"(?:\^\d+(?:\.\d+)?)?[.,!?…]*(?=[\s)|]|$)")
_VALUE_END = re.compile(r",?(?=[\s)|]|$)")
_CLOSING = re.compile(r'\s*["“”](?=[\s)|]|$)')
_BRACKET = re.compile(r"[()]")
_EDGES = re.compile(r"[^\w*?]*(.*[\w*])[^\w*]*", re.DOTALL)
_STAR = re.compile(r"\w\*|\*\w")
_QUESTION = re.compile(r"(?=.*\?)[\w?]+")
_NO_WILDCARDS = re.compile(r"\*\*|\d\*\d")


def scan(text: str, now: datetime | None = None) -> list[Token]:
    """The tokens of a query.

    Raises:
        QueryError: a date is none, a number is out of bounds, or brackets are nested too deep.
    """
    return _settled(_Scanner(text, now).tokens())


class _Scanner:
    """Goes through a text once, from left to right."""

    def __init__(self, text: str, now: datetime | None) -> None:
        self._text = text
        self._now = now
        self._quotations = {m.start(): m for m in _QUOTATION.finditer(text)}
        self._brackets = _bracket_pairs(text, self._quotations.values())
        self._open: list[tuple[int, bool]] = []  # where each closes, and whether it holds dates
        self._at = 0

    def tokens(self) -> Iterator[Token]:
        """All tokens; a date follows its field."""
        text = self._text
        while self._skip_space():
            at = self._at
            if (match := self._quotations.get(at)) is not None:
                yield from [self._date()] if self._holds_dates() else self._quotation(match)
            elif text[at] in _STRAY:
                self._at += 1
            elif self._closes(at):
                self._open.pop()
                self._at += 1
                weight = self._weight()
                behind = _BEHIND.match(text, self._at)
                self._at = behind.end() if behind is not None else self._at
                yield Token(Kind.CLOSE, ")", at, weight)
            else:
                yield from self._piece()

    def _piece(self) -> Iterator[Token]:
        """What begins here and is no quotation: an operator, a field, a bracket, a word."""
        text, at = self._text, self._at
        if text[at] == "|":
            self._at += 1
            yield Token(Kind.OR, "|", at)
        elif at in self._brackets:
            yield self._opened(at, dates=self._holds_dates())
        elif _MINUS.match(text, at) is not None:
            yield from self._minus(at)
        elif (match := _OPERATOR.match(text, at)) is not None:
            self._at = match.end()
            yield Token(_OPERATORS[match[1]], match[1], at)
        elif (match := _FIELD.match(text, at)) is not None:
            yield from self._field(match)
        elif self._holds_dates():
            yield self._date()
        else:
            yield from self._word()

    def _opened(self, at: int, *, dates: bool) -> Token:
        if len(self._open) == MOST_NESTED:
            reason = f"brackets can be nested {MOST_NESTED} deep at most: write fewer of them"
            raise QueryError(self._text, reason, at)
        self._at = at + 1
        self._open.append((self._brackets[at], dates))
        return Token(Kind.OPEN, "(", at)

    def _minus(self, at: int) -> Iterator[Token]:
        """A hyphen belongs to what it is typed in front of; before marks alone it is nothing."""
        self._at += 1
        token = Token(Kind.NOT, "-", at)
        if self._at in self._quotations:
            found = list(self._quotation(self._quotations[self._at]))
        elif self._text[self._at] in "-|" or _OPERATOR.match(self._text, self._at):
            found = list(self._word())
        else:
            found = list(self._piece())
        if found:
            yield token
            yield from found

    def _field(self, match: re.Match[str]) -> Iterator[Token]:
        self._at = match.end()
        field = FIELDS[match[1].lower()]
        yield Token(Kind.FIELD, match[0], match.start(), field=field)
        if field is Published:
            yield from self._value_of_date()

    def _value_of_date(self) -> Iterator[Token]:
        """What stands behind 날짜: if anything does: a date, or dates in brackets."""
        while self._skip_space():
            at = self._at
            operator = _OPERATOR.match(self._text, at)
            if operator is not None and operator[1] == "NOT":
                self._at = operator.end()
                yield Token(Kind.NOT, "NOT", at)
            elif _MINUS.match(self._text, at):
                self._at += 1
                yield Token(Kind.NOT, "-", at)
            else:
                if at in self._brackets:
                    yield self._opened(at, dates=True)
                elif operator is None and self._text[at] != "|" and not self._closes(at):
                    yield self._date()
                return

    def _date(self) -> Token:
        """A date that must stand here, in quotation marks or not."""
        from ksearch.query.dates import EXAMPLES, dated  # noqa: PLC0415 -- few queries have dates

        text, at = self._text, self._at
        quotation = self._quotations.get(at)
        found = dated(text, at if quotation is None else at + 1, self._now)
        ends = None
        if found is not None and quotation is None:
            ends = _VALUE_END.match(text, found.stop)
        elif found is not None and quotation is not None:
            ends = _CLOSING.match(text, found.stop)
        if found is None or ends is None:
            typed = quotation[1] if quotation else re.split(r"[\s)|]", text[at:], maxsplit=1)[0]
            shown = typed if len(typed) <= MOST_SHOWN else typed[:MOST_SHOWN] + "…"
            reason = f"{shown!r} is no date: write it as {EXAMPLES}"
            raise QueryError(text, reason, at)
        if found.is_reversed:
            raise QueryError(text, f"{text[at : ends.end()]!r} ends before it begins", at)
        self._at = ends.end()
        return Token(
            Kind.DATE, text[at : self._at], at, published=Published(found.first, found.end)
        )

    def _quotation(self, match: re.Match[str]) -> Iterator[Token]:
        """A quotation; with a distance behind it, words that stand near one another."""
        self._at = match.end()
        content = match[1].strip()
        distance = _DISTANCE.match(self._text, self._at)
        kind, number = Kind.QUOTED, 0
        if distance is not None:
            kind, number = Kind.NEAR, int(distance[1][:MOST_DIGITS])
            if not 1 <= number <= MOST_DISTANCE:
                reason = f"words can be 1 to {MOST_DISTANCE} words apart, not {number}"
                raise QueryError(self._text, reason, distance.start(1))
            self._at = distance.end()
        weight = self._weight()
        if _says_something(content):
            yield Token(kind, content, match.start(), weight, number)

    def _word(self) -> Iterator[Token]:
        """Letters and whatever else up to the next space, quotation mark, | or closing bracket."""
        begin = self._at
        self._at = _RUN.match(self._text, begin).end()  # type: ignore[union-attr]  # it is optional
        while self._text[self._at : self._at + 1] == ")" and not self._closes(self._at):
            self._at = _RUN.match(self._text, self._at + 1).end()  # type: ignore[union-attr]
        typed = self._text[begin : self._at]
        weight = 1.0
        if (
            "^" in typed
            and (match := _WEIGHT.search(typed)) is not None
            and _says_something(typed[: match.start()])
        ):
            self._at = begin + match.start()
            weight = self._weight()
            typed = typed[: match.start()]
        if _says_something(typed):
            pattern = _pattern(typed)
            kind = Kind.WORD if pattern is None else Kind.PATTERN
            yield Token(kind, pattern or typed, begin, weight)

    def _weight(self) -> float:
        """The number behind a ``^`` that stands here, else 1."""
        match = _WEIGHT.match(self._text, self._at)
        if match is None:
            return 1.0
        weight = float(match[1])
        if not 0 < weight <= MOST_WEIGHT:
            reason = f"words can be worth up to {MOST_WEIGHT:.0f} times as much, not {weight:g}"
            raise QueryError(self._text, reason, match.start(1))
        self._at = match.end()
        return weight

    def _skip_space(self) -> bool:
        """Whether anything is left behind the spaces."""
        self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
        return self._at < len(self._text)

    def _holds_dates(self) -> bool:
        """Whether the innermost bracket that is open stands behind 날짜:."""
        return bool(self._open) and self._open[-1][1]

    def _closes(self, at: int) -> bool:
        return bool(self._open) and self._open[-1][0] == at


def _bracket_pairs(text: str, quotations: Iterable[re.Match[str]]) -> dict[int, int]:
    """Where each bracket closes that has a partner, neither quoted, and a space behind."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    quoted = {at for match in quotations for at in range(match.start(), match.end())}
    for match in _BRACKET.finditer(text):
        at = match.start()
        if at in quoted:
            continue
        if match[0] == "(":
            opened.append(at)
        elif opened:
            begin = opened.pop()
            if _BEHIND.match(text, at + 1):
                pairs[begin] = at
    return pairs


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def _pattern(typed: str) -> str | None:
    """A word with wildcards, without the marks around it; None where it has none.

    A question mark at the end is one, and in an address; stars side by side, or between numbers,
    are marks as well.

    >>> [_pattern(word) for word in ("스마트*", "스?트,", "수도는?", "김**", "3*4", "R&D*")]
    ['스마트*', '스?트', None, None, None, 'R&D*']
    """
    if "*" not in typed and "?" not in typed:
        return None
    match = _EDGES.fullmatch(typed)
    if match is None or not _says_something(match[1]) or _NO_WILDCARDS.search(match[1]):
        return None
    return match[1] if _STAR.search(match[1]) or _QUESTION.fullmatch(match[1]) else None


def _settled(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, with operators and names of fields that lack what they need as words."""
    out: list[Token] = []
    for token in tokens:
        if token.kind is Kind.CLOSE:
            _let_go(out)
            if out[-1].kind is Kind.OPEN:  # it holds nothing, and what stands before it has nothing
                out.pop()
                while out and out[-1].kind in PREFIXES:
                    _let_go(out)
            else:
                out.append(token)
        elif token.kind in JOINING:
            _let_go(out)
            if out and out[-1].kind in ENDS:
                out.append(token)
            else:
                out += _as_word(token)
        else:
            out.append(token)
    _let_go(out)
    return out


def _let_go(out: list[Token]) -> None:
    """Make words of the operators and fields at the end, which have nothing behind them."""
    while out and out[-1].kind in WANTING:
        out += _as_word(out.pop())


def _as_word(token: Token) -> list[Token]:
    if not _says_something(token.text):
        return []
    return [Token(Kind.WORD, token.text, token.start)]
