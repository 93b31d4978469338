"""The entry point: streams that can print anything, errors in one sentence, one exit status."""

from __future__ import annotations

import io
import signal
import sys
import traceback

from ksearch.cli.commands import app
from ksearch.cli.refusal import refusal
from ksearch.cli.saying import say
from ksearch.cli.status import ERROR
from ksearch.errors import KsearchError, QueryError, reason_of

__all__ = ["main"]


def main() -> None:
    """Run the command line; leaves with ``SystemExit``."""
    for stream in (sys.stdout, sys.stderr):
        # A console in CP949 cannot print every character; that must not look like "not found".
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if hasattr(signal, "SIGPIPE"):  # `ksearch query … | head` ends quietly, as any filter
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app(prog_name="ksearch")
    except QueryError as error:
        sys.stderr.write(f"ksearch: {refusal(error)}\n")
    except KsearchError as error:
        say(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{where}{reason_of(error)}")
    except Exception:  # noqa: BLE001 -- Python's own status 1 would read as "nothing found"
        traceback.print_exc()
        say("this is a mistake in ksearch: please report it with the lines above")
    sys.exit(ERROR)
