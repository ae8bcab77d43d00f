"""Shares the small bank and the player of tests/practice.py with the tests of this folder."""

from __future__ import annotations

import pytest
import time_machine

from tests import given
from tests import practice as shared
from tests.review.evening import EVENING

load, small_bank, cards_of, browse = shared.load, shared.small_bank, shared.cards_of, shared.browse
player, rate = shared.player, shared.rate
stored, statements = shared.stored, shared.statements
give = given.give


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def clock():
    """Hold the clock at eight in the evening."""
    with time_machine.travel(EVENING, tick=False) as clock:
        yield clock
