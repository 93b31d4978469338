"""How is a query written? As ``grammar.ebnf`` says; here its tokens become a tree.

Side by side stand parts of which the archive decides how strictly they are read (``Listed``), and
demands, which hold in any case: what is asked of a field, and what ``AND`` joins. Everything that
is no part of the grammar is text: a stray quotation mark, bracket or operator is no error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ksearch.article import SectionKind
from ksearch.errors import QueryError
from ksearch.query.scan import PREFIXES, Kind, Token, scan
from ksearch.query.tree import (
    AllOf,
    AnyOf,
    Attribute,
    Attributed,
    Boosted,
    Listed,
    Near,
    Node,
    Pattern,
    Published,
    Quoted,
    Within,
    Without,
    Word,
)

__all__ = ["parse", "syntax"]

PUNCTUATION = ",.;!…·"
OPERATORS = frozenset({"OR", "AND", "NOT"})
_PLAIN = re.compile(r'(?:[^()|*?^:：~"“”-]|\?(?=\s|$))*')


def parse(
    query: str,
    *,
    now: datetime | None = None,
    kinds: tuple[SectionKind, ...] = (),
    demands: Sequence[Node] = (),
) -> Node:
    """The tree of a query, its text in NFC.

    ``now`` is what 어제 and 최근 3개월 are counted from: the present, unless a test says otherwise.
    ``kinds`` are the sections that are asked, but for what the query asks of others. ``demands``
    must hold as well, as if they were written; with some the query may be empty.

    >>> parse('서울 -부산')
    Without(wanted=Listed(parts=(Word(text='서울'),)), unwanted=AnyOf(parts=(Word(text='부산'),)))

    Raises:
        QueryError: it asks for nothing, or for a date or a number that is none; with the place.
    """
    text = unicodedata.normalize("NFC", query)
    plain = _plain_words(text)
    found = _Parts(_once(plain)) if plain else _Parser(text, scan(text, now)).sequence()
    if kinds:
        found = found.within(kinds)
    found = found._replace(wanted=_once((*found.wanted, *demands)))
    if not found.wanted:
        reason = (
            "the query names only what is unwanted" if found.unwanted else "the query has no word"
        )
        raise QueryError(text, f"{reason}: give at least one word to look for", found.start)
    return found.tree()


def _plain_words(text: str) -> list[Word]:
    """The words of a text without a mark of the language, as most are; none where it has one.

    The scanner makes the same of them, in ten times the time.
    """
    typed = text.split() if _PLAIN.fullmatch(text) else []
    if not OPERATORS.isdisjoint(typed):
        return []
    return [Word(word) for word in typed if any(map(str.isalnum, word))]


def syntax() -> str:
    """The grammar of a query, as ``ksearch query --syntax`` prints it."""
    return Path(__file__).with_name("grammar.ebnf").read_text(encoding="utf-8")


class _Parts(NamedTuple):
    """What is wanted side by side, what is unwanted, and where it begins."""

    wanted: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()
    start: int = 0

    def tree(self) -> Node:
        """The tree of all of it."""
        wanted = _side_by_side(self.wanted)
        return Without(wanted, _any(self.unwanted, lone=False)) if self.unwanted else wanted

    def operand(self) -> Node:
        """The tree as a part of another: a single word stands for itself."""
        wanted = self.wanted[0] if len(self.wanted) == 1 else _side_by_side(self.wanted)
        return Without(wanted, _any(self.unwanted, lone=False)) if self.unwanted else wanted

    def opposite(self) -> _Parts:
        """What ``NOT`` makes of it."""
        if not self.unwanted:
            return _Parts((), (_strict(self.operand()),), self.start)
        if not self.wanted:
            return _Parts((_any(self.unwanted),), (), self.start)
        return _Parts((), (_strict(self.operand()),), self.start)

    def within(self, kinds: tuple[SectionKind, ...]) -> _Parts:
        """The same, asked of sections of these kinds; fields inside keep what is theirs."""
        plain = tuple(node for node in self.wanted if not _is_demand(node))
        rest = tuple(node for node in self.wanted if _is_demand(node))
        wanted = (Listed(plain), *rest) if len(plain) > 1 else self.wanted
        return self._replace(wanted=wanted).each(partial(_within, kinds))

    def each(self, change: Callable[[Node], Node]) -> _Parts:
        """The same with every node changed."""
        return _Parts(
            tuple(map(change, self.wanted)), tuple(map(change, self.unwanted)), self.start
        )


class _Parser:
    """Goes through the tokens once, by recursive descent."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    def sequence(self) -> _Parts:
        """All up to the end, or to the bracket that closes."""
        wanted: list[Node] = []
        unwanted: list[Node] = []
        start: int | None = None
        while self._at < len(self._tokens) and self._kind() is not Kind.CLOSE:
            parts = self._alternatives()
            wanted += parts.wanted
            unwanted += parts.unwanted
            start = parts.start if start is None else start
        return _Parts(_once(wanted), _once(unwanted), start or 0)

    def _alternatives(self) -> _Parts:
        """Operands with OR between them."""
        parts = [self._joined()]
        while self._is(Kind.OR):
            self._at += 1
            parts.append(self._joined())
        if len(parts) == 1:
            return parts[0]
        for one in parts:
            if not one.wanted:
                reason = "OR joins what is wanted: put what is unwanted beside it, as in 서울 -부산"
                raise QueryError(self._text, reason, one.start)
        return _Parts((_any(one.operand() for one in parts),), (), parts[0].start)

    def _joined(self) -> _Parts:
        """Operands with AND between them."""
        parts = [self._operand()]
        while self._is(Kind.AND):
            self._at += 1
            parts.append(self._operand())
        if len(parts) == 1:
            return parts[0]
        wanted = [_Parts(one.wanted).operand() for one in parts if one.wanted]
        unwanted = [node for one in parts for node in one.unwanted]
        together = wanted if len(wanted) < 2 else [_all(wanted)]  # noqa: PLR2004 -- one, or all
        return _Parts(tuple(together), _once(unwanted), parts[0].start)

    def _operand(self) -> _Parts:
        """A word, a quotation, a date or what brackets hold, with what stands before it."""
        start = self._tokens[self._at].start
        prefixes: list[Token] = []
        while self._kind() in PREFIXES:
            prefixes.append(self._tokens[self._at])
            self._at += 1
        token = self._tokens[self._at]
        self._at += 1
        if token.kind is Kind.OPEN:
            parts = self.sequence()
            weight = self._tokens[self._at].weight
            self._at += 1
        else:
            parts, weight = _Parts((_leaf(token),), (), start), token.weight
        if weight != 1.0:
            parts = parts.each(partial(_boosted, weight))
        for prefix in reversed(prefixes):
            parts = self._of_field(prefix, parts) if prefix.field else parts.opposite()
        return parts._replace(start=start)

    def _of_field(self, token: Token, parts: _Parts) -> _Parts:
        """The same, asked of a field; fields inside keep what is theirs."""
        field = token.field
        if isinstance(field, SectionKind):
            return parts.within((field,))
        if isinstance(field, Attribute):
            parts = parts.each(partial(_attributed, field))
        else:
            parts.each(lambda node: self._require_dates(node, token.start))
        # One date and another at once would be none; of names in brackets any is meant as well.
        return parts._replace(wanted=(_any(parts.wanted),)) if parts.wanted else parts

    def _require_dates(self, node: Node, start: int) -> Node:
        """An operator that has become a word is no date."""
        for leaf in _leaves(node):
            if isinstance(leaf, Word):
                raise QueryError(self._text, f"{leaf.text!r} is no date: leave it out", start)
        return node

    def _kind(self) -> Kind:
        return self._tokens[self._at].kind

    def _is(self, kind: Kind) -> bool:
        return self._at < len(self._tokens) and self._kind() is kind


