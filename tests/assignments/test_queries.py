from __future__ import annotations

import pytest

from quizapp.assignments import queries
from quizapp.assignments.services import Differing, remove_assignment, set_exception
from quizapp.clock import utcnow
from quizapp.db import db


def test_what_closes_first_is_listed_first_and_the_trash_apart(app, class_id, give_out, change):
    open_one, late, soon, gone = give_out(days=0), give_out(days=3), give_out(days=1), give_out()
    change(gone, remove_assignment, now=utcnow())
    with app.app_context():
        listed = queries.assignments_of_class(db.session(), class_id)
        trashed = queries.assignments_of_class(db.session(), class_id, trashed=True)
        assert [one.id for one in listed] == [soon, late, open_one]
        assert [one.id for one in trashed] == [gone]


@pytest.mark.longer
def test_sittings_are_those_of_one_student_or_of_all(app, give_out, students, sit):
    assignment = give_out()
    attempts = [sit(assignment, student)[1] for student in students[:2]]
    with app.app_context():
        session = db.session()
        assert [row.attempt_id for row in queries.sittings_of(session, [assignment])] == attempts
        assert [row.attempt_id for row in queries.sittings_of(session, [assignment], students[1])] == attempts[1:]
        assert queries.sitting_of_attempt(session, attempts[0]).person_id == students[0]
        assert [one.id for one in queries.attempts_of_assignment(session, assignment)] == attempts
        assert [one.id for one in queries.attempts_of_assignment(session, assignment, students[1])] == attempts[1:]


def test_an_exception_is_found_by_its_student(app, give_out, students, change):
    assignment = give_out()
    change(assignment, set_exception, students[0], Differing(note="ill"), now=utcnow())
    with app.app_context():
        assert queries.exception_of(db.session(), assignment, students[0]).note == "ill"
        assert queries.exception_of(db.session(), assignment, students[1]) is None
        assert queries.assignment_by_id(db.session(), assignment).title == "The first week"


@pytest.mark.longer
@pytest.mark.sqlite
def test_more_attempts_are_added_up_than_a_statement_takes(usual_limit):
    assert queries.sums_of(usual_limit, range(1, 40_000)) == {}
