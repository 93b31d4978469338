"""Numbers with units, days, shares: one value in any spelling; no words that look like numbers."""

from __future__ import annotations

from tests.answers.cases import Topic

__all__ = ["TOPICS"]

BUDGET = Topic(
    {
        "spoken": "항만 공사에 1조 2천억 원이 들어간다.",
        "spoken-glued": "철도 공사에 1조2천억원이 들어간다.",
        "digits": "도로 공사에 1조 2000억 원이 들어간다.",
        "digits-glued": "교량 공사에 1조2000억원이 들어간다.",
        "decimal": "공항 공사에 1.2조원이 들어간다.",
        "all-digits": "터널 공사에 12000억 원이 들어간다.",
        "commas": "하천 공사에 1조2,000억원이 들어간다.",
        "less": "항구 공사에 2천억 원이 들어간다.",
        "more": "운하 공사에 11조 2천억 원이 들어간다.",
        "other": "댐 공사에 1조 2천만 원이 더 들어간다.",
        "bare": "둑 공사에 1조 원이 들어간다.",
    },
    (
        ("1조2천억원", "spoken spoken-glued digits digits-glued decimal all-digits commas"),
        ("1조 2천억원", "spoken spoken-glued digits digits-glued decimal all-digits commas ? *"),
        ("1조2000억", "spoken spoken-glued digits digits-glued decimal all-digits commas"),
        ("1.2조", "spoken spoken-glued digits digits-glued decimal all-digits commas"),
        ("12000억원", "spoken spoken-glued digits digits-glued decimal all-digits commas"),
        ("1조2,000억원", "spoken spoken-glued digits digits-glued decimal all-digits commas"),
        ("공사 -1.2조", "less more other bare"),
        ("공사 -1조2천억원", "less more other bare"),
        ("공사 -(1조 2천억원)", "less more other bare"),
        ('"1조2천억원"', "spoken-glued"),
        ('"1.2조원"', "decimal"),
    ),
)

PEOPLE = Topic(
    {
        "commas": "마라톤에 3,452명이 나섰다.",
        "plain": "자전거 대회에 3452명이 나섰다.",
        "apart": "걷기 대회에 3452 명이 나섰다.",
        "spoken": "수영 대회에 3천452명이 나섰다.",
        "tail": "달리기 대회에 452명이 나섰다.",
        "head": "낚시 대회에 3명이 나섰다.",
        "longer": "등산 대회에 13,452명이 나섰다.",
        "thousand": "줄넘기 대회에 5천 명이 나섰다.",
        "thousand-digits": "씨름 대회에 5000명이 나섰다.",
        "thousand-commas": "윷놀이 대회에 5,000명이 나섰다.",
    },
    (
        ("3,452명", "commas plain apart spoken"),
        ("3452명", "commas plain apart spoken"),
        ("3452명이", "commas plain apart spoken"),
        ("3,452", "commas plain apart spoken"),
        ("452명", "tail ? spoken"),
        ("5천명", "thousand thousand-digits thousand-commas"),
        ("5천 명", "thousand thousand-digits thousand-commas ? *"),
        ("5,000명", "thousand thousand-digits thousand-commas"),
        ("대회 -3,452명", "tail head longer thousand thousand-digits thousand-commas"),
        ('"3,452명"', "commas plain"),
    ),
)

DAYS = Topic(
    {
        "dotted": "12·3 계엄의 밤을 다룬 영화가 걸린다.",
        "point": "12.3 계엄의 밤을 다룬 연극이 오른다.",
        "middle": "12ㆍ3 계엄의 밤을 다룬 소설이 나온다.",
        "korean": "지난 2024년 12월 3일 밤에 눈이 내렸다.",
        "numeric": "행사는 2024.12.3에 열렸다.",
        "iso": "기록은 2024-12-03에 남았다.",
        "month": "행사는 12월 3일에 열린다.",
        "other": "5·18 정신을 기리는 노래가 불렸다.",
        "longer": "1월 3일 밤에 눈이 내렸다.",
    },
    (
        # 12월 3일 is the day that 12·3 is named for.
        ("12·3", "dotted point middle month korean numeric"),
        ("12.3", "dotted point middle month korean numeric"),
        ("12·3 계엄", "dotted point middle ? month korean numeric *"),
        ("12.3 계엄", "dotted point middle ? month korean numeric *"),
        ("2024년 12월 3일", "korean > numeric iso ? *"),
        ("2024-12-03", "iso numeric korean"),
        ("2024.12.3", "iso numeric korean"),
        ("12월 3일", "korean month ? *"),
        ("12월3일", "korean month"),
        ("1월 3일", "longer ? *"),
        ("5·18", "other"),
        ("밤 -12·3", "longer"),
    ),
)

SHARES = Topic(
    {
        "sign": "지지율이 3.5% 올랐다.",
        "word": "물가가 3.5퍼센트 올랐다.",
        "colloquial": "금리가 3.5프로 올랐다.",
        "points": "투표율이 3.5%포인트 올랐다.",
        "points-short": "출산율이 3.5%p 올랐다.",
        "other": "환율이 13.5% 올랐다.",
        "tail": "매출이 0.5% 올랐다.",
        "version": "새 규격 3.5판이 나왔다.",
    },
    (
        ("3.5%", "sign word colloquial ? points points-short version"),
        ("3.5퍼센트", "word sign colloquial ? points points-short version"),
        ("3.5%포인트", "points points-short ? sign word colloquial"),
        ("13.5%", "other"),
        ("0.5%", "tail"),
    ),
)

LOOKALIKES = Topic(
    {
        "met": "두 정상이 만났다.",
        "ten-thousand": "섬에 1만 그루를 심었다.",
        "ten-thousand-digits": "뭍에 10,000그루를 심었다.",
        "slowly": "배가 천천히 떠났다.",
        "thousand": "책 1000권을 옮겼다.",
        "this": "이 나무는 늙었다.",
        "two": "나무 2그루를 옮겼다.",
        "hundred-million": "땅값이 1억 원을 넘었다.",
        "suppress": "시위를 억눌렀다.",
    },
    (
        ("만났다", "met"),
        ("만나다", "met"),
        ("천천히", "slowly"),
        ("이", "this"),
        ("억눌렀다", "suppress"),
        ("1만그루", "ten-thousand ten-thousand-digits"),
        ("10,000그루", "ten-thousand ten-thousand-digits"),
        ("1천권", "thousand"),
        ("2그루", "two"),
    ),
)

TOPICS = (BUDGET, PEOPLE, DAYS, SHARES, LOOKALIKES)
