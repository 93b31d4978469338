"""Which lines of a page's text are furniture: weather, menus, buttons, forms, footers?

Comes in: one line. Goes out: yes or no for each kind of furniture. Invariant: a line that holds a
sentence is never furniture.
"""

from __future__ import annotations

import re

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.wordlists import words

__all__ = [
    "heads_others",
    "is_bullet",
    "is_button",
    "is_caption",
    "is_comment_form",
    "is_footer",
    "is_furniture",
    "is_invitation",
    "is_menu",
    "is_picture_name",
    "is_section_name",
    "is_share",
    "is_weather",
    "stated_section",
]


_BULLET = pattern(r"[•·∙◦▪‣*-]\s+\S")
_WEATHER = pattern(
    r"(?:[•·*-]\s*)?[가-힣()\s]{0,20}-?[0-9]{1,2}(?:\.[0-9])?\s?(?:℃|°C?|도씨)|기상청\s?제공"
)
_SHARE = pattern(
    r"(?:[•·*-]\s*)?(?:해당된|이|현재|본)?\s?(?:기사|뉴스|페이지)?(?:를|을)?\s?(?:SNS로?\s?)?공유(?:합니다|하기|버튼)?"
    r"|(?:[•·*-]\s*)?(?:SNS\s?)?(?:기사\s?)?공유(?:하기)?"
)
_BUTTON = pattern(
    r"(?:[•·*-]\s*)?(?:페이스북|트위터|카카오톡|카카오스토리|네이버\s?밴드|밴드|라인|네이버\s?블로그|블로그|텔레그램|핀터레스트"
    r"|X|URL\s?(?:복사|공유)|링크\s?복사|주소\s?복사|(?:기사\s?)?(?:스크랩|저장|인쇄|프린트)(?:하기)?|이메일|메일\s?보내기"
    r"|(?:본문\s?)?글(?:자|씨)\s?(?:크기|키우기|줄이기|크게|작게)(?:\s?(?:조절|변경|설정))?|가|[+-]|글자크기\s?변경|북마크|번역(?:하기|\s?설정)?"
    r"|본문\s?듣기|기사\s?듣기|음성으로\s?듣기|댓글\s?[0-9]*|좋아요\s?[0-9]*|닫기|홈|로그인|회원가입|전체\s?메뉴|전체\s?기사"
    r"|검색|메뉴|마이페이지|구독(?:하기|신청)?|바로가기|본문\s?바로가기|메뉴\s?바로가기|뉴스\s?홈|RSS|PC\s?버전|TOP|기자명"
    r"|다른\s?기사\s?보기|(?:기사|뉴스)?\s?제보(?:하기)?|기사\s?도구\s?모음|(?:기사\s?)?(?:URL|주소|링크)[이가]\s?복사되었습니다\.?|신문\s?구독\s?신청|광고|AD|ADVERTISEMENT|논설위원|칼럼니스트|이전|다음|목록|조회수?\s?[0-9,]*)"
)
_FOOTER = pattern(
    r"(?:모바일\s?버전으로\s?보기|PC\s?버전(?:으로)?\s?보기|(?:.{1,12}의?\s)?다른\s?기사\s?보기.*|관련\s?(?:기사|뉴스)(?:\s?보기)?"
    r"|(?:가장\s?)?많이\s?본\s?(?:뉴스|기사)|(?:전체\s?)?댓글(?:\s?[0-9]+)?|댓글\s?(?:쓰기|달기|남기기)|이전\s?(?:기사|글).*|다음\s?(?:기사|글).*|맨\s?위로|목록(?:으로)?"
    r"|해당\s?언론사로\s?연결됩니다\.?|(?:회사|매체|신문사)\s?소개|개인정보\s?(?:처리|취급)\s?방침|청소년\s?보호\s?정책|이용\s?약관"
    r"|기사\s?제보|광고\s?문의|저작권\s?(?:보호\s?)?(?:정책|규약|안내)|이메일\s?무단\s?수집\s?거부|태그)"
)
# What heads a list of other articles; an article about the year may have such a heading, too.
_OTHERS = pattern(
    r"(?:(?:이\s?시각|오늘의|실시간|함께\s?(?:보면|읽으면)\s?좋은|당신[이을]\s?\S{2,8}\s?만한|\S{1,12})\s?)?"
    r"(?:주요|인기|추천|최신|핫|랭킹|많이\s?본)\s?(?:기사|뉴스|이슈)"
    r"|(?:이\s?시각|오늘의|실시간)\s?\S{0,6}\s?(?:기사|뉴스|이슈)"
    r"|함께\s?(?:보면|읽으면|볼)\s?\S{0,4}\s?(?:기사|뉴스)|당신[이을]\s?.{2,12}만한\s?(?:기사|뉴스|이슈)"
)
_ORNAMENTS = " ▶☞▷►■□◆◇★☆●○<>[]【】〈〉()"
# Invitations to subscribe, to follow, to report, to vote.
_INVITATION = pattern(
    r"[▶☞▷►▸◎★]\s?.{0,50}(?:구독(?:하기|신청|하세요)?|받아\s?보(?:기|세요)|바로\s?가기|친구\s?(?:맺기|추가)(?:하기)?"
    r"|팔로우(?:하기)?|앱\s?(?:다운로드|설치)(?:하기)?|앱에서|채널\s?추가(?:하기)?|뉴스레터|제보하기|블로그|홈페이지)"
    r"[\s\])>]*(?:\[?바로\s?가기\]?|클릭)?"
    r"|\[\s?.{2,14}\s?(?:앱\s?(?:다운로드|설치)|구독하기|바로\s?가기|블로그|페이스북|유튜브)\s?\]"
    r"|(?:\S{2,6}\s)?기자\s?(?:블로그|페이지|홈|구독(?:하기|중)?|응원(?:하기)?)|\+?\s?구독(?:중|\s?신청|자\s?(?:수\s?)?[0-9,.만천]+명?)?"
    r"|(?:카카오톡|카톡|이메일|전화)(?:으로|로)\s?제보(?:하기)?|제보는?\s?(?:카카오톡|카톡|이메일|전화)\s?\S{2,30}"
    r"|(?:추천|비추천|공감|비공감|싫어요|슬퍼요|화나요|훈훈해요|감동이에요|추천해요|응원해요|응원수|후속기사\s?원해요|쏠쏠정보|흥미진진|공감백배|분석탁월"
    r"|후속강추)\s?[0-9,]+"
    r"|이\s?기사를\s?(?:추천|공유)합니다[.!]?|이\s?기사의\s?댓글\s?정책을\s?결정합니다[.!]?|첨부\s?파일|목록\s?(?:보기|으로)|[▲↑]\s?위로"
    r"|(?:\S{1,8}\s)?(?:뉴스|기사)\s?(?:스크랩|요약)(?:하기)?"
    r"|이\s?기사는\s.{0,40}(?:표출|게재|출고|송고|노출|보도)된\s(?:\S{1,8}\s?)?(?:기사|콘텐츠|뉴스)입니다[.]?"
)
_PICTURE = pattern(
    r"\S.{0,120}\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg)(?:\s*[\[(][^\])]{1,24}[\])])*", re.IGNORECASE
)
_CAPTION = pattern(
    r"""
    [▲△▶◀]\s? .{2,300} (?:사진|제공|[ⓒ©]|자료|모습|전경|있다) .{0,30}
  | .{2,200} (?:/|[(\[<〈]) \s?(?:자료\s?)?사진\s?(?:=|제공|:|\s)? .{0,40}
  | [*※/(\[<〈]?\s?(?:자료\s?)?사진\s?(?:=|제공\s?=?|:|설명) .{1,300}
  | .{2,80} \s(?:자료)?제공\s?[)\]>]?
  | .{2,200} [ⓒ©] .{1,30}
  | (?:영상|촬영|화면|사진)\s?(?:기자|취재|편집|제공|출처|협조)?\s?[:：] .{2,80}  # who filmed it
    """,
    re.VERBOSE,
)
_BAR = pattern(r"[|｜│]|(?<=\s)ㅣ(?=\s)")
_LONGEST_ITEM = 16  # characters of an item of a menu
_JOINT = pattern(r"[·ㆍ/]")  # IT·과학, 정치/사회
# What stands in and above the form for comments.
_FORM = pattern(
    r"이\s?기사에\s?대한\s?댓글(?:\s?이야기)?\s?(?:[(\[]?\s?[0-9]+\s?[)\]]?)?"
    r"|자동\s?(?:등록|입력|가입)\s?방지(?:용|를\s?위해)?\s?[^.다]{0,24}[.!]?"
    r"|(?:총\s?)?[0-9]+개의\s?댓글|댓글을?\s?(?:입력|작성|남겨)\s?(?:해\s?)?주세요[.!]?"
    r"|로그인\s?(?:후|하시면)\s?댓글을?\s?(?:작성|쓰|남기|이용)\S{0,3}\s?(?:수\s?있습니다|가능\S{0,3})[.!]?"
    r"|이름\s?[:/]?\s?비밀번호|(?:현재\s?)?[0-9]+\s?/\s?(?:최대\s?)?[0-9]+\s?(?:자|byte|bytes)"
)
_STATED = pattern(
    r"(?:이|본|해당)\s?(?:기사|뉴스)는\s.{0,24}?(?P<section>[가-힣A-Za-z·ㆍ/]{1,12})"
    r"(?:\s?,\s?[가-힣A-Za-z·ㆍ/]{1,12}){0,4}\s?(?:섹션|분야|카테고리)으?로\s?분류"
    r"(?:했습니다|하였습니다|됐습니다|되었습니다|되어\s?있습니다)\.?"
)


