from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import factors, services, staff_rule
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials
from quizapp.accounts.sign_ins import Device, Life, begin_sign_in
from quizapp.accounts.staff_rule import OwnFactorFirstError
from quizapp.accounts.visitor import visitor_by_session

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LIFE = Life(timedelta(days=30), timedelta(days=7))
DRAFT = FactorDraft("seed", 100, "salt", [])


@pytest.fixture
def person(session):
    made = services.create_account(session, Credentials("Ani", "x"), Role.INSTRUCTOR, now=NOW)
    made.is_admin = True
    return made


def standing(session, token):
    """Return what somebody may do in a browser: instructor, admin, held."""
    visitor = visitor_by_session(session, token, NOW)
    return visitor.is_instructor, bool(visitor.is_admin), bool(visitor.is_held)


def begin(session, person):
    return begin_sign_in(session, person, Device("", ""), LIFE, now=NOW)


def test_it_is_off_until_somebody_who_has_a_factor_says_so(session, person):
    assert not staff_rule.is_needed(session)
    with pytest.raises(OwnFactorFirstError):
        staff_rule.decide(session, person.id, needed=True)
    factors.keep_factor(session, person.id, DRAFT, now=NOW)
    staff_rule.decide(session, person.id, needed=True)
    assert staff_rule.is_needed(session)


def test_who_teaches_without_one_is_taken_for_a_student_at_once_and_until_it_is_set_up(session, person):
    other = services.create_account(session, Credentials("Ben", "x"), Role.INSTRUCTOR, now=NOW)
    student = services.create_account(session, Credentials("Cid", "x"), Role.STUDENT, now=NOW)
    admin_token, before, of_student = (begin(session, one) for one in (person, other, student))
    factors.keep_factor(session, person.id, DRAFT, now=NOW)
    staff_rule.decide(session, person.id, needed=True)
    since = begin(session, other)
    assert standing(session, admin_token) == (True, True, False)
    assert [standing(session, token) for token in (before, since)] == [(False, False, True)] * 2
    assert standing(session, of_student) == (False, False, False)
    factors.keep_factor(session, other.id, DRAFT, now=NOW)
    assert [standing(session, token) for token in (before, since)] == [(True, False, False)] * 2


def test_taking_it_back_lets_everybody_go_on(session, person):
    other = services.create_account(session, Credentials("Ben", "x"), Role.INSTRUCTOR, now=NOW)
    factors.keep_factor(session, person.id, DRAFT, now=NOW)
    token = begin(session, other)
    for needed in (True, False):
        staff_rule.decide(session, person.id, needed=needed)
        assert standing(session, token) == (not needed, False, needed)
