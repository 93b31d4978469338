"""Is this line a byline, and whose?

Comes in: one line, or the words behind the last sentence of a body. Goes out: a ``Byline``, or
``None`` where the line says anything else. Invariant: a line that holds a sentence is no byline.
"""

from __future__ import annotations

from dataclasses import dataclass

from ksearch.ingest.patterns import any_of, pattern
from ksearch.ingest.prose.names import EMAIL, is_medium, is_place, names_before_titles, title_of
from ksearch.ingest.prose.wordlists import words

__all__ = ["LONGEST", "TITLES", "Byline", "may_be_desk", "read_byline"]

LONGEST = 150  # characters; three reporters with their addresses take about 120

TITLES = (
    *("기자", "특파원", "칼럼니스트", "논설위원", "통신원"),
    *("리포터", "PD", "피디", "에디터"),
)
_TITLES = any_of(*TITLES)
_PHONE = pattern(r"\(?0\d{1,2}\)?[-.)]\s?\d{3,4}-\d{4}")
_BETWEEN = pattern(r"[\s<>\[\](){}【】〈〉,/·ㆍ|｜│ㅣ&=:;▶■◆●*+_~\-]+")
_PLACED = pattern(r"([가-힣]{2,6})\s?=")
_SENTENCE = pattern(r"[가-힣][.?!]|[?!]")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line says wrote the article; both may be empty (an e-mail address by itself)."""

    authors: tuple[str, ...] = ()
    publisher: str | None = None


def read_byline(line: str, publisher: str | None = None) -> Byline | None:
    """The byline that the whole line is; ``publisher`` is the known one, if any.

    >>> read_byline("한국복지신문 홍길동 기자 hong@news.kr")
    Byline(authors=('홍길동',), publisher='한국복지신문')
    >>> read_byline("[홍길동 기자 / 김영희 기자]").authors
    ('홍길동', '김영희')
    >>> read_byline("hong@news.kr"), read_byline("홍길동 기자가 상을 받았다.")
    (Byline(authors=(), publisher=None), None)
    """
    if len(line) > LONGEST:
        return None
    mailed = "@" in line
    if not mailed and not _TITLES.search(line):
        return read_desk(line)
    plain = EMAIL.sub(" ", line) if mailed else line
    if (mailed and plain == line) or _SENTENCE.search(plain):
        return None
    said = [word.strip(".") for word in _BETWEEN.split(_PHONE.sub(" ", plain))]
    labels = words("labels")
    said = [word for word in said if word and word not in labels]
    names, others = names_before_titles(said)
    titled = any(title_of(word)[0] for word in said)
    media = [word for word in others if is_medium(word) and not is_place(word)]
    if mailed and not titled and len(others) == 1 and not media:
        names, _ = names_before_titles([*others, "기자"])
        others = [word for word in others if word not in names]
    placed = {*media, *_PLACED.findall(plain)}  # 가람=홍길동 기자
    strangers = [
        word for word in others if not (is_place(word) or word in placed or word == publisher)
    ]
    # An address or brackets show a byline: a word nobody knows is then a desk or a place.
    allowed = 1 + bool(names) if mailed or line[:1] in "[<(【/" else 0
    if len(strangers) > allowed or not (mailed or names):
        return None
    return Byline(tuple(dict.fromkeys(names)), media[0] if media else None)


def read_desk(line: str) -> Byline | None:
    """A desk that signs in place of a person.

    >>> read_desk("온라인뉴스팀"), read_desk("정부는 대책팀")
    (Byline(authors=(), publisher=None), None)
    """
    if not may_be_desk(line):
        return None
    bare = _BETWEEN.sub("", line)
    return Byline() if _DESK.fullmatch(bare) else None


def may_be_desk(line: str) -> bool:
    """Whether the last character lets the line be a desk, as few do.

    >>> may_be_desk("[편집국]"), may_be_desk("온라인뉴스팀"), may_be_desk("비가 왔다.")
    (True, True, False)
    """
    last = line[-1:]
    return last in _DESK_ENDS or not (last in _SENTENCE_ENDS or last.isalnum())


_DESK_ENDS = "팀부국ㆍ"  # the last is a letter to Unicode, and stands between words
_SENTENCE_ENDS = ".?!…\"'”’"  # none of them stands between words
_DESK = pattern(
    r"(?:온라인|디지털|인터넷|모바일)(?:뉴스|콘텐츠|이슈|편집)?(?:팀|부|국)|편집국|(?:뉴스|보도)팀"
)
