from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import services
from quizapp.accounts.models import OneTimeLink, Role
from quizapp.accounts.services import SETUP_LINK_LIFE, Credentials, LinkSpentError, NameTakenError, NameUnseenError

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANI = Credentials("  Ani   Sargsyan ", "a hash")


def test_a_guest_has_no_name_to_sign_in_with(session):
    guest = services.create_guest(session, now=NOW)
    assert (guest.role, guest.name, guest.sign_in_name, guest.password_hash) == (Role.GUEST, "", None, None)
    assert guest.session_stamp


def test_there_may_be_many_guests(session):
    assert services.create_guest(session, now=NOW).id != services.create_guest(session, now=NOW).id


def test_an_account_is_named_as_typed_and_found_without_case(session):
    person = services.create_account(session, ANI, Role.STUDENT, now=NOW)
    assert (person.name, person.sign_in_name, person.role) == ("Ani Sargsyan", "ani sargsyan", Role.STUDENT)


@pytest.mark.parametrize("name", ["Ani Sargsyan", "ANI SARGSYAN", " ani  sargsyan "])
def test_a_name_belongs_to_one_person(session, name):
    services.create_account(session, ANI, Role.STUDENT, now=NOW)
    with pytest.raises(NameTakenError):
        services.create_account(session, Credentials(name, "x"), Role.STUDENT, now=NOW)
    guest = services.create_guest(session, now=NOW)
    with pytest.raises(NameTakenError):
        services.sign_up_guest(session, guest, Credentials(name, "x"), now=NOW)
    assert guest.role == Role.GUEST


def test_signing_up_keeps_the_person_and_ends_the_guests_session(session):
    guest = services.create_guest(session, now=NOW)
    number, stamp = guest.id, guest.session_stamp
    person = services.sign_up_guest(session, guest, ANI, now=NOW)
    assert (person.id, person.role, person.password_hash) == (number, Role.STUDENT, "a hash")
    assert person.session_stamp != stamp


def test_a_new_password_ends_every_session(session):
    person = services.create_account(session, ANI, Role.STUDENT, now=NOW)
    stamp = person.session_stamp
    services.change_password(session, person, "another hash")
    assert person.password_hash == "another hash"
    assert person.session_stamp != stamp


def test_a_setup_link_makes_one_instructor(session):
    secret = services.create_setup_link(session, now=NOW)
    assert services.use_setup_link(session, secret, ANI, now=NOW).role == Role.INSTRUCTOR
    with pytest.raises(LinkSpentError):
        services.use_setup_link(session, secret, Credentials("Other", "x"), now=NOW)


@pytest.mark.parametrize(("secret", "late"), [("unknown", timedelta()), (None, SETUP_LINK_LIFE)])
def test_an_unknown_or_expired_link_makes_nobody(session, secret, late):
    real = services.create_setup_link(session, now=NOW)
    with pytest.raises(LinkSpentError):
        services.use_setup_link(session, secret or real, ANI, now=NOW + late)


def test_a_taken_name_does_not_spend_the_link(session):
    services.create_account(session, ANI, Role.STUDENT, now=NOW)
    secret = services.create_setup_link(session, now=NOW)
    with pytest.raises(NameTakenError):
        services.use_setup_link(session, secret, ANI, now=NOW)
    assert session.query(OneTimeLink).one().used_at is None


def test_the_secret_of_a_link_is_kept_nowhere(session):
    secret = services.create_setup_link(session, now=NOW)
    link = session.query(OneTimeLink).one()
    assert secret not in link.secret_hash
    assert len(link.secret_hash) == 64


def test_students_are_made_without_a_password_and_each_has_a_sign_in_name_of_their_own(session):
    services.create_account(session, Credentials("Ani 2", "hash"), Role.STUDENT, now=NOW)
    made = services.create_students(session, [("Ani", ""), ("ANI", ""), ("Ben", "Ani"), ("Ani", "")], now=NOW)
    assert [person.sign_in_name for person in made] == ["ani", "ani 3", "ani 4", "ani 5"]
    assert {person.password_hash for person in made} == {None}
    assert [person.name for person in made] == ["Ani", "ANI", "Ben", "Ani"]


@pytest.mark.parametrize("kept", ["işık", "i\u0307şık", "işi\u200dk", "işik"])
def test_a_name_that_was_kept_in_another_spelling_is_taken_too(session, kept):
    (before,) = services.create_students(session, [("Somebody", "")], now=NOW)
    before.sign_in_name = kept
    guest = services.create_guest(session, now=NOW)
    guest.name = "IŞIK"
    session.flush()
    with pytest.raises(NameTakenError):
        services.create_account(session, Credentials("IŞIK", "x"), Role.STUDENT, now=NOW)
    made = services.create_students(session, [("Işık", ""), ("Ayşe", "IŞIK")], now=NOW)
    services.give_account(session, guest)
    assert [person.sign_in_name for person in (*made, guest)] == ["işik 2", "işik 3", "işik 4"]


@pytest.mark.parametrize("name", ["", " ", "\u200d\u200d", "A\u200d"])
def test_a_name_of_which_too_little_is_seen_makes_no_account(session, name):
    with pytest.raises(NameUnseenError):
        services.create_account(session, Credentials(name, "x"), Role.STUDENT, now=NOW)
