"""What people have as queries is read, or refused by the line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ksearch.errors import ReadError
from ksearch.evaluation import JudgedQuery, read_queries

FIRST = JudgedQuery("1", "첫눈은 언제 왔나?", {"a": 1})
OLD_TOPICS = """
<top>
<num> Number: 1
<title> 첫눈은
 언제 왔나?
<desc> Description: 겨울
</top>
<top>
<num>2</num>
<title>장마</title>
</top>
"""


def _file(folder: Path, text: str, name: str = "queries.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        '{"qid": 1, "question": "첫눈은 언제 왔나?", "doc_id": "a"}',
        '{"qid": "1", "query": "첫눈은 언제 왔나?", "docid": ["a"]}',
        '\ufeff{"qid": 1, "query": "첫눈은 언제 왔나?", "relevant": ["a"], "answer": "어제"}\n\n',
    ],
)
def test_each_name_of_a_field_means_the_same(tmp_path: Path, line: str) -> None:
    assert read_queries(_file(tmp_path, line)) == [FIRST]


def test_packed_lines_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl.gz"
    lines = [f'{{"qid": {n}, "query": "장마", "relevant": [{n}, "b"]}}' for n in (3, 1, 2)]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = read_queries(path)
    assert [query.qid for query in found] == ["3", "1", "2"]
    assert found[0].relevant == {"3": 1, "b": 1}


@pytest.mark.parametrize("text", [OLD_TOPICS, "1\t첫눈은 언제 왔나?\n2\t장마\n"])
def test_topics_have_their_judgments_beside_them(tmp_path: Path, text: str) -> None:
    topics = _file(tmp_path, text, "topics")
    qrels = _file(tmp_path, "1 0 a 1\n1 0 b 0\n3 0 a 1\n", "qrels")
    found = read_queries(topics, qrels)
    assert found == [JudgedQuery("1", FIRST.text, {"a": 1, "b": 0}), JudgedQuery("2", "장마")]
    assert [query.is_judged for query in found] == [True, False]


def test_given_judgments_count_in_place_of_those_in_the_lines(tmp_path: Path) -> None:
    queries = _file(tmp_path, '{"qid": 1, "query": "장마", "doc_id": "a"}')
    qrels = _file(tmp_path, "1 0 b 2\n", "qrels")
    assert read_queries(queries, qrels) == [JudgedQuery("1", "장마", {"b": 2})]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "", "it is empty"),
        ('{"qid": 1, "query": "말"}\nnonsense', ":2", "one query a line"),
        ('{"qid": 1, "query": "말"}\n[1]', ":2", "one query a line"),
        ('{"qid": 1}', ":1", "question or query"),
        ('{"qid": 1, "query": 7}', ":1", "question or query"),
        ('{"query": "말"}', ":1", "no qid"),
        ('{"qid": 1, "query": "말", "doc_id": {"a": 1}}', ":1", "doc_id is neither"),
        ('{"qid": 1, "query": "말", "relevant": [null]}', ":1", "relevant is neither"),
        ('{"qid": 1, "query": "말"}\n\n{"qid": "1", "query": "글"}', ":3", "comes twice"),
        ("1\t말", "", "--qrels"),
        ('[{"qid": 1, "query": "말"}]', "", "one object a line"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, place: str, said: str
) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(ReadError) as caught:
        read_queries(path)
    assert str(caught.value).startswith(f"{path}{place}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("topics", "qrels", "said"),
    [
        ("1 말", "1 0 a 1", "topics:1: this is neither JSON nor a topic"),
        ("1\t말", "1 a 1", "qrels:1: this is no judgment"),
        ("1\t말", "1 0 a yes", "qrels:1: this is no judgment"),
        ("1\t말", "", "qrels: it holds no judgment"),
        ("<top>\n<num>1</num>\n</top>", "1 0 a 1", "topics:1: the topic lacks"),
        ("<top>\n<num>1</num><title>말</title>", "1 0 a 1", "topics:1: the topic has no end"),
    ],
)
def test_what_is_wrong_with_trec_files_is_named_with_its_line(
    tmp_path: Path, topics: str, qrels: str, said: str
) -> None:
    paths = _file(tmp_path, topics, "topics"), _file(tmp_path, qrels, "qrels")
    with pytest.raises(ReadError) as caught:
        read_queries(*paths)
    assert said in str(caught.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b'{"qid": "\xff"}')
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b'{"qid": 1}')[:-4])
    for name, said in (("binary", "UTF-8"), ("cut.gz", "gzip"), ("absent", "no such file")):
        with pytest.raises(ReadError, match=said):
            read_queries(tmp_path / name)
