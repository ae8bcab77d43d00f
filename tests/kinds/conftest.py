"""Hands the samples of every kind to the tests that ask for `kind`, or for `sample` (the samples' module)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

# Tests are no packages, so the module beside this one is loaded by its path.
_SPEC = importlib.util.spec_from_file_location("kinds_samples", Path(__file__).with_name("samples.py"))
samples_module = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(samples_module)


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", list(samples_module.SAMPLES))


@pytest.fixture(scope="session")
def samples():
    return samples_module
