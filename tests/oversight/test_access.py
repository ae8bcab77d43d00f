"""A bank's log is for its owners: who may only work on it is refused, and a stranger finds nothing."""

from __future__ import annotations

import pytest
from flask import g
from flask_login import login_user
from werkzeug.exceptions import Forbidden, NotFound

from quizapp.accounts.visitor import visitor_of
from quizapp.bank.roles import BankMember
from quizapp.oversight import access


@pytest.mark.longer
def test_only_owners_and_admins_read_a_banks_log(app, session, site):
    def opened(person, key="birds"):
        g.pop("bank_roles", None)  # which are asked for once a request
        login_user(visitor_of(person))
        return access.open_owned_bank(key).id

    with app.test_request_context():
        assert opened(site.admin) == site.bank.id
        with pytest.raises(Forbidden):  # it is open: everybody edits it, nobody owns it
            opened(site.teacher)
        session.add(BankMember(bank_id=site.bank.id, person_id=site.teacher.id, role="owner"))
        session.flush()
        assert opened(site.teacher) == site.bank.id
        with pytest.raises(NotFound):
            opened(site.teacher, "fish")
