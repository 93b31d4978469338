"""What an earlier run left is used again only where it is complete and made of the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench.stamps import digest, made


def _nothing() -> dict[str, Any]:
    raise AssertionError("it was made again")


def _interrupted() -> dict[str, Any]:
    raise KeyboardInterrupt


def test_what_is_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    stamp = tmp_path / "stamps" / "corpus.json"
    assert made(stamp, {"most": 1}, lambda: {"articles": 1}) == ({"articles": 1}, True)
    assert made(stamp, {"most": 1}, _nothing) == ({"articles": 1}, False)


def test_what_is_made_of_something_else_or_forced_is_made_again(tmp_path: Path) -> None:
    stamp = tmp_path / "corpus.json"
    made(stamp, {"most": 1}, lambda: {"articles": 1})
    assert made(stamp, {"most": 2}, lambda: {"articles": 2}) == ({"articles": 2}, True)
    forced = made(stamp, {"most": 2}, lambda: {"articles": 3}, again=True)
    assert forced == ({"articles": 3}, True)


def test_what_was_interrupted_is_made_again(tmp_path: Path) -> None:
    stamp = tmp_path / "corpus.json"
    made(stamp, {"most": 1}, lambda: {"articles": 1})
    with pytest.raises(KeyboardInterrupt):
        made(stamp, {"most": 1}, _interrupted, again=True)
    assert made(stamp, {"most": 1}, lambda: {"articles": 1})[1]


def test_a_folder_with_other_names_or_contents_has_another_digest(tmp_path: Path) -> None:
    found = set()
    for name, content in (("a", "x"), ("b", "x"), ("b", "y")):
        folder = tmp_path / f"{name}{content}"
        folder.mkdir()
        (folder / name).write_text(content, encoding="ascii")
        found.add(digest(folder))
    assert len(found) == 3
