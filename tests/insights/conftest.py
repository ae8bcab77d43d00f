"""Shares the small bank and the player of tests/practice.py with the tests of this folder, and rates cards."""

from __future__ import annotations

import pytest

from tests import given
from tests import practice as shared

load, small_bank, cards_of, browse = shared.load, shared.small_bank, shared.cards_of, shared.browse
player, stored, statements, rate = shared.player, shared.stored, shared.statements, shared.rate
give = given.give


@pytest.fixture(scope="session")
def practice():
    return shared