def is_furniture(line: str) -> bool:
    """Whether the line is no part of an article wherever on the page it stands.

    >>> is_furniture("글자크기 변경"), is_furniture("정치 | 경제 | 사회"), is_furniture("첫눈.jpg")
    (True, True, True)
    """
    return (
        is_share(line)
        or is_button(line)
        or is_menu(line)
        or is_comment_form(line)
        or is_picture_name(line)
        or is_invitation(line)
    )


def is_invitation(line: str) -> bool:
    """Whether the line invites to subscribe, to follow, to report or to vote.

    >>> is_invitation("▶ 가람일보 구독하기"), is_invitation("기자 블로그"), is_invitation("공감 3")
    (True, True, True)
    >>> is_invitation("▶ 신청: 군청 누리집"), is_invitation("구독 경제"), is_invitation("새 블로그")
    (False, False, False)
    """
    return len(line) < 80 and _INVITATION.fullmatch(line) is not None  # noqa: PLR2004 - characters


def is_bullet(line: str) -> bool:
    """Whether the line is an item of a list: of a menu, above a headline.

    >>> is_bullet("• 맑음서울20.9℃"), is_bullet("서울시")
    (True, False)
    """
    return _BULLET.match(line) is not None


def is_weather(line: str) -> bool:
    """Whether the line is of a weather table.

    >>> is_weather("• 구름조금대구15.7℃"), is_weather("낮 기온이 20℃까지 올랐다.")
    (True, False)
    """
    return _WEATHER.fullmatch(line) is not None


