"""What does the system say of a process: memory of its own, and time on the processor?"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cpu_seconds", "own_bytes", "peak_bytes"]

# Places in /proc/PID/stat behind the command's name: time in the process, and in the kernel.
_USER, _SYSTEM = 11, 12


def cpu_seconds(process: int) -> float:
    """The process's time on all processors so far, 0 where it cannot be read.

    What else the machine does changes it less than the time on the wall.
    """
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    columns = stat.rpartition(")")[2].split()
    return (int(columns[_USER]) + int(columns[_SYSTEM])) / os.sysconf("SC_CLK_TCK")


def own_bytes(process: int) -> int:
    """The process's anonymous memory: RSS less what is backed by files, 0 where none can be read.

    An index that is mapped lends its pages to every process and gives them back when they are
    wanted elsewhere; anonymous pages are the process's own.
    """
    return _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Anonymous:") * 1024


def peak_bytes(process: int) -> int:
    """The most that the process ever had resident, files included.

    Read from ``VmHWM``, since ``getrusage`` also counts what the process was before ``exec``.
    """
    return _kilobytes(Path(f"/proc/{process}/status"), "VmHWM:") * 1024


def _kilobytes(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
