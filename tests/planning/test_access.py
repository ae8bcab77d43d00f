from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask_login import login_user
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.db import db
from quizapp.planning import access, services
from quizapp.planning.services import ExamTerms

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
OPENERS = (access.open_exam, access.own_exam, access.exam_for_everyone)


@pytest.mark.longer
def test_who_may_do_what_with_a_test(app, small_bank, make_person):
    student, other, teacher = make_person(), make_person(), make_person(Role.INSTRUCTOR)
    with app.app_context():
        mine, for_all = (
            services.set_exam(
                db.session(), owner, ExamTerms("T", date(2026, 4, 1), 5, frozenset({1}), everyone), now=NOW
            ).id
            for owner, everyone in ((student, False), (teacher, True))
        )
        db.session.commit()

    def allowed(person_id, exam_id):
        opened = []
        with app.test_request_context():
            if person_id:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
            for opener in OPENERS:
                try:
                    opener(exam_id)
                except NotFound:
                    opened.append(False)
                else:
                    opened.append(True)
            db.session.rollback()
        return opened

    assert allowed(student, mine) == [True, True, False]
    assert allowed(student, for_all) == [True, False, True]
    assert allowed(teacher, for_all) == [True, True, False]
    for stranger in (other, teacher, None):
        assert allowed(stranger, mine) == [False, False, False]
    assert allowed(student, 999) == [False, False, False]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_first_visitor_has_no_tests(app, opener):
    with app.test_request_context(), pytest.raises(NotFound):
        opener(1)
