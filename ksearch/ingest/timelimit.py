"""How long may reading one page take?

Comes in: work to do. Goes out: what it gives, or a ``ReadError`` where it takes too long.
Invariant: whatever happens, nothing is raised in this thread once ``at_most`` is left.

Python code is stopped wherever it is, in any thread; what runs in a library of C goes on until it
comes back, and is bounded by the size that a page may have.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from ksearch.errors import ReadError

__all__ = ["PAGE_SECONDS", "at_most"]

PAGE_SECONDS = 60.0  # the slowest of some hundred saved pages takes 0.3
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
    is_over = False

    def strike() -> None:
        with ending:
            if not is_over:
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
        _interrupt(thread, ctypes.py_object())  # what was sent and has not come yet is called back


def _interrupt(thread: int, what: ctypes.py_object[type[BaseException]]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