def _leaf(token: Token) -> Node:
    """The node of a token that has no parts."""
    if token.kind is Kind.QUOTED:
        return Quoted(token.text)
    if token.kind is Kind.NEAR:
        words = tuple(word for word in token.text.split() if any(map(str.isalnum, word)))
        return Near(words, token.number) if len(words) > 1 else Quoted(token.text)
    if token.kind is Kind.PATTERN:
        return Pattern(token.text)
    return token.published or Word(token.text)


def _once(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Saying a thing twice asks for nothing more."""
    return tuple(dict.fromkeys(nodes))


def _any(nodes: Iterable[Node], *, lone: bool = True) -> Node:
    """Any of the nodes; a single one stands for itself if it may be ``lone``."""
    parts: list[Node] = []
    for node in nodes:
        parts += node.parts if isinstance(node, AnyOf) else (node,)
    alone = _once(parts)
    return alone[0] if lone and len(alone) == 1 else AnyOf(alone)


def _all(nodes: Iterable[Node]) -> Node:
    """All of the nodes; a single one stands for itself."""
    parts: list[Node] = []
    for node in nodes:
        parts += node.parts if isinstance(node, AllOf) else (node,)
    alone = _once(parts)
    return alone[0] if len(alone) == 1 else AllOf(alone)


def _side_by_side(nodes: Sequence[Node]) -> Node:
    """What was typed without an operator between: how strictly, the archive decides.

    Demands hold however loosely the words beside them are read.
    """
    demands = [node for node in nodes if _is_demand(node)]
    words = tuple(node for node in nodes if not _is_demand(node))
    if not demands:
        return Listed(words)
    return _all([Listed(words), *demands] if words else demands)


def _is_demand(node: Node) -> bool:
    """Whether it asks something of a field or joins parts by ``AND``."""
    match node:
        case Attributed() | Published() | Within() | AllOf():
            return True
        case AnyOf(parts):
            return any(map(_is_demand, parts))
        case Without(wanted, _):
            return _is_demand(wanted)
        case _:
            return False


def _strict(node: Node) -> Node:
    """The same with all that stands side by side wanted: what is left out is read as typed."""
    match node:
        case Listed(parts):
            return _all(map(_strict, parts))
        case AnyOf(parts):
            return _any(map(_strict, parts))
        case AllOf(parts):
            return _all(map(_strict, parts))
        case Within(kinds, part):
            return Within(kinds, _strict(part))
        case Without(wanted, unwanted):
            return Without(_strict(wanted), unwanted)
        case _:
            return node


def _mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """A node that has parts, with each of them changed; any other as it is."""
    match node:
        case Listed(parts):
            return Listed(tuple(map(change, parts)))
        case AnyOf(parts):
            return _any(map(change, parts))
        case AllOf(parts):
            return _all(map(change, parts))
        case Without(wanted, unwanted):
            return Without(change(wanted), change(unwanted))
        case _:
            return node


def _leaves(node: Node) -> Iterator[Node]:
    """What has no parts, but for what already belongs to a field."""
    match node:
        case Listed(parts) | AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Without(wanted, unwanted):
            yield from _leaves(wanted)
            yield from _leaves(unwanted)
        case Boosted(part, _):
            yield from _leaves(part)
        case _:
            yield node


def _names_fields(node: Node) -> bool:
    return any(isinstance(leaf, Attributed | Published | Within) for leaf in _leaves(node))


def _within(kinds: tuple[SectionKind, ...], node: Node) -> Node:
    """The same, in sections of these kinds."""
    if isinstance(node, Attributed | Published | Within):
        return node
    return _mapped(node, partial(_within, kinds)) if _names_fields(node) else Within(kinds, node)


def _boosted(factor: float, node: Node) -> Node:
    """The same, worth so many times as much; what adds no score stays as it is."""
    if isinstance(node, Attributed | Published):
        return node
    if isinstance(node, Within):
        return Within(node.kinds, _boosted(factor, node.part))
    return (
        _mapped(node, partial(_boosted, factor)) if _names_fields(node) else Boosted(node, factor)
    )


def _attributed(attribute: Attribute, node: Node) -> Node:
    """Words and quotations as names."""
    match node:
        case Word(text) | Pattern(text):
            return Attributed(attribute, text.strip(PUNCTUATION))
        case Quoted(text):
            return Attributed(attribute, text)
        case Near(parts, _):
            return Attributed(attribute, " ".join(parts))
        case Boosted(part, _):
            return _attributed(attribute, part)
        case Listed(parts):
            return _any(_attributed(attribute, part) for part in parts)
        case _:
            return _mapped(node, partial(_attributed, attribute))
