"""Files of every format that holds records, each beside the articles that it holds.

A ``name.json`` beside ``golden/name`` lists them: fields that are empty, the source and an id that
is made of it are left out, and a section is its kind and its text.
"""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksearch.article import Article
from ksearch.errors import ReadError
from ksearch.ingest import read, read_bytes

GOLDEN = Path(__file__).with_name("golden")
FILES = sorted(path for path in GOLDEN.iterdir() if Path(f"{path}.json").exists())


def plain(article: Article) -> dict[str, Any]:
    said = {name: value for name, value in article.to_json().items() if value}
    del said["source"]
    if re.fullmatch("[0-9a-f]{16}", article.id):
        del said["id"]
    said["sections"] = [f"{section.kind.value}: {section.text}" for section in article.sections]
    return said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_holds_the_articles_that_are_written_beside_it(path: Path) -> None:
    expected = json.loads(Path(f"{path}.json").read_text("utf-8"))
    assert [plain(article) for article in read(path)] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_article_of_a_file_is_read_back_from_its_json(path: Path) -> None:
    for article in read(path):
        (again,) = read_bytes(json.dumps(article.to_json()).encode(), "again.json")
        assert again == article


@given(st.sampled_from(FILES), st.integers(min_value=0), st.integers(0, 60))
def test_any_damage_to_a_file_leaves_articles_or_reasons(path: Path, seed: int, cuts: int) -> None:
    """Bytes that are lost, doubled or changed; the file cut off; pieces of another file in it."""
    data = bytearray(path.read_bytes())
    other = random.Random(seed).choice(FILES).read_bytes()
    damage(data, other, random.Random(seed), cuts)
    errors: list[ReadError] = []
    began = time.process_time()
    articles = list(read_bytes(bytes(data), path.name, on_error=errors.append))
    assert time.process_time() - began < 5
    assert articles or errors
    for article in articles:
        assert article.id
        assert article.sections
        json.dumps(article.to_json(), ensure_ascii=False).encode()
    assert all("\n" not in str(error) for error in errors)


def damage(data: bytearray, other: bytes, chance: random.Random, cuts: int) -> None:
    for _ in range(cuts):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 1, 2, 30))
        match chance.randrange(5):
            case 0:
                del data[at : at + size]
            case 1:
                data[at:at] = data[at : at + size]
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                start = chance.randrange(len(other))
                data[at:at] = other[start : start + size]
            case _:
                data[at:at] = chance.choice((b"<", b">", b"&", b"]]>", b'"', b"\n", b"\0", b","))
    if chance.random() < 0.2:
        del data[chance.randrange(len(data) + 1) :]
