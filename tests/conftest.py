"""What the tests share: an analysis, since loading Kiwi costs 1.5 s and 300 MB, and an archive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ksearch.analysis import Analyzer
from tests.quality.measuring import built
from tests.quality.sets import SETS

# No time limits: a slow machine is no bug. Fixtures that are shared by examples hold no state.
settings.register_profile(
    "ksearch",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# For a long look: pytest --hypothesis-profile=deep
settings.register_profile("deep", settings.get_profile("ksearch"), max_examples=2000)
settings.load_profile("ksearch")


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """An analysis whose lexicon grows with the tests."""
    return Analyzer()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data; a test that needs it is skipped where it is absent."""
    root = Path(__file__).resolve().parents[1]
    shared = Path(os.environ.get("KSEARCH_DATA", root / ".." / "shared"))
    if not (shared / "data").is_dir():
        pytest.skip("the measuring data is not at hand: set KSEARCH_DATA to its folder")
    return shared


@pytest.fixture(scope="session")
def news_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The measuring archive, indexed once: 20 s of a processor; ``shared`` skips where it lacks."""
    news = next(one for one in SETS if one.index == "news")
    return built(news, shared / "data", tmp_path_factory.mktemp("archive"))