def is_share(line: str) -> bool:
    """Whether the line offers to share the article.

    >>> is_share("• 해당된 기사를 공유합니다"), is_share("자전거를 공유합니다 시민들")
    (True, False)
    """
    return _SHARE.fullmatch(line) is not None


def is_button(line: str) -> bool:
    """Whether the line is a button or a menu that pages carry around an article.

    >>> is_button("페이스북"), is_button("글자크기 변경"), is_button("페이스북이 사과했다")
    (True, True, False)
    """
    return len(line) < 30 and _BUTTON.fullmatch(line) is not None  # noqa: PLR2004 - characters


def is_footer(line: str) -> bool:
    """Whether what follows the line is no longer the article.

    >>> is_footer("모바일 버전으로 보기"), is_footer("많이 본 뉴스"), is_footer("댓글이 많았다.")
    (True, True, False)
    """
    if len(line) >= 40:  # noqa: PLR2004 - characters
        return False
    bare = line.strip(_ORNAMENTS)
    return _FOOTER.fullmatch(bare) is not None or heads_others(line)


def heads_others(line: str) -> bool:
    """Whether the line may head a list of other articles; a crosshead may read the same.

    >>> heads_others("[가람일보 주요뉴스]"), heads_others("당신이 좋아할 만한 기사")
    (True, True)
    >>> heads_others("주요 뉴스를 정리했다."), heads_others("올해를 달군 주요 사건")
    (False, False)
    """
    bare = line.strip(_ORNAMENTS)
    return len(bare) < 30 and _OTHERS.fullmatch(bare) is not None  # noqa: PLR2004 - characters


