"""By which id does an article go when it declares none?

Comes in: what is known of an article. Goes out: its id. Invariant: the same article read from the
same place gets the same id, and two records of one file that declare none get two. Where an article
has its origin is a text too: a file and a position in it, ``""`` where it has no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

import xxhash

__all__ = ["derived_id", "names_article", "origin"]

# Of such words are made the addresses of front pages (/, /index.html, /www, /ko/main.do …), of a
# section's list, and of what shows whichever article is asked for behind a question mark.
_COMMON = frozenset(
    (
        *("index", "main", "home", "default", "front", "intro", "start", "portal", "site", "web"),
        *("www", "m", "mobile", "pc", "news", "ko", "kor", "kr", "en", "eng"),
        *("view", "read", "list", "article", "articleview", "articlelist", "newsview", "news_view"),
        *("section", "category", "all", "latest", "politics", "economy", "society", "culture"),
        *(
            "world",
            "international",
            "sports",
            "entertainment",
            "opinion",
            "column",
            "life",
            "local",
        ),
        *("business", "finance", "it", "science", "photo", "video", "tv", "정치", "경제", "사회"),
        *(
            "문화",
            "국제",
            "스포츠",
            "연예",
            "오피니언",
            "생활",
            "지역",
            "전체",
            "속보",
            "사설",
            "칼럼",
        ),
    )
)
_PROGRAMS = frozenset(("php", "asp", "aspx", "jsp", "do", "cgi", "nhn"))
_DIGITS = 2  # of an anchor; an article's number has more
_NOT_SAID = ("utm_", "ref=", "from=", "fbclid=", "gclid=")  # parts of a query on how one came


def names_article(address: str) -> bool:
    """Whether an address may be an article's: not that of a front page, or a section's.

    Some sites declare those as the address of every page, some feeds as the link of every entry;
    some declare that of the program that shows their articles, without saying which.

    >>> names_article("https://paper.kr/1"), names_article("https://paper.kr/정치/첫눈")
    (True, True)
    >>> names_article("https://paper.kr/?p=7"), names_article("https://paper.kr/index.php?no=7")
    (True, True)
    >>> [names_article(f"https://paper.kr{path}") for path in ("", "/", "/www", "/ko/main.do?a=b")]
    [False, False, False, False]
    >>> names_article("https://paper.kr/politics"), names_article("https://paper.kr/news/사회/")
    (False, False)
    >>> names_article("http://a.kr/news/articleView.html"), names_article("http://a.kr/show.php")
    (False, False)
    """
    address, _, fragment = address.strip().partition("#")
    address, _, query = address.partition("?")
    _, scheme, rest = address.partition("://")
    path = rest.partition("/")[2] if scheme else address
    words = [word for word in path.lower().split("/") if word]
    name, _, ending = (words.pop() if words else "").partition(".")
    if any(word not in _COMMON for word in words) or any(map(str.isdigit, name)):
        return True
    if name and name not in _COMMON and ending not in _PROGRAMS:
        return True
    said = [part for part in query.split("&") if not part.lower().startswith(_NOT_SAID)]
    return any(map(str.isdigit, "".join(said))) or sum(map(str.isdigit, fragment)) > _DIGITS


def origin(file: str, position: int) -> str:
    """The place of an article in a file, as ids are made from it.

    Standard input and a dictionary have no place of their own: two pages piped one after the other
    would overwrite each other.

    >>> origin("a.jsonl", 3) == chr(0).join(["a.jsonl", "3"]), origin("-", 3), origin("", 3)
    (True, '', '')
    """
    return "" if file in {"", "-"} else f"{file}\0{position}"


def derived_id(url: str | None, place: str, texts: Iterable[str]) -> str:
    """The url that names it, else 16 hex digits of where the article has its origin or of its text.

    >>> derived_id(None, origin("pages/a.txt", 0), [])
    '946e90be84f87472'
    """
    if url and names_article(url):
        return url
    known = place or "\0".join(texts)
    return xxhash.xxh64_hexdigest(known.encode("utf-8", "surrogatepass"))
