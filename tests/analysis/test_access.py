from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember, BankRole
from quizapp.db import db


@pytest.fixture
def owned(app, small_bank, make_person):
    """Let the bank be owned by somebody else."""
    owner = make_person(Role.INSTRUCTOR, "Owner")
    with app.app_context():
        bank_id = db.session.scalars(sa.select(Bank.id)).one()
        db.session.add(BankMember(bank_id=bank_id, person_id=owner, role=BankRole.OWNER))
        db.session.commit()
    return bank_id


@pytest.mark.longer
def test_figures_of_questions_that_one_may_not_see_are_not_there(sit, owned, instructor, ids):
    sit(6)
    paths = ("/statistics/quizzes/test", "/statistics/quizzes/test/questions.csv", "/statistics/banks/small")
    for path in (*paths, f"/statistics/questions/{ids['premier']}"):
        assert instructor.get(path).status_code == 404, path


@pytest.mark.longer
def test_a_viewer_sees_figures_and_no_way_to_edit(app, sit, owned, instructor):
    sit(30)
    with app.app_context():
        person = db.session.scalars(sa.select(Person.id).where(Person.name == "Ms Grigoryan")).one()
        db.session.add(BankMember(bank_id=owned, person_id=person, role=BankRole.VIEWER))
        db.session.commit()
    page = instructor.get("/statistics/quizzes/test").text
    assert "check the key" in page
    assert "/edit" not in page


@pytest.mark.longer
def test_students_do_not_get_in(browse, sit):
    sit(6)
    assert browse().get("/statistics").status_code == 403
