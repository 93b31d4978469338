from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import ksearch
from ksearch.codec import ArticleIndex
from tests.cli.conftest import Run

PAGE = """{"id": "%s", "headline": "%s", "body": "%s"}\n"""


def test_show_prints_an_article_and_status_1_where_there_is_none(
    run: Run, seed_index: Path
) -> None:
    found = json.loads(
        run("query", "스마트시티", "--json", "--limit", "1", "--index", seed_index).stdout
    )
    shown = json.loads(run("show", found["id"], "--json", "--index", seed_index).stdout)
    assert shown["headline"] == found["headline"]
    assert {section["kind"] for section in shown["sections"]} >= {"headline", "body"}
    assert ksearch.Article.from_json(shown).id == found["id"]
    assert found["headline"] in run("show", found["id"], "--index", seed_index).stdout
    absent = run("show", "no-such-id", "--index", seed_index)
    assert (absent.returncode, absent.stdout) == (1, "")


def test_stats_count_the_seeds(run: Run, seed_index: Path) -> None:
    stats = json.loads(run("stats", "--json", "--index", seed_index).stdout)
    assert stats["articles"] >= 60
    assert stats["sections"] > stats["articles"]
    assert f"{stats['sections']:,}" in run("stats", "--index", seed_index).stdout


def test_analyze_tells_each_term_and_where_it_comes_from(run: Run) -> None:
    lines = run("analyze", "세계스마트시티기구를", "--json").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    origins = {(row["term"], row["origin"]) for row in rows}
    assert ("스마트시티", "compound") in origins
    assert ("시티", "part") in origins
    assert ("계스", "bigram") in origins
    text = "세계스마트시티기구를"
    assert all(text[r["start"] : r["end"]] == r["term"] for r in rows)
    assert "스마트시티" in run("analyze", "세계스마트시티기구를").stdout


