"""Tables: CSV in any dialect, XLSX, Parquet; columns that a person names; broken, too large."""

from __future__ import annotations

import builtins
import csv
import io
import json
import time
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from ksearch.article import Article
from ksearch.errors import ColumnError, ReadError
from ksearch.ingest import ColumnMap, read_bytes, read_columns
from ksearch.ingest.tables import workbook as workbook_module
from tests.ingest.apart import read_apart

HEAD = "제목,본문,일자\n"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(',"\n;\t|\\'), max_size=20
).map(str.strip)


def articles(
    data: bytes, source: str = "a.csv", mapping: ColumnMap | None = None
) -> tuple[list[Article], list[ReadError]]:
    errors: list[ReadError] = []
    return list(read_bytes(data, source, on_error=errors.append, mapping=mapping)), errors


def headlines(text: str, source: str = "a.csv", encoding: str = "utf-8") -> list[str]:
    found, errors = articles(text.encode(encoding), source)
    assert not errors
    return [article.headline for article in found]


def reason(data: bytes, source: str = "a.csv", mapping: ColumnMap | None = None) -> str:
    found, errors = articles(data, source, mapping)
    assert not found
    assert "\n" not in str(errors[0])
    return errors[0].reason


def workbook(
    sheet: str,
    *,
    shared: str = "",
    styles: str = "",
    parts: dict[str, bytes] | None = None,
    sheets: int = 1,
) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {NS} xmlns:r="{REL}"><sheets>'
            + '<sheet name="s" r:id="r1"/>' * sheets
            + "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="/xl/worksheets/s.xml"/></Relationships>',
        )
        if shared:
            archive.writestr("xl/sharedStrings.xml", f"<sst {NS}>{shared}</sst>")
        if styles:
            archive.writestr("xl/styles.xml", f"<styleSheet {NS}>{styles}</styleSheet>")
        archive.writestr("xl/worksheets/s.xml", sheet)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return held.getvalue()


def sheet(*rows: str) -> str:
    return f"<worksheet {NS}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def inline(*texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("source", ["a.csv", "-"])
def test_a_table_is_read_in_every_dialect_and_encoding(
    encoding: str, mark: str, source: str
) -> None:
    snow = f'"첫눈{mark} ""펑펑"""{mark}"눈이 왔다.\n그쳤다."'
    text = f"제목{mark}본문\r\n{snow}\r\n장마{mark}비가 왔다.\r\n"
    expected = " ".join(f'첫눈{mark} "펑펑"'.split())
    assert headlines(text, source, encoding) == [expected, "장마"]


def test_excels_line_about_the_delimiter_and_a_title_above_the_names_are_passed_over() -> None:
    assert headlines("sep=;\n제목;본문\n첫눈;왔다.\n") == ["첫눈"]
    assert headlines("기사 목록\n\n번호,제목,본문\n1,첫눈,왔다.\n") == ["첫눈"]


def test_lines_that_end_as_on_old_macintoshes_are_read_and_returns_in_cells_kept() -> None:
    assert headlines("제목,본문\r첫눈,왔다.\r장마,비.") == ["첫눈", "장마"]
    (found,), errors = articles('제목,본문\r\n첫눈,"왔다.\r그쳤다."\r\n'.encode())
    assert not errors
    assert [section.text for section in found.sections] == ["첫눈", "왔다.", "그쳤다."]


def test_backslashes_before_quotation_marks_are_read() -> None:
    assert headlines('제목,본문\n"첫눈 \\"펑펑\\"",왔다.\n') == ['첫눈 "펑펑"']


def test_a_text_whose_first_line_has_commas_is_no_table() -> None:
    (found,), errors = articles(
        "제목, 첫눈이 왔다\n\n서울에 첫눈이 왔다고 한다.\n".encode(), "a.txt"
    )
    assert not errors
    assert found.headline == "제목, 첫눈이 왔다"


@given(
    st.lists(st.tuples(CELLS.filter(bool), CELLS.filter(bool), CELLS), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
)
def test_what_csv_wrote_is_read_row_for_row(rows: list[tuple[str, str, str]], mark: str) -> None:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=mark).writerows([("id", "title", "x"), *rows])
    found, errors = articles(held.getvalue().encode())
    assert len(found) + len(errors) == len(rows)
    for article, row in zip(found, (r for r in rows if r[1].split()), strict=False):
        assert article.headline or errors
        assert article.id.split() == row[0].split() or errors


