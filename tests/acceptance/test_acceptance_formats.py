"""A folder of every format, three of its files broken: all else is indexed, the three are named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ksearch
from ksearch.article import Article
from tests.ingest.newsroom import page, paragraphs
from tests.ingest.packs import PACKERS, record, tarred, zipped

GOLDEN = Path(__file__).parents[1] / "ingest" / "golden"
PAGES = Path(__file__).parents[1] / "ingest" / "pages" / "golden_pages"
LINE = '{"id": "%s", "title": "%s", "body": "눈이 왔다."}\n'
TEXT = "%s\n\n[서울=한국통신] 홍길동 기자 = 서울 시청 앞에 올해 첫눈이 내렸다고 기상청이 밝혔다.\n"


def named_page(headline: str) -> bytes:
    return page(paragraphs(), headline=headline).encode()


def made() -> dict[str, tuple[bytes, list[str]]]:
    """Files by name, with the headlines of what they hold."""
    crawl = [record(f"https://n.example/{n}/view", named_page(f"가람일보 {n}")) for n in (11, 12)]
    gz = PACKERS["gz"]
    tar = tarred({"c.json": (LINE % ("t", "타르")).encode()})
    inner = tarred({"눈/a.html": named_page("묶음 속 쪽"), "b.txt": (TEXT % "묶음 속 글").encode()})
    latin = "".join(LINE % (f"m{n}", f"글자가 깨진 {n}째 줄, 서울 시청 앞 광장") for n in (1, 2))
    return {
        "plain/page.html": (named_page("한 쪽의 머리기사"), ["한 쪽의 머리기사"]),
        "plain/old.html": (
            named_page("옛 쪽의 머리기사").decode().replace("utf-8", "euc-kr").encode("cp949"),
            ["옛 쪽의 머리기사"],
        ),
        "plain/text.txt": ((TEXT % "글").encode("utf-16"), ["글"]),
        "plain/record.json": ((LINE % ("r", "기록")).encode(), ["기록"]),
        "plain/lines.jsonl": (
            (LINE % ("l1", "첫째 줄")).encode() + (LINE % ("l2", "둘째 줄")).encode("cp949"),
            ["첫째 줄", "둘째 줄"],
        ),
        "plain/mojibake.jsonl": (
            latin.encode().decode("latin-1").encode(),
            [f"글자가 깨진 {n}째 줄, 서울 시청 앞 광장" for n in (1, 2)],
        ),
        "crawl/a.warc": (crawl[0], ["가람일보 11"]),
        "crawl/b.warc.gz": (gz(crawl[1]) + gz(record("https://n.example/x", b"", kind="request")),
                            ["가람일보 12"]),
        "packed/nested.zip": (zipped({"in.tar.gz": gz(inner)}), ["묶음 속 쪽", "묶음 속 글"]),
        "packed/in.tar.xz": (PACKERS["xz"](tar), ["타르"]),
        **{
            f"packed/{name}.jsonl.{name}": (pack((LINE % (name, name * 3)).encode()), [name * 3])
            for name, pack in PACKERS.items()
        },
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> tuple[Path, set[str]]:
    """The folder, and the headlines that it holds beside those of broken files."""
    expected: set[str] = set()
    root = tmp_path / "news"
    for name, (data, headlines) in made().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        expected.update(headlines)
    (root / "golden").mkdir()
    for source in GOLDEN.iterdir():
        companion = Path(f"{source}.json")
        if companion.exists():
            shutil.copy(source, root / "golden")
            told = json.loads(companion.read_text("utf-8"))
            expected.update(one["headline"] for one in told if "headline" in one)
    for source in PAGES.glob("*.html"):
        told = json.loads(source.with_suffix(".json").read_text("utf-8"))
        if "headline" in told:
            shutil.copy(source, root / "golden")
            expected.add(told["headline"])
    (root / "broken.jsonl").write_text(LINE % ("j", "온전한 줄") + '{"title": \n', "utf-8")
    (root / "broken.html.gz").write_bytes(PACKERS["gz"](named_page("잘린 쪽"))[:-40])
    (root / "broken.zip").write_bytes(zipped({"a.html": named_page("쪽")}, flags=1))
    return root, expected | {"온전한 줄"}


def test_all_is_indexed_but_three_broken_files_which_are_named(
    folder: tuple[Path, set[str]], tmp_path: Path
) -> None:
    root, expected = folder
    command = [sys.executable, "-m", "ksearch", "index", str(root), "--index", "i", "--errors", "e"]
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 2
    refused = [line for line in result.stderr.splitlines() if "not read" in line]
    assert [
        line.removeprefix(f"ksearch: not read: {root}/").split(": ")[0] for line in refused
    ] == [
        "broken.html.gz",
        "broken.jsonl:2",
        "broken.zip",
    ]
    rejects = [json.loads(line) for line in (tmp_path / "e").read_text("utf-8").splitlines()]
    assert [reject["line"] for reject in rejects] == [None, 2, None]
    assert [Path(reject["file"]).name for reject in rejects] == [
        "broken.html.gz",
        "broken.jsonl",
        "broken.zip",
    ]
    with ksearch.open(tmp_path / "i") as index:
        held = list(index.articles())
        assert {article.headline for article in held} >= expected
        assert found(index, "묶음 속 글").source == f"{root}/packed/nested.zip!/in.tar.gz!/b.txt"
    again = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert " 0 added, 0 replaced" in again.stdout
    assert again.returncode == 2


def found(index: ksearch.engine.WhooshIndex, headline: str) -> Article:
    hit = index.search(f'"{headline}"').hits[0]
    article = index.get(hit.id)
    assert article is not None
    return article
