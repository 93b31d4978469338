"""The compiled library is that of the C files beside it, and they compile without a warning."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

import pytest

from ksearch.errors import NativeLibraryError
from ksearch.native import build, library
from ksearch.native.library import load
from ksearch.native.sources import digest

needs_compiler = pytest.mark.skipif(
    shutil.which(build.compiler()[0]) is None, reason="this machine has no C compiler"
)


@needs_compiler
def test_the_c_files_compile_without_a_warning(tmp_path: Path) -> None:
    """With the machine's own compiler; in an installation, a warning of another one is none."""
    assert "-Werror" not in build.FLAGS
    assert build.compile_library(build.FOLDER, tmp_path, "-Werror").parent == tmp_path


@needs_compiler
def test_a_library_of_other_c_files_is_refused(tmp_path: Path) -> None:
    """After any change of a C file or header, until it is compiled again; not where none lie."""
    for name in ("sources.c", "ksearch.h"):
        shutil.copy(build.FOLDER / name, tmp_path / name)
    with pytest.raises(NativeLibraryError, match=r"pip install"):
        load(tmp_path)
    path = build.compile_library(tmp_path)
    load(tmp_path)
    header = tmp_path / "ksearch.h"
    header.write_bytes(header.read_bytes() + b"/* changed */\n")
    with pytest.raises(NativeLibraryError, match=r"python -m ksearch\.native\.build") as caught:
        load(tmp_path)
    assert caught.value.path == path
    assert caught.value.is_stale
    for source in [*tmp_path.glob("*.c"), *tmp_path.glob("*.h")]:
        source.unlink()
    load(tmp_path)


@needs_compiler
def test_a_library_that_tells_nothing_of_its_sources_is_refused(tmp_path: Path) -> None:
    """As those do that were compiled before libraries told it."""
    (tmp_path / "old.c").write_text("int ks_old(void) { return 1; }\n", encoding="utf-8")
    build.compile_library(tmp_path)
    with pytest.raises(NativeLibraryError, match="other C files"):
        load(tmp_path)


def test_a_digest_tells_names_and_contents_apart(tmp_path: Path) -> None:
    """Two files are not one of both contents, nor the same contents under other names."""
    told = set()
    for number, files in enumerate(({"a.c": "xy"}, {"a.c": "x", "b.h": "y"}, {"b.c": "xy"}, {})):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        told.add(digest(folder))
    assert len(told) == 4
    assert "" in told


def test_the_library_in_use_is_that_of_this_tree() -> None:
    """Otherwise none of these tests says anything of it."""
    library()


def test_a_wheel_of_macos_is_for_the_processor_it_was_compiled_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where Python itself was built for both."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "mac_ver", lambda: ("14.5", ("", "", ""), "arm64"))
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    assert build.platform_tag() == "macosx_14_0_arm64"
