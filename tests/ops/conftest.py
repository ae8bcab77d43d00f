"""Shares the small bank and the player of tests/practice.py with the tests of this folder, whose locks end too."""

from __future__ import annotations

import pytest

from quizapp.ops.locks import let_go
from tests import practice as shared

load, small_bank, cards_of, browse = shared.load, shared.small_bank, shared.cards_of, shared.browse
player, stored, statements = shared.player, shared.stored, shared.statements


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture(autouse=True)
def _locks_end():
    yield
    let_go()
