from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts import queries, services
from quizapp.accounts.models import Role
from quizapp.accounts.services import SETUP_LINK_LIFE, Credentials

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Ani", "ani"), ("  ANI  Sargsyan ", "ani sargsyan"), ("Straße", "strasse"), ("ԱՆԻ", "անի"), ("", "")],
)
def test_names_are_compared_without_case_and_outer_spaces(typed, folded):
    assert queries.folded_name(typed) == folded


def test_somebody_is_found_by_name(session):
    person = services.create_account(session, Credentials("Ani", "x"), Role.STUDENT, now=NOW)
    services.create_guest(session, now=NOW)
    assert queries.person_by_sign_in_name(session, " aNI") is person
    assert queries.person_by_sign_in_name(session, "Nobody") is None
    assert queries.person_by_sign_in_name(session, "") is None


def test_an_instructor_is_found_by_name_while_they_may_sign_in(session):
    services.create_account(session, Credentials("Ani", "x"), Role.STUDENT, now=NOW)
    aram = services.create_account(session, Credentials("Aram", "x"), Role.INSTRUCTOR, now=NOW)
    assert queries.instructor_by_sign_in_name(session, " aram ") is aram
    assert [queries.instructor_by_sign_in_name(session, name) for name in ("Ani", "Nobody", "")] == [None] * 3
    aram.deactivated_at = NOW
    assert queries.instructor_by_sign_in_name(session, "Aram") is None


def test_an_instructor_exists_once_there_is_one(session):
    services.create_account(session, Credentials("Ani", "x"), Role.STUDENT, now=NOW)
    assert not queries.instructor_exists(session)
    services.create_account(session, Credentials("Aram", "x"), Role.INSTRUCTOR, now=NOW)
    assert queries.instructor_exists(session)


def test_a_link_is_open_until_it_expires_or_is_used(session):
    secret = services.create_setup_link(session, now=NOW)
    link = queries.open_link_by_secret(session, secret, NOW)
    assert link is not None
    assert queries.open_link_by_secret(session, secret, NOW + SETUP_LINK_LIFE - timedelta(seconds=1)) is link
    assert queries.open_link_by_secret(session, secret, NOW + SETUP_LINK_LIFE) is None
    assert queries.open_link_by_secret(session, secret + "x", NOW) is None
    link.used_at = NOW
    assert queries.open_link_by_secret(session, secret, NOW) is None


@pytest.mark.parametrize(
    ("named", "typed"),
    [("İbrahim", "ibrahim"), ("ISMAİL", "ısmail"), ("علی\u200cرضا", "علیرضا"), ("علیرضا", "علی\u200cرضا")],
)
def test_a_name_is_known_by_its_letters_whatever_turkish_dots_and_joiners(session, named, typed):
    person = services.create_students(session, [(named, "")], now=NOW)[0]
    assert queries.person_by_sign_in_name(session, typed) is person
    assert queries.person_by_sign_in_name(session, named) is person


def test_a_name_that_was_kept_before_dots_were_left_out_lets_in_as_it_did_and_first(session):
    before, since = services.create_students(session, [("İbrahim", ""), ("Ibrahim", "")], now=NOW)
    before.sign_in_name, since.sign_in_name = "i\u0307brahim", "ibrahim"
    session.flush()
    found = [queries.person_by_sign_in_name(session, typed) for typed in ("İbrahim", "ibrahim")]
    assert found == [before, since]


@pytest.mark.parametrize("typed", ["\u200d Ani", "Ani \u200c ", "Ani\u200d", "Anı\u0307", "Anİ\u0307"])
def test_a_folded_name_is_folded_already(typed):
    assert queries.folded_name(typed) == queries.folded_name(queries.folded_name(typed)) == "ani"


@pytest.fixture
def kept_formerly(session):
    """Return what makes an account whose sign-in name was kept before Turkish dots were left out."""

    def kept_formerly(name, kept):
        (person,) = services.create_students(session, [(name, "")], now=NOW)
        person.sign_in_name = kept
        session.flush()
        return person

    return kept_formerly


def readable(session, person):
    return queries.readable_sign_in_name(session, person)


def test_what_is_printed_of_a_sign_in_name_finds_the_one_it_is_of(session, kept_formerly):
    one, two = kept_formerly("Işık", "işık"), kept_formerly("Işık", "işik")
    three, four = services.create_students(session, [("Işık", ""), ("İbrahim Yılmaz", "")], now=NOW)
    printed = [readable(session, person) for person in (one, two, three, four)]
    assert printed == ["Işık", "işik", "işik 2", "İbrahim Yılmaz"]
    assert [queries.person_by_sign_in_name(session, name) for name in printed] == [one, two, three, four]
