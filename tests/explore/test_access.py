from __future__ import annotations

import pytest
from flask_login import login_user
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.db import db
from quizapp.explore import access
from quizapp.explore.reader import Reader


@pytest.fixture
def reader(app):
    """Return what a person may see, read within a request of theirs."""

    def reader(person_id=None):
        with app.test_request_context("/timeline"):
            if person_id is not None:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
            found = access.reader_of_visitor()
            db.session.rollback()
        return found

    return reader


def test_a_first_visitor_has_met_nothing(valley, reader):
    assert reader() == Reader()


def test_an_instructor_sees_all(valley, reader, make_person):
    assert reader(make_person(Role.INSTRUCTOR)) == Reader(sees_all=True)


@pytest.mark.longer
def test_a_student_knows_what_was_rated_and_waits_for_open_quizzes_that_end_with_feedback(student, meet, reader, ids):
    with student.client.session_transaction() as cookie:
        person_id = int(cookie["_user_id"].partition(":")[0])
    meet("who-is-who", place=1)
    student.start("at_once", kinds="date")
    assert reader(person_id) == Reader(met=frozenset({ids["who-is-who"]}), withheld=frozenset())
    attempt = student.start("at_end", kinds="date")
    assert reader(person_id).withheld == {ids["flood-day"], ids["bridge-date"]}
    student.finish(attempt)
    assert reader(person_id).withheld == frozenset()


def test_a_key_becomes_a_source_or_404(app, valley):
    with app.test_request_context():
        assert access.open_source("letters").title == "Letters home"
        with pytest.raises(NotFound):
            access.open_source("nothing")