def test_a_quotation_mark_that_is_not_closed_costs_its_line() -> None:
    rows = "".join(f"첫눈 {n},왔다.,2024-01-{n:02}\n" for n in range(1, 20))
    found, (error,) = articles((HEAD + '"열린 따옴표,왔다.,2024\n' + rows).encode())
    assert len(found) == 19
    assert (error.source, error.reason) == ("a.csv:2", "a quotation mark in it is not closed")


def test_a_quotation_mark_that_closes_lines_later_by_chance_costs_its_line() -> None:
    rows = "".join(f"첫눈 {n},왔다.,2024-01-{n:02}\n" for n in range(1, 20))
    odd = '가,나,"다\n'
    found, errors = articles((HEAD + odd + rows + odd + rows).encode())
    assert len(found) == 38
    assert [error.source for error in errors] == ["a.csv:2", "a.csv:22"]


@pytest.mark.parametrize(
    "run",
    ['"', '"\n', '"""\n', 'a,"b\n', '"open\na,b,c\n', ",", ",\n", '"\t', '"\\\n', "\0,\n", "\r",
     "a,b\r", ";", "|a", "\n", "sep=\n"],
)  # fmt: skip
@pytest.mark.parametrize("head", [HEAD, "제목\t본문\n", '제목,본문\n"가\\"나",다\n', ""])
def test_no_run_of_one_thing_makes_a_table_slow(head: str, run: str) -> None:
    began = time.process_time()
    articles((head + run * (60_000 // len(run))).encode())
    assert time.process_time() - began < 8


def test_a_row_with_too_many_cells_is_refused_by_its_line() -> None:
    found, (error,) = articles((HEAD + "첫눈,눈이, 많이, 왔다.,2024\n장마,비.,2024\n").encode())
    assert [article.headline for article in found] == ["장마"]
    assert error.source == "a.csv:2"
    assert error.reason == "the row has 5 cells, and the table 3 columns"


def test_a_row_without_headline_and_text_is_refused_and_blank_ones_are_not_counted() -> None:
    found, (error,) = articles((HEAD + "\n,,\n,,2024-01-01\n장마,,\n").encode())
    assert [article.source for article in found] == ["a.csv#2"]
    assert str(error) == "a.csv:4: the row holds neither a headline nor a text"


def test_a_table_without_a_headline_says_its_columns_and_what_to_do() -> None:
    assert reason("이름,전화\n홍길동,010\n".encode()) == (
        "none of its columns is known as a headline or a text; its columns are 이름, 전화: "
        "say which is which, as --map headline=COLUMN --map body=COLUMN"
    )


def test_columns_that_a_person_names_are_read_and_the_others_by_their_usual_names() -> None:
    mapping = read_columns(["headline=큰 글자", "body=앞", "body=뒤"])
    data = "큰 글자,앞,뒤,제목,일자\n첫눈,눈이 왔다.,그쳤다.,잘못된 제목,2024-01-01\n".encode()
    for source in ("a.csv", "-"):
        (found,), errors = articles(data, source, mapping)
        assert not errors
        assert [section.text for section in found.sections] == ["첫눈", "눈이 왔다.", "그쳤다."]
        assert found.date_published == "2024-01-01"


def test_keys_of_json_are_mapped_also_within_objects() -> None:
    mapping = read_columns(["headline=data.ttl", "authors=data.who"])
    record = {"data": {"ttl": "첫눈", "who": ["홍길동 기자"]}, "content": "왔다."}
    for text in (json.dumps(record), json.dumps([record]), json.dumps(record) + "\n" * 2):
        (found,), errors = articles(text.encode(), "a.json", mapping)
        assert not errors
        assert (found.headline, found.authors) == ("첫눈", ("홍길동",))
    (found,), errors = articles(b'{"title": "x"}', "a.json", mapping)
    assert (found.headline, errors) == ("x", [])
    assert reason(b'{"ttl": "x"}', "a.json", mapping) == (
        "the record has no data.ttl, data.who; it has ttl"
    )


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    mapping = read_columns(["headline=큰제목"])
    expected = "it has no column 큰제목; its columns are 제목, 본문, 일자"
    assert reason((HEAD + "첫눈,왔다.,2024\n").encode(), mapping=mapping) == expected


def test_a_mapping_is_read_from_a_file_of_lines_or_of_json(tmp_path: Path) -> None:
    lines = tmp_path / "map.txt"
    lines.write_text("# 언론사 내보내기\nheadline = 큰제목\nbody=앞\nbody=뒤\n", "utf-8")
    as_json = tmp_path / "map.json"
    as_json.write_text('{"headline": "큰제목", "body": ["앞", "뒤"]}', "utf-8")
    expected = ColumnMap({"headline": ("큰제목",), "body": ("앞", "뒤")})
    assert read_columns([], lines) == read_columns([], as_json) == expected
    assert read_columns([]) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("제목", "write FIELD=COLUMN"),
        ("=제목", "write FIELD=COLUMN"),
        ("colour=제목", "colour is no field; fields are id, url, headline"),
    ],
)
def test_a_mapping_that_names_no_field_is_refused(given: str, expected: str) -> None:
    with pytest.raises(ColumnError) as caught:
        read_columns([given])
    assert expected in str(caught.value)


@pytest.mark.parametrize("text", ['{"headline": 3}', "{", "제목", "\xff"])
def test_a_mapping_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map"
    path.write_bytes(text.encode("latin-1", "ignore") or text.encode())
    with pytest.raises(ColumnError, match="map"):
        read_columns([], path)
    with pytest.raises(ColumnError, match="cannot be read"):
        read_columns([], tmp_path / "absent")


def test_a_workbook_shows_what_excel_shows() -> None:
    shared = (
        "<si><t>제목</t></si><si><t>본문</t></si><si><t>날짜</t></si>"
        "<si><r><t>첫</t></r><r><rPr/><t>눈</t></r><rPh sb='0' eb='1'><t>읽기</t></rPh></si>"
    )
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>',
        '<c t="s"><v>2</v></c></row><row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><v>7</v></c>',
        '<c r="C3" t="str"><v>왔다._x000D_\n그쳤다.</v></c><c r="D3" s="1"><v>45296</v></c></row>',
        '<row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="D4" s="1"><v>45296</v></c></row>',
        '<row r="9"><c r="A9"><v>20240105</v></c><c r="C9" t="b"><v>1</v></c></row>',
    )
    found, (error,) = articles(workbook(sheet(*rows), shared=shared, styles=styles), "a.xlsx")
    first, second = found
    assert [section.text for section in first.sections] == ["첫눈", "왔다.", "그쳤다."]
    assert first.date_published == "2024-01-05"
    assert [section.text for section in second.sections] == ["20240105", "TRUE"]
    assert str(error) == "a.xlsx:4: the row holds neither a headline nor a text"


