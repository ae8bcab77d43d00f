"""What admins do to accounts: each deed is kept, and nobody does it to themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from quizapp.accounts import people, sign_ins
from quizapp.accounts.models import Person, PersonChange, Role
from quizapp.accounts.people import Deed, OneselfError
from quizapp.accounts.services import create_guest
from quizapp.accounts.sign_ins import Device, Life

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.fixture
def ids(make_person):
    return {name: make_person(role, name) for name, role in (("Ada", Role.INSTRUCTOR), ("Ben", Role.STUDENT))}


@pytest.fixture
def ben(ids, session):
    return session.get(Person, ids["Ben"])


def sign_in(session, person):
    """Sign somebody in with a browser."""
    life = Life(timedelta(days=30), timedelta(days=7))
    sign_ins.begin_sign_in(session, person, Device("Chrome", "Android"), life, now=NOW)
    assert sign_ins.sign_ins_of(session, person.id, now=NOW)


@pytest.mark.parametrize(
    ("deed", "role", "is_admin"),
    [(Deed.INSTRUCTOR, "instructor", False), (Deed.ADMIN, "instructor", True), (Deed.STUDENT, "student", False)],
)
def test_somebody_is_made_something_and_that_is_kept(session, ids, ben, deed, role, is_admin):
    ben.is_admin = deed is Deed.STUDENT
    people.change_person(session, ben, deed, ids["Ada"], now=NOW)
    assert (ben.role, ben.is_admin) == (role, is_admin)
    (row,) = people.changes_of_people(session)
    assert (row.change.what, row.person, row.by, row.change.at) == (deed, "Ben", "Ada", NOW)


def test_deactivating_ends_every_session_and_is_taken_back(session, ids, ben):
    stamp = ben.session_stamp
    sign_in(session, ben)
    people.change_person(session, ben, Deed.DEACTIVATE, ids["Ada"], now=NOW)
    assert ben.deactivated_at == NOW
    assert ben.session_stamp != stamp
    assert not sign_ins.sign_ins_of(session, ben.id, now=NOW)
    people.change_person(session, ben, Deed.ACTIVATE, ids["Ada"], now=NOW)
    assert ben.deactivated_at is None


def test_a_new_password_ends_every_session(session, ids, ben):
    stamp = ben.session_stamp
    sign_in(session, ben)
    people.reset_password(session, ben, "a hash", ids["Ada"], now=NOW)
    assert (ben.password_hash, ben.password_ends_at) == ("a hash", NOW + people.GIVEN_PASSWORD_LIFE)
    assert ben.session_stamp != stamp
    assert not sign_ins.sign_ins_of(session, ben.id, now=NOW)


def test_nobody_does_it_to_themselves(session, ids, ben):
    for deed in set(Deed) - {Deed.PASSWORD}:
        with pytest.raises(OneselfError):
            people.change_person(session, ben, deed, ben.id, now=NOW)
    with pytest.raises(OneselfError):
        people.reset_password(session, ben, "a hash", ben.id, now=NOW)
    assert people.changes_of_people(session) == []


def test_the_log_of_deeds_cannot_be_changed(session, ids, ben):
    people.change_person(session, ben, Deed.ADMIN, ids["Ada"], now=NOW)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.update(PersonChange).values(what="student"))


def test_people_are_found_by_their_names_and_guests_are_counted(session, ids, ben):
    guest = create_guest(session, now=NOW)
    page = people.people_page(session, "", 1)
    assert ([person.name for person in page.people], page.guests, page.has_more) == (["Ada", "Ben"], 1, False)
    assert [person.name for person in people.people_page(session, "BE", 1).people] == ["Ben"]
    assert people.people_page(session, "%", 1).people == []
    assert people.person_by_id(session, guest.id) is None
    assert people.person_by_id(session, ben.id) is ben


def test_there_are_pages_of_people(session, ids, monkeypatch):
    monkeypatch.setattr(people, "PAGE_SIZE", 1)
    first, second = (people.people_page(session, "", page) for page in (1, 2))
    assert (first.has_more, second.has_more, [person.name for person in second.people]) == (True, False, ["Ben"])


def test_a_new_password_can_be_read_out_and_is_never_the_same():
    made = {people.new_password() for _ in range(20)}
    assert len(made) == 20
    assert all(len(one) == 19 and one.replace("-", "").isalpha() for one in made)


def test_whoever_runs_the_server_appoints_an_admin(session, ben):
    ben.deactivated_at = NOW
    people.appoint_admin(session, ben, now=NOW)
    assert (ben.role, ben.is_admin, ben.deactivated_at) == ("instructor", True, None)
    (row,) = people.changes_of_people(session)
    assert (row.change.what, row.person, row.by, row.change.at) == (Deed.ADMIN, "Ben", None, NOW)
