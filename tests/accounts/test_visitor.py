from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import services
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials
from quizapp.accounts.sign_ins import STEP, Device, Life, begin_sign_in, sign_ins_of
from quizapp.accounts.visitor import claim_of, visitor_by_session, visitor_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LIFE = Life(timedelta(days=30), timedelta(days=7))


@pytest.fixture
def person(session):
    return services.create_account(session, Credentials("Ani", "x"), Role.INSTRUCTOR, now=NOW)


@pytest.fixture
def token(session, person):
    return begin_sign_in(session, person, Device("Firefox", "Linux"), LIFE, now=NOW)


def test_a_session_is_of_the_person_who_got_it(session, person, token):
    visitor = visitor_by_session(session, token, NOW)
    [sign_in] = sign_ins_of(session, person.id, now=NOW)
    assert visitor == replace(visitor_of(person), sign_in_id=sign_in.id)
    assert (visitor.id, visitor.name, visitor.is_instructor, visitor.is_guest) == (person.id, "Ani", True, False)


def test_a_session_ends_with_a_change_of_password(session, person, token):
    services.change_password(session, person, "y")
    assert visitor_by_session(session, token, NOW) is None


def test_a_session_ends_by_itself_and_tells_when_it_was_noted_long_ago(session, token):
    looks = (timedelta(), STEP, STEP * 2, LIFE.idle - STEP, LIFE.idle)
    seen = [visitor_by_session(session, token, NOW + after) for after in looks]
    assert [one and bool(one.is_stale) for one in seen] == [False, False, True, True, None]


def test_whoever_is_deactivated_is_nobody_at_once(session, person, token):
    person.deactivated_at = NOW
    session.flush()
    assert visitor_by_session(session, token, NOW) is None


def test_a_guest_is_known_by_their_stamp_and_nobody_else_is(session, person):
    guest = services.create_guest(session, now=NOW)
    assert visitor_by_session(session, visitor_of(guest).get_id(), NOW) == replace(
        visitor_of(guest), is_stale=None, is_held=None
    )
    assert visitor_by_session(session, visitor_of(person).get_id(), NOW) is None


def test_a_session_speaks_for_its_own_person_alone(session, person, token):
    other = services.create_account(session, Credentials("Ben", "x"), Role.STUDENT, now=NOW)
    assert visitor_by_session(session, f"{other.id}:{claim_of(token).secret}", NOW) is None


@pytest.mark.parametrize("token", ["", ":", "1", "1:", "1:wrong", "999:x", "-1:x", "one:x", "²:x"])
def test_a_made_up_session_is_nobodys(session, person, token):
    assert visitor_by_session(session, token, NOW) is None


@pytest.mark.parametrize(
    ("token", "claim"), [("7:abc", (7, "abc")), ("7:", (7, "")), ("", None), ("x:y", None), ("-1:x", None)]
)
def test_a_token_claims_a_person_and_a_secret(token, claim):
    assert claim_of(token) == claim
    assert claim is None or claim_of(token).token == token


def test_a_guest_is_no_instructor(session):
    visitor = visitor_of(services.create_guest(session, now=NOW))
    assert (visitor.is_guest, visitor.is_instructor) == (True, False)
