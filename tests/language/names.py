"""Who wrote and printed it, and in which section."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

BRIDGE = Topic(
    (
        news(
            "river",
            "새 다리가 놓였다고 기자들에게 알렸다.",
            publisher="한강일보",
            authors=("김민지",),
            section="사회",
            date="2024-03-01",
        ),
        news(
            "two",
            "낡은 다리를 고친다.",
            publisher="한강일보",
            authors=("김민지", "이수현"),
            section="지역",
            date="2024-03-02",
        ),
        news(
            "spaced",
            "다리 위에서 음악회가 열렸다.",
            publisher="누리 통신",
            authors=("박 서준",),
            section="문화·생활",
            date="2024-03-03",
        ),
        news(
            "latin",
            "다리 공사비가 늘었다.",
            publisher="Daily Bridge",
            authors=("Kim Minji",),
            section="Economy",
            date="2024-03-04",
        ),
        news("nameless", "다리 밑에 물고기가 돌아왔다. 김민지 씨가 한강일보를 들고 있었다."),
    ),
    (
        Row("김민지", "nameless"),
        Row("기자:김민지", "two > river"),
        Row("기자: 김민지", "two > river"),
        Row("author:김민지", "two > river"),
        Row("기자:이수현", "two"),
        Row("기자:(이수현 | 박서준)", "two spaced"),
        Row("기자:(이수현 박서준)", "two spaced"),
        Row("기자:이수현 OR 기자:박서준", "two spaced"),
        Row("기자:김민지 기자:이수현", "two"),
        Row("기자:김민지 -기자:이수현", "river"),
        Row("기자:(김민지 -이수현)", "river"),
        Row("기자:박서준", "spaced"),
        Row('기자:"박 서준"', "spaced"),
        Row("author: kim", "latin"),
        Row('author:"KIM MINJI"', "latin"),
        Row("기자:김*", "two > river"),
        Row("기자:김민?", "two > river"),
        Row("기자:최유리", "-"),
        Row("언론사:한강일보", "two > river"),
        Row("언론사: 한강일보 고친다", "two"),
        Row("publisher:한강일보", "two > river"),
        Row("언론사:누리통신", "spaced"),
        Row('언론사:"누리 통신"', "spaced"),
        Row('publisher:"daily bridge"', "latin"),
        Row("언론사:한강*", "two > river"),
        Row("다리 -언론사:한강일보", "spaced latin nameless"),
        Row("언론사:(한강일보 | 누리통신)", "spaced > two > river"),
        Row("분야:사회", "river"),
        Row("section: economy", "latin"),
        Row("분야:(사회 지역)", "two > river"),
        Row("분야:문화", "spaced"),
        Row("다리 언론사:한강일보 분야:지역", "two"),
        Row("언론사:한강일보 -고친다", "river"),
        Row("제목:다리 언론사:한강일보", "-"),
        Row("본문:다리 기자:김민지, 놓였다", "river ? two"),
    ),
)

TOPICS = (BRIDGE,)
