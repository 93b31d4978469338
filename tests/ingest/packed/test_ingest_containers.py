"""Whatever a file is packed in, what lies in it is read, and nothing else happens."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from ksearch.errors import ReadError
from ksearch.ingest import ReadNotes, read, read_bytes
from ksearch.ingest.packed import ziplist
from ksearch.ingest.packed.members import Member
from ksearch.ingest.packed.ziparchive import zip_members
from tests.ingest.apart import read_apart
from tests.ingest.packs import PACKERS, SNOW, tarred, zipped

DEEP = "it is packed more than twice: unpack the outer archive first"
SECRET = 1  # the flag of a member that is encrypted
ARCHIVES: dict[str, Callable[..., bytes]] = {"zip": zipped, "tar": tarred}


def outcomes(data: bytes, source: str = "pages/a") -> tuple[list[str], list[str]]:
    errors: list[ReadError] = []
    found = [str(a.source) for a in read_bytes(data, source, on_error=errors.append)]
    return found, [str(error) for error in errors]


@pytest.mark.parametrize("packer", PACKERS)
def test_packed_files_are_read(packer: str) -> None:
    data = PACKERS[packer](SNOW["a.jsonl"])
    assert outcomes(data, f"a.jsonl.{packer}") == (
        [f"a.jsonl.{packer}#1", f"a.jsonl.{packer}#2"],
        [],
    )
    assert len(outcomes(data + data)[0]) == 4  # packed files may stand behind one another


@pytest.mark.parametrize("archive", ARCHIVES)
@pytest.mark.parametrize("packer", ["", *PACKERS])
def test_what_lies_in_an_archive_is_named_by_it(archive: str, packer: str) -> None:
    data = ARCHIVES[archive](SNOW)
    data = PACKERS[packer](data) if packer else data
    assert outcomes(data, "n") == (["n!/b/snow.json", "n!/a.jsonl#1", "n!/a.jsonl#2"], [])


def test_archives_lie_in_one_another_once_and_no_deeper() -> None:
    inner = zipped(SNOW)
    for outer in (zipped({"i.zip": inner}), tarred({"i.zip": inner}), gzip.compress(inner)):
        assert len(outcomes(outer)[0]) == 3
    for outer in (zipped({"i.zip": inner}), tarred({"i.zip": inner})):
        found, errors = outcomes(zipped({"o": outer, "b.json": b'{"title": "b"}'}))
        assert found == ["pages/a!/b.json"]
        assert errors == [f"pages/a!/o!/i.zip: {DEEP}"]
    twice = gzip.compress(gzip.compress(b'{"title": "a"}'))
    assert outcomes(twice) == (["pages/a"], [])
    assert outcomes(gzip.compress(twice)) == ([], [f"pages/a: {DEEP}"])


def test_an_id_does_not_change_while_the_archive_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(SNOW))
    ids = [article.id for article in read(path)]
    assert len(set(ids)) == 3
    path.write_bytes(zipped({**dict(reversed(SNOW.items())), "z.json": b'{"title": "z"}'}))
    assert set(ids) < {article.id for article in read(path)}


@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_name_leads_nowhere(archive: str, tmp_path: Path) -> None:
    snow = SNOW["b/snow.json"]
    names = ("../../escaped.json", "/etc/escaped.json", "c:\\escaped.json", "a\nb.json")
    path = tmp_path / "in" / "a"
    path.parent.mkdir()
    path.write_bytes(ARCHIVES[archive](dict.fromkeys(names, snow)))
    found = [article.source for article in read(path)]
    assert len(found) == 4
    assert all("\n" not in str(source) and "a!/" in str(source) for source in found)
    assert sorted(tmp_path.rglob("*")) == [path.parent, path]


@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_member_that_cannot_be_read_costs_only_itself(archive: str) -> None:
    files = {"a.json": b"{", "b.json": b'{"title": "b"}', "c.pdf": b"%PDF-1.7", "d.txt": b""}
    notes = ReadNotes()
    errors: list[ReadError] = []
    data = ARCHIVES[archive](files)
    found = list(read_bytes(data, "n", on_error=errors.append, notes=notes))
    assert [article.source for article in found] == ["n!/b.json"]
    assert [error.source for error in errors] == ["n!/a.json", "n!/c.pdf", "n!/d.txt"]
    assert notes.files == 5


def test_hidden_members_folders_and_links_are_left_out() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            header = tarfile.TarInfo(f"x{kind!r}")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    assert outcomes(stream.getvalue()) == ([], ["pages/a: the archive holds no file to read"])
    link = zipfile.ZipInfo("link.json")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zips:
        zips.writestr(link, "/etc/passwd")
        zips.writestr("folder/", b"")
        zips.writestr("__MACOSX/._a.json", b"\0\5\x16\7")
        zips.writestr(".git/x.json", b"{}")
        zips.writestr("a.json", b'{"title": "a"}')
    assert outcomes(stream.getvalue()) == (["pages/a!/a.json"], [])


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_long_and_korean_names_are_whole(form: int) -> None:
    name = "기사/" + "서울" * (12 if form == tarfile.USTAR_FORMAT else 90) + ".json"
    found, errors = outcomes(tarred({name: SNOW["b/snow.json"], "b.json": b'{"a": "b"}'}, form))
    assert found == [f"pages/a!/{name}"]
    assert len(errors) == 1


def test_names_of_a_korean_windows_are_read() -> None:
    data = zipped({"AAAA.json": SNOW["b/snow.json"]})
    renamed = data.replace(b"AAAA", "첫눈".encode("cp949"))
    assert outcomes(renamed) == (["pages/a!/첫눈.json"], [])
    utf_8 = zipped({"AAAAAA.json": SNOW["b/snow.json"]}).replace(b"AAAAAA", "첫눈".encode())
    assert outcomes(utf_8) == (["pages/a!/첫눈.json"], [])


def test_an_encrypted_zip_is_refused_in_one_sentence() -> None:
    assert outcomes(zipped(SNOW, flags=SECRET)) == (
        [],
        ["pages/a: it is encrypted: unpack it with its password first"],
    )


def test_a_method_that_is_not_read_is_named() -> None:
    found, errors = outcomes(zipped(SNOW, zipfile.ZIP_LZMA))
    assert found == []
    assert all("method 14" in error for error in errors)


@pytest.mark.parametrize("packer", PACKERS)
def test_what_stands_before_the_damage_is_read(packer: str) -> None:
    lines = b"".join(b'{"id": "%d", "title": "%d"}\n' % (n, n * n * n) for n in range(40_000))
    data = PACKERS[packer](lines)
    found, errors = outcomes(data[: len(data) * 3 // 4], f"a.jsonl.{packer}")
    assert len(found) > 10_000
    assert len(errors) == 1
    assert "is damaged" in errors[0]


@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_archive_that_is_cut_off_is_said_to_be(archive: str) -> None:
    data = ARCHIVES[archive](SNOW)
    found, errors = outcomes(data[:1100] if archive == "tar" else data[: len(data) // 2])
    assert len(found) == (1 if archive == "tar" else 0)
    assert any("is damaged" in error for error in errors)


@pytest.mark.parametrize("pack", [*PACKERS.values(), lambda data: zipped({"a.jsonl": data})])
def test_a_bomb_is_stopped_by_its_ratio(pack: Callable[[bytes], bytes]) -> None:
    bomb = pack((b'{"b": "' + b" " * 20_000 + b'"}\n') * 6_000)
    found, errors = outcomes(bomb)
    assert found == []
    assert "250 times its size" in errors[-1]


def test_members_that_overlap_are_stopped_by_the_size_of_the_whole() -> None:
    """One member's data under a thousand names, as in a ZIP bomb without archives in archives."""
    data = zipped({"a.jsonl": b'{"b": "%s"}\n' % (b" " * 1000) * 4000})
    at = data.index(b"PK\1\2")
    entry, end = data[at:-22], data[-22:]
    entries = b"".join(entry.replace(b"a.jsonl", b"%07d" % n) for n in range(1000))
    end = end[:8] + (1000).to_bytes(2, "little") * 2 + len(entries).to_bytes(4, "little") + end[16:]
    found, errors = outcomes(data[:at] + entries + end)
    assert found == []
    assert len(errors) < 1000 * 4000