def test_a_second_sheet_is_a_table_of_its_own_and_one_that_is_hidden_is_none() -> None:
    golden = Path(__file__).parents[1] / "golden"
    found, errors = articles((golden / "dates.xlsx").read_bytes(), "a.xlsx")
    assert [article.source for article in found] == ["a.xlsx#1", "a.xlsx#2", "a.xlsx!/칼럼#1"]
    found, errors = articles((golden / "bigkinds.xlsx").read_bytes(), "a.xlsx")
    assert (len(found), errors) == (2, [])


def test_a_workbook_that_breaks_off_gives_its_rows_and_a_reason() -> None:
    whole = sheet(inline("제목", "본문"), inline("첫눈", "왔다."), inline("장마", "비."))
    found, (error,) = articles(workbook(whole[: whole.index("장마")]), "a.xlsx")
    assert [article.headline for article in found] == ["첫눈"]
    assert "xl/worksheets/s.xml is broken XML" in error.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (workbook(sheet()), "its sheets are empty"),
        (workbook(f"<!DOCTYPE a [<!ENTITY x 'y'>]>{sheet(inline('&x;'))}"), "document type"),
        (workbook(sheet("<row>" + "<c/>" * 1_200_000 + "</row>")), "larger than may be read"),
        (workbook(f"<worksheet {NS}>" + "<cols/>" * 700_000), "larger than may be read"),
        (workbook(sheet(inline("제목")), styles="<a/>" * 2_200_000), "larger than may be read"),
        (workbook(sheet())[:-30], "is damaged"),
        (workbook(sheet(), parts={f"x{n}": b"" for n in range(10_000)}), "more than 10,000 parts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_workbook_that_is_damaged_or_too_large_is_refused(data: bytes, expected: str) -> None:
    began = time.process_time()
    assert expected in reason(data, "a.xlsx")
    assert time.process_time() - began < 5


def test_a_table_of_shared_texts_that_fills_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook_module, "LONGEST_TEXTS", 1000)
    data = workbook(sheet(inline("제목")), shared=f"<si><t>{'가' * 99}</t></si>" * 11)
    assert "save it as CSV" in reason(data, "a.xlsx")


