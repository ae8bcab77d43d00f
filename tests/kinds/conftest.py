"""Hands the samples of every kind to the tests that ask for `kind`, or for `sample` (the samples' module)."""

from __future__ import annotations

import pytest

from tests.kinds import samples as samples_module


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", list(samples_module.SAMPLES))


@pytest.fixture(scope="session")
def samples():
    return samples_module
