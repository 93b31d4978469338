"""Where words stand: in the headline, the subheadline, the body or a caption."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

LIGHT = Topic(
    (
        news("headline", "섬마을에 어둠이 내렸다.", headline="등대 불이 꺼졌다"),
        news(
            "subheadline",
            "주민들이 손전등을 들었다.",
            headline="섬의 긴 밤",
            subheadline="등대 고장",
        ),
        news("body", "어부들은 등대를 보고 길을 찾는다.", headline="어부의 새벽"),
        news("caption", "해가 지자 배가 돌아왔다.", headline="항구의 저녁", caption="등대 앞의 배"),
        news("everywhere", "등대 불이 다시 켜졌다.", headline="등대 수리", caption="새 등대"),
    ),
    (
        Row("등대", "headline subheadline body caption everywhere"),
        Row("제목:등대", "headline everywhere"),
        Row("제목: 등대", "headline everywhere"),
        Row("제목 : 등대", "headline everywhere"),
        Row("제목：등대", "headline everywhere"),
        Row("headline:등대", "headline everywhere"),
        Row("Headline: 등대", "headline everywhere"),
        Row("title:등대", "headline everywhere"),
        Row("부제:등대", "subheadline"),
        Row("subheadline: 등대", "subheadline"),
        Row("본문:등대", "body everywhere"),
        Row("body:등대", "body everywhere"),
        Row("캡션:등대", "caption everywhere"),
        Row("caption: 등대", "caption everywhere"),
        Row("제목:등대 -본문:등대", "headline"),
        Row("등대 -제목:등대", "subheadline body caption"),
        Row("등대 NOT 제목:등대", "subheadline body caption"),
        Row("제목:-등대 등대", "subheadline body caption"),
        Row("제목:등대 OR 부제:등대", "headline subheadline everywhere"),
        Row("제목:(등대 | 새벽)", "headline everywhere body"),
        Row("제목:(등대 -수리)", "headline"),
        Row("제목:(등대 AND 불이)", "headline"),
        Row("제목:(새벽 | 캡션:등대)", "body caption everywhere"),
        Row('제목:"등대 불이"', "headline"),
        Row('본문:"등대 불이"', "everywhere"),
        Row('-본문:"등대 불이" 불이', "headline"),
        Row("제목:등대 불이", "headline everywhere"),
        Row("제목:등대 본문:켜졌다", "everywhere"),
        Row("캡션:등대 제목:항구", "caption"),
        Row("제목:주민", "-"),
        Row("본문:(어부들 | 주민들)", "body subheadline"),
        Row("사건:등대", "headline subheadline body caption everywhere"),
    ),
)

TOPICS = (LIGHT,)
