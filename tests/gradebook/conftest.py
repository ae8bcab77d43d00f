"""A class that was given quizzes, students who took them, and the gradebook of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from quizapp.accounts.models import Role
from quizapp.assignments.models import Assignment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.book import read_book
from quizapp.gradebook.models import DecisionKind
from quizapp.gradebook.services import Decision, decide_mark
from quizapp.scheduling.state import Rules
from tests.assignments import conftest as given

load, small_bank, browse, stored, statements = (
    given.load,
    given.small_bank,
    given.browse,
    given.stored,
    given.statements,
)
teacher, students, make_class, class_id = given.teacher, given.students, given.make_class, given.class_id
question_ids, give_out, change = given.question_ids, given.give_out, given.change
outcome, sit, archive = given.outcome, given.sit, given.archive
RULES = Rules(ZoneInfo("UTC"))
KEYS = ("premier", "brokered", "surname")
WRONG = {"premier": ("1",), "brokered": ("false",), "surname": ("Sargsyan",)}


@pytest.fixture
def take(app, sit):
    """Let a student take a quiz that was given out, so many of its three questions right; return the attempt's id."""

    def take(assignment_id, person_id, right=3):
        player, attempt_id = sit(assignment_id, person_id)
        for place, key in enumerate(KEYS):
            player.answer(attempt_id, key, None if place < right else WRONG[key])
        player.finish(attempt_id)
        return attempt_id

    return take


@pytest.fixture
def book(app, class_id):
    """Return the gradebook of the class; rows that it holds are read before the session goes."""

    def book(now=None, person_id=None, of=None):
        with app.app_context():
            found = read_book(db.session(), of or class_id, RULES, now=now or utcnow(), person_id=person_id)
            db.session.expunge_all()
            db.session.rollback()
            return found

    return book


@pytest.fixture
def decide(app, teacher):
    """Decide something about a mark, as the teacher."""

    def decide(assignment_id, person_id, kind, value, text="because"):
        with app.app_context():
            assignment = db.session.get_one(Assignment, assignment_id)
            decision = Decision(DecisionKind(kind), value, text, teacher)
            decide_mark(db.session(), assignment, person_id, decision, now=utcnow())
            db.session.commit()

    return decide


@pytest.fixture
def desk(browse, teacher):
    """Return the browser of the teacher."""
    return browse(teacher)


@pytest.fixture
def colleague(browse, make_person):
    """Return the browser of an instructor who does not teach the class."""
    return browse(make_person(Role.INSTRUCTOR, "Mr Sahakyan"))
