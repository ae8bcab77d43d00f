"""Shares the generated classes of tests/generated.py with the tests of this folder."""

from __future__ import annotations

import pytest

from tests import generated as shared


@pytest.fixture(scope="session")
def generated():
    return shared
