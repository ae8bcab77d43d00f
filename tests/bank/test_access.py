from __future__ import annotations

import pytest
from flask_login import login_user
from werkzeug.exceptions import Forbidden, NotFound

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.bank import access
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember, BankRole
from quizapp.db import db


@pytest.fixture
def asking(app, load_one, make_person):
    """Run something in a request of somebody who has a role on the bank "sample", which is owned by somebody else."""

    def asking(role, ask, method="GET"):
        ids = [make_person(Role.INSTRUCTOR) for _ in range(2)]
        with app.test_request_context("/somewhere", method=method):
            bank = db.session.query(Bank).one()
            db.session.add(BankMember(bank_id=bank.id, person_id=ids[0], role="owner"))
            if role:
                db.session.add(BankMember(bank_id=bank.id, person_id=ids[1], role=role))
            login_user(visitor_of(db.session.get_one(Person, ids[1])))
            try:
                return ask()
            finally:
                db.session.rollback()

    return asking


def test_what_exists_opens_to_whoever_has_a_role(asking, load_one):
    assert asking("viewer", lambda: access.open_question(load_one).key) == "one"
    assert asking("viewer", lambda: access.open_bank("sample").key) == "sample"


def test_what_does_not_exist_is_404(asking):
    for ask in (lambda: access.open_bank("nope"), lambda: access.open_question(999)):
        with pytest.raises(NotFound):
            asking("owner", ask)


def test_what_may_not_be_seen_is_like_what_does_not_exist(asking, load_one):
    for ask in (lambda: access.open_bank("sample"), lambda: access.open_question(load_one)):
        with pytest.raises(NotFound):
            asking(None, ask)


def test_writing_needs_an_editor_where_nothing_else_is_said(asking, load_one):
    with pytest.raises(Forbidden):
        asking("reviewer", lambda: access.open_question(load_one), method="POST")
    assert asking("editor", lambda: access.open_question(load_one).key, method="POST") == "one"


@pytest.mark.parametrize("needs", list(BankRole))
def test_what_may_be_seen_but_not_done_is_403(asking, load_one, needs):
    for role in BankRole:
        if role.allows(needs):
            asking(role, lambda: access.open_question(load_one, needs=needs))
        else:
            with pytest.raises(Forbidden):
                asking(role, lambda: access.open_question(load_one, needs=needs))


def test_a_visitor_without_an_account_has_no_role(app, load_one):
    with app.test_request_context("/somewhere"):
        assert access.role_here(1) is None
        assert not access.may(1, "viewer")


def test_a_role_is_asked_for_once_a_request(asking, load_one, statements):
    def twice():
        access.open_question(load_one)
        with statements() as ran:
            assert access.may(1, "viewer")
            assert access.open_bank("sample").key == "sample"
        return len(ran)

    assert asking("viewer", twice) == 1


def test_questions_are_written_where_the_role_allows_it(asking):
    for role, key in (("viewer", ""), ("editor", "sample")):
        assert asking(role, lambda: access.bank_to_write("sample")) == key
    assert asking("editor", lambda: access.bank_to_write(None)) == ""


@pytest.mark.longer
def test_an_owned_bank_is_thrown_away_by_its_owners_alone(asking):
    allowed = {role for role in BankRole if asking(role, lambda: access.may_delete("sample"))}
    assert allowed == {BankRole.OWNER}
    assert not asking("owner", lambda: access.may_delete("nope"))


def test_an_open_bank_is_thrown_away_by_whoever_edits_it(app, load_one, make_person):
    person_id = make_person(Role.INSTRUCTOR)
    with app.test_request_context("/somewhere"):
        login_user(visitor_of(db.session.get_one(Person, person_id)))
        assert access.may_delete("sample")
        db.session.rollback()
