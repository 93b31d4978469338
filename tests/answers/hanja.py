"""Hanja: words by their reading, and what headlines abbreviate by what it stands for, both ways."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

INTEREST = Topic(
    {
        "us": "美 금리 동결… 내년 인하 시사\n위원들은 물가가 더 내려야 한다고 봤다.",
        "us-hangul": "미국 금리 동결… 내년 인하 시사\n위원들은 물가가 더 내려야 한다고 봤다.",
        "japan": "日 금리 17년 만에 올렸다\n위원들은 임금이 오른 것을 이유로 들었다.",
        "japan-hangul": "일본 금리 17년 만에 올렸다\n위원들은 임금이 오른 것을 이유로 들었다.",
        "bank": "신한銀 새 예금 내놓아\n가입 기간은 한 해부터 세 해까지다.",
        "bank-hangul": "신한은행 새 예금 내놓아\n가입 기간은 한 해부터 세 해까지다.",
    },
    (
        ("미국", "us us-hangul"),
        ("美", "us > us-hangul"),
        ("미국 금리", "us us-hangul ? japan japan-hangul"),
        ("美 금리", "us > us-hangul ? japan japan-hangul"),
        ("일본 금리", "japan japan-hangul ? us us-hangul"),
        ("금리 -미국", "japan japan-hangul"),
        ("금리 -日", "us us-hangul"),
        ('"미국 금리"', "us-hangul"),
        ('"美 금리"', "us"),
        ("신한은행", "bank bank-hangul"),
        ("신한銀", "bank > bank-hangul"),
    ),
)

PARTIES = Topic(
    {
        "ruling": "與 “예산안 다음 주 처리”\n원내대표가 아침 회의에서 말했다.",
        "opposition": "野 “예산안 다시 짜야”\n원내대표가 아침 회의에서 말했다.",
        "both": "與野 예산안 협상 시작\n원내대표들이 점심을 함께 먹었다.",
        "glued": "與당 예산안 공청회\n전문가 여섯이 나와 의견을 냈다.",
        "hangul": "여당 예산안 설명회\n의원들이 시장에서 상인을 만났다.",
    },
    (
        ("여당", "ruling glued hangul"),
        ("與", "ruling glued > hangul"),
        ("야당", "opposition"),
        ("여야", "both"),
        ("與野", "both"),
        ("예산안 -여당", "opposition both"),
    ),
)

PERSONS = Topic(
    {
        "alone": "尹, 다음 주 유럽 순방\n대변인이 오후에 일정을 알렸다.",
        "office": "尹대통령 유럽 순방 마치고 귀국\n공항에는 장관들이 나왔다.",
        "named": "윤석열 유럽 순방 뒷이야기\n수행원들이 회고담을 책으로 엮었다.",
        "other": "李, 다음 주 시장 방문\n대변인이 오후에 일정을 알렸다.",
    },
    (
        ("윤석열", "named alone office"),
        ("尹", "alone office > named"),
        ("尹대통령", "office ? alone named"),
        ("이재명", "other"),
        ("윤석열 유럽", "named alone office"),
    ),
)

ABROAD = Topic(
    {
        "pair": "韓美 정상 통화\n두 정상은 한 시간 남짓 이야기했다.",
        "pair-hangul": "한미 정상 통화\n두 정상은 한 시간 남짓 이야기했다.",
        "north": "北 미사일 또 쏘았다\n합참은 동해에 떨어졌다고 밝혔다.",
        "north-glued": "北미사일 또 쏘았다\n합참은 동해에 떨어졌다고 밝혔다.",
        "against": "對北 제재 길어진다\n위원회는 만장일치로 뜻을 모았다.",
        "during": "회의中 자리를 뜬 위원\n위원회는 이유를 묻기로 했다.",
    },
    (
        ("한미", "pair pair-hangul"),
        ("韓美", "pair > pair-hangul"),
        ("북한", "north north-glued against"),
        ("북한 미사일", "north north-glued ? against"),
        ("대북", "against"),
        ("대북 제재", "against"),
        ("미국", "pair"),
    ),
)

WORDS = Topic(
    {
        "republic": "大韓民國 정부 수립을 기념하는 우표가 나왔다.",
        "republic-hangul": "대한민국 정부 수립을 기념하는 우표가 나왔다.",
        "woman": "女子 배구단이 새 체육관에서 첫 경기를 치렀다.",
        "elders": "老人 복지관이 문을 열어 주민들이 반겼다.",
        "theory": "理論 물리학자가 강연에서 별의 나이를 말했다.",
        "loan": "不實 대출을 막을 법안이 위원회를 통과했다.",
        "small": "中企 수출이 석 달째 늘었다고 협회가 알렸다.",
        "compatible": "\uf981性 발명가들이 모여 전시회를 연다.",
    },
    (
        ("대한민국", "republic republic-hangul"),
        ("大韓民國", "republic > republic-hangul"),
        ('"대한민국"', "republic-hangul"),  # in quotes, letters are meant
        ('"大韓民國"', "republic"),
        ("여자", "woman"),
        ("노인", "elders"),
        ("이론", "theory"),
        ("부실", "loan"),
        ("중소기업", "small"),
        ("중기", "small"),
        ("女性", "compatible"),
        ("여성", "compatible"),
    ),
)

PARTED = Topic(
    {
        "shares": "건설株 이틀째 올라\n증시가 문을 닫을 때까지 값이 올랐다.",
        "shares-hangul": "건설주 이틀째 올라\n증시가 문을 닫을 때까지 값이 올랐다.",
        "bank-shares": "은행株 이틀째 내려\n증시가 문을 닫을 때까지 값이 내렸다.",
        "car": "전기車 보조금 줄어든다\n지원금 액수는 내년에 정한다.",
        "car-hangul": "전기차 보조금 줄어든다\n지원금 액수는 내년에 정한다.",
        "building": "건설 현장에 주차장이 들어선다.",
        "state": "大韓民國政府 수립을 알린 벽보가 나왔다.",
        "state-hangul": "대한민국정부 수립을 알린 벽보가 나왔다.",
    },
    (
        ("건설주", "shares shares-hangul ? building"),
        ("건설주가", "shares shares-hangul ? building"),
        ("건설株", "shares > shares-hangul"),
        ("전기차", "car car-hangul"),
        ("이틀째 -건설주", "bank-shares"),
        ("대한민국정부", "state state-hangul"),
        ('"건설주"', "shares-hangul"),
    ),
)

FORMER = Topic(
    {
        "hanja": "前 장관이 책을 냈다.",
        "glued": "前장관이 시집을 냈다.",
        "hangul": "전 장관이 소설을 냈다.",
        "now": "現 장관이 논문을 냈다.",
    },
    (
        ("전 장관", "hangul > hanja glued ? *"),
        ("전 AND 장관", "hangul > hanja glued"),
        ("장관 -전", "now"),
        ("현 AND 장관", "now"),
    ),
)

TOPICS = (INTEREST, PARTIES, PERSONS, ABROAD, WORDS, PARTED, FORMER)
