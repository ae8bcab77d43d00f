"""Shares the small bank and the player of tests/practice.py with the tests of this folder."""

from __future__ import annotations

import pytest

from tests import practice as shared

load, small_bank, browse, player = shared.load, shared.small_bank, shared.browse, shared.player


@pytest.fixture(scope="session")
def practice():
    return shared
