"""What the tests share: one analysis, since loading Kiwi costs 1.5 s and 300 MB."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from ksearch.analysis import Analyzer

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
