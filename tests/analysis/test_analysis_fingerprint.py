from __future__ import annotations

import importlib.metadata

import pytest

from ksearch.analysis import fingerprint
from ksearch.analysis.kiwi import _version


@pytest.mark.parametrize("distribution", ["kiwipiepy", "kiwipiepy_model"])
def test_the_version_in_the_fingerprint_is_the_installed_one(distribution: str) -> None:
    assert _version(distribution) == importlib.metadata.version(distribution)
    assert importlib.metadata.version(distribution) in fingerprint()


def test_a_distribution_that_was_installed_in_another_way_is_asked_for_its_metadata() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        _version("no_such_distribution")