def test_parquet_without_pyarrow_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- as import
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return load(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install '.[parquet]'" in reason(b"PAR1" + bytes(20) + b"PAR1", "a.parquet")


def test_parquet_that_is_damaged_is_refused() -> None:
    golden = Path(__file__).parents[1] / "golden" / "table.parquet"
    data = golden.read_bytes()
    assert "its Parquet is damaged" in reason(data[:-9], "a.parquet")
    assert "its Parquet is damaged" in reason(data[:4] + bytes(200) + data[204:], "a.parquet")


def test_a_long_text_that_many_rows_of_a_parquet_show_is_not_held_for_each(tmp_path: Path) -> None:
    table = pa.table(
        {
            "title": pa.array([f"첫눈 {n}" for n in range(300)]),
            "body": pa.DictionaryArray.from_arrays(
                pa.array([0] * 300), pa.array(["눈이 왔다. " * 100_000])
            ),
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    found = read_apart(tmp_path / "a.parquet")
    assert found.articles > 20
    assert "times as many characters as it has bytes" in found.errors[-1]
    assert found.size < 250 * 2**20  # 256 rows have 400 MB


@pytest.mark.parametrize("options", [{}, {"use_dictionary": False}, {"version": "1.0"}])
def test_columns_of_a_parquet_may_hold_anything(options: dict[str, Any]) -> None:
    table = pa.table(
        {
            "title": ["첫눈", "장마", None],
            "body": pa.array(["눈이 왔다.", "비가 왔다.", "해가 났다."]).dictionary_encode(),
            "tags": [["눈", "길"], [], None],
            "authors": [[{"name": "홍길동", "since": 1}], [{"name": "김영희", "since": 2}], []],
            "date": [datetime(2024, 5, 1), None, datetime(2024, 5, 2, 9)],  # noqa: DTZ001
            "map": pa.array([[("a", "b")], [], None], pa.map_(pa.string(), pa.string())),
            "fixed": pa.array([["a", "b"]] * 3, pa.list_(pa.string(), 2)),
            "bytes": pa.array([b"ab", b"cd", b"ef"], pa.binary(2)),
            "nested": [[["a"]], [["b"], []], []],
            "number": [Decimal("1.5"), None, None],
        }
    )
    stream = io.BytesIO()
    parquet.write_table(table, stream, **options)
    found, errors = articles(stream.getvalue(), "a.parquet")
    assert not errors
    assert [article.headline for article in found] == ["첫눈", "장마", ""]
    assert (found[0].keywords, found[0].authors) == (("눈", "길"), ("홍길동",))
    assert found[0].date_published == "2024-05-01"
    assert found[2].date_published == "2024-05-02T09:00:00+09:00"


def test_lists_of_a_parquet_that_show_a_long_text_very_often_are_refused() -> None:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 400), pa.array(["눈이 왔다. " * 100_000]))
    bodies = pa.ListArray.from_arrays([0, 400], texts)
    table = pa.table({"title": pa.array(["첫눈"]), "body": bodies})
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    assert reason(stream.getvalue(), "a.parquet") == "its lists take more than 256 MiB"


def test_sheets_that_share_a_part_are_read_no_longer_than_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ksearch.ingest.tables.workbook.FREE", 2**20)
    row = inline("제목", "본문") + inline("첫눈", "눈이 왔다.")
    data = workbook(sheet(row, "<row/>" * 400_000), sheets=100)
    found, errors = articles(data, "a.xlsx")
    assert 0 < len(found) < 10
    assert "is larger than may be read" in str(errors[-1])


def test_a_text_that_many_rows_show_is_counted_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ksearch.ingest.packed.budget._FREE", 0)
    shared = "".join(f"<si><t>{text}</t></si>" for text in ("제목", "본문", "눈" * 200_000))
    head = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    row = '<row><c><v>1</v></c><c t="s"><v>2</v></c></row>'
    found, errors = articles(workbook(sheet(head, row * 100), shared=shared), "a.xlsx")
    assert len(found) < 20
    assert "times as many characters as it has bytes" in str(errors[-1])


def test_a_cell_that_ends_with_a_backslash_is_a_cell_like_others() -> None:
    text = '제목,본문\n첫눈,"사진은 C:\\사진\\"\n장마,"둘째 줄\n\\"\n가뭄,비가 없다.\n'
    assert headlines(text) == ["첫눈", "장마", "가뭄"]