def test_delete_takes_articles_out_and_names_ids_that_are_not_there(
    run: Run, seed_index: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(seed_index, folder)
    hit = json.loads(run("query", "판소리", "--json", "--limit", "1", "--index", folder).stdout)
    result = run("delete", hit["id"], "no-such-id", "--index", folder)
    assert (result.returncode, result.stdout) == (0, "1 deleted\n")
    assert "no-such-id" in result.stderr
    left = run("query", "판소리", "--json", "--index", folder).stdout
    assert hit["id"] not in left
    assert run("delete", "no-such-id", "--index", folder).returncode == 1


def test_rebuild_keeps_every_answer(run: Run, seed_index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(seed_index, folder)
    before = run("query", "국민건강보험공단", "비급여", "--json", "--index", folder).stdout
    assert run("rebuild", "--index", folder).returncode == 0
    assert run("query", "국민건강보험공단", "비급여", "--json", "--index", folder).stdout == before


def test_reading_again_adds_nothing_and_a_changed_page_replaces(run: Run, tmp_path: Path) -> None:
    page, folder = tmp_path / "page.jsonl", tmp_path / "index"
    page.write_text(PAGE % ("a", "첫눈 내린 산골", "강원 산골에 첫눈이 내렸다."), encoding="utf-8")
    assert "1 added" in run("index", page, "--index", folder).stdout
    assert "1 unchanged" in run("index", page, "--index", folder).stdout
    page.write_text(PAGE % ("a", "장마 시작된 산골", "장맛비가 내렸다."), encoding="utf-8")
    assert "1 replaced" in run("index", page, "--index", folder).stdout
    assert run("query", "첫눈", "--index", folder).returncode == 1
    assert run("query", "장마", "--index", folder).returncode == 0


def test_what_cannot_be_read_is_named_and_the_rest_is_indexed(run: Run, tmp_path: Path) -> None:
    pages, folder = tmp_path / "pages", tmp_path / "index"
    pages.mkdir()
    (pages / "good.jsonl").write_text(
        PAGE % ("a", "벚꽃 축제", "벚꽃이 피었다.") + "{broken\n", encoding="utf-8"
    )
    (pages / "empty.html").write_bytes(b"")
    (pages / "noise.bin").write_bytes(bytes(range(256)) * 4)
    result = run("index", pages, tmp_path / "absent", "--index", folder)
    assert result.returncode == 2
    for name in ("good.jsonl:2", "empty.html", "noise.bin", "absent"):
        assert sum(name in line for line in result.stderr.splitlines()) == 1, result.stderr
    assert run("query", "벚꽃", "--index", folder).returncode == 0


def test_paths_that_do_not_exist_make_no_index(run: Run, tmp_path: Path) -> None:
    assert run("index", tmp_path / "absent", "--index", tmp_path / "index").returncode == 2
    assert not (tmp_path / "index").exists()


def test_what_is_no_path_is_told_what_to_name(run: Run, tmp_path: Path) -> None:
    for path, said in (("https://news.example/1", "save the page"), ("*.html", "without quotes")):
        result = run("index", path, "--index", tmp_path / "index")
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(f"ksearch: not read: {path}: ")
        assert said in result.stderr


def test_standard_input_is_read(run: Run, tmp_path: Path) -> None:
    page = PAGE % ("a", "벚꽃 축제", "벚꽃이 피었다.")
    assert run("index", "-", "--index", tmp_path / "index", stdin=page).returncode == 0
    assert run("query", "벚꽃", "--index", tmp_path / "index").returncode == 0


def test_an_interruption_keeps_what_was_read(
    environment: dict[str, str], run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    process = subprocess.Popen(
        [sys.executable, "-m", "ksearch", "index", "-", "--index", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdin is not None
    for number in range(600):  # more than two batches of 256, the third incomplete
        process.stdin.write((PAGE % (number, "벚꽃", "피었다.")).encode())
    process.stdin.flush()
    latest = time.monotonic() + 60
    try:
        while not (folder / "MAIN_WRITELOCK").exists():
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < latest, "it never began to write"
            time.sleep(0.05)
        time.sleep(3)  # Kiwi loads, the first batch is analysed
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()  # does nothing to one that has ended
    assert process.returncode == 130
    assert b"interrupted" in errors
    stats = json.loads(run("stats", "--json", "--index", folder).stdout)
    assert stats["articles"] % 256 == 0


def test_the_version_is_the_package_s(run: Run) -> None:
    assert run("--version").stdout == f"ksearch {ksearch.__version__}\n"


def test_every_command_explains_itself(run: Run) -> None:
    for command in (
        "index",
        "query",
        "suggest",
        "show",
        "explain",
        "stats",
        "analyze",
        "delete",
        "rebuild",
    ):
        assert command in run("--help").stdout
        assert run(command, "--help").returncode == 0


def test_the_index_is_not_read_as_a_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.jsonl").write_text(PAGE % ("a", "벚꽃 축제", "벚꽃이 피었다."), "utf-8")
    for expected in ("1 added", "1 unchanged"):
        result = run("index", tmp_path, "--index", tmp_path / "index")
        assert (result.returncode, result.stderr) == (0, "")
        assert expected in result.stdout


def test_a_file_in_the_place_of_the_index_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("벚꽃", "utf-8")
    for command in (("query", "벚꽃"), ("index", str(file))):
        result = run(*command, "--index", file)
        assert result.returncode == 2
        assert "is a file" in result.stderr


def test_a_second_writer_is_refused_at_once_or_waits(
    environment: dict[str, str], run: Run, tmp_path: Path
) -> None:
    folder, page = tmp_path / "index", tmp_path / "page.jsonl"
    page.write_text(PAGE % ("a", "벚꽃 축제", "벚꽃이 피었다."), "utf-8")
    with ksearch.open(folder, create=True):
        writer = ArticleIndex(folder).writer()
    refused = run("index", page, "--index", folder)
    assert refused.returncode == 2
    assert "--wait" in refused.stderr
    waiting = subprocess.Popen(
        [sys.executable, "-m", "ksearch", "index", str(page), "--wait", "--index", str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
    )
    time.sleep(1)
    assert waiting.poll() is None
    writer.cancel()
    assert b"1 added" in waiting.communicate()[0]
    assert waiting.returncode == 0


def test_what_is_not_read_is_not_written_over_what_is(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(PAGE % ("a", "첫눈", "눈이 왔다."), "utf-8")
    for more in ([], ["--dry-run"]):
        result = run("index", file, *more, "--errors", file, "--index", tmp_path / "index")
        assert result.returncode == 2
        assert "overwrite a file" in result.stderr
    assert file.read_text("utf-8") == PAGE % ("a", "첫눈", "눈이 왔다.")


def test_what_is_not_read_is_written_over_no_file_of_another_kind(run: Run, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    news, errors = pages / "a.jsonl", pages / "errors.jsonl"
    news.write_text(PAGE % ("a", "첫눈", "눈이 왔다."), "utf-8")
    result = run("index", pages, "--errors", news, "--index", tmp_path / "index")
    assert result.returncode == 2
    assert "name another file" in result.stderr
    assert news.read_text("utf-8") == PAGE % ("a", "첫눈", "눈이 왔다.")
    for _ in range(2):  # over what it wrote itself it writes, also where that is nothing
        result = run("index", pages, "--errors", errors, "--index", tmp_path / "index")
        assert (result.returncode, result.stderr) == (0, "")


def test_an_index_that_must_not_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    """A folder in the place of the lock cannot be opened, as little as the file of another user."""
    folder, page = tmp_path / "index", tmp_path / "page.jsonl"
    page.write_text(PAGE % ("a", "첫눈", "눈이 왔다."), "utf-8")
    with ksearch.open(folder, create=True):
        (folder / "MAIN_WRITELOCK").unlink(missing_ok=True)
        (folder / "MAIN_WRITELOCK").mkdir()
    for command in (("index", page), ("delete", "a"), ("rebuild",)):
        result = run(*command, "--index", folder)
        assert result.returncode == 2
        assert result.stderr.startswith(f"ksearch: {folder}/MAIN_WRITELOCK: ")
        assert len(result.stderr.splitlines()) == 1
