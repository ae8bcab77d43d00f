from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember
from quizapp.transfer.conflicts import open_conflicts


@pytest.mark.longer
def test_conflicts_are_for_those_who_may_write_there(folder, load, change, edit_here, session, browse, make_person):
    load(folder)
    edit_here("one", topic="dykes")
    change(folder / "sample.yaml", "the one mill", "the first mill")
    load(folder)
    (conflict,) = open_conflicts(session)
    bank_id = session.scalar(sa.select(Bank.id))
    session.rollback()
    stranger, viewer = browse("A stranger"), make_person(Role.INSTRUCTOR)
    assert stranger.get(f"/conflicts/{conflict.id}").status_code == 200
    session.add(BankMember(bank_id=bank_id, person_id=viewer, role="owner"))
    session.commit()
    hidden, unknown = stranger.get(f"/conflicts/{conflict.id}"), stranger.get("/conflicts/777")
    assert (hidden.status_code, hidden.text) == (404, unknown.text)  # nothing tells that there is one
    assert "sample" not in stranger.get("/conflicts").text
