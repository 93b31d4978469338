"""How are the C files compiled? When ksearch is built, by the compiler that the machine has.

A hook of hatchling (``pyproject.toml``): building a wheel, or installing from source, compiles one
library and puts it beside this file. Where a machine has no C compiler, the build asks for one from
PyPI (ziglang). The library uses nothing of Python, so one wheel serves every Python of a platform.

After a change of a C file: ``python -m ksearch.native.build``.
"""

from __future__ import annotations

import os
import platform
import runpy
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["CompilingHook", "compile_library", "compiler", "library_path", "platform_tag"]

FOLDER = Path(__file__).parent
# No fast-math and no fused operations: scores are the same numbers on every machine.
FLAGS = (
    *("-std=c11", "-O3", "-shared", "-fvisibility=hidden", "-ffp-contract=off", "-Wall", "-Wextra"),
    *(() if os.name == "nt" else ("-fPIC",)),
)
LIBRARIES = () if os.name == "nt" else ("-lm",)
ZIG = "ziglang>=0.13"


def library_path(folder: Path = FOLDER) -> Path:
    """Where the compiled library is."""
    suffix = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
    return folder / f"_kernels{suffix}"


def compile_library(folder: Path = FOLDER, into: Path | None = None, *flags: str) -> Path:
    """Compile every C file of a folder into one library there, or in the folder ``into``.

    Raises:
        subprocess.CalledProcessError: the compiler refused; it has said why.
    """
    target = library_path(into or folder)
    # Asked before the compiler reads them: of what changes meanwhile, the library is not.
    told = f'-DKS_SOURCES="{_sources_digest(folder)}"'
    sources = sorted(str(path) for path in folder.glob("*.c"))
    # Built aside and moved into place: a process that uses the old library keeps it.
    made = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    command = [*compiler(), *FLAGS, *flags, told, "-o", str(made), *sources, *LIBRARIES]
    subprocess.run(command, check=True)  # noqa: S603 -- the compiler, with our own files
    made.replace(target)
    return target


def _sources_digest(folder: Path) -> str:
    # By its path: where the hook runs, ksearch cannot be imported.
    return str(runpy.run_path(str(FOLDER / "sources.py"))["digest"](folder))


def compiler() -> list[str]:
    """The command of a C compiler: ``CC``, the system's, or the one that ziglang brings."""
    named = os.environ.get("CC")
    if named:
        return named.split()
    found = _system_compiler()
    return [found] if found is not None else [sys.executable, "-m", "ziglang", "cc"]


def _system_compiler() -> str | None:
    return next((path for name in ("cc", "gcc", "clang") if (path := shutil.which(name))), None)


def platform_tag() -> str:
    """The platform of a wheel with what is compiled here.

    On macOS, where ``sysconfig`` tells what Python was built for ("universal2"), it is that of this
    machine: the compiler makes code for its processor and for its version of the system.
    """
    if sys.platform == "darwin":
        major = platform.mac_ver()[0].partition(".")[0]
        return f"macosx_{major}_0_{platform.machine()}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


class CompilingHook(BuildHookInterface[Any]):
    """What hatchling calls when it builds a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: a compiler, where the machine has none."""
        return [] if os.environ.get("CC") or _system_compiler() else [ZIG]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Compile, and say for which platform the wheel is."""
        if self.target_name != "wheel":
            return
        path = compile_library(Path(self.root, "ksearch", "native"))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"
        build_data["artifacts"].append(f"/{path.relative_to(self.root).as_posix()}")


if __name__ == "__main__":
    sys.stdout.write(f"{compile_library()}\n")
