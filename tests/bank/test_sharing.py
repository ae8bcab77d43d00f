"""Giving and taking roles: a bank keeps its owner, and each change is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from quizapp.accounts.models import Person, Role
from quizapp.bank import sharing
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole, RoleChange
from quizapp.bank.sharing import LastOwnerError, NotAnInstructorError, OpenBankError, give_role

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
OWNER, EDITOR, VIEWER = BankRole.OWNER, BankRole.EDITOR, BankRole.VIEWER


@pytest.fixture
def ids(make_person):
    return [make_person(Role.INSTRUCTOR, name) for name in ("Ani", "Boris", "Chen")]


@pytest.fixture
def bank(ids, session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    return session.scalars(sa.select(Bank)).one()


@pytest.fixture
def give(session, bank, ids):
    return lambda place, role: give_role(session, bank, ids[place], role, ids[0], now=NOW)


def roles(session, bank):
    return [(row.name, row.role) for row in sharing.members_of_bank(session, bank.id)]


@pytest.mark.longer
def test_roles_are_given_changed_and_taken(session, bank, give):
    for place, role in ((0, OWNER), (1, VIEWER), (2, EDITOR), (1, EDITOR), (2, None)):
        give(place, role)
    assert roles(session, bank) == [("Ani", "owner"), ("Boris", "editor")]
    told = [(row.by, row.person, row.change.before, row.change.after) for row in _changes(session, bank)]
    assert told == [
        ("Ani", "Chen", "editor", ""),
        ("Ani", "Boris", "viewer", "editor"),
        ("Ani", "Chen", "", "editor"),
        ("Ani", "Boris", "", "viewer"),
        ("Ani", "Ani", "", "owner"),
    ]


def _changes(session, bank):
    return sharing.role_changes_of_bank(session, bank.id)


def test_the_same_role_again_is_no_change(session, bank, give):
    give(0, OWNER)
    give(0, OWNER)
    assert len(_changes(session, bank)) == 1


@pytest.mark.longer
@pytest.mark.parametrize("role", [None, EDITOR])
def test_the_last_owner_stays_one(session, bank, give, role):
    give(0, OWNER)
    give(1, EDITOR)
    with pytest.raises(LastOwnerError):
        give(0, role)
    give(1, OWNER)
    give(0, role)
    assert ("Boris", "owner") in roles(session, bank)


def test_an_open_bank_gets_an_owner_first(session, bank, give):
    with pytest.raises(OpenBankError):
        give(0, EDITOR)
    assert roles(session, bank) == []


@pytest.mark.longer
def test_the_log_of_roles_cannot_be_changed(session, give):
    give(0, OWNER)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.update(RoleChange).values(after="viewer"))


def test_only_instructors_work_on_banks(make_person, session, ids):
    session.rollback()
    make_person(Role.STUDENT, "Dara")
    session.get(Person, ids[2]).deactivated_at = NOW
    assert sharing.instructor_by_name(session, " ani ").id == ids[0]
    for name in ("Dara", "Chen", "Nobody", ""):
        with pytest.raises(NotAnInstructorError):
            sharing.instructor_by_name(session, name)


def test_those_are_offered_who_have_no_role_yet(session, bank, give):
    give(0, OWNER)
    assert sharing.names_to_share_with(session, bank.id) == ["Boris", "Chen"]
    assert sharing.owned_banks(session) == {bank.id}
