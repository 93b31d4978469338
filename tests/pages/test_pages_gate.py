"""Saved pages of real news are read no worse than they were. Skipped where they are not at hand."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean

import pytest

from ksearch.article import Article, SectionKind
from ksearch.errors import ReadError
from ksearch.ingest import read
from tests.pages.measuring import MEASURE, PAGES, Measured, digest, known, measure, page
from tests.quality.floors import Floor, faults, read_floors

FLOORS = Path(__file__).with_name("floors.toml")
PORTALS = ("daum_20180516162315753", "daum_20200522093902880")


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, tuple[Measured, Article]]:
    return {name: measure(shared / "data", name) for name in PAGES}


def test_no_floor_is_lowered_in_silence() -> None:
    floors, changes = read_floors(FLOORS)
    assert not faults(floors, changes)
    assert [floor.set for floor in floors] == [*PAGES]
    assert all(floor.measure == MEASURE for floor in floors)
    assert all(floor.floor >= 0.97 for floor in floors)


@pytest.mark.parametrize("floor", read_floors(FLOORS)[0], ids=lambda floor: str(floor.set))
def test_main_text_is_no_worse_than_its_floor(
    floor: Floor, shared: Path, readings: dict[str, tuple[Measured, Article]]
) -> None:
    """Refuses another page: a floor holds for the page that it was measured on."""
    assert digest(shared / "data", floor.set) == floor.digest, "measure again, set a new floor"
    measured, _ = readings[floor.set]
    assert measured.grams == floor.queries
    assert measured.ours >= floor.floor


def test_main_text_is_better_than_that_of_trafilatura_alone(
    readings: dict[str, tuple[Measured, Article]],
) -> None:
    measured = [one for one, _ in readings.values()]
    assert mean(one.ours for one in measured) > mean(one.trafilatura for one in measured)


@pytest.mark.parametrize("name", PAGES)
def test_headline_authors_and_date_are_those_that_are_known(
    name: str, shared: Path, readings: dict[str, tuple[Measured, Article]]
) -> None:
    wanted, (_, article) = known(shared / "data", name), readings[name]
    if headline := wanted.get("headline"):
        assert article.headline == headline
    if authors := wanted.get("authors"):
        assert list(article.authors) == authors
    if date := wanted.get("date_published"):
        assert article.date_published == date.replace(" ", "T")


def test_a_page_in_euc_kr_has_its_known_date(shared: Path) -> None:
    pages = shared / "data/pages"
    for name, date in json.loads((pages / "expected/dates.json").read_text("utf-8")).items():
        (article,) = read(pages / name)
        assert (article.date_published or "").startswith(date)
        assert "코로나19" in article.headline


@pytest.mark.parametrize("name", PORTALS)
def test_a_portal_page_is_read_without_its_automatic_summary(name: str, shared: Path) -> None:
    (article,) = read(page(shared / "data", name))
    shown = "\n".join(section.text for section in article.sections)
    assert "자동요약" not in shown
    first = next(s.text for s in article.sections if s.kind is SectionKind.BODY)
    assert shown.count(first) == 1  # the summary repeats sentences of the text


def test_a_list_page_is_refused_with_its_reason(shared: Path) -> None:
    with pytest.raises(ReadError, match="links to articles"):
        list(read(page(shared / "data", "gov_gangjin_page")))
