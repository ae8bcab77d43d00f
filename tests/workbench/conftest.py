"""The banks, drafts and browsers of the bank's tests."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.bank.loading import load_bank
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.scheduling.state import Rules
from quizapp.workbench.bulk import plan_change, write_change
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.undoing import undo_operation
from tests.bank import conftest as shared

_make_bank, _make_draft, load, samples = shared._make_bank, shared._make_draft, shared.load, shared.samples
all_kinds, load_one, statements = shared.all_kinds, shared.load_one, shared.statements
browse, instructor, instructor_id = shared.browse, shared.instructor, shared.instructor_id


@pytest.fixture
def fill(app):
    """Return a function that loads a bank, in a session of its own: for tests with a browser."""

    def fill(draft):
        with app.app_context():
            load_bank(db.session(), draft, now=utcnow())
            db.session.commit()

    return fill


@pytest.fixture
def three(app, fill):
    """Load a bank "sample" with the questions a, b and c, and an empty bank "other"; return the ids by key."""
    fill(shared.make_bank(*(shared.make_draft(key=key) for key in "abc")))
    fill(shared.make_bank(key="other"))
    with app.app_context():
        return dict(db.session.execute(sa.select(Question.key, Question.id)).all())


@pytest.fixture
def change(session, instructor_id):
    """Return a function that changes questions in bulk and returns the operation."""

    def change(action, ids, value="", **more):
        wanted = Change(Action(action), value, **more)
        now = utcnow()
        plan = plan_change(session, wanted, ids, Authorship(Origin.BROWSER, instructor_id, f"bulk: {action}"), now=now)
        operation = write_change(session, plan, instructor_id, now=now)
        session.commit()
        return operation

    return change


@pytest.fixture
def undo(session, instructor_id):
    """Return a function that takes an operation back, so many days later."""

    def undo(operation, days=0):
        authorship = Authorship(Origin.BROWSER, instructor_id, "bulk: undone")
        now = utcnow() + timedelta(days=days)
        outcome = undo_operation(session, operation, sa.true(), authorship, Rules(ZoneInfo("UTC")), now=now)
        session.commit()
        return outcome

    return undo


@pytest.fixture
def question(session):
    """Return a function that reads a question afresh."""

    def question(question_id):
        session.expire_all()
        return session.get_one(Question, question_id)

    return question


@pytest.fixture
def look(app):
    """Return a function that says what a question is now, in a session of its own: for tests with a browser."""

    def look(question_id):
        with app.app_context():
            row = db.session.get_one(Question, question_id)
            marks = {name: getattr(row, name) for name in ("archived_at", "flagged_at", "trashed_at", "removed_at")}
            current = row.current
            said = {name: getattr(current, name) for name in ("topic", "level", "facets", "note", "number")}
            return SimpleNamespace(key=row.key, bank=row.bank.key, **marks, **said)

    return look