def is_picture_name(line: str) -> bool:
    """Whether the line is the file name of a picture.

    >>> is_picture_name("총회 로고 2.jpg"), is_picture_name("로고를 바꿨다.")
    (True, False)
    """
    return _PICTURE.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Whether the line looks like the caption of a picture, by its mark or its credit.

    >>> is_caption("▲ 개막식에 모인 시민들. (사진=서울시)"), is_caption("총회장 전경 서울시 제공")
    (True, True)
    """
    return len(line) < 300 and _CAPTION.fullmatch(line) is not None  # noqa: PLR2004 - characters


def is_section_name(line: str) -> bool:
    """Whether the line is the name of a section, as pages usually have them.

    >>> is_section_name("문화"), is_section_name("문화재")
    (True, False)
    """
    names = words("section_names")
    return line in names or all(part in names for part in _JOINT.split(line))


def stated_section(line: str) -> str | None:
    """The section into which the line says that the article was put, as portals say it.

    >>> stated_section("이 기사는 언론사에서 생활, 문화 섹션으로 분류했습니다.")
    '생활'
    >>> stated_section("이 기사는 사회 분야로 분류됐지만 논란이 됐다.")
    """
    found = _STATED.fullmatch(line)
    return found["section"] if found else None


def is_menu(line: str) -> bool:
    """Whether the line is a menu: words with bars between, most of which menus are known to have.

    >>> is_menu("정치 | 경제 | 사회 | 독자마당"), is_menu("금 3 | 은 2 | 동 1")
    (True, False)
    """
    items = _items(line)
    if len(items) < 2 or max(map(len, items)) > _LONGEST_ITEM:  # noqa: PLR2004 - one is no menu
        return False
    known = sum(
        item in words("menu_words") or is_section_name(item) or is_button(item) or is_footer(item)
        for item in items
    )
    return known * 2 > len(items)


def _items(line: str) -> list[str]:
    """What stands between the bars of a line."""
    return [item for part in _BAR.split(line) if (item := part.strip())]


def is_comment_form(line: str) -> bool:
    """Whether the line is of the form in which readers comment.

    >>> is_comment_form("이 기사에 대한 댓글 (0) | 자동등록방지 숫자를 입력하세요!")
    True
    >>> is_comment_form("이 기사에 대한 댓글이 논란이 됐다.")
    False
    """
    if "댓글" not in line and "방지" not in line and "비밀번호" not in line and "/" not in line:
        return False
    items = _items(line)
    return any(map(_FORM.fullmatch, items)) and all(
        _FORM.fullmatch(item) or is_button(item) or is_footer(item) for item in items
    )
