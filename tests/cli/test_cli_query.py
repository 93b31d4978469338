from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from ksearch.query import syntax
from tests.cli.conftest import Run

KEYS = [
    "rank",
    "score",
    "id",
    "headline",
    "alternative_headline",
    "url",
    "publisher",
    "authors",
    "article_section",
    "date_published",
    "source",
    "is_excerpt",
    "copies",
    "snippets",
]


def test_a_hit_is_one_json_line_with_the_documented_keys(run: Run, seed_index: Path) -> None:
    result = run("query", "스마트시티", "--json", "--index", seed_index)
    assert result.returncode == 0
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert len(hits) > 5
    for hit in hits:
        assert list(hit) == KEYS
        assert 1 <= len(hit["snippets"]) <= 3
        for snippet in hit["snippets"]:
            assert list(snippet) == ["section", "text", "highlights"]
            marked = {snippet["text"][a:b] for a, b in snippet["highlights"]}
            assert marked & {"스마트시티", "스마트", "시티"}


def test_scores_fall_from_hit_to_hit(run: Run, seed_index: Path) -> None:
    lines = run("query", "예산", "--json", "--index", seed_index).stdout.splitlines()
    scores = [json.loads(line)["score"] for line in lines]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


def test_in_a_pipe_matches_stand_between_marks_and_nothing_is_coloured(
    run: Run, seed_index: Path
) -> None:
    result = run("query", "스마트시티", "--index", seed_index)
    assert "**스마트시티**" in result.stdout
    assert "\x1b" not in result.stdout + result.stderr


def test_nothing_found_is_status_1_and_says_so_on_standard_error(
    run: Run, seed_index: Path
) -> None:
    result = run("query", "콰르텟뷁", "--index", seed_index)
    assert result.returncode == 1
    assert not result.stdout
    assert "no article found" in result.stderr


def test_pages_continue_one_another(run: Run, seed_index: Path) -> None:
    def ids(*flags: str) -> list[str]:
        lines = run("query", "서울", "--json", "--index", seed_index, *flags).stdout.splitlines()
        return [json.loads(line)["id"] for line in lines]

    assert ids("--limit", "6") == ids("--limit", "3") + ids("--limit", "3", "--offset", "3")


def test_a_page_behind_the_last_hit_is_empty_but_found(run: Run, seed_index: Path) -> None:
    result = run("query", "서울", "--json", "--offset", "1000", "--index", seed_index)
    assert (result.returncode, result.stdout) == (0, "")


def test_a_word_with_a_minus_leaves_articles_out(run: Run, seed_index: Path) -> None:
    def ids(*words: str) -> set[str]:
        lines = run("query", *words, "--json", "--limit", "99", "--index", seed_index)
        return {json.loads(line)["id"] for line in lines.stdout.splitlines()}

    everything, without, only = ids("서울"), ids("서울", "-시민"), ids("시민")
    assert without == everything - only
    assert without != everything


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "말", "--index", "/nonexistent/folder"), "there is no index in"),
        (("query", "...", "--index", "{index}"), "at least one word"),
        (("query", "말", "--bogus", "--index", "{index}"), "--bogus"),
        (("query", "말", "--limit", "-1", "--index", "{index}"), "--limit"),
        (("query", "--index", "{index}"), "WORDS"),
        (("bogus",), "bogus"),
    ],
)
def test_a_mistake_is_status_2_and_one_message(
    run: Run, seed_index: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*(argument.format(index=seed_index) for argument in arguments))
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_a_damaged_index_is_named_and_status_2(run: Run, seed_index: Path, tmp_path: Path) -> None:
    for file in seed_index.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    segment = next(tmp_path.glob("*.segment"))
    segment.write_bytes(segment.read_bytes()[:-100])
    result = run("query", "서울", "--index", tmp_path)
    assert result.returncode == 2
    assert segment.name in result.stderr
    assert "damaged" in result.stderr


def test_the_index_is_named_by_the_environment(run: Run, seed_index: Path) -> None:
    assert run("query", "서울", KSEARCH_INDEX=str(seed_index)).returncode == 0


def test_a_console_in_cp949_prints_what_it_can(run: Run, seed_index: Path) -> None:
    strict = {"encoding": "cp949", "PYTHONIOENCODING": "cp949:strict"}
    result = run("query", "똠얌꿍", "--index", seed_index, **strict)
    assert result.returncode == 0, result.stderr
    assert "똠얌꿍" in result.stdout


def test_json_loses_nothing_on_a_console_in_cp949(run: Run, seed_index: Path) -> None:
    strict = {"encoding": "cp949", "PYTHONIOENCODING": "cp949:strict"}
    arguments = ("query", "스마트시티", "--json", "--index", seed_index)
    assert [json.loads(line) for line in run(*arguments, **strict).stdout.splitlines()] == [
        json.loads(line) for line in run(*arguments).stdout.splitlines()
    ]


def test_a_word_to_leave_out_may_begin_with_h(run: Run, seed_index: Path) -> None:
    result = run("query", "서울", "-hello", "--limit", "1", "--index", seed_index)
    assert (result.returncode, "Usage" in result.stdout) == (0, False)


def test_behind_two_hyphens_nothing_is_an_option(run: Run, seed_index: Path) -> None:
    assert run("query", "--index", seed_index, "--", "서울", "--json").returncode == 0


def test_the_grammar_is_printed(run: Run) -> None:
    result = run("query", "--syntax")
    assert (result.returncode, result.stdout) == (0, syntax())


def test_a_query_at_fault_is_shown_with_a_caret_under_the_place(run: Run, seed_index: Path) -> None:
    result = run("query", "서울", "날짜:내년봄", "--index", seed_index)
    assert result.returncode == 2
    sentence, query, caret = result.stderr.splitlines()
    assert "'내년봄' is no date" in sentence
    assert query == "  서울 날짜:내년봄"
    assert caret == " " * (2 + 10) + "^"


def test_a_long_query_is_shown_around_its_fault(run: Run, seed_index: Path) -> None:
    words = "서울 " * 500
    result = run("query", f"{words}날짜:내년봄 {words}", "--index", seed_index)
    _, query, caret = result.stderr.splitlines()
    assert len(query) < 150
    assert cell_len(query[: query.index("내년봄")]) == caret.index("^")


def test_words_that_do_not_stand_together_are_status_0_and_said_in_korean(
    run: Run, seed_index: Path
) -> None:
    """On standard error, how many have all of them, also beside JSON; not where all have them."""
    result = run("query", "스마트시티", "판소리", "--index", seed_index)
    assert result.returncode == 0
    assert result.stdout
    assert result.stderr == ("ksearch: 모든 단어가 든 기사가 없어 일부만 든 기사도 보여 줍니다\n")
    as_json = run("query", "스마트시티", "시민", "--json", "--index", seed_index)
    assert (as_json.returncode, as_json.stderr.count("\n")) == (0, 1)
    assert "건뿐이어서" in as_json.stderr
    assert not run("query", "스마트시티", "--index", seed_index).stderr


def test_words_of_which_none_stands_anywhere_are_status_1(run: Run, seed_index: Path) -> None:
    result = run("query", "콰르텟뷁", "뷁콰르텟", "--index", seed_index)
    assert (result.returncode, result.stdout) == (1, "")
    assert "모든 단어가" not in result.stderr
