from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts import factors, services
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DRAFT = FactorDraft("seed", 100, "salt", ["one", "two"])


@pytest.fixture
def person_id(session):
    person = services.create_account(session, Credentials("Ani", "x"), Role.INSTRUCTOR, now=NOW)
    factors.keep_factor(session, person.id, DRAFT, now=NOW)
    return person.id


def test_a_step_is_used_once_and_none_before_it(session, person_id):
    assert [factors.use_step(session, person_id, step) for step in (100, 101, 101, 99, 102)] == [
        False, True, False, False, True,
    ]  # fmt: skip


def test_a_recovery_code_is_used_once(session, person_id):
    used = [factors.use_recovery_code(session, person_id, code, now=NOW) for code in ("one", "one", "three")]
    assert used == [True, False, False]
    assert factors.codes_left(session, person_id) == 1


def test_a_new_factor_replaces_the_one_before_with_its_codes(session, person_id):
    factors.use_recovery_code(session, person_id, "one", now=NOW)
    factors.keep_factor(session, person_id, FactorDraft("other", 7, "salt", ["three"]), now=NOW)
    assert factors.factor_of(session, person_id).seed == "other"
    assert factors.codes_left(session, person_id) == 1
    assert not factors.use_recovery_code(session, person_id, "two", now=NOW)


def test_a_factor_that_is_removed_asks_no_more(session, person_id):
    assert factors.remove_factor(session, person_id)
    assert not factors.remove_factor(session, person_id)
    assert factors.factor_of(session, person_id) is None
    assert not factors.use_step(session, person_id, 200)
