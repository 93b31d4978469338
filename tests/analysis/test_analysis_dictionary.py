"""A person's words are one noun with the parts that they say, and change nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.analysis import (
    Analyzer,
    Lexicon,
    LexiconFile,
    Tagger,
    UserDictionary,
    fingerprint,
    read_dictionary,
    saved_dictionary,
    starter_lexicon,
    starter_words,
    write_dictionary,
    write_lexicon,
)
from ksearch.errors import WordListError
from tests.samples import NOUNS, PARTICLES, VERBS, full_width, hangul, nfd

ROOT = Path(__file__).parents[2]
WRITTEN = """\
# 이름
한동훈
당근마켓\tNNP\t당근+마켓
국민건강보험공단\tNNG\t국민 건강보험공단
마용성\t\t마+용성   # 마포, 용산, 성동
노란봉투법
다방
4대강\tNNP\t4대+강
AI고속도로\tNNG\tAI+고속도로
OpenAI
"""


def _read(tmp_path: Path, text: str | bytes) -> UserDictionary:
    path = tmp_path / "words.tsv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_dictionary(path)


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> UserDictionary:
    return _read(tmp_path_factory.mktemp("words"), WRITTEN)


@pytest.fixture(scope="module")
def own(dictionary: UserDictionary) -> Analyzer:
    return Analyzer(tagger=Tagger(dictionary=dictionary))


def _terms(analyzer: Analyzer, word: str) -> list[str]:
    return [span.term for span in analyzer.word_terms(word)]


@pytest.mark.parametrize("particle", ["", "은", "이", "을", "에게", "에서는", "이라는", "까지"])
@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("한동훈", ["한동훈"]),
        ("노란봉투법", ["노란봉투법"]),
        ("당근마켓", ["당근마켓", "당근", "마켓"]),
        ("국민건강보험공단", ["국민건강보험공단", "국민", "건강보험공단"]),
        ("마용성", ["마용성", "마", "용성"]),
    ],
)
def test_a_word_is_one_noun_with_exactly_its_parts_before_any_particle(
    own: Analyzer, word: str, terms: list[str], particle: str
) -> None:
    """Also parts of one syllable, and of words too short to be parted otherwise."""
    assert _terms(own, word + particle) == terms


def test_a_word_of_a_longer_compound_keeps_its_parts(own: Analyzer) -> None:
    """In the noun that Kiwi makes of what nobody knows, too."""
    found = set(_terms(own, "세계당근마켓협회"))
    assert {"당근마켓", "당근", "마켓", "협회"} <= found


def test_a_word_is_not_torn_out_of_one_that_kiwi_knows(own: Analyzer, analyzer: Analyzer) -> None:
    """다방 does not part 다방면."""
    assert own.word_terms("다방면에") == analyzer.word_terms("다방면에")


def test_numbers_and_foreign_letters_stand_for_any_others(own: Analyzer) -> None:
    """As in the rest of the analysis, which looks up 0대강 and A고속도로."""
    assert {"4대강", "4대", "강"} <= set(_terms(own, "4대강을"))
    assert {"5대강", "5대", "강"} <= set(_terms(own, "5대강을"))
    assert {"ai고속도로", "ai", "고속도로"} <= set(_terms(own, "AI고속도로는"))
    assert _terms(own, "OpenAI") == ["openai"]


def test_words_without_those_of_the_dictionary_have_the_terms_that_they_had(
    own: Analyzer, dictionary: UserDictionary, analyzer: Analyzer
) -> None:
    """The words that every question has, all of them."""
    kept = [word for word, _ in dictionary.tags]
    others = [word for word in starter_words() if not any(k in word for k in kept)]
    assert len(others) > 1000
    own.learn(others)
    analyzer.learn(others)
    for word in others:
        assert own.word_terms(word) == analyzer.word_terms(word)


WORDS = ["한동훈", "당근마켓", "마용성", "다방", "4대강", *NOUNS, *VERBS]
eojeols = st.builds(
    "{}{}{}".format, st.sampled_from([*WORDS, ""]), hangul, st.sampled_from([*PARTICLES, ""])
)


@given(st.lists(eojeols, min_size=1, max_size=8), st.data())
def test_neither_the_batch_nor_the_lexicon_changes_the_terms(
    own: Analyzer, batch: list[str], data: st.DataObject
) -> None:
    """Learnt in a batch, alone, or half forgotten: with a dictionary as without one."""
    tagger = Tagger(dictionary=own.dictionary)
    together = Analyzer(tagger=tagger)
    together.learn(batch)
    kept = Lexicon()
    for key, entry in together.lexicon.fresh.items():
        if data.draw(st.booleans()):
            kept.add(key, entry)
    forgetful = Analyzer(kept, tagger)
    for word in batch:
        alone = Analyzer(tagger=tagger).word_terms(word)
        assert together.word_terms(word) == forgetful.word_terms(word) == alone
        assert all(0 <= s.start < s.end <= len(word) for s in alone)


def test_dictionaries_of_one_process_do_not_touch_one_another(
    own: Analyzer, analyzer: Analyzer
) -> None:
    """Each has Kiwis of its own: whichever was asked first."""
    other = Analyzer(tagger=Tagger(dictionary=UserDictionary("동훈이\tNNP\t\n")))
    assert _terms(other, "동훈이는") == ["동훈이"]
    assert _terms(own, "한동훈이") == ["한동훈"]
    assert _terms(Analyzer(), "한동훈이") == _terms(analyzer, "한동훈이") != ["한동훈"]


def test_the_fingerprint_names_what_the_dictionary_says_and_nothing_else(tmp_path: Path) -> None:
    """Comments, order, case and composition make no other dictionary; a part does."""
    plain = _read(tmp_path, "당근마켓\tNNP\t당근+마켓\nAI폰\n")
    same = _read(tmp_path, f"\ufeff# 말\nａｉ폰\r\n\r\n{nfd('당근마켓')}\t\t당근 마켓\nAI폰\n")
    assert fingerprint(plain) == fingerprint(same) != fingerprint()
    assert _read(tmp_path, f"{full_width('AI')}폰\n당근마켓\tNNP\t당근+마켓") == plain
    for text in (
        "당근마켓\nAI폰\n",
        "당근마켓\tNNG\t당근+마켓\nAI폰\n",
        "당근마켓\tNNP\t당근+마켓\n",
    ):
        assert fingerprint(_read(tmp_path, text)) != fingerprint(plain)
    for text in ("", "# 없음\n", "OpenAI\n"):
        assert fingerprint(_read(tmp_path, text)) == fingerprint()


def test_a_lexicon_of_another_dictionary_is_not_used(
    own: Analyzer, dictionary: UserDictionary, tmp_path: Path
) -> None:
    """That of the package is of none; one that was saved says which it is of."""
    starter = starter_lexicon()
    assert starter is not None
    assert starter.fingerprint != fingerprint(dictionary)
    own.learn(["당근마켓은"])
    write_lexicon(tmp_path / "l", fingerprint(dictionary), own.lexicon.fresh)
    saved = LexiconFile(tmp_path / "l")
    assert saved.fingerprint == fingerprint(dictionary)
    warm = Analyzer(Lexicon([saved]), Tagger(dictionary=dictionary))
    assert _terms(warm, "당근마켓은") == ["당근마켓", "당근", "마켓"]


def test_a_saved_dictionary_is_what_was_saved(dictionary: UserDictionary, tmp_path: Path) -> None:
    write_dictionary(tmp_path / "words", dictionary)
    assert saved_dictionary(tmp_path / "words") == dictionary
    assert len(dictionary) == 8


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("한동훈 NNP", "columns are parted by tabs"),
        ("\tNNP", "nothing is not one word"),
        ("R&D센터", "not one word"),
        ("가" * 49, "at most 48 letters"),
        ("한동훈\tNNB", "the tag NNB is neither"),
        ("당근마켓\t당근+마켓", "parts come third"),
        ("당근마켓\tNNP\t당근+시장", "do not make 당근마켓"),
        ("1000원\tNNP\t10+00원", "cut a number"),
        ("OpenAI\tNNP\topen+ai", "cut a number or foreign letters"),
        ("大韓民國\tNNP\t大韓+民國", "has no Hangul"),
        ("가\tNNP\t가\t나", "three columns"),
        ("가나\tNNP\t가+나", "otherwise than 가나 in line 2"),
        ("한동훈".encode("cp949"), "not in UTF-8"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(
    tmp_path: Path, line: str | bytes, reason: str
) -> None:
    """In one sentence, with its file and its number."""
    raw = line.encode() if isinstance(line, str) else line
    with pytest.raises(WordListError, match=reason) as caught:
        _read(tmp_path, "# 말\n가나\n\n".encode() + raw)
    assert caught.value.line == 4
    assert str(caught.value).startswith(f"{tmp_path / 'words.tsv'}, line 4: ")
    assert "\n" not in str(caught.value)


FORKING = """
import os, sys
from ksearch.analysis import Analyzer, Tagger, UserDictionary, kiwi

def analysed():
    words = UserDictionary("당근마켓\\tNNP\\t당근+마켓\\n")
    found = Analyzer(tagger=Tagger(dictionary=words))
    found.learn(["세계당근마켓협회를", "한동훈이"] * 40)
    return [found.word_terms(w) for w in ("당근마켓을", "세계당근마켓협회를", "한동훈이")]

before = analysed()
with kiwi._LOCK:
    child = os.fork()
    if not child:
        sys.exit(analysed() != before)
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) or analysed() != before)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_that_was_forked_has_the_dictionary_too() -> None:
    """It makes Kiwis of its own, with the words of its parent's."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKING],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
