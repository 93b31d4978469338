"""Affixes keep their meaning: 비급여 is not 급여, though the bare noun may find it, behind."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

INSURANCE = Topic(
    {
        "covered": "척추 치료가 다음 달부터 급여 항목이 된다고 병원이 알렸다.",
        "uncovered": "척추 치료가 다음 달에도 비급여 항목이라고 병원이 알렸다.",
    },
    (
        ("비급여", "uncovered"),
        ("비급여를", "uncovered"),
        ("급여", "covered ? uncovered"),
        ("급여 -비급여", "covered"),
        ("척추 급여", "covered ? uncovered"),
    ),
)

AGE = Topic(
    {
        "grown": "가게는 성년자인지 확인하고 술을 팔아야 한다고 구청이 알렸다.",
        "minor": "가게는 미성년자인지 확인하고 술을 팔지 말라고 구청이 알렸다.",
    },
    (("미성년자", "minor"), ("성년자", "grown ? minor"), ("성년자 -미성년자", "grown")),
)

GUILT = Topic(
    {
        "accused": "경찰은 대표의 횡령 혐의를 확인해 사건을 넘겼다.",
        "cleared": "경찰은 대표의 횡령에 무혐의 결론을 내려 사건을 끝냈다.",
    },
    (
        ("무혐의", "cleared"),
        ("혐의", "accused ? cleared"),
        ("횡령 무혐의", "cleared ? accused"),
        ("횡령 혐의", "accused ? cleared"),
        ("혐의 -무혐의", "accused"),
    ),
)

WORK = Topic(
    {
        "regular": "공장은 내년부터 정규직 사원만 뽑겠다고 밝혔다.",
        "temporary": "공장은 내년부터 비정규직 사원만 뽑겠다고 밝혔다.",
        "open": "이사회는 회의를 공개로 열기로 뜻을 모았다.",
        "closed": "이사회는 회의를 비공개로 열기로 뜻을 모았다.",
        "finished": "화가는 완성 작품만 전시에 내놓겠다고 했다.",
        "unfinished": "화가는 미완성 작품만 전시에 내놓겠다고 했다.",
    },
    (
        ("비정규직", "temporary"),
        ("정규직", "regular ? temporary"),
        ("비공개", "closed"),
        ("공개", "open ? closed"),
        ("미완성", "unfinished"),
        ("완성", "finished ? unfinished"),
    ),
)

KEPT = Topic(
    {
        "affixed": "시는 낡은 상가의 디지털화를 서두르겠다고 했다.",
        "bare": "시는 낡은 상가의 디지털 전환을 서두르겠다고 했다.",
        "people": "시민들이 낡은 상가를 걸으며 가게를 둘러보았다.",
    },
    (
        ("디지털화", "affixed"),
        ("디지털", "bare affixed"),
        ("시민", "people"),
        ("시민들", "people"),
    ),
)

TOPICS = (INSURANCE, AGE, GUILT, WORK, KEPT)
