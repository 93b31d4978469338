"""What a person sees on a terminal: a pseudo-terminal stands in for it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import SEEDS, Run


def on_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """Run ksearch with a terminal as standard output and error; what appears on it."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ksearch", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
    ) as process:
        os.close(slave)
        seen = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # how Linux says that nobody writes any more
                break
            if not piece:
                break
            seen += piece
        process.wait()
    os.close(master)
    return seen.decode("utf-8", "replace")


def test_matches_are_coloured_on_a_terminal(seed_index: Path, environment: dict[str, str]) -> None:
    seen = on_terminal(["query", "스마트시티", "--index", str(seed_index)], environment)
    assert "\x1b[1;33m스마트시티\x1b[0m" in seen
    assert "**" not in seen


def test_no_color_is_respected(seed_index: Path, environment: dict[str, str]) -> None:
    seen = on_terminal(
        ["query", "스마트시티", "--index", str(seed_index)], environment | {"NO_COLOR": "1"}
    )
    assert "\x1b[1;4m스마트시티\x1b[0m" in seen
    assert "33m" not in seen


def test_a_dumb_terminal_gets_marks(seed_index: Path, environment: dict[str, str]) -> None:
    seen = on_terminal(
        ["query", "스마트시티", "--index", str(seed_index)], environment | {"TERM": "dumb"}
    )
    assert "**스마트시티**" in seen
    assert "\x1b" not in seen


def test_an_article_cannot_send_commands_to_the_terminal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    page, folder = tmp_path / "page.jsonl", str(tmp_path / "index")
    body = "\\u001b[2J첫눈이 내렸다.\\u0007"
    page.write_text(f'{{"id": "a", "title": "첫눈", "body": "{body}"}}', encoding="utf-8")
    on_terminal(["index", str(page), "--index", folder], environment)
    for arguments in (["query", "첫눈"], ["show", "a"]):
        seen = on_terminal([*arguments, "--index", folder], environment | {"TERM": "dumb"})
        assert "내렸다" in seen
        assert not {"\x1b", "\x07"} & set(seen)


def test_what_others_wrote_cannot_send_commands_to_the_terminal_in_what_is_said(
    run: Run, seed_index: Path, tmp_path: Path
) -> None:
    """A query from a log, a word list, the name of what lies in an archive."""
    words, packed = tmp_path / "words.tsv", tmp_path / "news.zip"
    words.write_text("진설\t\x1b[2J\n", encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("\x1b[2J.json", "{")
    nothing = "뷁\x1b[2J\u2028뷁"
    for arguments in (
        ["query", nothing, "--index", seed_index],
        ["suggest", nothing, "--index", seed_index],
        ["analyze", "말", "--dictionary", words],
        ["index", packed, "--index", tmp_path / "index"],
    ):
        result = run(*map(str, arguments))
        assert result.returncode in {1, 2}
        assert result.stderr
        assert not {"\x1b", "\u2028"} & {*result.stdout, *result.stderr}, arguments


@pytest.mark.parametrize("json_flag", [True, False])
def test_indexing_shows_progress_on_a_terminal_and_queries_in_json_stay_plain(
    tmp_path: Path, seed_index: Path, environment: dict[str, str], *, json_flag: bool
) -> None:
    if json_flag:
        seen = on_terminal(["query", "서울", "--json", "--index", str(seed_index)], environment)
        assert "\x1b" not in seen
    else:
        seen = on_terminal(["index", str(SEEDS), "--index", str(tmp_path / "index")], environment)
        assert "Indexing" in seen
        assert "━" in seen
        assert "articles ·" in seen
        assert "/s" in seen
        assert "left" in seen


def test_facets_are_bars_on_a_terminal(seed_index: Path, environment: dict[str, str]) -> None:
    arguments = ["query", "서울", "--limit", "0", "--facets", "publisher", "--index"]
    seen = on_terminal([*arguments, str(seed_index)], environment | {"NO_COLOR": "1"})
    bars = {line.count("█"): line for line in seen.splitlines() if "█" in line}
    counts = [int(line.split("█")[0].split()[-1]) for line in bars.values()]
    assert len(counts) > 1
    assert counts == sorted(counts, reverse=True)
    assert max(bars) == 40
