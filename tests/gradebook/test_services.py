from __future__ import annotations

from math import inf, nan

import pytest
import sqlalchemy as sa

from quizapp.assignments.models import Assignment
from quizapp.assignments.queries import exception_of
from quizapp.assignments.services import Differing, set_exception
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import queries
from quizapp.gradebook.models import CalendarFeed, DecisionKind, GradebookItem, MarkDecision
from quizapp.gradebook.services import (
    ImpossibleValueError,
    NewItem,
    ReasonMissingError,
    make_feed,
    release_marks,
    revoke_feed,
    set_categories,
    set_items,
)
from quizapp.grades.course import Category


@pytest.mark.longer
@pytest.mark.parametrize("value", [nan, inf, -inf, -0.5, 100_001, 1e308])
def test_points_that_cannot_be_are_refused(app, give_out, students, decide, value):
    assignment = give_out()
    with pytest.raises(ImpossibleValueError):
        decide(assignment, students[0], "override", value)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(MarkDecision.id))) == 0


@pytest.mark.longer
def test_being_late_takes_at_most_all(give_out, students, decide):
    with pytest.raises(ImpossibleValueError):
        decide(give_out(), students[0], "late", 100.5)


@pytest.mark.longer
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_decision_says_why_unless_it_takes_one_back(app, give_out, students, decide, kind):
    assignment = give_out()
    with pytest.raises(ReasonMissingError):
        decide(assignment, students[0], kind, 1, "")
    decide(assignment, students[0], kind, None, "")


@pytest.mark.longer
def test_excusing_says_so_to_the_assignment_and_keeps_what_else_differs(app, give_out, students, decide, change):
    assignment, student = give_out(), students[0]
    change(assignment, set_exception, student, Differing(attempts=3), now=utcnow())
    decide(assignment, student, "excuse", 1)
    with app.app_context():
        found = exception_of(db.session(), assignment, student)
        assert (found.excused, found.attempts) == (True, 3)
    decide(assignment, student, "excuse", None, "")
    with app.app_context():
        assert not exception_of(db.session(), assignment, student).excused
    decide(assignment, students[1], "excuse", 1)
    decide(assignment, students[1], "excuse", None, "")
    with app.app_context():
        assert exception_of(db.session(), assignment, students[1]) is None, "it is as for all again"


@pytest.mark.longer
def test_what_assignments_are_worth_is_kept_and_others_stay(app, give_out):
    one, other = give_out(), give_out()
    with app.app_context():
        session, now = db.session(), utcnow()
        assignments = session.scalars(sa.select(Assignment).order_by(Assignment.id)).all()
        set_items(session, assignments, {one: NewItem(4.5, "Tests", True, True)}, now=now)
        set_items(session, assignments, {one: NewItem(4.5, "Tests", True, True)}, now=now)
        assert (assignments[0].points, assignments[0].category, assignments[0].updated_at) == (4.5, "Tests", now)
        assert (assignments[1].points, session.get(GradebookItem, other)) == (10, None)
        release_marks(session, one)
        release_marks(session, other)
        assert not session.get_one(GradebookItem, one).is_held


@pytest.mark.longer
def test_categories_are_kept_whole(app, class_id):
    with app.app_context():
        set_categories(db.session(), class_id, [Category("", 10), Category("Tests", 50, 1, True)])
        set_categories(db.session(), class_id, [Category("Tests", 40)])
        settings = queries.settings_of_class(db.session(), class_id, [])
    assert settings.scheme.categories == {"Tests": Category("Tests", 40)}
    assert settings.scheme.category("") == Category("")


def test_a_calendar_address_is_one_a_person_and_secret(app, students):
    with app.app_context():
        session = db.session()
        first = make_feed(session, students[0], now=utcnow()).token
        second = make_feed(session, students[0], now=utcnow()).token
        assert first != second
        assert len(second) >= 32
        assert queries.feed_by_token(session, first) is None
        assert queries.feed_by_token(session, second).person_id == students[0]
        revoke_feed(session, students[0])
        assert session.scalar(sa.select(sa.func.count()).select_from(CalendarFeed)) == 0
