"""What README.ko.md has people type is what ksearch understands."""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path

import pytest
from typer.main import get_command

from ksearch.cli.commands import app
from ksearch.query import parse

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
KOREAN = (ROOT / "README.ko.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^\$ (ksearch .+)$", KOREAN, re.MULTILINE)
QUERIES = KOREAN.partition("| 이렇게 치면 |")[2].partition("\n\n")[0]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def test_it_sets_up_as_the_english_one_does() -> None:
    command = re.search(r"```sh\n(.+?)\n```", KOREAN, re.DOTALL)
    assert command is not None
    assert f"<!-- run: main -->\n```sh\n{command[1]}\n```" in ENGLISH


@pytest.mark.parametrize("line", TYPED)
def test_each_command_has_the_options_that_are_named(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    known = {option for given in COMMANDS[name].params for option in given.opts}
    assert {given for given in arguments if given.startswith("--")} <= known


def test_the_commands_that_are_named_are_there() -> None:
    named = set(re.findall(r"`ksearch ([a-z]+)`", KOREAN))
    assert len(named) > 5
    assert named <= set(COMMANDS)


def test_the_queries_of_the_table_are_understood() -> None:
    queries = [typed for row in QUERIES.splitlines() for typed in re.findall(r"`([^`]+)`", row)]
    whole = [typed for typed in queries if not typed.endswith(":")]
    assert len(whole) > 10
    for query in whole:
        parse(query)


def test_it_is_composed_hangul() -> None:
    assert unicodedata.is_normalized("NFC", KOREAN)
