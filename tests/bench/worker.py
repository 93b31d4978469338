"""The process that one engine lives in: ``python -m tests.bench.worker PEER``.

Comes in: requests on standard input, a JSON object a line. Goes out: for each a JSON line with
``answer`` or ``error``. Whatever a library prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.corpus import Site, Size
from tests.bench.peers import How, Peer, WarmKsearch, by_name
from tests.bench.processes import cpu_seconds, own_bytes, peak_bytes
from tests.bench.queries import Query
from tests.bench.terms import analysing_seconds, query_terms, write_terms

__all__ = ["answer", "main"]


def answer(peer: Peer, request: Mapping[str, Any]) -> Any:  # noqa: ANN401, PLR0911 -- one case a request
    """Do what one request asks.

    Raises:
        ValueError: there is no such request.
    """
    match request["do"]:
        case "prepare" if isinstance(peer, WarmKsearch):
            return peer.prepare(_site(request))
        case "build":
            process = peer.process()
            began, busy = perf_counter(), cpu_seconds(process)
            peer.build(_site(request))
            return {
                "seconds": perf_counter() - began,
                "cpu": cpu_seconds(process) - busy,
                "peak": peak_bytes(process),
            }
        case "open":
            return peer.open(_site(request))
        case "ask":
            return peer.ask(How(request["how"]), [_query(row) for row in request["queries"]])
        case "best":
            return [peer.best(_query(row)) for row in request["queries"]]
        case "memory":
            return own_bytes(peer.process())
        case "modules":
            return sorted({name.partition(".")[0] for name in sys.modules})
        case _:
            return _analysed(request)


def _analysed(request: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- one case a request
    match request["do"]:
        case "terms":
            return write_terms(_site(request))
        case "query_terms":
            return query_terms(request["texts"])
        case "analysing":
            return analysing_seconds(_site(request))
        case unknown:
            raise ValueError(f"no such request: {unknown}")


def _site(request: Mapping[str, Any]) -> Site:
    site = request["site"]
    return Site(Path(site["folder"]), site["name"], Size(**site["size"]), site["digest"])


def _query(row: tuple[str, list[str]]) -> Query:
    return Query(row[0], tuple(row[1]))


def main() -> None:
    """Answer requests until there are no more."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        peer = by_name(sys.argv[1])
        for line in sys.stdin.buffer:
            try:
                reply = {"answer": answer(peer, json.loads(line))}
            except Exception:  # noqa: BLE001 -- who asked is told
                reply = {"error": traceback.format_exc()}
            out.write(json.dumps(reply) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
