"""A file that is written durably is whole or as it was before, at whatever step things fail."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ksearch.files import fsync_folder, write_durably


def test_an_error_while_writing_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Half of the new bytes are never seen, and no temporary file stays."""
    path = tmp_path / "f"
    write_durably(path, [b"old"])

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_durably(path, chunks())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_are_synced_before_the_name_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is fsync of the file, rename, fsync of the folder."""
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_durably(tmp_path / "f", [b"new"])
    assert steps == ["file", "rename", "folder"]


def test_a_folder_that_cannot_be_opened_is_no_error(tmp_path: Path) -> None:
    """Where folders have no fsync, as on Windows, nothing happens."""
    fsync_folder(tmp_path / "absent")
