"""Does this paragraph begin with a dateline, and what does it say?

Comes in: a paragraph. Goes out: its dateline (place, publisher, authors) and the paragraph without
it. Invariant: where there is no dateline the paragraph comes back unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.names import is_medium, is_place, names_before_titles

__all__ = ["OPENING", "REACH", "Dateline", "take_dateline"]

_BRACKET = pattern(
    r"[\[(【〔<]\s*([^\[\](){}【】〔〕<>=]{1,30}?)\s*(?:=\s*([^\[\](){}【】〔〕<>=]{1,40}?)\s*)?[\])】〕>]\s*"
)
_TITLED = r"(?:[가-힣]{0,6}(?:기자|특파원|통신원|칼럼니스트|논설위원|리포터|PD))"
_REPORTERS = pattern(
    rf"(?P<who>(?:[가-힣]{{2,4}}[\s,·ㆍ/]{{0,3}}){{1,5}}{_TITLED}"
    rf"(?:[\s,·ㆍ/]{{1,3}}(?:[가-힣]{{2,4}}[\s,·ㆍ/]{{0,3}}){{1,3}}{_TITLED}){{0,3}})"
    r"(?:\s*=\s*|(?P<bare>\s+(?=\S)|\s*$))"
)
_TITLE_WORD = pattern(r"기자|특파원|통신원|칼럼니스트|논설위원|리포터|PD")
_LONGEST_CITY = (
    3  # syllables, where no agency stands beside: [헤럴드경제=홍길동 기자] names a paper
)
REACH = 80  # characters; a dateline with three reporters takes about 50
OPENING = "[(【〔<"
# 워싱턴=홍길동 특파원
_PLACED = pattern(
    rf"(?P<place>[가-힣]{{2,4}}(?:·[가-힣]{{2,4}})?)\s?=\s?(?P<who>(?:[가-힣]{{2,4}}[\s,·]{{1,2}}){{1,3}}{_TITLED})\s+(?=\S)"
)
# Behind a bracket some agencies leave the title out: (서울=뉴스1) 홍길동 = 비가 왔다.
_UNTITLED = pattern(r"(?P<who>[가-힣]{2,4}(?:[\s,·]{1,2}[가-힣]{2,4}){0,3})\s?=\s+")
_WORD = pattern(r"[가-힣A-Za-z][가-힣A-Za-z0-9]{1,11}")
_BARS = pattern(r"\s*[|｜ㅣ│]\s*")
_EQUALS = pattern(r"\s*=\s+")
_NOT_A_PLACE = pattern(
    r"사진|자료|이미지|그래픽|그래프|출처|제공|영상|일러스트|캡처|[:/?]|^(?:글|표|그림)$"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What ``[서울=한국복지신문] 홍길동 기자=`` says."""

    place: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()


def take_dateline(text: str, publisher: str | None = None) -> tuple[Dateline | None, str]:
    """The dateline at the head of ``text`` and what follows it; ``publisher`` is the known one.

    >>> take_dateline("(서울=연합뉴스) 홍길동 특파원 = 비가 왔다.")
    (Dateline(place='서울', publisher='연합뉴스', authors=('홍길동',)), '비가 왔다.')
    >>> take_dateline("홍길동 기자 = 비가 왔다.")[1], take_dateline("[단독] 비가 왔다.")[1]
    ('비가 왔다.', '[단독] 비가 왔다.')
    """
    stripped = text.lstrip()
    if stripped[:1] in OPENING:
        found = _BRACKET.match(stripped)
        if found is None:
            return None, text
        left, right = found[1].strip(), found[2]
        said = _alone(left, publisher) if right is None else _pair(left, right.strip())
        if said is None:
            return None, text
        rest = stripped[found.end() :]
        names, rest = _reporters(rest, after_bracket=True)
        authors = tuple(dict.fromkeys((*said.authors, *names)))
        return Dateline(said.place, said.publisher, authors), rest
    if "=" not in stripped[:REACH]:
        return None, text
    placed = _PLACED.match(stripped)
    if placed is not None and is_place(placed["place"].split("·", 1)[0]):
        found_names, others = names_before_titles(re.split(r"[\s,·ㆍ/]+", placed["who"]))
        if found_names and not others:
            return Dateline(placed["place"], None, tuple(found_names)), stripped[placed.end() :]
    names, rest = _reporters(stripped, after_bracket=False)
    return (Dateline(authors=names), rest) if names else (None, text)


def _alone(said: str, publisher: str | None) -> Dateline | None:
    """``[한국복지신문]`` or ``[한국복지신문 홍길동 기자]``, but not ``[단독]``."""
    if publisher is not None and said == publisher:
        return Dateline(publisher=said)
    if not _TITLE_WORD.search(said):
        return None
    signed = read_byline(f"[{said}]", publisher)
    if signed is None or not signed.authors:
        return None
    return Dateline(publisher=signed.publisher, authors=signed.authors)


def _pair(left: str, right: str) -> Dateline | None:
    """What both sides of ``=`` say, but not of ``(사진=…)`` or ``(코스피=2500)``."""
    if not left or _NOT_A_PLACE.search(left):
        return None
    names, others = names_before_titles(re.split(r"[\s,·ㆍ/]+", right))
    medium = " ".join(others) or None
    *media, left = _BARS.split(left)  # [한국통신 | 여의도=홍길동 기자]
    city = left.split("·", 1)[0]
    if not names:
        named = is_medium(right) or (is_place(city) and _WORD.fullmatch(right) is not None)
        return Dateline(left, right) if named else None
    if media:
        return Dateline(left, media[0], tuple(names))
    if medium is None and not is_place(city) and (is_medium(left) or len(left) > _LONGEST_CITY):
        return Dateline(publisher=left, authors=tuple(names))
    return Dateline(left, medium, tuple(names))


def _reporters(text: str, *, after_bracket: bool) -> tuple[tuple[str, ...], str]:
    """The reporters at the head of ``text``; with no bracket before them only if ``=`` follows."""
    if after_bracket and (equals := _EQUALS.match(text)):
        return (), text[equals.end() :]
    if after_bracket and (untitled := _UNTITLED.match(text)):
        who = re.split(r"[\s,·]+", untitled["who"])
        if all(names_before_titles([name, "기자"])[0] == [name] for name in who):
            return tuple(who), text[untitled.end() :]
    if not _TITLE_WORD.search(text, 0, REACH):
        return (), text
    found = _REPORTERS.match(text)
    if found is None or (found["bare"] is not None and not after_bracket):
        return (), text
    names, others = names_before_titles(re.split(r"[\s,·ㆍ/]+", found["who"].strip()))
    if not names or (found["bare"] is not None and others):
        return (), text
    return tuple(names), text[found.end() :]
