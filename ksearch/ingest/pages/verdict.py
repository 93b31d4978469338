"""Is this page an article at all, and in which language?

Comes in: the tree of a page, what it declares and the lines that it shows. Goes out: why it is no
article, or ``None``; and whether a text is Korean, English or neither. Invariant: a page that says
when its article was published is refused for what it is only where it is a list all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ksearch.ingest.pages.masthead import is_paragraph
from ksearch.ingest.pages.whole import Shown
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.dates import labelled_dates, parse_date
from ksearch.ingest.prose.furniture import is_furniture
from ksearch.ingest.trees.markup import letters

__all__ = [
    "ENGLISH",
    "ERROR",
    "FOREIGN",
    "LIST",
    "NOTHING",
    "error_page",
    "link_list",
    "written_in",
]

LIST = "it is a list of links to articles, no article"
ERROR = "it is an error page, no article"
ENGLISH = "it is in English, no Korean article: --english reads it all the same"
FOREIGN = "its text is in another language, no Korean article"
NOTHING = "it holds no article"

_LONGEST_ERROR = 600  # letters that an error page shows, menus and all
_LINKS = 5
_SHORTEST_TITLE = 8  # letters of a link that may be a headline
_LEAST_HANGUL = 0.2  # of all letters: Korean news is full of Latin names, English news has none
_LEAST_LETTERS = 20  # that tell a language
_LONGEST_NOTICE = 80  # letters of a page that says its article is gone, and when it was published
_GONE = pattern(  # in the polite form, in which sites speak and papers do not report
    r"(?:기사|뉴스|게시물|콘텐츠|페이지)[이가은는를을]?\s?"
    r"(?:찾을\s?수\s?없|존재하지\s?않|삭제\s?(?:되었|됐|처리\s?되었))습니다"
    r"|(?:삭제(?:된|되었거나.{0,12})|존재하지\s?않는)\s?(?:기사|뉴스|게시물|콘텐츠|페이지)\s?입니다"
)
_ERROR = pattern(
    r"(?:페이지|기사|뉴스|콘텐츠|게시물|게시글|문서|글)[을를이가는은]?\s?(?:찾을\s?수\s?없|존재하지\s?않|삭제(?:되|된|됐)|없습니다)"
    r"|존재하지\s?않는\s?(?:페이지|기사|뉴스|콘텐츠|게시물|주소|URL)"
    r"|삭제(?:된|되었거나|됐거나)\s?(?:기사|뉴스|페이지|게시물|콘텐츠)"
    r"|잘못된\s?(?:접근|경로|주소|요청|URL)|(?:접근|접속)\s?권한이\s?없|비정상적인\s?(?:접근|접속)"
    r"|(?:서비스|시스템|서버)\s?(?:점검|오류|장애|에러)|일시적인?\s?(?:오류|장애|문제)"
    r"|페이지\s?(?:오류|에러)|오류\s?안내|이용에\s?불편을\s?드려"
    r"|(?:page|article)\s(?:was\s)?not\sfound|(?:internal\s)?server\serror|access\sdenied|bad\sgateway"
    r"|service\s(?:temporarily\s)?unavailable|(?:^|\D)(?:40[0134]|410|50[0234])\s(?:error|not|forbidden|bad|gone)"
    r"|^\W*(?:error\s)?(?:40[0134]|410|50[0234])\W*$|^\W*(?:error|forbidden|not\sfound)\W*$",
    re.IGNORECASE,
)
_HANGUL = pattern("[가-힣ㄱ-ㅎㅏ-ㅣ]")
_LATIN = pattern("[A-Za-z]")


def written_in(texts: Collection[str]) -> str | None:
    """``ko``, ``en``, or ``None`` for another language or for too little to tell.

    Other languages in Latin letters count as English.

    >>> written_in(["삼성전자(Samsung Electronics)는 AI 반도체를 내놓았다고 밝혔다."])
    'ko'
    >>> written_in(["SEOUL, Nov. 18 (Hankook) -- The first snow fell on the square."])
    'en'
    >>> written_in(["ソウルで初雪が降ったと気象庁が朝に発表しました。"]), written_in(["404"])
    (None, None)
    """
    text = "".join(letters(text) for text in texts)
    hangul = len(_HANGUL.findall(text))
    latin = len(_LATIN.findall(text))
    if len(text) < _LEAST_LETTERS:
        return "ko" if hangul else None
    if hangul >= _LEAST_HANGUL * len(text):
        return "ko"
    return "en" if latin * 2 > len(text) else None


def error_page(title: str, shown: Sequence[str], fields: Mapping[str, Any]) -> bool:
    """Whether a page says that what was asked for is not there; a dated article says no such thing.

    >>> error_page("한국소식", ["요청하신 페이지를 찾을 수 없습니다.", "홈으로"], {})
    True
    >>> error_page("페이지를 찾을 수 없습니다", ["눈이 왔다."], {"date_published": "2023-11-18"})
    False
    """
    if fields.get("date_published") or any(labelled_dates(text) != (None, None) for text in shown):
        return False
    if sum(len(letters(text)) for text in shown) > _LONGEST_ERROR:
        return False
    return any(map(_ERROR.search, (title, *shown)))


def is_gone(texts: Sequence[str]) -> bool:
    """Whether all that a page says in place of its article is that this is no longer there.

    >>> is_gone(["언론사의 요청으로 삭제된 기사입니다."]), is_gone(["[속보] 포털 서비스 장애"])
    (True, False)
    """
    if sum(len(letters(text)) for text in texts) > _LONGEST_NOTICE:
        return False
    return any(map(_GONE.search, texts))


def link_list(shown: Sequence[Shown], fields: Mapping[str, Any]) -> bool:
    """Whether an element shows headlines that are links rather than an article.

    An article may have related ones below it; a list has hardly a sentence for each of its links.
    """
    titles = {
        key for line in shown if line.linked and len(key := letters(line.text)) >= _SHORTEST_TITLE
    }
    if sum(one.linked and is_paragraph(two.text) for one, two in pairwise(shown)) >= _LINKS:
        return True  # a title, what it is about, a title …
    if len(titles) < _LINKS:
        return False
    plain = [line.text for line in shown if not line.linked and not is_furniture(line.text)]
    paragraphs = [text for text in plain if is_paragraph(text)]
    linked = sum(map(len, titles))
    said = sum(len(letters(text)) for text in paragraphs)
    if fields.get("date_published"):
        return linked > 2 * said
    dates = sum(1 for text in plain if _is_dated(text))
    return linked > said or (dates >= _LINKS and dates * 2 >= len(titles))


def _is_dated(text: str) -> bool:
    """Whether a line is a date, as each item of a list has one."""
    return labelled_dates(text) != (None, None) or (
        text[:1].isdigit() and parse_date(text) is not None
    )
