"""Foreign words in any usual spelling, alone, with a particle and inside compounds."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

CONTENTS = Topic(
    {
        "standard": "방송사가 새 콘텐츠를 내놓았다.",
        "other": "출판사가 새 컨텐츠를 내놓았다.",
        "compound": "도청이 콘텐츠산업을 키운다.",
        "compound-other": "군청이 컨텐츠산업을 키운다.",
        "far": "극장이 새 포스터를 내놓았다.",
    },
    (
        ("콘텐츠", "standard compound > other compound-other"),
        ("컨텐츠", "other compound-other > standard compound"),
        ("컨텐츠를", "other compound-other > standard compound"),
        ("콘텐츠산업", "compound > compound-other ? standard other"),
        ("컨텐츠산업", "compound-other > compound ? standard other"),
        ("내놓았다 -콘텐츠", "far"),
        ("내놓았다 -컨텐츠", "far"),
        ('"컨텐츠"', "other compound-other"),
        ('내놓았다 -"컨텐츠"', "standard far"),
    ),
)

PLACES = Topic(
    {
        "standard": "라스베이거스에서 전시회가 열린다.",
        "other": "라스베가스에서 음악회가 열린다.",
        "kyiv": "키이우에서 회담이 열린다.",
        "kiev": "키예프에서 연주회가 열린다.",
        "elsewhere": "로스앤젤레스에서 대회가 열린다.",
    },
    (
        ("라스베이거스", "standard > other"),
        ("라스베가스", "other > standard"),
        ("라스베가스의", "other > standard"),
        ("키예프", "kiev > kyiv"),
        ("키이우", "kyiv > kiev"),
        ("열린다 -라스베가스", "kyiv kiev elsewhere"),
    ),
)

MESSAGES = Topic(
    {
        "standard": "시장이 새해 메시지를 냈다.",
        "other": "총장이 새해 메세지를 냈다.",
        "leader": "감독의 리더십이 빛났다.",
        "leader-other": "주장의 리더쉽이 빛났다.",
        "chocolate": "가게가 초콜릿을 나누었다.",
        "chocolate-other": "빵집이 초콜렛을 나누었다.",
        "massage": "병원이 마사지 강좌를 열었다.",
    },
    (
        ("메시지", "standard > other"),
        ("메세지", "other > standard"),
        ("리더쉽", "leader-other > leader"),
        ("리더십을", "leader > leader-other"),
        ("초콜렛", "chocolate-other > chocolate"),
        ("마사지", "massage"),
    ),
)

RULES = Topic(
    {
        "standard": "감독이 인터랙션 기법을 설명했다.",
        "other": "학생이 인터렉션 수업을 들었다.",
        "street": "청년들이 월드스트리트 공연을 열었다.",
        "street-short": "상인들이 월드스트릿 장터를 열었다.",
        "firm": "쌍용차 공장이 다시 문을 열었다.",
        "vans": "상용차 공장이 다시 문을 닫았다.",
    },
    (
        ("인터랙션", "standard > other"),
        ("인터렉션을", "other > standard"),
        ("기법 -인터렉션", ""),
        ('"인터렉션"', "other"),
        ("쌍용차", "firm"),
        ("상용차", "vans"),
        ("공장 -쌍용차", "vans"),
    ),
)

TOPICS = (CONTENTS, PLACES, MESSAGES, RULES)
