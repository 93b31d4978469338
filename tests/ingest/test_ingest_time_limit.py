from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from ksearch.errors import ReadError
from ksearch.ingest import documents, read_bytes
from ksearch.ingest.timelimit import at_most
from ksearch.ingest.trees.markup import MOST_TAGS


def endless() -> None:
    while True:
        with suppress(Exception):  # what some libraries do
            time.sleep(0.001)


def test_work_that_takes_too_long_is_stopped_in_any_thread() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            at_most(0.05, "a.html", endless)
        except ReadError as error:
            told.append(str(error))

    work()
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["a.html: reading it takes longer than 0.05 seconds"] * 4


def test_work_that_ends_when_its_time_does_is_done_or_stopped_and_nothing_comes_later() -> None:
    for n in range(200):
        try:
            assert at_most(0.002, "a", lambda: time.sleep(0.002)) is None
        except ReadError:
            continue
        finally:
            sum(range(n))


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(KeyError):
        at_most(5, "a", lambda: dict[str, str]()["absent"])


def test_a_page_that_takes_too_long_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "PAGE_SECONDS", 0.05)
    monkeypatch.setattr(documents, "read_html_page", lambda *_, **__: endless())
    errors: list[ReadError] = []
    assert list(read_bytes(b"<html><p>", "a.html", on_error=errors.append)) == []
    assert "longer than 0.05 seconds" in errors[0].reason


def test_reading_may_be_profiled_afterwards() -> None:
    """An exception that is called back leaves Python 3.11 waiting for it, profiled for ever."""
    code = (
        "import cProfile, faulthandler\n"
        "faulthandler.dump_traceback_later(20, exit=True)\n"
        "from ksearch.ingest.timelimit import at_most\n"
        "at_most(9, 'a', list)\n"
        "profile = cProfile.Profile()\n"
        "profile.enable()\n"
        "found = [at_most(9, 'a', lambda: n) for n in range(50)]\n"
        "profile.disable()\n"
        "assert found == list(range(50))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_page_of_more_tags_than_memory_holds_is_refused_at_once() -> None:
    errors: list[ReadError] = []
    data = b"<html><body>" + b"<p> </p>" * MOST_TAGS
    assert not list(read_bytes(data, "a.html", on_error=errors.append))
    assert [error.reason for error in errors] == [
        f"it has more than {MOST_TAGS:,} tags, no article"
    ]
