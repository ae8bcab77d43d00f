from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts import services
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials
from quizapp.accounts.visitor import claim_of, visitor_by_session, visitor_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def person(session):
    return services.create_account(session, Credentials("Ani", "x"), Role.INSTRUCTOR, now=NOW)


def test_a_session_is_of_the_person_who_got_it(session, person):
    visitor = visitor_by_session(session, visitor_of(person).get_id())
    assert visitor == visitor_of(person)
    assert (visitor.id, visitor.name, visitor.is_instructor, visitor.is_guest) == (person.id, "Ani", True, False)


def test_a_session_ends_with_a_change_of_password(session, person):
    token = visitor_of(person).get_id()
    services.change_password(session, person, "y")
    assert visitor_by_session(session, token) is None


@pytest.mark.parametrize("token", ["", ":", "1", "1:", "1:wrong", "999:x", "-1:x", "one:x", "²:x"])
def test_a_made_up_session_is_nobodys(session, person, token):
    assert visitor_by_session(session, token) is None


@pytest.mark.parametrize(
    ("token", "claim"), [("7:abc", (7, "abc")), ("7:", (7, "")), ("", None), ("x:y", None), ("-1:x", None)]
)
def test_a_token_claims_a_person_and_a_stamp(token, claim):
    assert claim_of(token) == claim


def test_a_guest_is_no_instructor(session):
    visitor = visitor_of(services.create_guest(session, now=NOW))
    assert (visitor.is_guest, visitor.is_instructor) == (True, False)
