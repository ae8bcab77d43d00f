"""Shares the generated classes of tests/generated.py with the tests of this folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_GENERATED = importlib.util.spec_from_file_location("quizapp_generated", Path(__file__).parents[1] / "generated.py")
_generated = importlib.util.module_from_spec(_GENERATED)  # tests are no packages, so it is loaded by its path
_GENERATED.loader.exec_module(_generated)


@pytest.fixture(scope="session")
def generated():
    return _generated
