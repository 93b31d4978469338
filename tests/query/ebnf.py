"""A reader of the EBNF in which the query language is written down, and a writer of queries by it.

Understood are ``=``, ``;``, ``,``, ``|``, ``[ ]``, ``{ }``, ``( )``, quoted text, comments, names
of several words, and regular expressions between question marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

__all__ = ["Grammar", "read_grammar"]

MOST_NESTED = 2
MOST_REPEATED = 1
_TOKEN = re.compile(
    r"""\s*(?:(?P<literal>"[^"]*"|'[^']*')|\?(?P<pattern>[ ].+?)[ ]\?(?=\s*[,;|\])}]|\s*$)"""
    r"""|(?P<name>[a-z]+(?:\ [a-z]+)*)|(?P<mark>[=;,|\[\]{}()]))""",
    re.VERBOSE | re.MULTILINE,
)
_COMMENT = re.compile(r"\(\*.*?\*\)", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A literal."""

    text: str


@dataclass(frozen=True)
class Matching:
    """Any text that a regular expression matches in full."""

    pattern: str


@dataclass(frozen=True)
class Name:
    """What another rule says."""

    name: str


@dataclass(frozen=True)
class Row:
    """One after the other."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Choice:
    """One of several."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Repeated:
    """From ``least`` times on, up to ``most``."""

    part: Expression
    least: int
    most: int


Expression: TypeAlias = Text | Matching | Name | Row | Choice | Repeated


@dataclass(frozen=True)
class Grammar:
    """The rules of a grammar by name."""

    rules: dict[str, Expression]

    def sentences(self, start: str) -> st.SearchStrategy[str]:
        """Texts that a rule allows, of brackets within brackets a few."""

        @st.composite
        def drawn(draw: st.DrawFn) -> str:
            return "".join(self._pieces(Name(start), draw, 0))

        return drawn()

    def _pieces(self, what: Expression, draw: st.DrawFn, depth: int) -> Iterator[str]:
        match what:
            case Text(text):
                yield text
            case Matching(pattern):
                yield draw(st.from_regex(pattern, fullmatch=True))
            case Name(name):
                yield from self._pieces(self.rules[name], draw, depth + (name == "group"))
            case Row(parts):
                for part in parts:
                    yield from self._pieces(part, draw, depth)
            case Choice(parts):
                usable = [p for p in parts if depth < MOST_NESTED or p != Name("group")]
                yield from self._pieces(draw(st.sampled_from(usable)), draw, depth)
            case Repeated(part, least, most):
                for _ in range(draw(st.integers(least, most))):
                    yield from self._pieces(part, draw, depth)

    def literals(self, start: str) -> set[str]:
        """Every text that stands in a rule in quotation marks."""
        return set(_literals(self.rules[start]))

    def names(self) -> set[str]:
        """Every rule that another one names."""
        return {name for rule in self.rules.values() for name in _names(rule)}


def _parts(what: Expression) -> tuple[Expression, ...]:
    match what:
        case Row(parts) | Choice(parts):
            return parts
        case Repeated(part, _, _):
            return (part,)
        case _:
            return ()


def _literals(what: Expression) -> Iterator[str]:
    if isinstance(what, Text):
        yield what.text
    for part in _parts(what):
        yield from _literals(part)


def _names(what: Expression) -> Iterator[str]:
    if isinstance(what, Name):
        yield what.name
    for part in _parts(what):
        yield from _names(part)


def read_grammar(text: str) -> Grammar:
    """The rules of a text; ValueError where it is no EBNF."""
    return _Reader(_COMMENT.sub(" ", text)).grammar()


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise ValueError(text[at : at + 40])
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self._at = 0

    def grammar(self) -> Grammar:
        rules: dict[str, Expression] = {}
        while self._at < len(self._tokens):
            name = self._take("name")
            self._take("mark", "=")
            rules[name] = self._choice()
            self._take("mark", ";")
        return Grammar(rules)

    def _choice(self) -> Expression:
        parts = [self._row()]
        while self._next("|"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _row(self) -> Expression:
        parts = [self._item()]
        while self._next(","):
            parts.append(self._item())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _item(self) -> Expression:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "literal":
            return Text(text[1:-1])
        if kind == "pattern":
            return Matching(text[1:])
        if kind == "name":
            return Name(text)
        closing, least, most = {
            "(": (")", 1, 1),
            "[": ("]", 0, 1),
            "{": ("}", 0, MOST_REPEATED),
        }[text]
        inner = self._choice()
        self._take("mark", closing)
        return inner if text == "(" else Repeated(inner, least, most)

    def _next(self, mark: str) -> bool:
        found = self._tokens[self._at] == ("mark", mark)
        self._at += found
        return found

    def _take(self, kind: str, text: str | None = None) -> str:
        found, typed = self._tokens[self._at]
        if found != kind or text not in {None, typed}:
            raise ValueError(f"{typed!r} where {text or kind} is due")
        self._at += 1
        return typed
