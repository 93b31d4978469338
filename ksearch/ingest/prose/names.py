"""Which words are the names of reporters, and which are media or places?

Comes in: words, or what a page says of its author. Goes out: names without their titles.
Invariant: a title (기자, 특파원), an address or a place is never part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.wordlists import words

__all__ = [
    "EMAIL",
    "EMAIL_SOURCE",
    "author_names",
    "is_medium",
    "is_place",
    "is_portal",
    "names_before_titles",
    "title_of",
]

EMAIL_SOURCE = r"\w[\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10}"
EMAIL = pattern(EMAIL_SOURCE, re.ASCII)

WORDS = 8192  # that are remembered: the same reporters sign again and again
_LONG_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
_TITLE = pattern(
    r"(?P<name>[가-힣]{2,4}?)??"
    r"(?:[가-힣]{0,5}?(?:전문|선임|인턴|수습|객원|시민|사진|영상|취재|대|촬영|통신))?"
    r"(?:기자|특파원|칼럼니스트|논설위원|통신원|리포터|PD|피디|에디터)"
)
_MEDIUM = pattern(
    r".*(?:일보|신문|뉴스\d?|방송|경제|저널|타임[스즈]|투데이|데일리안?|닷컴|통신|미디어|포스트|헤럴드"
    r"|매일|프레시안|오마이|뉴시스|뉴스핌|머니S?|[A-Za-z]{2,}|TV|라디오|매거진|프레스|온라인|편집[국부])"
)
_OF_PORTALS = (
    r"(?:뉴스|news|연예|엔터|entertain|스포츠|sports?|코리아|korea|닷컴|net|com|tv"
    r"|스타트|start|corp)"
)
# A company may publish under its own name; what the others are known for is what they show.
_PORTAL = pattern(
    r"(?:[nvm]|news|media)?"
    rf"(?:(?:네이버|naver|다음|daum|네이트|nate|msn|zum|줌|야후|yahoo){_OF_PORTALS}*"
    rf"|(?:구글|google|빙|bing|카카오|kakao|마이크로소프트|microsoft){_OF_PORTALS}+)"
)
_ADDRESS = pattern(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TEAM = pattern(r"[가-힣A-Za-z]{2,12}(?:팀|부|국|실|센터)")
_HANGUL_NAME = pattern(r"[가-힣]{2,4}")
_SPLIT = pattern(r"[,;/·ㆍ|&\n]+|\s+(?:and|및)\s+")


def is_place(word: str) -> bool:
    """Whether datelines use the word for a place.

    >>> is_place("서울"), is_place("백광석")
    (True, False)
    """
    return word in words("places")


@lru_cache(WORDS)
def is_medium(word: str) -> bool:
    """Whether the word looks like a newspaper, an agency, a desk of one.

    >>> is_medium("한국복지신문"), is_medium("온라인뉴스팀"), is_medium("홍길동")
    (True, True, False)
    """
    return _MEDIUM.fullmatch(word) is not None or _TEAM.fullmatch(word) is not None


@lru_cache(WORDS)
def is_portal(name: str) -> bool:
    """Whether it is a portal's name: it shows what others publish.

    >>> is_portal("네이버 뉴스"), is_portal("news.nate.com"), is_portal("Google News")
    (True, True, True)
    >>> is_portal("다음세대신문"), is_portal("카카오뉴스룸"), is_portal("Google")
    (False, False, False)
    """
    return _PORTAL.fullmatch("".join(filter(str.isalnum, name)).lower()) is not None


@lru_cache(WORDS)
def title_of(word: str) -> tuple[bool, str]:
    """Whether the word is a reporter's title, and the name written onto it.

    >>> title_of("기자"), title_of("홍길동기자"), title_of("선임기자"), title_of("서울시")
    ((True, ''), (True, '홍길동'), (True, ''), (False, ''))
    """
    found = _TITLE.fullmatch(word)
    if found is None:
        return False, ""
    name = found["name"] or ""
    return True, name if _is_name(name) else ""


def names_before_titles(line: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names that stand before titles, in order, and the words that are neither.

    >>> names_before_titles(["한국복지신문", "백광석", "김영희", "기자"])
    (['백광석', '김영희'], ['한국복지신문'])
    """
    names: list[str] = []
    others: list[str] = []
    waiting: list[str] = []
    for word in line:
        titled, name = title_of(word)
        if not titled:
            waiting.append(word)
            continue
        if name:
            waiting.append(name)
        run: list[str] = []
        while waiting and _is_name(waiting[-1], strict=bool(run)):
            run.append(waiting.pop())
        others += waiting
        waiting = []
        names += reversed(run)
    return names, others + waiting


def author_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The authors that a page declares, each once, without titles, places and addresses.

    >>> author_names(["홍길동 기자 (hong@news.kr), 김영희 특파원"]), author_names(["Jane Roe"])
    (('홍길동', '김영희'), ('Jane Roe',))
    """
    names: dict[str, None] = {}
    for text in texts:
        plain = _ADDRESS.sub(" ", EMAIL.sub(" ", text))
        found, _ = names_before_titles(re.sub(r"[^\w]+", " ", plain).split())
        if found:
            names.update(dict.fromkeys(found))
            continue
        for part in _SPLIT.split(plain):
            name = re.sub(r"[()\[\]<>]+", " ", part).strip(" .=:-▶").strip()
            name = re.sub(r"^(?:글|사진|취재|기자|by)\s*[=:]?\s+", "", name, flags=re.IGNORECASE)
            if name and ":" not in name:
                names[" ".join(name.split())] = None
    return tuple(names)


@lru_cache(WORDS)
def _is_name(word: str, *, strict: bool = True) -> bool:
    """A Korean name; ``strict`` asks for a surname, which a word next to a title need not show."""
    if not _HANGUL_NAME.fullmatch(word) or word in words("not_names") or word in words("places"):
        return False
    if _MEDIUM.fullmatch(word):
        return False
    if len(word) == len("남궁민수") or word.startswith(_LONG_SURNAMES):
        return word.startswith(_LONG_SURNAMES)
    return not strict or word[0] in words("surnames")
