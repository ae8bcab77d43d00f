"""What each role may do, and the conditions that keep statements to what somebody may see."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.models import Bank, Question
from quizapp.bank.roles import BankMember, BankRole, in_banks_of, role_on_bank
from quizapp.db import db

ORDER = ["viewer", "reviewer", "editor", "owner"]


@pytest.mark.parametrize(("role", "needed"), list(itertools.product(ORDER, ORDER)))
def test_each_role_may_what_the_lower_ones_may(role, needed):
    assert BankRole(role).allows(needed) == (ORDER.index(role) >= ORDER.index(needed))


@pytest.fixture
def people(app, make_person, make_bank, make_draft):
    """An owned bank and an open one, and people who have each role on the owned one; no transaction is left open."""
    ids = {name: make_person(Role.INSTRUCTOR, name) for name in (*ORDER, "stranger", "admin")}
    ids["student"] = make_person(Role.STUDENT, "student")
    return ids


@pytest.fixture
def banks(people, session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one"), key="owned"))
    load(make_bank(make_draft(key="two"), key="open"))
    banks = {bank.key: bank.id for bank in session.scalars(sa.select(Bank))}
    session.add_all(BankMember(bank_id=banks["owned"], person_id=people[role], role=role) for role in ORDER)
    session.add(BankMember(bank_id=banks["open"], person_id=people["viewer"], role="viewer"))
    session.get(Person, people["admin"]).is_admin = True
    session.commit()
    return banks


def who(session, people, name):
    return visitor_of(session.get(Person, people[name]))


@pytest.mark.longer
def test_a_role_is_the_one_that_was_given(session, people, banks):
    roles = {name: role_on_bank(session, who(session, people, name), banks["owned"]) for name in people}
    assert roles == {role: role for role in ORDER} | {"stranger": None, "admin": "owner", "student": None}


@pytest.mark.longer
def test_an_open_bank_is_edited_by_every_instructor(session, people, banks):
    roles = {name: role_on_bank(session, who(session, people, name), banks["open"]) for name in people}
    assert roles == dict.fromkeys((*ORDER, "stranger"), "editor") | {"admin": "owner", "student": None}


@pytest.mark.longer
@pytest.mark.parametrize("needed", ORDER)
def test_statements_find_what_the_role_on_each_bank_allows(session, people, banks, needed):
    for name in set(people) - {"student"}:
        visitor = who(session, people, name)
        expected = {
            key for key, bank in banks.items() if (role := role_on_bank(session, visitor, bank)) and role.allows(needed)
        }
        found = sa.select(Bank.key).join(Question).where(in_banks_of(visitor, BankRole(needed)))
        assert set(session.scalars(found)) == expected
        of_banks = sa.select(Bank.key).where(in_banks_of(visitor, BankRole(needed), Bank.id.expression))
        assert set(session.scalars(of_banks)) == expected


def test_asking_for_a_role_takes_one_statement(app, session, people, banks, statements):
    visitor = who(session, people, "viewer")
    with statements() as ran:
        role_on_bank(db.session(), visitor, banks["owned"])
    assert len(ran) == 1