def test_a_window_of_gigabytes_is_not_given() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**30}]
    xz = lzma.compress(SNOW["a.jsonl"], filters=filters)
    parameters = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    zst = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    for data in (xz, zst.compress(SNOW["a.jsonl"]) + zst.flush()):
        assert "is damaged" in outcomes(data)[1][0]


def test_a_list_of_a_zip_that_cannot_be_is_refused() -> None:
    data = bytearray(zipped(SNOW))
    data[-10:-6] = (2**31).to_bytes(4, "little")
    assert "its list is longer than the file" in outcomes(bytes(data))[1][0]


def many_entries(count: int, name: bytes) -> bytes:
    """A ZIP that lists its one member again and again, under names that are as long."""
    data = zipped({"a.json": SNOW["b/snow.json"]})
    at = data.index(b"PK\1\2")
    entries = data[at:-22].replace(b"a.json", name) * count
    end = data[-22:-10] + len(entries).to_bytes(4, "little") + data[-6:]
    return data[:at] + entries + end


def test_a_list_of_half_a_million_members_is_not_held(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(many_entries(500_000, b".a.htm"))  # hidden ones, which cost nothing else
    found = read_apart(file)
    assert found.errors == [f"{file}: the archive holds no file to read"]
    assert found.size < 100 * 2**20


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n" * 100])
@pytest.mark.parametrize("comment", [b"", "첫눈".encode()])
def test_a_list_that_is_read_in_pieces_gives_the_same_members(
    before: bytes, comment: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{'가나다'[n % 3]}/{n}.json": b"%d" % n * (n * 50) for n in range(60)}
    data = before + zipped(files)[:-2] + len(comment).to_bytes(2, "little") + comment

    def members() -> list[tuple[str, bytes]]:
        found = zip_members(io.BytesIO(data), "a.zip")
        assert found is not None
        return [(m.name, m.stream.read()) for m in found if isinstance(m, Member)]

    assert dict(members()) == files
    monkeypatch.setattr(ziplist, "LONGEST_PIECE", 300)
    assert len(list(ziplist.archives(io.BytesIO(data)))) > 10
    assert members() == list(files.items())


def test_a_list_that_is_damaged_in_a_later_piece_costs_what_is_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ziplist, "LONGEST_PIECE", 300)
    data = bytearray(many_entries(100, b"a.json"))
    data[-2000:-1996] = b"PK\0\0"
    found, errors = outcomes(bytes(data))
    assert 0 < len(found) < 100
    assert "its ZIP is damaged" in errors[-1]


def test_an_office_document_with_a_list_of_a_megabyte_is_none() -> None:
    data = many_entries(100_000, b"a.json")
    last = data.rindex(b"PK\1\2")
    office = data[last:-22].replace(b"a.json", b"mimetype").replace(b"\6\0\0\0", b"\x08\0\0\0", 1)
    first = data.index(b"PK\1\2")
    size = (len(data) - 22 - first + len(office)).to_bytes(4, "little")
    made = data[:first] + office + data[first:-10] + size + data[-6:]
    assert "more parts than an office document" in outcomes(made)[1][0]


def test_archives_are_read_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for data in (zipped(SNOW), tarred(SNOW), bz2.compress(tarred(SNOW))):
        stdin = io.TextIOWrapper(Pipe(data))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert len(list(read("-"))) == 3
        assert not stdin.buffer.closed


def test_an_archive_that_holds_nothing_says_so() -> None:
    for data in (zipped({}), tarred({"a/": b""}), zipped({"b/": b""})):
        errors = outcomes(data)[1]
        assert len(errors) == 1


@pytest.mark.parametrize("packer", ["gz", "xz"])
def test_of_a_packed_file_that_breaks_off_what_came_before_is_read(packer: str) -> None:
    """The others unpack whole blocks, of which so small a file has one."""
    lines = [f'{{"title": "첫눈 {random.Random(n).random()}"}}\n' for n in range(3000)]
    data = PACKERS[packer]("".join(lines).encode())
    found, errors = outcomes(data[: len(data) * 3 // 4], f"a.jsonl.{packer}")
    assert len(found) > 1000
    assert "is damaged" in errors[-1]
