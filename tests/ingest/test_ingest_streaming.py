"""A file of whatever length takes no more memory than a short one."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ksearch.ingest import ReadNotes, read
from tests.ingest.newsroom import PARAGRAPHS, page, paragraphs
from tests.ingest.packs import record

LINE = json.dumps({"title": "달빛시장", "body": "\n".join(PARAGRAPHS)}, ensure_ascii=False) + "\n"
SHORT, LONG = 500, 5_000  # lines of 1.1 KB
PAGE = page(paragraphs()).encode()
FEW, MANY = 30, 150  # pages: a site's phrases are learned from 24 that wait


def jsonl(path: Path, count: int) -> None:
    path.write_text(LINE * count, "utf-8")


def jsonl_gz(path: Path, count: int) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        for n in range(count):
            stream.write(LINE.replace("달빛", random.Random(n).randbytes(60).hex()))


def archive(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w") as members:
        members.writestr("a.jsonl", LINE * count)


def crawl(path: Path, count: int) -> None:
    with path.open("wb") as stream:
        for n in range(count):
            stream.write(record(f"https://n.example/view/{n}", PAGE))


def peak(path: Path) -> int:
    """The most bytes that were held while the file was read."""
    tracemalloc.start()
    for _ in read(path):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize(
    ("make", "short", "long"),
    [(jsonl, SHORT, LONG), (jsonl_gz, SHORT, LONG), (archive, SHORT, LONG), (crawl, FEW, MANY)],
)
def test_ten_times_as_many_articles_take_no_more_memory(
    tmp_path: Path, make: Callable[[Path, int], None], short: int, long: int
) -> None:
    make(tmp_path / "warm", short)
    make(tmp_path / "short", short)
    make(tmp_path / "long", long)
    peak(tmp_path / "warm")  # what is imported and remembered once
    assert peak(tmp_path / "long") < peak(tmp_path / "short") + 2**19


def test_how_far_it_is_is_known_while_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    jsonl(path, LONG)
    notes = ReadNotes()
    seen = [notes.bytes for _ in read(path, notes=notes)]
    size = path.stat().st_size
    assert seen == sorted(seen)
    assert seen[LONG // 2] == pytest.approx(size / 2, rel=0.1)
    assert notes.bytes == size


@pytest.mark.parametrize("make", [jsonl_gz, archive])
def test_of_packed_files_the_packed_bytes_are_counted(
    tmp_path: Path, make: Callable[[Path, int], None]
) -> None:
    path = tmp_path / "a"
    make(path, LONG)
    notes = ReadNotes()
    articles: Iterator[object] = read(path, notes=notes)
    next(articles)
    assert notes.bytes < path.stat().st_size / 2
    assert len(list(articles)) == LONG - 1
    assert notes.bytes == path.stat().st_size


def test_a_million_broken_lines_cost_those_lines(tmp_path: Path) -> None:
    """Here ten thousand: each is handed on and forgotten."""
    path = tmp_path / "a.jsonl"
    path.write_text((LINE + '{"title": \n') * 5_000, "utf-8")
    refused = 0

    def count(_error: object) -> None:
        nonlocal refused
        refused += 1

    assert sum(1 for _ in read(path, on_error=count)) == 5_000
    assert refused == 5_000
