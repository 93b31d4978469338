"""Numbers, days and words are also written in other ways, and those mean the same."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis import Analyzer, Origin, TermSpan
from ksearch.plan.variants import VariantKind, variants
from ksearch.plan.variants.hanja_forms import hanja_forms
from ksearch.plan.variants.respellings import respellings
from ksearch.plan.variants.stems import stem_variant


def _nowhere(_: str) -> int:
    return 0


def _texts(query: str) -> list[str]:
    return [variant.text for variant in variants(query.split(), Analyzer(), _nowhere)]


@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from(
                    "한동훈은컨트롤러스즈쓰트프크주차전弗株美大韓民國０1２.,·억조만천명%aＺ-’"
                ),
                st.characters(exclude_categories=["Cs"]),
            ),
            min_size=1,
            max_size=9,
        ).filter(lambda word: not word.isspace()),
        max_size=4,
    )
)
def test_any_words_have_variants_of_words_that_are_there(
    analyzer: Analyzer, words: list[str]
) -> None:
    """In an archive that has every term, whatever is typed; a variant says something, and where."""
    for variant in variants(words, analyzer, lambda _: 1):
        assert 0 <= variant.first < variant.first + variant.count <= len(words)
        assert variant.text.strip()
        if variant.kind is not VariantKind.HANJA:  # the word itself, as one term
            assert variant.text not in words[variant.first : variant.first + variant.count]


def test_rows_of_the_table_stand_in_one_line() -> None:
    """Single letters with dots between; what stands behind the last dot may have several."""
    text = files("ksearch.plan.variants").joinpath("listed.txt").read_text("utf-8")
    lines = [line.removeprefix("> ").split() for line in text.splitlines() if line[:1] != "#"]
    rows = [row for line in lines for row in line]
    assert len(rows) == len(set(rows)) > 100
    for row in rows:
        parts = row.split("·")
        assert len(parts) > 1
        assert all(len(part) == 1 for part in parts[:-1])


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("한미는", {"한·미", "韓美", "韓·美"}),
        ("한ㆍ미는", {"한미", "韓美", "韓·美"}),
        ("美中", {"미중", "미·중", "美·中"}),
        ("한미정상회담", {"한·미 정상회담", "韓美정상회담", "韓·美 정상회담"}),
        ("재·보궐선거에서", {"재보궐선거"}),
        ("한일", set()),
        ("한·일", {"한일", "韓日", "韓·日"}),
        ("경제·사회", set()),
        ("무한미디어", set()),
    ],
)
def test_a_row_has_the_other_ways_to_write_it(typed: str, others: set[str]) -> None:
    found = variants([typed], Analyzer(), _nowhere)
    assert {one.text for one in found if one.kind is VariantKind.LISTED} == others


SAME_VALUES = (
    {"1조 2천억", "1조2천억", "1조2000억", "1조 2000억", "1.2조", "12000억"},
    {"5천명", "5000명", "5천 명", "5000 명"},
    {"20만", "200,000"},
    {"3.5%", "3.5퍼센트", "3.5프로"},
    {"3452명", "3천452명"},
    {"2024년 5월 3일", "2024년5월3일", "2024.5.3", "2024.05.03", "2024. 5. 3"},
    {"5월 3일", "5월3일"},
    {"12·3", "12.3"},
)


@pytest.mark.parametrize("same", SAME_VALUES, ids=min)
def test_each_way_to_write_a_value_has_the_others(same: set[str]) -> None:
    """From whichever of them is typed, all others are found."""
    for typed in same:
        assert same - {typed} <= set(_texts(typed))


@pytest.mark.parametrize(
    "query",
    [
        "만났다",
        "천천히",
        "이",
        "만",
        "2024년",
        "2024",
        "20대가",
        "갤럭시24",
        "제3국",
        "세 명",
        "조치",
    ],
)
def test_a_number_needs_a_digit_and_a_unit(query: str) -> None:
    """Words that only look like numbers, and years, are written in one way."""
    assert not [text for text in _texts(query) if " " not in text]


def test_a_variant_says_which_words_it_stands_for() -> None:
    """A number over several words is one, and what stands around it is none of it."""
    found = variants(["예산", "1조", "2천억", "원을", "확정"], Analyzer(), _nowhere)
    assert {(v.first, v.count, v.kind) for v in found} == {(1, 3, VariantKind.NUMBER)}
    assert "1.2조원" in {v.text for v in found}


def test_a_number_beside_a_year_is_another_number() -> None:
    """20만 2024년 are two numbers; 1만 2000명 is one."""
    assert _texts("20만 2024년") == ["200,000"]
    assert "12,000명" in _texts("1만 2000명")


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("콘텐츠", "컨텐츠"),
        ("컨텐츠를", "콘텐츠"),
        ("콘텐츠산업에", "컨텐츠산업"),
        ("메세지", "메시지"),
        ("라스베가스에서", "라스베이거스"),
        ("초콜렛", "초콜릿"),
        ("데이터센터", "데이터센타"),
        ("키예프", "키이우"),
        ("토요타가", "도요타"),
        ("‘리더쉽’", "리더십"),
    ],
)
def test_a_loanword_has_its_other_spellings(typed: str, other: str) -> None:
    """With or without a particle, alone or in a compound."""
    assert other in _texts(typed)


@pytest.mark.parametrize(
    "word", ["재계", "개최", "새로운", "어린이", "만났다", "상해", "판다", "회의"]
)
def test_a_word_of_korean_has_one_spelling(word: str) -> None:
    """No loanword stands in it."""
    assert _texts(word) == []


def test_every_spelling_stands_in_one_group() -> None:
    """The table says of no spelling twice what it means."""
    lines = (files("ksearch.plan.variants") / "loanwords.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(words) == len(set(words))


SPELT = (  # noqa: SIM905 -- a list of words, not of quotes
    "팬데믹스 펜데믹스 컨트롤러 콘트롤러 시그니처 시그니쳐 플래그십 플래그쉽 "
    "젤라토 젤라또 후지쓰 후지츠 스트리트 스트릿 베니테스 베니테즈 다이나믹스 "
    "다이내믹스 상용차 쌍용차 프라이스 프라이즈 패스트 페스트 이노테크 이노텍 "
    "계단식 계단씩 현대건설 커지다 꺼지다"
).split()


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("컨트롤러", ["콘트롤러"]),
        ("콘트롤러", ["컨트롤러"]),
        ("팬데믹스", ["펜데믹스"]),
        ("시그니쳐", ["시그니처"]),
        ("플래그쉽", ["플래그십"]),
        ("젤라또", ["젤라토"]),
        ("후지츠", ["후지쓰"]),
        ("스트릿", ["스트리트"]),
        ("스트리트", ["스트릿"]),
        ("베니테즈", ["베니테스"]),
        ("다이내믹스", ["다이나믹스"]),
        ("쌍용차", []),
        ("상용차", []),
        ("프라이스", []),
        ("패스트", []),
        ("이노텍", []),
        ("계단식", []),
        ("현대건설", []),
        ("꺼지다", []),
        ("메가컨트롤러", []),
    ],
)
def test_a_foreign_noun_has_the_spellings_of_the_archive(typed: str, others: list[str]) -> None:
    """Both ways by each rule; words that only look alike are left alone."""
    spans = [TermSpan(typed, 0, len(typed), Origin.MORPHEME)]
    assert [*respellings(typed, spans, SPELT.count)] == others


def test_a_respelt_noun_keeps_its_compound_and_loses_its_particle() -> None:
    spans = [TermSpan("콘트롤러", 0, 4, Origin.PART), TermSpan("가격", 4, 6, Origin.PART)]
    assert respellings("콘트롤러가격을", spans, SPELT.count) == ("컨트롤러가격",)


@pytest.mark.parametrize(
    ("word", "terms", "forms"),
    [
        ("건설주가", ["건설", "주"], ["건설株"]),
        ("대한민국정부", ["대한민국", "정부"], ["대한민국정부"]),
        ("건설株", ["건설", "株"], ["건설주식", "건설주"]),
        ("건설업", ["건설", "업"], []),
        ("부산전", ["부산", "전"], []),
        ("건설", ["건설"], []),
        ("소주", ["소", "주"], []),
    ],
)
def test_a_noun_has_the_hanja_that_the_archive_has(
    word: str, terms: list[str], forms: list[str]
) -> None:
    """One hanja behind a noun; nothing behind a syllable, and no hanja that no article has."""
    spans = []
    at = 0
    for term in terms:
        spans.append(TermSpan(term, at, at + len(term), Origin.MORPHEME))
        at += len(term)
    assert [*hanja_forms(word, spans, {"株": 30, "대한민국정부": 1}.get)] == forms


ARCHIVE = {
    "한동훈": 1100,
    "한동훈이": 27,
    "동훈": 110,
    "이사회": 107,
    "사회": 3000,
    "나주시": 104,
    "주다": 2000,
    "여의": 19,
    "여의도": 1300,
    "우크라": 33,
    "우크라이나": 325,
    "고양": 40,
    "아시아": 362,
    "아시아나": 10,
    "김정": 175,
    "김정은": 106,
    "엔비디아": 23,
    "엔비디아와": 9,
    "선거구": 90,
    "선거": 900,
    "구도": 80,
    "말로": 2,
    "말": 8000,
    "나이": 98,
    "고속도": 13,
}


@pytest.mark.parametrize(
    ("word", "terms", "stem"),
    [
        ("한동훈이", [("한동훈이", 0, 4)], "한동훈"),
        ("한동훈은", [("동훈", 1, 3)], "한동훈"),
        ("이사회는", [("사회", 1, 3)], "이사회"),
        ("김건희가", [("김", 0, 1), ("희", 2, 3)], "김건희"),
        ("나주시는", [("주다", 1, 2)], "나주시"),
        ("엔비디아가", [("엔비디아", 0, 4)], "엔비디아"),
        ("한동훈", [("한동훈", 0, 3)], None),
        ("여의도", [("여의도", 0, 3)], None),
        ("우크라이나", [("우크라이나", 0, 5)], None),
        ("아시아나", [("아시아나", 0, 4)], None),
        ("김정은", [("김정은", 0, 3)], None),
        ("고양이", [("고양이", 0, 3)], None),
        ("고양이가", [("고양이", 0, 3)], None),
        ("선거구도", [("선거", 0, 2), ("구도", 2, 4)], None),
        ("고속도로", [("고속", 0, 2), ("도로", 2, 4)], None),
        ("말로는", [("말", 0, 1)], None),
        ("주도하는", [("주도", 0, 2)], None),
        ("및", [("및", 0, 1)], None),
    ],
)
def test_a_noun_loses_its_particle_where_the_archive_says_so(
    word: str, terms: list[tuple[str, int, int]], stem: str | None
) -> None:
    """Words of the dictionary that end like a particle keep their last syllable."""
    spans = [TermSpan(*term, Origin.MORPHEME) for term in terms]
    assert stem_variant(word, spans, ARCHIVE.get) == stem
