"""How long may reading one page take?

Comes in: work to do. Goes out: what it gives, or a ``ReadError`` where it takes too long.
Invariant: whatever happens, nothing is raised in this thread once ``at_most`` is left.

Python code is stopped wherever it is, in any thread; what runs in a library of C goes on until it
comes back, and is bounded by the size that a page may have.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from ksearch.errors import ReadError

__all__ = ["PAGE_SECONDS", "at_most"]

PAGE_SECONDS = 60.0  # the slowest of some hundred saved pages takes 0.3
_STEPS = 1000  # within which Python raises what was sent to a thread; one is enough
_Result = TypeVar("_Result")


class _TooSlow(BaseException):
    """What interrupts the work."""


def at_most(seconds: float, source: str, work: Callable[[], _Result]) -> _Result:
    """What ``work`` returns.

    Raises:
        ReadError: it takes longer.

    >>> at_most(1, "a.html", lambda: "첫눈")
    '첫눈'
    """
    try:
        return _watched(seconds, work)
    except _TooSlow:
        raise ReadError(source, f"reading it takes longer than {seconds:g} seconds") from None


def _watched(seconds: float, work: Callable[[], _Result]) -> _Result:
    thread = threading.get_ident()
    ending = threading.Lock()
    is_over = struck = False

    def strike() -> None:
        nonlocal struck
        with ending:
            if not is_over:
                struck = True
                _interrupt(thread, ctypes.py_object(_TooSlow))

    timer = threading.Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        return work()
    finally:
        with ending:
            is_over = True
        timer.cancel()
        if struck and not isinstance(sys.exc_info()[1], _TooSlow):
            # What was sent comes within a few steps. It is not called back with a NULL: Python 3.11
            # then looks for it for ever, and hangs where it is traced or profiled.
            for _ in range(_STEPS):
                time.sleep(0)


def _interrupt(thread: int, what: ctypes.py_object[type[BaseException]]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
