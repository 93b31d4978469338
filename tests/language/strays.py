"""What people type with marks is a word: it finds what is written so."""

from __future__ import annotations

from tests.language.cases import Row, Topic, news

__all__ = ["TOPICS"]

TYPED = Topic(
    (
        news("cpp", "학생들이 C++ 언어를 배운다."),
        news("rnd", "회사는 R&D 예산을 늘렸다."),
        news("exclusive", "왕궁 터가 나왔다.", headline="[단독] 옛 왕궁 터 찾았다"),
        news("percent", "금리가 3.5%로 올랐다."),
        news("service", "냉장고 A/S 기사가 다녀갔다."),
        news("tag", "#해시태그 운동이 번졌다."),
        news("company", "(주)가람이 상장했다."),
        news("ages", "10~20대 손님이 늘었다."),
        news("time", "열차는 09:30에 떠난다."),
        news("talks", "한-미 회담이 열렸다."),
        news("court", "[판결] 법원은 죄가 없다고 했다 (종합)"),
    ),
    (
        Row("C++", "cpp"),
        Row("c++ 언어", "cpp"),
        Row('"C++"', "cpp"),
        Row("R&D", "rnd"),
        Row("R&D 예산", "rnd"),
        Row("예산 -R&D", "-"),
        Row("[단독]", "exclusive"),
        Row("[단독] 왕궁", "exclusive"),
        Row("단독", "exclusive"),
        Row("3.5%", "percent"),
        Row("금리 3.5%", "percent"),
        Row("A/S", "service"),
        Row("냉장고 A/S 기사", "service"),
        Row("#해시태그", "tag"),
        Row("해시태그", "tag"),
        Row("(주)가람", "company"),
        Row("(주)가람 상장", "company"),
        Row("10~20대", "ages"),
        Row("09:30", "time"),
        Row("한-미", "talks"),
        Row("한-미 회담 …", "talks"),
        Row("… 회담", "talks"),
        Row('회담 "', "talks"),
        Row("(회담", "talks"),
        Row("회담)", "talks"),
        Row("회담 )(", "talks"),
        Row("- 회담 -", "talks"),
        Row("[판결] 죄 (종합)", "court"),
        Row("회담?", "talks"),
        Row("회담!", "talks"),
        Row("^회담^", "talks"),
        Row("~회담~", "talks"),
        Row(":회담:", "talks"),
        Row("&& 회담", "talks"),
        Row("제목: -", "-"),
    ),
)

TOPICS = (TYPED,)
