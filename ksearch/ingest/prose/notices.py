"""Is this line a notice of the publisher rather than news: copyright, the end mark, a credit sign?

Comes in: one line. Goes out: yes or no, and the publisher that a copyright line names. Invariant: a
sentence about copyright (``무단전재를 금지했다.``) is news.
"""

from __future__ import annotations

import re

from ksearch.ingest.patterns import any_of, pattern
from ksearch.ingest.prose.names import is_portal

__all__ = ["HINTS", "LONGEST", "copyright_holder", "is_notice"]

LONGEST = 200  # characters

_MARK = r"(?:저작권자|copyrights?|ⓒ|©|Ⓒ|\(c\))"
_FORBIDDEN = r"금(?:지|함|합니다|지합니다|지함)"
_NOTICE = pattern(
    rf"""
    [\s<\[(【〈※\-*▶]* (?:
        {_MARK} .{{0,110}}? (?:무단|재배포|전재|{_FORBIDDEN}|reserved) .{{0,80}}
      | [^.]{{0,40}} {_MARK} .{{0,60}} 무단 .{{0,60}} {_FORBIDDEN} [^가-힣]{{0,8}}
      | [^다]{{0,60}} 무단\s*(?:전재|복제|배포|사용)[^다]{{0,60}} {_FORBIDDEN} [^가-힣]{{0,8}}
      | [^다]{{0,40}} 재판매\s*및\s*DB\s*{_FORBIDDEN} [^가-힣]{{0,8}}
      | [^.다]{{0,40}} [<(\[] \s? {_MARK} .{{0,110}} {_FORBIDDEN} \s? [>)\]]
        [^가-힣]{{0,24}} (?:송고)?
      | {_MARK}(?:\s?{_MARK})*\s?[^.]{{1,30}}\.?
      | .{{0,20}} (?:기사\s?문의|기사\s?제보|보도자료)\s?및\s?(?:제보|문의|보도자료) .{{0,60}}
      | [<(\[]?끝[>)\]]
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
HINTS = (  # no line without one of them is a notice
    *("무단", "재판매", "끝", "제보", "ⓒ", "©", "Ⓒ", "(c)", "(C)"),
    *("저작권", "copyright", "Copyright", "COPYRIGHT"),
)
_HINTS = any_of(*HINTS)
_OWNS = pattern(r"무단|저작권|copyright|reserved", re.IGNORECASE)  # ⓒ alone credits a photograph
_HOLDER = pattern(
    rf"{_MARK}[\sⓒ©Ⓒ:]*(?P<holder>\w[\w·]{{1,14}}(?: [\w·]{{1,10}}){{0,2}}?)"
    r"\s*(?:[&(,.]|무단|All\b|$)",
    re.IGNORECASE,
)


def is_notice(line: str) -> bool:
    """Whether the whole line is a notice.

    >>> is_notice("저작권자 © 한국신문 무단전재 및 재배포 금지"), is_notice("무단전재를 금지했다.")
    (True, False)
    """
    if len(line) > LONGEST or not _HINTS.search(line):
        return False
    return _NOTICE.fullmatch(line.strip()) is not None


def copyright_holder(line: str) -> str | None:
    """Whom a copyright line names, unless that is a portal.

    >>> copyright_holder("저작권자 © 한국복지신문 무단전재 및 재배포 금지")
    '한국복지신문'
    """
    if not _OWNS.search(line):
        return None
    found = _HOLDER.search(line)
    holder = found["holder"].strip() if found else None
    return None if holder is None or is_portal(holder) else holder
